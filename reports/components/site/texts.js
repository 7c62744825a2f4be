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
		['Spørgsmål', 'Question'],
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
		confidenceInterval: '95\u00a0%-konfidensinterval',
		figure: 'Figur',
		sectionNavigation: (group) => `Sider under ${group}`,
		groups: { home: 'Nøgletal', results: 'Resultater', explore: 'Udforsk', replication: 'Replikation', about: 'Om data' },
		pages: {
			home: {
				nav: 'Nøgletal',
				title: 'Nøgletal',
				description:
					'Hvor mange ledere har uddannelse i psykisk arbejdsmiljø, og hvor sikre er tallene? Nøgletal med konfidensintervaller.'
			},
			supply: {
				nav: 'Udbud',
				title: 'Udbuddet af kurser',
				description: 'Kurser i psykisk arbejdsmiljø for ledere: kort, fordeling på udbydere og et søgbart katalog.',
				lead: 'Kurser for ledere på mindst én dag, hvor psykisk arbejdsmiljø er et klart emne. Et kursus tæller én gang for hver udbyder og hvert sted. Kataloget er virkeligt; det er ikke syntetisk.'
			},
			use: {
				nav: 'Brug',
				title: 'Ledernes brug af uddannelsen',
				description: 'Hvor mange ledere har uddannelse i psykisk arbejdsmiljø, hvornår tog de den, på hvilket niveau, hos hvem, og hvem betalte?',
				lead: 'En uddannelse tæller med, når den varede mindst én dag og psykisk arbejdsmiljø var hovedindholdet eller en del af den. Her ses, hvor mange ledere der har den, og hvordan de fik den.'
			},
			trained: {
				nav: 'Hvem har den',
				title: 'Hvem har uddannelsen?',
				description: 'Ledere med uddannelse i psykisk arbejdsmiljø efter sektor, branche, køn, alder, egen uddannelse, ledertype og erfaring.',
				lead: 'Andelen af ledere med uddannelse i psykisk arbejdsmiljø i forskellige grupper. Først de kendetegn, der står tilbage, når der tages højde for de øvrige; derefter hver gruppe for sig.'
			},
			motivated: {
				nav: 'Hvem har lyst',
				title: 'Hvem er motiveret?',
				description: 'Hvilke ledere har mest og mindst lyst til uddannelse i psykisk arbejdsmiljø, og hvilke grunde giver de selv?',
				lead: 'Først hvad der kendetegner ledere med stor og lille lyst til uddannelsen. Derefter ledernes egne grunde til at have taget den, eller til at lade være, med ledere af ledere og ledere af medarbejdere side om side.'
			},
			drivers: {
				nav: 'Drivkræfter',
				title: 'Drivkræfter og barrierer',
				description: 'Hvordan arbejdspladsens prioritering, tid, penge, kendskab, forventninger og arbejdsmiljø hænger sammen med lysten til uddannelse.',
				lead: 'Hvordan hænger lysten til uddannelsen sammen med arbejdspladsens prioritering og ressourcer, med lederens kendskab, tid og forventninger og med arbejdsmiljøet? Sammenhænge er ikke det samme som virkninger.'
			},
			experiment: {
				nav: 'Forsøg',
				title: 'Forsøget med tænkte tilbud',
				description: 'Hvad betyder problem, varighed, betaling, fri og sted for, om ledere ville tage imod et tilbud om uddannelse? Et forsøg i spørgeskemaet.',
				lead: 'Hver leder fik beskrevet én tænkt situation, sat sammen ved lodtrækning. Forskellen mellem svarene er derfor virkningen af det, der blev ændret i beskrivelsen.'
			},
			regressions: {
				nav: 'Regressioner',
				title: 'Regressionstabellerne',
				description: 'Rapportens to bilagstabeller med regressioner, vores koefficienter ved siden af de trykte.',
				lead: 'Rapportens to bilagstabeller beregnet på ny, med de trykte koefficienter ved siden af. Standardfejl står i parentes.'
			},
			method: {
				nav: 'Metode',
				title: 'Metode',
				description: 'Population, stikprøve, svar, vægte, bortfaldsmodel, søgning efter kurser og valg af interviewpersoner.',
				lead: 'Hvem der blev spurgt, hvem der svarede, hvordan svarene er vægtet, og hvor sikre tallene derfor er.'
			},
			explore: {
				nav: 'Udforsk',
				title: 'Udforsk tallene',
				description: 'Ethvert svar efter enhver baggrund, ledertype eller sektor, med konfidensintervaller.',
				lead: 'Ethvert svar efter køn, alder, branche og flere andre baggrunde, for alle ledere, efter ledertype eller efter sektor. Tal om små grupper vises ikke.'
			},
			topic: { nav: 'Emne', title: 'Emne', description: 'Svar efter baggrund, ledertype og sektor, med konfidensintervaller.' },
			replication: {
				nav: 'Tal',
				title: 'Rapportens tal efterprøvet',
				description:
					'Hvert tal, rapporten trykker, ved siden af det tal, dette datavarehus selv beregner.',
				lead: 'Rapportens trykte tal står her ved siden af de tal, datavarehuset selv beregner.'
			},
			claims: {
				nav: 'Udsagn',
				title: 'Rapportens udsagn efterprøvet',
				description:
					'Hvert udsagn om retning eller forskel i rapporten, prøvet på de samme data med fortegn og p-værdi.',
				lead: 'Når rapporten skriver, at noget hænger positivt eller negativt sammen, eller at to grupper er forskellige, er udsagnet prøvet her på de samme data.'
			},
			contradictions: {
				nav: 'Modsigelser',
				title: 'Hvor rapporten modsiger sig selv',
				description: 'Steder, hvor rapportens tal og udsagn strider mod hinanden, hvad der strider, og hvad vi har gjort ved det.',
				lead: 'Nogle trykte tal og udsagn kan ikke være rigtige på samme tid. Her står hvert sted, hvad der strider imod hvad, og hvilken læsning tallene på siden bygger på.'
			},
			about: {
				nav: 'Om data',
				title: 'Om data',
				description: 'Hvad tallene bygger på: syntetiske svar, definitioner, diskretionsregler, ændringer og henvisning.',
				lead: 'Hvad tallene bygger på, hvad ordene betyder, hvad der ikke vises, og hvordan der henvises til siden.'
			},
			codebook: {
				nav: 'Spørgeskema',
				title: 'Spørgeskema og variable',
				description: 'Alle spørgsmål og variable med svarkoder, og hvor de er brugt.',
				lead: 'Hvert spørgsmål og hver afledt variabel med sine koder, vores egne korte ord. Spørgeskemaet har intet spørgsmål 10.'
			},
			downloads: {
				nav: 'Hent data',
				title: 'Hent data',
				description: 'Alle tabeller bag siden som filer.',
				lead: 'Alle tal på siden kan hentes. Filerne indeholder kun summariske tal efter diskretionskontrol, ingen svar fra enkeltpersoner.'
			},
			accessibility: {
				nav: 'Tilgængelighed',
				title: 'Tilgængelighed',
				description: 'Hvordan siden er gjort læselig for alle, hvad der er afprøvet, og hvad der mangler.'
			},
			missing: {
				nav: 'Ikke fundet',
				title: 'Siden findes ikke',
				description: 'Adressen fører ikke til en side.'
			}
		},
		figures: {
			n: 'N (uvægtet)',
			nOf: { catalogue: 'N (kurser)', register: 'N (fulde svar)', design: 'N (interviewede)' },
			nPrinted: 'N i rapporten',
			weights: 'Vægtning',
			weighted: 'Vægtet til populationen',
			unweighted: { catalogue: 'Ingen; alle kurser er talt med', register: 'Se kolonnerne', design: 'Ingen' },
			uncertainty: 'Usikkerhed',
			intervals: '95\u00a0%-konfidensintervaller er tegnet eller står i tabellen',
			source: 'Kilde',
			sources: {
				survey: 'Spørgeskema til ledere, {wave}',
				register: 'Register og spørgeskema, {wave}',
				catalogue: 'Rapportens kursuskatalog',
				design: 'Undersøgelsens design'
			},
			asked: 'Spurgt om:',
			mean: 'Gns.',
			meanWord: 'gennemsnit',
			all: 'Alle',
			signed: (greater, lesser) =>
				[
					greater && `større, jo mere enige lederne er i ${greater}`,
					lesser && `mindre, jo mere enige lederne er i ${lesser}`
				].filter(Boolean).join('; ') || 'ikke sikkert forskellig',
			quoted: (label) => `»${label}«`,
			reference: 'reference',
			suppressed: 'Ikke vist af diskretionshensyn',
			describedAbove: 'Tallene står i beskrivelsen af figurens første del og i tabellen.',
			significance: (isSignificant) => (isSignificant ? 'statistisk signifikant' : 'ikke statistisk signifikant'),
			starLegend: 'Stjerner: * p < 5\u00a0%, ** p < 1\u00a0%, *** p < 0,1\u00a0%.',
			circleStrong: 'Forskel over 5 point',
			circleWeak: 'Forskel på højst 5 point',
			points: (text) => (text === '–' ? text : `${text} procentpoint`),
			versus: (first, second) => `${first} mod ${second}`,
			testedDifference: (groups, differences) => `Testet forskel, ${groups}: ${differences}.`,
			testNumbers: (difference, interval, p) => `${difference} (95\u00a0%-interval ${interval}; p ${p.startsWith('<') ? p : `= ${p}`})`,
			testsSummary: (significant, all) =>
				`${significant} af ${all} testede forskelle er statistisk signifikante på 5\u00a0%-niveau; de står i tabellen.`,
			archetypeTests: 'Båndet er 95\u00a0%-konfidensintervallet. Kendetegnene er fra en regression, der tager højde for de øvrige. Tabellen viser også testede forskelle mellem enkelte grupper uden hensyn til de øvrige.',
			archetypeNote: 'Båndet er 95\u00a0%-konfidensintervallet. Kendetegnene er fra en regression, der tager højde for de øvrige.',
			pointsAxis: (isShare) => (isShare ? 'Forskel til referencegruppen i procentpoint' : 'Forskel til referencegruppen i point (0-100)'),
			csv: 'Tal som CSV',
			json: 'Tal som JSON',
			permalink: 'Link til figuren',
			ledgerLink: {
				replication: (n) => `Efterprøvede tal (${n})`,
				claims: (n) => `Efterprøvede udsagn (${n})`
			},
			onThisPage: 'Figurer på siden',
			estimatesCaption: 'Alle tal bag figuren',
			testsCaption: 'Testede forskelle mellem grupper; * p < 5\u00a0%, ** p < 1\u00a0%, *** p < 0,1\u00a0%',
			termsCaption: 'Koefficienter i regressionen, kontrolvariable medregnet',
			archetypeCaption: 'Kendetegn og deres afstand til referencegruppen',
			regressionCaption: 'Koefficienter med standardfejl i parentes; * p < 10\u00a0%, ** p < 5\u00a0%, *** p < 1\u00a0%',
			marginsCaption: 'Fordeling i procent',
			interviewsCaption: 'Interviewede ledere efter udvælgelse og uddannelse',
			interviewGroups: { all: 'Alle', trained: 'Med uddannelsen', untrained: 'Uden uddannelsen' },
			coursesCaption: 'Antal kurser',
			modelOurs: (number, name) => `Model ${number}, vores (${name.toLowerCase()})`,
			modelPrinted: (number) => `Model ${number}, trykt`,
			columns: {
				outcome: 'Mål',
				group: 'Gruppe',
				estimate: 'Tal',
				interval: '95\u00a0%-interval',
				standardError: 'Standardfejl',
				n: 'N (uvægtet)',
				comparison: 'Sammenligning',
				difference: 'Forskel',
				p: 'p-værdi',
				pHolm: 'p-værdi (Holm)',
				term: 'Led',
				coefficient: 'Koefficient',
				trait: 'Kendetegn',
				effect: 'Afstand i point',
				category: 'Gruppe',
				region: 'Region',
				courses: 'Kurser',
				ects: 'Heraf med ECTS',
				criterion: 'Kriterium',
				interviews: 'Interview',
				note: 'Bemærkning',
				share_respondents: 'Svar',
				share_sample: 'Stikprøve',
				share_population: 'Population',
				share_weighted: 'Svar, vægtet'
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
			lead: 'Tallene er vægtet til hele populationen og vises med 95\u00a0%-konfidensintervaller, så man kan se, hvor sikkert hvert tal er.',
			resultsHeading: 'Resultaterne i tal',
			howToRead: 'Sådan læses figurerne',
			howToReadText:
				'Den kraftige streg er det bedste bud; båndet omkring den er 95\u00a0%-konfidensintervallet. Ligger to bånd langt fra hinanden, er grupperne forskellige; overlapper de tydeligt, kan forskellen være tilfældig.',
			sharesNote: 'Vægtede andele med 95\u00a0%-konfidensintervaller.',
			meansNote: 'Vægtede gennemsnit med 95\u00a0%-konfidensintervaller.',
			suppressed: 'Ikke vist af diskretionshensyn',
			columns: {
				group: 'Gruppe',
				estimate: 'Tal',
				interval: '95\u00a0%-interval',
				standardError: (isShare) => (isShare ? 'Standardfejl (procentpoint)' : 'Standardfejl'),
				answers: 'Besvarelser',
				reference: 'I rapporten'
			},
			more: (name) => `${name} med alle tal`,
			chaptersHeading: 'Resultaterne, kapitel for kapitel',
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
			summaryHeading: 'Udbuddet i korte træk',
			summaryCaption: 'Alle nøgletal for kataloget',
			chartDescription: (panel, parts) => `${panel}: ${parts}.`,
			chartPart: (region, n, ects) => `${region} ${n}, heraf ${ects} med ECTS`,
			legendEcts: 'Giver ECTS-point',
			legendOther: 'Giver ikke ECTS-point',
			region: 'Region',
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
			none: 'Ingen kurser passer til valget. Fjern et filter, eller søg på færre ord.'
		},
		replication: {
			leadSynthetic:
				'Fordi svarene er syntetiske og dannet for at ramme rapporten, efterprøver listen beregningerne, ikke rapportens resultater.',
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Tal efter vurdering: ${counts}.`,
			tableHeading: 'Alle trykte tal',
			tableCaption: 'Trykte tal i rapporten og datavarehusets egne tal',
			reference: 'I rapporten',
			subject: 'Hvad tallet er',
			printed: 'Trykt',
			tableNote: 'Vores tal vises med én decimal mere end de trykte. Standardfejl på regressionskoefficienter står i parentes.',
			ours: 'Vores',
			interval: '95\u00a0%-interval',
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
			why: 'Hvor rapporten modsiger sig selv, er grunden forklaret her:',
			other: 'Rapporten udtaler sig også om retninger og forskelle. De er prøvet på deres egen side:',
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
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Udsagn efter vurdering: ${counts}.`,
			tableHeading: 'Alle udsagn',
			tableCaption: 'Rapportens udsagn om retning og forskel, og hvad data viser',
			reference: 'I rapporten',
			subject: 'Udsagn',
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
			tableNote:
				'Estimatet er den forskel eller koefficient, udsagnet handler om, i udfaldets egen enhed. Hvor der ingen p-værdi er, er kun retningen prøvet.',
			other: 'De enkelte trykte tal er efterprøvet på deres egen side:',
			directions: { '+': 'Positiv', '-': 'Negativ', 0: 'Ingen', '+/-': 'Begge veje' },
			verdicts: {
				holds: { name: 'Holder', meaning: 'Retningen er den samme, og hvor rapporten siger signifikant, er den det på 5\u00a0%-niveau.' },
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
		experiment: {
			heading: 'Hvad lederen fik at læse',
			intro: (factors, combinations) =>
				`Teksten gengives her med egne ord. Ved lodtrækning blev ${factors} forhold sat hver for sig, så der er ${combinations} mulige tekster. Her er én af dem:`,
			answers: 'Hvert svar er et tal fra 0 (nej, slet ikke) til 10 (ja, helt sikkert).',
			levelsHeading: 'Det, der blev trukket lod om',
			levelsText: 'Hver leder læste én sætning fra hver gruppe.',
			reference: 'Referencen i figurerne',
			reading: 'Et tal på 0,50 i figurerne betyder, at svaret i gennemsnit ligger et halvt point højere, end når sætningen er referencen.',
			readingSynthetic: 'Rapporten trykker kun retninger; størrelserne her er valgt af os og er ikke resultater.'
		},
		contradictions: {
			heading: 'Sådan er de behandlet',
			rule: 'Et tal, der strider mod et andet, er ikke tvunget frem. Tabeller går forud for tekst, og det endelige datasæt går forud for afrundede tal. Vores eget tal står ved siden af det trykte.',
			count: (reasons, rows) => `${reasons} modsigelser berører i alt ${rows} trykte tal og udsagn.`,
			values: {
				replication: (printed, ours) => `Trykt: ${printed}; vores: ${ours}.`,
				claims: (printed, ours) => `Rapportens retning: ${printed.toLowerCase()}; i data: ${ours.toLowerCase()}.`
			}
		},
		missing: 'Adressen findes ikke, eller siden er flyttet. Vælg et af stederne her:',
		accessibility: [
			{
				heading: 'Hvad vi gør',
				paragraphs: ['Siden skal kunne læses af alle. Den følger WCAG 2.1 på niveau A og AA.'],
				items: [
					'Hver figur har en beskrivelse for skærmlæsere og en tabel med de samme tal.',
					'Farverne kan skelnes ved farveblindhed, og ingen oplysning hviler på farve alene.',
					'Alt kan nås med tastaturet; det første link på hver side springer til indholdet.',
					'Teksten er mindst 12 pixel, og siden kan læses på en skærm, der er 360 pixel bred.',
					'Siden følger styresystemets lyse eller mørke visning og kan udskrives på A4.',
					'Alt indhold står der uden JavaScript, som kun søger, filtrerer, sorterer og viser det frie valg under Udforsk.'
				]
			},
			{
				heading: 'Hvad der er afprøvet',
				paragraphs: [
					'Hver side er undersøgt med værktøjet axe-core i browseren Chromium, på begge sprog, i lys og mørk visning. Undersøgelsen er en del af den automatiske kontrol, og siden udgives ikke med fejl.',
					'Automatisk kontrol finder ikke alt. Siden er ikke afprøvet af brugere med skærmlæser.'
				]
			},
			{
				heading: 'Kendte mangler',
				paragraphs: ['Datavarehusets tekniske dokumentation er på engelsk og lavet af et andet værktøj; den er ikke omfattet af denne erklæring. Navne på kurser og udbydere står på dansk, også på de engelske sider.']
			},
			{
				heading: 'Sig til',
				paragraphs: ['Er der noget, du ikke kan læse eller bruge, så skriv til den, der har udgivet siden, og nævn sidens adresse.']
			}
		],
		downloads: {
			formatsHeading: 'Filernes form',
			formats: [
				'CSV åbner i et dansk regneark: semikolon mellem felterne, decimalkomma, UTF-8, kolonnernes navne i første linje.',
				'JSON er til programmer: de samme rækker med en beskrivelse af hver kolonne, oplysningen om data, kilde og henvisning.',
				'Andele er tal mellem 0 og 1. Tomme felter er tal, der ikke vises af diskretionshensyn, eller som ikke findes.'
			],
			package: 'Beskrivelse af alle tabeller som datapakke (JSON)',
			documentation: 'Datavarehusets dokumentation: tabeller, kolonner og deres sammenhæng (på engelsk)',
			tablesHeading: 'Tabeller',
			tablesCaption: 'Alle udgivne tabeller; kolonnernes navne er engelske',
			table: 'Tabel',
			rows: 'Rækker',
			jsonByTopic: 'JSON emne for emne',
			tables: {
				pub_about: 'Oplysninger om data, undersøgelsens størrelse, henvisning og vilkår',
				pub_archetypes: 'Arketypernes kendetegn',
				pub_catalogue_courses: 'Kursuskataloget',
				pub_catalogue_region_category: 'Kurser efter region og udbydertype',
				pub_catalogue_summary: 'Nøgletal for kataloget, priser iberegnet',
				pub_claims: 'Hvert udsagn om retning, prøvet',
				pub_codebook: 'Spørgsmål, variable og koder',
				pub_cube: 'Ethvert svar efter enhver baggrund, ledertype og sektor',
				pub_cube_groups: 'Baggrunde med deres kategorier',
				pub_cube_outcomes: 'Svarene i Udforsk: hvad der måles, og hvem der blev spurgt',
				pub_estimates: 'Andele og gennemsnit med standardfejl, interval og N',
				pub_expert_interviews: 'Interviewede uddannelsesansvarlige efter organisation',
				pub_figure_panels: 'Hvad hver figur er tegnet af',
				pub_figure_sources: 'Spørgsmål og variable bag hver figur',
				pub_figure_tables: 'Hvilke tabeller der rummer en figurs tal',
				pub_figures: 'Figurer og tabeller med population og N',
				pub_financing_sources: 'Måder at finansiere uddannelsen på',
				pub_group_tests: 'Testede forskelle mellem grupper',
				pub_interview_design: 'Interviewede ledere (tabel 6.2)',
				pub_key_figures: 'Forsidens nøgletal',
				pub_method_facts: 'Sådan blev undersøgelsen gennemført',
				pub_register_margins: 'Svar, stikprøve og population (tabel 6.1)',
				pub_regression_terms: 'Alle regressioner, led for led, med de trykte koefficienter',
				pub_replication: 'Hvert trykt tal ved siden af vores',
				pub_response_flow: 'Fra population til endelige svar',
				pub_response_model: 'Bortfaldsmodellen',
				pub_revisions: 'Udgaver og ændringer',
				pub_search_terms: 'Søgeord fra kursussøgningen',
				pub_searched_bodies: 'Gennemgåede fagforeninger og brancheorganisationer',
				pub_strata: 'Population, stikprøve og svar i hvert stratum',
				pub_vignette: 'Forsøgets tekst, sætning for sætning',
				pub_wave_estimates: 'Tal fra alle bølger og ændringer mellem dem',
				pub_catalogue_history: 'Kurserne, som de stod i hver udgave',
				pub_weight_diagnostics: 'Vægtenes spredning'
			},
			figuresHeading: 'Figurer',
			figuresCaption: 'Hver figur og tabel i rapporten med sine egne filer',
			figure: 'Figur',
			files: 'Filer',
			topicsHeading: 'Emner fra Udforsk',
			topicsCaption: 'Hvert emne med alle baggrunde og opdelinger',
			topic: 'Emne'
		},
		codebook: {
			search: 'Søg',
			searchPlaceholder: 'Ord, spørgsmål eller variabel',
			all: 'Alle',
			reset: 'Nulstil',
			count: 'Viser {shown} af {total} variable',
			none: 'Ingen variable passer til valget. Fjern et filter, eller søg på færre ord.',
			source: 'Kilde',
			sources: { register: 'Register', survey: 'Spørgeskema', derived: 'Afledt variabel' },
			tableCaption: 'Spørgsmål og variable',
			number: 'Nummer',
			question: 'Spørgsmål i korte ord',
			codes: 'Koder',
			usedIn: 'Brugt i',
			asked: 'Stillet til:',
			missing: 'tæller ikke med',
			manyCodes: (n) => `${n} koder; se filen`
		},
		about: {
			noticeHeading: 'Hvad tallene bygger på',
			notice: [
				'Undersøgelsens egne svar er fortrolige og er ikke her. Et program har dannet personer og svar, så stikprøvens opbygning, de trykte andele, gennemsnit og regressioner kommer ud af de samme beregninger. Tal, som rapporten ikke trykker, er derfor vores opfindelse og ikke viden om ledere i Danmark.',
				'Rapportens trykte tal, spørgsmålene og kataloget over kurser er virkelige.'
			],
			pagesHeading: 'Mere om data',
			documentation: 'Datavarehusets dokumentation',
			documentationText: 'Alle tabeller og kolonner, og hvordan de hænger sammen. På engelsk.',
			definitionsHeading: 'Ord og mål',
			definitions: [
				['Uddannelse i psykisk arbejdsmiljø', 'Lederuddannelse på mindst én dag, hvor psykisk arbejdsmiljø er hovedindholdet eller en del af indholdet.'],
				['Hovedindhold og en del', 'Rapporten taler om en smal og en bred definition. Her skelnes der mellem hovedindhold, en del og begge tilsammen, fordi rapporten bruger bred i to betydninger.'],
				['Lyst', 'Svar på, om lederen kunne have lyst til uddannelsen, fra 1 (slet ikke) til 5 (i meget høj grad). I bilagstabellen omregnet til 0-100 point.'],
				['Ledertype', 'Leder af ledere, leder af medarbejdere eller leder uden personaleansvar.'],
				['Ledelsesspænd', 'Antal medarbejdere, som lederen har personaleansvar for; over 100 regnes som 101.'],
				['Vægtet', 'Svarene er vægtet, så de følger populationen på køn, alder, herkomst, uddannelse og branche inden for hver sektor.'],
				['Uvægtet N', 'Antallet af personer bag tallet.'],
				['95\u00a0%-konfidensinterval', 'Et interval, der ved gentagne stikprøver ville indeholde det sande tal i 95 af 100 tilfælde.'],
				['Statistisk signifikant', 'En forskel, der sjældent ville opstå ved tilfældighed alene: p-værdien er under 5\u00a0%, hvor andet ikke er skrevet.']
			],
			disclosureHeading: 'Hvad der ikke vises',
			disclosure: [
				'Kun summariske tal udgives; ingen række på siden eller i filerne handler om en enkelt person.',
				'Tal, der hviler på færre end fem personer, tilbageholdes sammen med deres interval.',
				'Kan et tilbageholdt tal regnes ud fra de andre, tilbageholdes også et af dem.',
				'Fritekst fra spørgeskemaet udgives aldrig.'
			],
			revisionsHeading: 'Ændringer',
			citationHeading: 'Henvisning',
			citationText: 'Henvis til rapporten for resultater, og til siden for beregninger.',
			citationNotice: 'Skriv altid, at svarene er syntetiske.',
			datasetHeading: 'Tallene på siden',
			reportHeading: 'Rapporten',
			licenceHeading: 'Vilkår'
		},
		method: {
			measure: 'Mål',
			variable: 'Variabel',
			group: 'Gruppe',
			strata: { 1: 'Offentlig', 2: 'Privat', all: 'I alt' },
			flowCaption: 'Population og svar efter sektor (stratum)',
			weightsCaption: 'Vægte efter sektor (stratum)',
			flowHeading: 'Fra population til svar',
			flowText: 'Diagrammet viser, hvor mange personer der er i hvert led, fra populationen til de ledere, som tallene bygger på.',
			strataCaption: 'Stikprøven i hvert stratum',
			strataColumns: {
				population_n: 'Population',
				sample_n: 'Udtrukket',
				sampling_fraction: 'Udtrukket andel',
				complete_n: 'Fulde svar',
				response_rate_gross: 'Svarandel',
				managers_n: 'Ledere',
				mean_base_weight: 'Designvægt'
			},
			flow: {
				population_n: 'Population',
				sample_n: 'Stikprøve',
				complete_n: 'Fulde svar',
				partial_n: 'Delvise svar',
				no_answer_n: 'Intet svar',
				managers_n: 'Ledere, bag tallene',
				non_managers_n: 'Ikke ledere',
				nonresponse_n: 'Bortfald i alt',
				response_rate_gross: 'Fulde svar af stikprøven',
				response_rate_net: 'Ledere af stikprøven',
				response_rate_eligible: 'Ledere af stikprøven uden kendte ikke-ledere'
			},
			weightsHeading: 'Vægte',
			weightsText: 'Hver besvarelse begynder med stratumets population delt med antallet af fulde svar (designvægten), som derefter tilpasses. Kishs designeffekt siger, hvor meget ulige vægte forøger usikkerheden: 1 betyder slet ikke.',
			weights: {
				n_respondents: 'Svar med vægt',
				sum_of_weights: 'Sum af vægte',
				weight_percentile_1: 'Vægt, 1. percentil',
				median_weight: 'Vægt, median',
				weight_percentile_99: 'Vægt, 99. percentil',
				g_weight_percentile_1: 'Tilpasning, 1. percentil',
				g_weight_percentile_99: 'Tilpasning, 99. percentil',
				largest_g_weight: 'Største tilpasning',
				kish_design_effect: 'Kishs designeffekt'
			},
			responseHeading: 'Hvem svarede?',
			responseText: [
				'En logistisk regression i hvert stratum viser, hvilke registeroplysninger der hænger sammen med at svare. Tabellen viser p-værdien for hver variabel som helhed.'
			],
			jointCaption: 'p-værdi for variablen som helhed (Wald-test)',
			modelCaption: 'Koefficienter (log-odds mod referencegruppen) med standardfejl i parentes',
			modelSummary: 'Vis modellens koefficienter',
			uncertaintyHeading: 'Usikkerhed og tests',
			uncertaintyText: [
				'Standardfejl tager hensyn til strata, vægte og tilpasning; grupper regnes som dele af hele stikprøven. Intervaller for andele er beregnet på log-odds, så de holder sig mellem 0 og 100\u00a0%; intervaller for gennemsnit med Students t.',
				'Forskelle mellem grupper er prøvet med tosidede t-test, der regner samvariationen med. Regressionerne er vægtede og lineære med robuste standardfejl, som i rapporten.',
				'Rapporten bruger to sæt stjerner: 5, 1 og 0,1\u00a0% i figurer, 10, 5 og 1\u00a0% i bilagstabeller. Siden følger dem, men viser altid p-værdien.'
			],
			termsSummary: (n) => `Vis de ${n} søgeord`,
			bodiesSummary: (n) => `Vis de ${n} fagforeninger og brancheorganisationer`,
			searchHeading: 'Sådan blev kurserne fundet',
			interviewsHeading: 'Interview',
			financingSummary: (n) => `Vis de ${n} måder at finansiere uddannelsen på`,
			expertsSummary: (n) => `Vis de ${n} organisationer`,
			experimentHeading: 'Forsøget',
			experimentLink: 'Teksten og resultaterne'
		},
		explore: {
			freeHeading: 'Vælg selv',
			freeText: 'Vælg et svar, en baggrund og eventuelt en opdeling.',
			topicCsv: 'Emnets tal som CSV',
			topicJson: 'Emnets tal som JSON',
			noScript: 'Det frie valg kræver JavaScript. De samme tal står på emnernes sider herunder.',
			fields: { outcome: 'Svar', group: 'Baggrund', split: 'Opdelt efter' },
			none: 'Ikke opdelt',
			script: { all: 'Alle', withheld: 'Ikke vist', rows: 'Viser {n} tal' },
			group: 'Gruppe',
			picture: 'Billede',
			number: 'Tal',
			interval: '95\u00a0%-interval',
			n: 'N (uvægtet)',
			topicsHeading: 'Emner',
			topicLead: 'Vægtede tal med 95\u00a0%-konfidensintervaller efter ledertype og sektor, og i tabellerne efter alle baggrunde.',
			dash: 'En streg betyder, at gruppen er for lille til at blive vist, at tallet kunne røbe en anden lille gruppe, eller at ingen i gruppen blev spurgt.',
			share: 'Andel i procent',
			meanOf: {
				points_1_5: 'Gennemsnit på skalaen 1-5',
				points_0_10: 'Gennemsnit på skalaen 0-10',
				points_0_100: 'Gennemsnit på skalaen 0-100',
				rank_1_6: 'Gennemsnitlig plads, 1 er vigtigst af 6',
				years: 'Gennemsnit i år',
				employees: 'Gennemsnitligt antal medarbejdere'
			},
			meanFinding: (name, value) => `${name}: ${value} i gennemsnit`,
			valueFinding: (name, value) => `${name}: ${value}`,
			answerFinding: (name, answer, value) => `${name}: ${value} svarer »${answer}«`,
			range: (main, low, high) => `${main}, fra ${low} til ${high}`,
			alike: (main) => `${main}, uden klare forskelle mellem ledertyper og sektorer`,
			outcomes: 'Svar på siden',
			among: (population) => `Blandt ${population}`,
			allBackgrounds: 'Vis efter alle baggrunde',
			shareCaption: 'Procent med 95\u00a0%-interval i parentes',
			meanCaption: 'Gennemsnit med 95\u00a0%-interval i parentes'
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
		sectionNavigation: (group) => `Pages under ${group}`,
		groups: { home: 'Key figures', results: 'Results', explore: 'Explore', replication: 'Replication', about: 'About the data' },
		pages: {
			home: {
				nav: 'Key figures',
				title: 'Key figures',
				description:
					'How many managers have training in the psychosocial work environment, and how certain are the numbers? Key figures with confidence intervals.'
			},
			supply: {
				nav: 'Supply',
				title: 'The supply of courses',
				description: 'Courses in the psychosocial work environment for managers: map, providers and a searchable catalogue.',
				lead: 'Courses for managers of at least one day with the psychosocial work environment as a clear subject. A course counts once for each provider and place. The catalogue is real, not synthetic; course names are given in Danish, as offered.'
			},
			use: {
				nav: 'Use',
				title: 'How managers use the training',
				description: 'How many managers have training in the psychosocial work environment, when they took it, at which level, with whom, and who paid.',
				lead: 'Training counts when it lasted at least one day and the psychosocial work environment was its main content or a part of it. Here is how many managers have it, and how they got it.'
			},
			trained: {
				nav: 'Who has it',
				title: 'Who has the training?',
				description: 'Managers with training in the psychosocial work environment by sector, industry, gender, age, own education, manager type and experience.',
				lead: 'The share of managers with training in the psychosocial work environment in different groups. First the traits that remain when the others are taken into account, then each group by itself.'
			},
			motivated: {
				nav: 'Who wants it',
				title: 'Who is motivated?',
				description: 'Which managers have most and least desire for training in the psychosocial work environment, and which reasons they give.',
				lead: 'First what marks managers with much and little desire for the training. Then managers’ own reasons for having taken it, or for not doing so, with managers of managers and managers of employees side by side.'
			},
			drivers: {
				nav: 'Drivers',
				title: 'Drivers and barriers',
				description: 'How the workplace’s priorities, time, money, awareness, expectations and work environment go with the desire for training.',
				lead: 'How does the desire for training go with the workplace’s priorities and resources, with the manager’s awareness, time and expectations, and with the work environment? Associations are not effects.'
			},
			experiment: {
				nav: 'Experiment',
				title: 'The experiment with imagined offers',
				description: 'What problem, duration, payment, time off and place mean for whether managers would accept an offer of training. An experiment inside the questionnaire.',
				lead: 'Each manager was given one imagined situation, put together by lot. The difference between the answers is therefore the effect of what was changed in the description.'
			},
			regressions: {
				nav: 'Regressions',
				title: 'The regression tables',
				description: 'The report’s two appendix tables of regressions, our coefficients beside the printed ones.',
				lead: 'The report’s two appendix tables computed anew, with the printed coefficients beside ours. Standard errors are in brackets.'
			},
			method: {
				nav: 'Method',
				title: 'Method',
				description: 'Population, sample, response, weights, non-response model, search for courses and choice of interviewees.',
				lead: 'Who was asked, who answered, how the answers are weighted, and how certain the numbers therefore are.'
			},
			explore: {
				nav: 'Explore',
				title: 'Explore the numbers',
				description: 'Any answer by any background, manager type or sector, with confidence intervals.',
				lead: 'Any answer by gender, age, industry and several other backgrounds, for all managers, by manager type or by sector. Numbers about small groups are not shown.'
			},
			topic: { nav: 'Topic', title: 'Topic', description: 'Answers by background, manager type and sector, with confidence intervals.' },
			replication: {
				nav: 'Numbers',
				title: 'The report’s numbers, checked',
				description:
					'Every number the report prints beside the number this data warehouse computes itself.',
				lead: 'The numbers that the report prints stand here beside the numbers that the warehouse computes itself.'
			},
			claims: {
				nav: 'Claims',
				title: 'The report’s claims, checked',
				description:
					'Every claim in the report about a direction or a difference, tested on the same data with sign and p-value.',
				lead: 'Where the report says that something is positively or negatively related, or that two groups differ, the claim is tested here on the same data.'
			},
			contradictions: {
				nav: 'Contradictions',
				title: 'Where the report contradicts itself',
				description: 'Places where the report’s numbers and claims conflict, what conflicts, and what we did about it.',
				lead: 'Some printed numbers and claims cannot be right at the same time. Here is every such place, what conflicts with what, and which reading the numbers on this site rest on.'
			},
			about: {
				nav: 'About the data',
				title: 'About the data',
				description: 'What the numbers rest on: synthetic answers, definitions, disclosure rules, revisions and citation.',
				lead: 'What the numbers rest on, what the words mean, what is not shown, and how to cite the site.'
			},
			codebook: {
				nav: 'Questionnaire',
				title: 'Questionnaire and variables',
				description: 'All questions and variables with their answer codes, and where they are used.',
				lead: 'Every question and derived variable with its codes, in our own short words. The questionnaire has no question 10.'
			},
			downloads: {
				nav: 'Downloads',
				title: 'Downloads',
				description: 'All tables behind the site as files.',
				lead: 'Every number of the site can be downloaded. The files hold aggregates after disclosure control only, no answers of single persons.'
			},
			accessibility: {
				nav: 'Accessibility',
				title: 'Accessibility',
				description: 'How the site is made readable for everyone, what has been tested, and what is missing.'
			},
			missing: {
				nav: 'Not found',
				title: 'There is no such page',
				description: 'The address leads to no page.'
			}
		},
		figures: {
			n: 'N (unweighted)',
			nOf: { catalogue: 'N (courses)', register: 'N (complete answers)', design: 'N (interviewed)' },
			nPrinted: 'N in the report',
			weights: 'Weights',
			weighted: 'Weighted to the population',
			unweighted: { catalogue: 'None; all courses are counted', register: 'See the columns', design: 'None' },
			uncertainty: 'Uncertainty',
			intervals: '95% confidence intervals are drawn or stand in the table',
			source: 'Source',
			sources: {
				survey: 'Survey of managers, {wave}',
				register: 'Register and survey, {wave}',
				catalogue: 'The report’s course catalogue',
				design: 'The study’s design'
			},
			asked: 'Asked about:',
			mean: 'Mean',
			meanWord: 'mean',
			all: 'All',
			signed: (greater, lesser) =>
				[
					greater && `greater, the more managers agree with ${greater}`,
					lesser && `lesser, the more managers agree with ${lesser}`
				].filter(Boolean).join('; ') || 'not certainly different',
			quoted: (label) => `“${label}”`,
			reference: 'reference',
			suppressed: 'Not shown, to protect respondents',
			describedAbove: 'The numbers stand in the description of the figure’s first part and in the table.',
			significance: (isSignificant) => (isSignificant ? 'statistically significant' : 'not statistically significant'),
			starLegend: 'Stars: * p < 5%, ** p < 1%, *** p < 0.1%.',
			circleStrong: 'Difference above 5 points',
			circleWeak: 'Difference of at most 5 points',
			points: (text) => (text === '–' ? text : `${text} percentage points`),
			versus: (first, second) => `${first} against ${second}`,
			testedDifference: (groups, differences) => `Tested difference, ${groups}: ${differences}.`,
			testNumbers: (difference, interval, p) => `${difference} (95% interval ${interval}; p ${p.startsWith('<') ? p : `= ${p}`})`,
			testsSummary: (significant, all) =>
				`${significant} of ${all} tested differences are statistically significant at the 5% level; they stand in the table.`,
			archetypeTests: 'The band is the 95% confidence interval. The traits come from a regression that takes the others into account. The table also shows tested differences between single groups without regard to the other traits.',
			archetypeNote: 'The band is the 95% confidence interval. The traits come from a regression that takes the others into account.',
			pointsAxis: (isShare) => (isShare ? 'Difference from the reference group in percentage points' : 'Difference from the reference group in points (0-100)'),
			csv: 'Numbers as CSV',
			json: 'Numbers as JSON',
			permalink: 'Link to the figure',
			ledgerLink: {
				replication: (n) => `Checked numbers (${n})`,
				claims: (n) => `Checked claims (${n})`
			},
			onThisPage: 'Figures on this page',
			estimatesCaption: 'All numbers behind the figure',
			testsCaption: 'Tested differences between groups; * p < 5%, ** p < 1%, *** p < 0.1%',
			termsCaption: 'Coefficients of the regression, controls included',
			archetypeCaption: 'Traits and their distance from the reference group',
			regressionCaption: 'Coefficients with standard errors in brackets; * p < 10%, ** p < 5%, *** p < 1%',
			marginsCaption: 'Distribution in per cent',
			interviewsCaption: 'Managers interviewed by selection and education',
			interviewGroups: { all: 'All', trained: 'With the training', untrained: 'Without the training' },
			coursesCaption: 'Number of courses',
			modelOurs: (number, name) => `Model ${number}, ours (${name.toLowerCase()})`,
			modelPrinted: (number) => `Model ${number}, printed`,
			columns: {
				outcome: 'Measure',
				group: 'Group',
				estimate: 'Number',
				interval: '95% interval',
				standardError: 'Standard error',
				n: 'N (unweighted)',
				comparison: 'Comparison',
				difference: 'Difference',
				p: 'p-value',
				pHolm: 'p-value (Holm)',
				term: 'Term',
				coefficient: 'Coefficient',
				trait: 'Trait',
				effect: 'Distance in points',
				category: 'Group',
				region: 'Region',
				courses: 'Courses',
				ects: 'Of which with ECTS',
				criterion: 'Criterion',
				interviews: 'Interviews',
				note: 'Note',
				share_respondents: 'Answers',
				share_sample: 'Sample',
				share_population: 'Population',
				share_weighted: 'Answers, weighted'
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
			more: (name) => `${name} with all numbers`,
			chaptersHeading: 'The results, chapter by chapter',
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
			summaryHeading: 'The supply in brief',
			summaryCaption: 'All key numbers of the catalogue',
			chartDescription: (panel, parts) => `${panel}: ${parts}.`,
			chartPart: (region, n, ects) => `${region} ${n}, of which ${ects} with ECTS`,
			legendEcts: 'Awards ECTS credits',
			legendOther: 'Awards no ECTS credits',
			region: 'Region',
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
			none: 'No course matches. Remove a filter or search for fewer words.'
		},
		replication: {
			leadSynthetic:
				'Since the answers are synthetic and made to match the report, the list checks the computations, not the findings of the report.',
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Numbers by verdict: ${counts}.`,
			tableHeading: 'All printed numbers',
			tableCaption: 'Numbers printed in the report and the warehouse’s own numbers',
			reference: 'In the report',
			subject: 'What the number is',
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
			why: 'Where the report contradicts itself, the reason is explained here:',
			other: 'The report also states directions and differences. They are tested on a page of their own:',
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
			summaryHeading: 'Status',
			summaryLabel: (counts) => `Claims by verdict: ${counts}.`,
			tableHeading: 'All claims',
			tableCaption: 'The report’s claims about directions and differences, and what the data show',
			reference: 'In the report',
			subject: 'Claim',
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
			tableNote:
				'The estimate is the difference or coefficient that the claim is about, in the unit of the outcome. Without a p-value, only the direction was tested.',
			other: 'The single printed numbers are checked on a page of their own:',
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
		experiment: {
			heading: 'What the manager was given to read',
			intro: (factors, combinations) =>
				`The text is given here in our own words. By lot, ${factors} factors were set one by one, which makes ${combinations} possible texts. Here is one of them:`,
			answers: 'Every answer is a number from 0 (no, not at all) to 10 (yes, certainly).',
			levelsHeading: 'What was drawn by lot',
			levelsText: 'Each manager read one sentence of each group.',
			reference: 'The reference in the figures',
			reading: 'A number of 0.50 in the figures means that the answer is half a point higher on average than with the reference sentence.',
			readingSynthetic: 'The report prints directions only; the sizes here were chosen by us and are no findings.'
		},
		contradictions: {
			heading: 'How they are treated',
			rule: 'A number that conflicts with another is not forced. Tables go before text, and the final data go before rounded numbers. Our own number stands beside the printed one.',
			count: (reasons, rows) => `${reasons} contradictions concern ${rows} printed numbers and claims in all.`,
			values: {
				replication: (printed, ours) => `Printed: ${printed}; ours: ${ours}.`,
				claims: (printed, ours) => `Direction in the report: ${printed.toLowerCase()}; in the data: ${ours.toLowerCase()}.`
			}
		},
		missing: 'There is no such address, or the page has moved. Choose one of these places:',
		accessibility: [
			{
				heading: 'What we do',
				paragraphs: ['Everyone shall be able to read the site. It follows WCAG 2.1, levels A and AA.'],
				items: [
					'Every figure has a description for screen readers and a table with the same numbers.',
					'The colours can be told apart by the colour-blind, and nothing rests on colour alone.',
					'Everything can be reached by keyboard; the first link of every page leads to its content.',
					'Text is 12 pixels or more, and the site can be read on a screen of 360 pixels.',
					'The site follows the light or dark display of the system and prints on A4.',
					'All content is there without JavaScript, which only searches, filters, sorts and shows the free choice of Explore.'
				]
			},
			{
				heading: 'What has been tested',
				paragraphs: [
					'Every page is examined with the tool axe-core in the browser Chromium, in both languages, in light and dark display. The examination is part of the automatic checks, and the site is not published with errors.',
					'Automatic checks do not find everything. The site has not been tried by users of screen readers.'
				]
			},
			{
				heading: 'Known shortcomings',
				paragraphs: ['The technical documentation of the data warehouse is made by another tool and is not covered by this statement. Names of courses and providers are in Danish on the English pages too.']
			},
			{
				heading: 'Tell us',
				paragraphs: ['If there is something that you cannot read or use, write to the publisher of the site and name the address of the page.']
			}
		],
		downloads: {
			formatsHeading: 'The files',
			formats: [
				'CSV opens in a Danish spreadsheet: semicolons between fields, decimal commas, UTF-8, column names in the first line.',
				'JSON is for programs: the same rows with a description of every column, the notice on the data, source and citation.',
				'Shares are numbers between 0 and 1. Empty fields are numbers withheld to protect respondents, or not there.'
			],
			package: 'Description of all tables as a data package (JSON)',
			documentation: 'Documentation of the data warehouse: tables, columns and how they hang together',
			tablesHeading: 'Tables',
			tablesCaption: 'All published tables',
			table: 'Table',
			rows: 'Rows',
			jsonByTopic: 'JSON topic by topic',
			tables: {
				pub_about: 'Notices on the data, size of the study, citation and terms',
				pub_archetypes: 'Traits of the archetypes',
				pub_catalogue_courses: 'The course catalogue',
				pub_catalogue_region_category: 'Courses by region and type of provider',
				pub_catalogue_summary: 'Key numbers of the catalogue, prices included',
				pub_claims: 'Every claim about a direction, tested',
				pub_codebook: 'Questions, variables and codes',
				pub_cube: 'Any answer by any background, manager type and sector',
				pub_cube_groups: 'Backgrounds with their categories',
				pub_cube_outcomes: 'The answers of Explore: what is measured, and who was asked',
				pub_estimates: 'Shares and means with standard error, interval and N',
				pub_expert_interviews: 'Training officers interviewed, by organisation',
				pub_figure_panels: 'What every figure is drawn from',
				pub_figure_sources: 'Questions and variables behind every figure',
				pub_figure_tables: 'Which tables hold the numbers of a figure',
				pub_figures: 'Figures and tables with population and N',
				pub_financing_sources: 'Ways to finance the training',
				pub_group_tests: 'Tested differences between groups',
				pub_interview_design: 'Managers interviewed (table 6.2)',
				pub_key_figures: 'The key figures of the front page',
				pub_method_facts: 'How the study was done',
				pub_register_margins: 'Answers, sample and population (table 6.1)',
				pub_regression_terms: 'All regressions, term by term, with the printed coefficients',
				pub_replication: 'Every printed number beside ours',
				pub_response_flow: 'From population to final answers',
				pub_response_model: 'The non-response model',
				pub_revisions: 'Editions and changes',
				pub_search_terms: 'Terms of the course search',
				pub_searched_bodies: 'Trade unions and industry bodies searched',
				pub_strata: 'Population, sample and answers in each stratum',
				pub_vignette: 'The text of the experiment, sentence by sentence',
				pub_wave_estimates: 'Numbers of all waves, and changes between them',
				pub_catalogue_history: 'The courses as they stood in every edition',
				pub_weight_diagnostics: 'Spread of the weights'
			},
			figuresHeading: 'Figures',
			figuresCaption: 'Every figure and table of the report with files of its own',
			figure: 'Figure',
			files: 'Files',
			topicsHeading: 'Topics of Explore',
			topicsCaption: 'Every topic with all backgrounds and splits',
			topic: 'Topic'
		},
		codebook: {
			search: 'Search',
			searchPlaceholder: 'Word, question or variable',
			all: 'All',
			reset: 'Reset',
			count: 'Showing {shown} of {total} variables',
			none: 'No variables match. Remove a filter, or search for fewer words.',
			source: 'Source',
			sources: { register: 'Register', survey: 'Questionnaire', derived: 'Derived variable' },
			tableCaption: 'Questions and variables',
			number: 'Number',
			question: 'Question in short',
			codes: 'Codes',
			usedIn: 'Used in',
			asked: 'Asked of:',
			missing: 'not counted',
			manyCodes: (n) => `${n} codes; see the file`
		},
		about: {
			noticeHeading: 'What the numbers rest on',
			notice: [
				'The study’s own answers are confidential and not here. A program drew persons and answers so that the design of the sample and the printed shares, means and regressions come out of the same computations. Numbers that the report does not print are therefore our invention and no knowledge about managers in Denmark.',
				'The report’s printed numbers, the questions and the catalogue of courses are real.'
			],
			pagesHeading: 'More about the data',
			documentation: 'Documentation of the data warehouse',
			documentationText: 'All tables and columns, and how they hang together.',
			definitionsHeading: 'Words and measures',
			definitions: [
				['Training in the psychosocial work environment', 'Training for managers of at least one day with the psychosocial work environment as its main content or a part of it.'],
				['Main content and a part', 'The report speaks of a narrow and a broad definition. Here the difference is between main content, a part, and both together, since the report uses broad in two senses.'],
				['Desire', 'Answer to whether the manager would like to take the training, from 1 (not at all) to 5 (to a very high degree). In the appendix table turned into 0-100 points.'],
				['Manager type', 'Manager of managers, manager of employees, or manager without personnel responsibility.'],
				['Span of control', 'Number of employees that the manager is responsible for; over 100 counts as 101.'],
				['Weighted', 'The answers are weighted so that they follow the population by gender, age, origin, education and industry within each sector.'],
				['Unweighted N', 'The number of persons behind a number.'],
				['95% confidence interval', 'An interval that would hold the true number in 95 of 100 repeated samples.'],
				['Statistically significant', 'A difference that chance alone would rarely bring about: the p-value is below 5%, unless said otherwise.']
			],
			disclosureHeading: 'What is not shown',
			disclosure: [
				'Only aggregates are published; no row on the site or in its files is about a single person.',
				'Numbers that rest on fewer than five persons are withheld together with their interval.',
				'Where a withheld number could be worked out from the others, one of those is withheld too.',
				'Free text of the questionnaire is never published.'
			],
			revisionsHeading: 'Revisions',
			citationHeading: 'Citation',
			citationText: 'Cite the report for findings and the site for computations.',
			citationNotice: 'Always say that the answers are synthetic.',
			datasetHeading: 'The numbers of this site',
			reportHeading: 'The report',
			licenceHeading: 'Terms'
		},
		method: {
			measure: 'Measure',
			variable: 'Variable',
			group: 'Group',
			strata: { 1: 'Public', 2: 'Private', all: 'Total' },
			flowCaption: 'Population and answers by sector (stratum)',
			weightsCaption: 'Weights by sector (stratum)',
			flowHeading: 'From population to answers',
			flowText: 'The diagram shows how many persons there are at every step, from the population to the managers behind the numbers.',
			strataCaption: 'The sample in each stratum',
			strataColumns: {
				population_n: 'Population',
				sample_n: 'Drawn',
				sampling_fraction: 'Share drawn',
				complete_n: 'Complete answers',
				response_rate_gross: 'Response rate',
				managers_n: 'Managers',
				mean_base_weight: 'Design weight'
			},
			flow: {
				population_n: 'Population',
				sample_n: 'Sample',
				complete_n: 'Complete answers',
				partial_n: 'Partial answers',
				no_answer_n: 'No answer',
				managers_n: 'Managers, behind the numbers',
				non_managers_n: 'Not managers',
				nonresponse_n: 'Non-response in all',
				response_rate_gross: 'Complete answers, of the sample',
				response_rate_net: 'Managers, of the sample',
				response_rate_eligible: 'Managers, of the sample without known non-managers'
			},
			weightsHeading: 'Weights',
			weightsText: 'Every answer starts with the population of its stratum divided by the number of complete answers (the design weight), which is then adjusted. Kish’s design effect says how much unequal weights add to the uncertainty: 1 means not at all.',
			weights: {
				n_respondents: 'Answers with a weight',
				sum_of_weights: 'Sum of weights',
				weight_percentile_1: 'Weight, 1st percentile',
				median_weight: 'Weight, median',
				weight_percentile_99: 'Weight, 99th percentile',
				g_weight_percentile_1: 'Adjustment, 1st percentile',
				g_weight_percentile_99: 'Adjustment, 99th percentile',
				largest_g_weight: 'Largest adjustment',
				kish_design_effect: 'Kish’s design effect'
			},
			responseHeading: 'Who answered?',
			responseText: [
				'A logistic regression in each stratum shows which register variables go with answering. The table gives the p-value of each variable as a whole.'
			],
			jointCaption: 'p-value of the variable as a whole (Wald test)',
			modelCaption: 'Coefficients (log-odds against the reference group) with standard errors in brackets',
			modelSummary: 'Show the coefficients of the model',
			uncertaintyHeading: 'Uncertainty and tests',
			uncertaintyText: [
				'Standard errors take strata, weights and adjustment into account; groups are parts of the whole sample. Intervals of shares are computed on log-odds, so that they stay between 0 and 100%; intervals of means with Student’s t.',
				'Differences between groups are tested with two-sided t-tests that take their covariance into account. The regressions are weighted and linear with robust standard errors, as in the report.',
				'The report uses two sets of stars: 5, 1 and 0.1% in figures, 10, 5 and 1% in appendix tables. The site follows them, but always shows the p-value.'
			],
			termsSummary: (n) => `Show the ${n} search terms`,
			bodiesSummary: (n) => `Show the ${n} trade unions and industry bodies`,
			searchHeading: 'How the courses were found',
			interviewsHeading: 'Interviews',
			financingSummary: (n) => `Show the ${n} ways to finance the training`,
			expertsSummary: (n) => `Show the ${n} organisations`,
			experimentHeading: 'The experiment',
			experimentLink: 'The text and the results'
		},
		explore: {
			freeHeading: 'Choose for yourself',
			freeText: 'Choose an answer, a background and, if you like, a split.',
			topicCsv: 'Numbers of the topic as CSV',
			topicJson: 'Numbers of the topic as JSON',
			noScript: 'The free choice needs JavaScript. The same numbers stand on the pages of the topics below.',
			fields: { outcome: 'Answer', group: 'Background', split: 'Split by' },
			none: 'Not split',
			script: { all: 'All', withheld: 'Not shown', rows: 'Showing {n} numbers' },
			group: 'Group',
			picture: 'Picture',
			number: 'Number',
			interval: '95% interval',
			n: 'N (unweighted)',
			topicsHeading: 'Topics',
			topicLead: 'Weighted numbers with 95% confidence intervals by manager type and sector and, in the tables, by all backgrounds.',
			dash: 'A dash means that the group is too small to be shown, that the number could give away another small group, or that nobody in the group was asked.',
			share: 'Share in per cent',
			meanOf: {
				points_1_5: 'Mean on the scale 1-5',
				points_0_10: 'Mean on the scale 0-10',
				points_0_100: 'Mean on the scale 0-100',
				rank_1_6: 'Mean place, 1 is the most important of 6',
				years: 'Mean in years',
				employees: 'Mean number of employees'
			},
			meanFinding: (name, value) => `${name}: ${value} on average`,
			valueFinding: (name, value) => `${name}: ${value}`,
			answerFinding: (name, answer, value) => `${name}: ${value} answer “${answer}”`,
			range: (main, low, high) => `${main}, from ${low} to ${high}`,
			alike: (main) => `${main}, with no clear differences between manager types and sectors`,
			outcomes: 'Answers on this page',
			among: (population) => `Among ${population}`,
			allBackgrounds: 'Show by all backgrounds',
			shareCaption: 'Per cent with 95% interval in brackets',
			meanCaption: 'Mean with 95% interval in brackets'
		},
		units: { courses: '', hours: 'hours', dkk: 'DKK' }
	}
};
