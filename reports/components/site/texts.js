/**
 * Every text of the interface, once per language. Labels of categories, figures and claims come from the
 * published models and are not repeated here.
 */
export const texts = {
	/** Words of a report reference, longest first, since one contains the other. */
	referenceWords: [
		['Bilagstabel', 'Appendix table'],
		['bilagstabel', 'appendix table'],
		['Bilag', 'Appendix'],
		['Figur', 'Figure'],
		['figur', 'figure'],
		['Tabel', 'Table'],
		['tabel', 'table'],
		['afsnit', 'section'],
		['Afsnit', 'Section'],
		['Boks', 'Box'],
		['Hovedresultater', 'Main results'],
		['Forord', 'Preface'],
		['Kapitel', 'Chapter'],
		['kapitel', 'chapter']
	],
	da: {
		siteName: 'Lederes uddannelse i psykisk arbejdsmiljø',
		skip: 'Gå til indholdet',
		navigation: 'Hovedmenu',
		switchLanguage: 'English',
		to: 'til',
		yes: 'Ja',
		no: 'Nej',
		inReport: 'I rapporten',
		tableSummary: 'Vis tallene som tabel',
		confidenceInterval: '95 %-konfidensinterval',
		figure: 'Figur',
		pages: {
			home: {
				nav: 'Nøgletal',
				title: 'Nøgletal',
				description:
					'Hvor mange ledere har uddannelse i psykisk arbejdsmiljø, og hvor sikre er tallene? Nøgletal med konfidensintervaller.'
			},
			courses: {
				nav: 'Kurser',
				title: 'Kurser i psykisk arbejdsmiljø for ledere',
				description:
					'Søgbar oversigt over kurser i psykisk arbejdsmiljø for ledere, fordelt på region og udbydertype.'
			},
			replication: {
				nav: 'Replikation',
				title: 'Rapportens tal efterprøvet',
				description:
					'Hvert tal, rapporten trykker, ved siden af det tal, dette datavarehus selv beregner.'
			},
			claims: {
				nav: 'Udsagn',
				title: 'Rapportens udsagn efterprøvet',
				description:
					'Hvert udsagn om retning eller forskel i rapporten, prøvet på de samme data med fortegn og p-værdi.'
			}
		},
		footer: {
			about: 'Om siden',
			aboutText:
				'Tallene er beregnet i et datavarehus, der kan bygges forfra med én kommando. Siden viser kun summariske tal; ingen enkeltpersoner kan genfindes.',
			study: 'Undersøgelsen',
			population: 'Ledere og mulige ledere i populationen',
			sample: 'Udtrukket til stikprøven',
			complete: 'Fuldt besvarede skemaer',
			managers: 'Heraf ledere, der indgår i tallene',
			responseRate: 'Fuldt besvarede af de udtrukne',
			wave: 'Dataindsamling',
			pages: 'Sider'
		},
		home: {
			eyebrow: 'Spørgeskemaundersøgelse blandt ledere',
			lead: 'Tallene er vægtet til hele populationen og vises med 95 %-konfidensintervaller, så man kan se, hvor sikkert hvert tal er.',
			resultsHeading: 'Resultaterne i tal',
			howToRead: 'Sådan læses figurerne',
			howToReadText:
				'Den kraftige streg er det bedste bud; båndet omkring den er 95 %-konfidensintervallet. Ligger to bånd langt fra hinanden, er grupperne forskellige; overlapper de tydeligt, kan forskellen være tilfældig.',
			sharesNote: 'Vægtede andele med 95 %-konfidensintervaller.',
			meansNote: 'Vægtede gennemsnit med 95 %-konfidensintervaller.',
			suppressed: 'Ikke vist af diskretionshensyn',
			columns: {
				group: 'Gruppe',
				estimate: 'Tal',
				interval: '95 %-interval',
				standardError: (isShare) => (isShare ? 'Standardfejl (procentpoint)' : 'Standardfejl'),
				answers: 'Besvarelser',
				reference: 'I rapporten'
			},
			waysHeading: 'Gå videre',
			courseWay: 'Find et kursus',
			courseWayText: (n) => `Søg i ${n} kurser efter navn, udbyder, sted og varighed.`,
			replicationWay: 'Efterprøv et tal',
			replicationWayText: (same, all, contradictory) =>
				`${same} af ${all} trykte tal er genfundet; i ${contradictory} andre modsiger rapporten sig selv.`,
			claimsWay: 'Efterprøv et udsagn',
			claimsWayText: (holds, all, contradictory) =>
				`${holds} af ${all} udsagn holder; i ${contradictory} andre modsiger rapporten sig selv.`
		},
		courses: {
			lead: 'Kurser for ledere på mindst én dag, hvor psykisk arbejdsmiljø er et klart emne. Et kursus tæller én gang for hver udbyder og hvert sted. Kataloget er virkeligt.',
			summaryHeading: 'Udbuddet i korte træk',
			chartHeading: 'Hvor kurserne holdes, og hvem der udbyder dem',
			chartSubtitle: 'Antal kurser efter region og udbydertype',
			chartAll: 'Alle udbydere',
			chartDescription: (panel, parts) => `${panel}: ${parts}.`,
			chartPart: (region, n, ects) => `${region} ${n}, heraf ${ects} med ECTS`,
			legendEcts: 'Giver ECTS-point',
			legendOther: 'Giver ikke ECTS-point',
			matrixCaption: 'Antal kurser efter region og udbydertype, i parentes kurser med ECTS-point',
			total: 'I alt',
			region: 'Region',
			tableHeading: 'Kursuskatalog',
			tableCaption: 'Kurser i psykisk arbejdsmiljø for ledere',
			search: 'Søg',
			searchPlaceholder: 'Kursus, udbyder eller sted',
			provider: 'Udbyder',
			category: 'Udbydertype',
			place: 'Sted og region',
			course: 'Kursus',
			duration: 'Varighed',
			durationNote: 'timer',
			onDemand: 'Efter aftale',
			measure: 'Mål',
			value: 'Værdi',
			note: 'Bemærkning',
			ects: 'ECTS',
			all: 'Alle',
			ectsOnly: 'Med ECTS-point',
			ectsNone: 'Uden ECTS-point',
			reset: 'Nulstil',
			count: 'Viser {shown} af {total} kurser',
			none: 'Ingen kurser passer til valget. Fjern et filter, eller søg på færre ord.',
			source: 'Kilde: rapportens kursuskatalog (bilagstabel 2.1), gengivet med trykte fejl markeret.',
			chartSource: 'Optalt fra kataloget nedenfor. Alle kurser er talt med; der er ingen stikprøveusikkerhed.'
		},
		replication: {
			lead: 'Rapportens trykte tal står her ved siden af de tal, datavarehuset selv beregner.',
			leadSynthetic:
				'Fordi svarene er syntetiske og dannet for at ramme rapporten, efterprøver listen beregningerne, ikke rapportens resultater.',
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Tal efter vurdering: ${counts}.`,
			tableHeading: 'Alle trykte tal',
			tableCaption: 'Trykte tal i rapporten og datavarehusets egne tal',
			reference: 'I rapporten',
			number: 'Hvad tallet er',
			printed: 'Trykt',
			tableNote: 'Vores tal vises med én decimal mere end de trykte. Standardfejl på regressionskoefficienter står i parentes.',
			ours: 'Vores',
			interval: '95 %-interval',
			difference: 'Afvigelse',
			answers: 'N trykt / vores',
			verdict: 'Vurdering',
			search: 'Søg',
			searchPlaceholder: 'Emne, figur eller nummer',
			chapter: 'Sted i rapporten',
			all: 'Alle',
			reset: 'Nulstil',
			count: 'Viser {shown} af {total} tal',
			none: 'Ingen tal passer til valget. Fjern et filter, eller søg på færre ord.',
			chapterName: (n) => `Kapitel ${n}`,
			otherClaims: 'Rapporten udtaler sig også om retninger og forskelle. De er prøvet på deres egen side:',
			toClaims: 'Rapportens udsagn efterprøvet',
			verdicts: {
				reproduced: {
					name: 'Genfundet',
					meaning: 'Vores tal afrundes til det trykte; hvor rapporten kun skriver cirka, ligger det tæt på.'
				},
				differs: {
					name: 'Afviger',
					meaning: 'Vores tal afrundes til noget andet; grunden står ved tallet, hvor den er kendt.'
				},
				report_inconsistent: {
					name: 'Rapporten modsiger sig selv',
					meaning: 'Det trykte tal strider mod et andet trykt tal og kan ikke genfindes uden at bryde det.'
				},
				not_computable: {
					name: 'Kan ikke beregnes',
					meaning: 'Tallet hviler på noget, der ikke er i data, fx interview eller priser.'
				}
			}
		},
		claims: {
			lead: 'Når rapporten skriver, at noget hænger positivt eller negativt sammen, eller at to grupper er forskellige, er udsagnet prøvet her på de samme data.',
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Udsagn efter vurdering: ${counts}.`,
			tableHeading: 'Alle udsagn',
			tableCaption: 'Rapportens udsagn om retning og forskel, og hvad data viser',
			reference: 'I rapporten',
			claim: 'Udsagn',
			printedDirection: 'Rapportens retning',
			significance: { yes: 'signifikant', no: 'ikke signifikant' },
			ourDirection: 'Retning i data',
			estimate: 'Estimat',
			pValue: 'p-værdi',
			verdict: 'Vurdering',
			search: 'Søg',
			searchPlaceholder: 'Emne, figur eller nummer',
			all: 'Alle',
			reset: 'Nulstil',
			count: 'Viser {shown} af {total} udsagn',
			none: 'Ingen udsagn passer til valget. Fjern et filter, eller søg på færre ord.',
			toNumbers: 'Rapportens tal efterprøvet',
			tableNote:
				'Estimatet er den forskel eller koefficient, udsagnet handler om, i udfaldets egen enhed. Hvor der ingen p-værdi er, er kun retningen prøvet.',
			otherNumbers: 'De enkelte trykte tal er efterprøvet på deres egen side:',
			directions: { '+': 'Positiv', '-': 'Negativ', 0: 'Ingen', '+/-': 'Begge veje' },
			verdicts: {
				holds: { name: 'Holder', meaning: 'Retningen er den samme, og hvor rapporten siger signifikant, er den det på 5 %-niveau.' },
				fails: { name: 'Holder ikke', meaning: 'Retningen er en anden, eller forskellen er ikke signifikant.' },
				report_inconsistent: {
					name: 'Rapporten modsiger sig selv',
					meaning: 'Udsagnet strider mod rapportens egne tabeller.'
				},
				not_testable: {
					name: 'Kan ikke prøves',
					meaning: 'Udsagnet hviler på interview eller på noget, der ikke er i data.'
				}
			}
		},
		units: { courses: '', hours: 'timer', dkk: 'kr.' }
	},
	en: {
		siteName: 'Managers’ training in the psychosocial work environment',
		skip: 'Skip to content',
		navigation: 'Main menu',
		switchLanguage: 'Dansk',
		to: 'to',
		yes: 'Yes',
		no: 'No',
		inReport: 'In the report',
		tableSummary: 'Show the numbers as a table',
		confidenceInterval: '95% confidence interval',
		figure: 'Figure',
		pages: {
			home: {
				nav: 'Key figures',
				title: 'Key figures',
				description:
					'How many managers have training in the psychosocial work environment, and how certain are the numbers? Key figures with confidence intervals.'
			},
			courses: {
				nav: 'Courses',
				title: 'Courses in the psychosocial work environment for managers',
				description:
					'Searchable list of courses in the psychosocial work environment for managers, by region and type of provider.'
			},
			replication: {
				nav: 'Replication',
				title: 'The report’s numbers, checked',
				description:
					'Every number the report prints beside the number this data warehouse computes itself.'
			},
			claims: {
				nav: 'Claims',
				title: 'The report’s claims, checked',
				description:
					'Every claim in the report about a direction or a difference, tested on the same data with sign and p-value.'
			}
		},
		footer: {
			about: 'About this site',
			aboutText:
				'The numbers are computed in a data warehouse that can be rebuilt from nothing with one command. The site shows aggregates only; no person can be recognised.',
			study: 'The study',
			population: 'Managers and possible managers in the population',
			sample: 'Drawn for the sample',
			complete: 'Complete questionnaires',
			managers: 'Of these, managers behind the numbers',
			responseRate: 'Complete, of those drawn',
			wave: 'Data collection',
			pages: 'Pages'
		},
		home: {
			eyebrow: 'Survey of managers',
			lead: 'The numbers are weighted to the whole population and come with 95% confidence intervals, so that you can see how certain each of them is.',
			resultsHeading: 'The results in numbers',
			howToRead: 'How to read the figures',
			howToReadText:
				'The strong line is the best estimate; the band around it is the 95% confidence interval. Where two bands lie far apart the groups differ; where they clearly overlap, the difference may be due to chance.',
			sharesNote: 'Weighted shares with 95% confidence intervals.',
			meansNote: 'Weighted means with 95% confidence intervals.',
			suppressed: 'Not shown, to protect respondents',
			columns: {
				group: 'Group',
				estimate: 'Number',
				interval: '95% interval',
				standardError: (isShare) => (isShare ? 'Standard error (percentage points)' : 'Standard error'),
				answers: 'Answers',
				reference: 'In the report'
			},
			waysHeading: 'Go further',
			courseWay: 'Find a course',
			courseWayText: (n) => `Search ${n} courses by name, provider, place and duration.`,
			replicationWay: 'Check a number',
			replicationWayText: (same, all, contradictory) =>
				`${same} of ${all} printed numbers are reproduced; in ${contradictory} more the report contradicts itself.`,
			claimsWay: 'Check a claim',
			claimsWayText: (holds, all, contradictory) =>
				`${holds} of ${all} claims hold; in ${contradictory} more the report contradicts itself.`
		},
		courses: {
			lead: 'Courses for managers of at least one day with the psychosocial work environment as a clear subject. A course counts once for each provider and place. The catalogue is real. Course names are given in Danish, as offered.',
			summaryHeading: 'The supply in brief',
			chartHeading: 'Where the courses are held, and who offers them',
			chartSubtitle: 'Number of courses by region and type of provider',
			chartAll: 'All providers',
			chartDescription: (panel, parts) => `${panel}: ${parts}.`,
			chartPart: (region, n, ects) => `${region} ${n}, of which ${ects} with ECTS`,
			legendEcts: 'Awards ECTS credits',
			legendOther: 'Awards no ECTS credits',
			matrixCaption: 'Number of courses by region and type of provider; courses with ECTS credits in brackets',
			total: 'Total',
			region: 'Region',
			tableHeading: 'Course catalogue',
			tableCaption: 'Courses in the psychosocial work environment for managers',
			search: 'Search',
			searchPlaceholder: 'Course, provider or place',
			provider: 'Provider',
			category: 'Type of provider',
			place: 'Place and region',
			course: 'Course',
			duration: 'Duration',
			durationNote: 'hours',
			onDemand: 'By agreement',
			measure: 'Measure',
			value: 'Value',
			note: 'Note',
			ects: 'ECTS',
			all: 'All',
			ectsOnly: 'With ECTS credits',
			ectsNone: 'Without ECTS credits',
			reset: 'Reset',
			count: 'Showing {shown} of {total} courses',
			none: 'No course matches. Remove a filter or search for fewer words.',
			source: 'Source: the report’s course catalogue (appendix table 2.1), with printing errors marked.',
			chartSource: 'Counted from the catalogue below. All courses are counted; there is no sampling uncertainty.'
		},
		replication: {
			lead: 'The numbers that the report prints stand here beside the numbers that the warehouse computes itself.',
			leadSynthetic:
				'Since the answers are synthetic and made to match the report, the list checks the computations, not the findings of the report.',
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Numbers by verdict: ${counts}.`,
			tableHeading: 'All printed numbers',
			tableCaption: 'Numbers printed in the report and the warehouse’s own numbers',
			reference: 'In the report',
			number: 'What the number is',
			printed: 'Printed',
			tableNote: 'Our numbers are shown with one more decimal than the printed ones. Standard errors of regression coefficients stand in brackets.',
			ours: 'Ours',
			interval: '95% interval',
			difference: 'Difference',
			answers: 'N printed / ours',
			verdict: 'Verdict',
			search: 'Search',
			searchPlaceholder: 'Subject, figure or number',
			chapter: 'Place in the report',
			all: 'All',
			reset: 'Reset',
			count: 'Showing {shown} of {total} numbers',
			none: 'No number matches. Remove a filter or search for fewer words.',
			chapterName: (n) => `Chapter ${n}`,
			otherClaims: 'The report also states directions and differences. They are tested on a page of their own:',
			toClaims: 'The report’s claims, checked',
			verdicts: {
				reproduced: {
					name: 'Reproduced',
					meaning: 'Our number rounds to the printed one or, where the report only says about, lies close to it.'
				},
				differs: {
					name: 'Differs',
					meaning: 'Our number rounds to something else; the reason stands beside it where it is known.'
				},
				report_inconsistent: {
					name: 'Report contradicts itself',
					meaning: 'The printed number conflicts with another printed number and cannot be met without breaking that one.'
				},
				not_computable: {
					name: 'Cannot be computed',
					meaning: 'The number rests on something outside the data, such as interviews or prices.'
				}
			}
		},
		claims: {
			lead: 'Where the report says that something is positively or negatively related, or that two groups differ, the claim is tested here on the same data.',
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Claims by verdict: ${counts}.`,
			tableHeading: 'All claims',
			tableCaption: 'The report’s claims about directions and differences, and what the data show',
			reference: 'In the report',
			claim: 'Claim',
			printedDirection: 'Direction in the report',
			significance: { yes: 'significant', no: 'not significant' },
			ourDirection: 'Direction in data',
			estimate: 'Estimate',
			pValue: 'p-value',
			verdict: 'Verdict',
			search: 'Search',
			searchPlaceholder: 'Subject, figure or number',
			all: 'All',
			reset: 'Reset',
			count: 'Showing {shown} of {total} claims',
			none: 'No claim matches. Remove a filter or search for fewer words.',
			toNumbers: 'The report’s numbers, checked',
			tableNote:
				'The estimate is the difference or coefficient that the claim is about, in the unit of the outcome. Without a p-value, only the direction was tested.',
			otherNumbers: 'The single printed numbers are checked on a page of their own:',
			directions: { '+': 'Positive', '-': 'Negative', 0: 'None', '+/-': 'Both ways' },
			verdicts: {
				holds: { name: 'Holds', meaning: 'The direction is the same and, where the report says significant, it is so at the 5% level.' },
				fails: { name: 'Fails', meaning: 'The direction differs, or the difference is not significant.' },
				report_inconsistent: {
					name: 'Report contradicts itself',
					meaning: 'The claim conflicts with the report’s own tables.'
				},
				not_testable: {
					name: 'Cannot be tested',
					meaning: 'The claim rests on interviews or on something outside the data.'
				}
			}
		},
		units: { courses: '', hours: 'hours', dkk: 'DKK' }
	}
};
