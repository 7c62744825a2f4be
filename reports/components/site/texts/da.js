/** Every text of the interface in Danish. Labels of categories, figures and claims come from the warehouse. */
export const da = {
	siteName: 'Lederes uddannelse i psykisk arbejdsmiljø',
	skip: 'Gå til indholdet',
	navigation: 'Hovedmenu',
	switchLanguage: 'English',
	yes: 'Ja',
	no: 'Nej',
	tableSummary: 'Vis tallene som tabel',
	confidenceInterval: (level) => `${level}-konfidensinterval`,
	figure: 'Figur',
	sectionNavigation: (group) => `Sider under ${group}`,
	groups: { home: 'Hovedresultater', results: 'Resultater', explore: 'Udforsk', replication: 'Replikation', about: 'Om data' },
	pages: {
		home: {
			nav: 'Hovedresultater',
			title: 'Hovedresultater',
			description:
				'Hvem har uddannelse i psykisk arbejdsmiljø, hvad fremmer lysten, og hvad hæmmer den? Undersøgelsens hovedresultater i korte sætninger med tal.'
		},
		supply: {
			nav: 'Udbud',
			question: 'Hvilke kurser kan ledere vælge imellem?',
			title: 'Udbuddet af kurser',
			description: 'Kurser i psykisk arbejdsmiljø for ledere: et kort over regionerne, fordelingen på udbydere og et søgbart katalog.',
			lead: 'Kurser for ledere på mindst én dag, hvor psykisk arbejdsmiljø er et klart emne. Et kursus tæller én gang for hver udbyder og hvert sted. Kataloget er virkeligt; det er ikke syntetisk.'
		},
		use: {
			nav: 'Brug',
			question: 'Hvor mange ledere har uddannelsen, og hvem betalte?',
			title: 'Ledernes brug af uddannelsen',
			description: 'Hvor mange ledere har uddannelse i psykisk arbejdsmiljø, hvornår tog de den, på hvilket niveau, hos hvem, og hvem betalte?',
			lead: 'En uddannelse tæller med, når den varede mindst én dag og psykisk arbejdsmiljø var hovedindholdet eller en del af den. Her ses, hvor mange ledere der har den, og hvordan de fik den.'
		},
		trained: {
			nav: 'Hvem har den',
			question: 'Hvem har taget uddannelsen?',
			title: 'Hvem har uddannelsen?',
			description: 'Ledere med uddannelse i psykisk arbejdsmiljø efter sektor, branche, køn, alder, egen uddannelse, ledertype og erfaring.',
			lead: 'Andelen af ledere med uddannelse i psykisk arbejdsmiljø i forskellige grupper. Først de kendetegn, der står tilbage, når der tages højde for de øvrige; derefter hver gruppe for sig.'
		},
		motivated: {
			nav: 'Hvem har lyst',
			question: 'Hvem har lyst til uddannelsen, og hvilke grunde giver de?',
			title: 'Hvem er motiveret?',
			description: 'Hvilke ledere har mest og mindst lyst til uddannelse i psykisk arbejdsmiljø, og hvilke grunde giver de selv?',
			lead: 'Først hvad der kendetegner ledere med stor og lille lyst til uddannelsen. Derefter ledernes egne grunde til at have taget den, eller til at lade være, med ledere af ledere og ledere af medarbejdere side om side.'
		},
		drivers: {
			nav: 'Drivkræfter',
			question: 'Hvad fremmer lysten, og hvad hæmmer den?',
			title: 'Drivkræfter og barrierer',
			description: 'Hvordan arbejdspladsens prioritering, tid, penge, kendskab, forventninger og arbejdsmiljø hænger sammen med lysten til uddannelse.',
			lead: 'Hvordan hænger lysten til uddannelsen sammen med arbejdspladsens prioritering og ressourcer, med lederens kendskab, tid og forventninger og med arbejdsmiljøet? Sammenhænge er ikke det samme som virkninger.'
		},
		experiment: {
			nav: 'Forsøg',
			question: 'Hvad får ledere til at sige ja til et tilbud?',
			title: 'Forsøget med tænkte tilbud',
			description: 'Hvad betyder problem, varighed, betaling, arbejdstid og sted for, om ledere ville tage imod et tilbud om uddannelse? Et forsøg i spørgeskemaet.',
			lead: 'Hver leder læste om ét tænkt tilbud. Indholdet blev afgjort ved lodtrækning, så forskelle i svarene skyldes det, der blev varieret. Rapporten viser kun, hvilken vej virkningerne går; størrelserne i figurerne står ikke i den.'
		},
		interviews: {
			nav: 'Interview',
			title: 'Interviewene',
			description: 'Hvem der blev interviewet, hvad de blev spurgt om, og hvad de fortalte, i vores egne ord.',
			lead: 'Ti ledere og fire uddannelsesansvarlige er interviewet. Samtalerne forklarer, hvad der kan ligge bag svarene i spørgeskemaet. De gengives her i vores egne ord, uden citater.'
		},
		regressions: {
			nav: 'Regressioner',
			title: 'Regressionstabellerne',
			description: 'Rapportens to bilagstabeller med regressioner, beregnet på ny.',
			lead: 'Rapportens to bilagstabeller beregnet på ny. Standardfejl står i parentes.'
		},
		method: {
			nav: 'Metode',
			title: 'Metode',
			description: 'Population, stikprøve, svar, vægte, bortfaldsmodel, søgning efter kurser og valg af interviewpersoner.',
			lead: 'Hvem der blev spurgt, hvem der svarede, hvordan svarene er vægtet, og hvor sikre tallene derfor er.'
		},
		figures: {
			nav: 'Alle figurer',
			title: 'Alle figurer og tabeller',
			description: 'Hver figur og tabel på sin egen side: billede, tal, spørgsmål, metode og filer.',
			lead: 'Hver figur og tabel har sin egen side med tallene, spørgsmålet, metoden, billedet som fil og det, der skal til for at henvise til den eller vise den på en anden side.'
		},
		figure: { nav: 'Figur', title: 'Figur', description: 'En figur med tal, spørgsmål, metode og filer.' },
		embed: { nav: 'Figur', title: 'Figur', description: 'En figur til at vise på en anden side.' },
		explore: {
			nav: 'Udforsk',
			title: 'Udforsk tallene',
			description: 'Alle svar efter baggrund, ledertype og sektor, med konfidensintervaller.',
			lead: 'Svarene på hvert spørgsmål efter køn, alder, branche og andre baggrunde: for alle ledere, efter ledertype eller efter sektor. Tal om små grupper vises ikke.'
		},
		topic: { nav: 'Emne', title: 'Emne', description: 'Svar efter baggrund, ledertype og sektor, med konfidensintervaller.' },
		replication: {
			nav: 'Tal',
			title: 'Rapportens tal efterprøvet',
			description:
				'Hvert tal i rapporten ved siden af det tal, datavarehuset selv beregner.',
			lead: 'Rapportens trykte tal står her ved siden af de tal, datavarehuset selv beregner.'
		},
		claims: {
			nav: 'Udsagn',
			title: 'Rapportens udsagn efterprøvet',
			description:
				'Hvert udsagn om retning eller forskel i rapporten, prøvet på datavarehusets svar med fortegn og p-værdi.',
			lead: 'Når rapporten skriver, at to forhold hænger positivt eller negativt sammen, eller at to grupper er forskellige, er udsagnet prøvet her på de svar, datavarehuset har.'
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
			description: 'Hvad tallene bygger på: syntetiske svar, definitioner, regler for diskretionering, ændringer og henvisning.',
			lead: 'Hvad tallene bygger på, hvad ordene betyder, hvad der ikke vises, og hvordan der henvises til siden.'
		},
		codebook: {
			nav: 'Spørgeskema',
			title: 'Spørgeskema og variable',
			description: 'Alle spørgsmål og variable med svarkoder, og hvor de er brugt.',
			lead: 'Alle spørgsmål og afledte variable med deres koder, i vores egne korte ord. Spørgeskemaet har intet spørgsmål 10.'
		},
		downloads: {
			nav: 'Hent data',
			title: 'Hent data',
			description: 'Alle tabeller bag siden som filer.',
			lead: 'Alle tal på siden kan hentes. Filerne indeholder kun summariske tal efter diskretionering, ingen svar fra enkeltpersoner.'
		},
		accessibility: {
			nav: 'Tilgængelighed',
			title: 'Tilgængelighed',
			description: 'Hvordan siden er gjort læselig for alle, hvad der er afprøvet, og hvad der mangler.'
		},
		search: {
			nav: 'Søg',
			title: 'Søg',
			description: 'Søg i figurer, spørgsmål, kurser, udsagn og ord, eller find dem på en liste.',
			lead: 'Figurer, spørgsmål, kurser, udsagn og ord.'
		},
		missing: {
			nav: 'Ikke fundet',
			title: 'Siden findes ikke',
			description: 'Adressen fører ikke til en side.'
		}
	},
	figurePage: {
		chapter: (title) => `Står på siden ${title}`,
		filesHeading: 'Filer',
		svg: 'Billede som SVG',
		png: 'Billede som PNG',
		csvOf: (table) => `CSV: ${table.charAt(0).toLowerCase()}${table.slice(1)}`,
		methodHeading: 'Metode',
		interval: (level) => `Intervallerne er ${level}-konfidensintervaller for en stratificeret stikprøve.`,
		variance: {
			calibrated: 'Standardfejlene tager højde for, at vægtene er kalibreret til populationen.',
			pweight: 'Standardfejlene tager vægtene for givet, som i rapporten.'
		},
		threshold: (persons) => `Tal om færre end ${persons} personer vises ikke.`,
		counted: {
			catalogue: 'Kurserne i kataloget er talt; ingen tal her bygger på svar.',
			register: 'Fordelingerne er talt i registret og blandt dem, der har svaret.',
			design: 'Tallene beskriver, hvordan undersøgelsen blev tilrettelagt.'
		},
		methodLink: 'Hele metoden: stikprøve, vægte og bortfald',
		citeHeading: 'Henvisning',
		copy: 'Kopiér',
		copied: 'Kopieret',
		embedHeading: 'Visning på en anden side',
		embedText: 'Sæt denne kode ind på siden. Rammen viser figuren eller tabellen med kilde og en oplysning om, hvad svarene er.',
		framePreview: 'Se, hvordan rammen ser ud',
		frameLink: (number) => `${number} med tal, metode og filer`,
		others: 'Andre figurer',
		previous: (number) => `Forrige: ${number}`,
		next: (number) => `Næste: ${number}`,
		pictureSource: 'Kilde',
		feed: 'Ændringer',
		edition: (version) => `Udgave ${version}`
	},
	absence: {
		not_asked: 'Ikke spurgt',
		no_answer: 'Intet svar',
		withheld: 'Ikke vist af hensyn til fortrolighed'
	},
	provenance: {
		legend: 'Hvor tallene kommer fra:',
		unmarked: 'Tal uden mærke',
		marked: (mark) => `Tal med ${mark}`,
		markedToo: (mark) => `med ${mark}`,
		onlyComputed: {
			computed: (isPrinted) => `${isPrinted ? 'Næsten ingen' : 'Ingen'} af tallene herunder står i rapporten. Tal med ° er beregnet her af de samme svar${isPrinted ? '; de få uden mærke er trykt i rapporten' : ''}.`,
			not_a_finding: (isPrinted) => `${isPrinted ? 'Næsten ingen' : 'Ingen'} af tallene herunder står i rapporten. Tal med ° er beregnet af syntetiske svar og siger intet om virkelige ledere${isPrinted ? '; de få uden mærke er trykt i rapporten' : ''}.`
		},
		notInReport: 'Ikke i rapporten'
	},
	findings: {
		heading: 'Det vigtigste',
		question: 'Spørgsmålet',
		see: 'Se',
		claims: (wave) => `Rapportens udsagn, efterprøvet${wave ? ` på svarene fra ${wave}` : ''}:`,
		otherWave: (report, wave) => `Sætninger, der gengiver et udsagn fra rapporten, handler som den om ${report}, også deres tal; de øvrige handler om ${wave}.`,
		otherWaveAlone: (report, wave) => `Tallene er beregnet af svarene fra ${wave}; rapportens tabeller er fra ${report}.`,
		unsupported: 'Det, rapporten skriver, kan ikke genfindes i disse data.'
	},
	figures: {
		shared: 'For alle figurer på siden, når andet ikke står ved dem:',
		n: 'N (uvægtet)',
		nOf: { catalogue: 'N (kurser)', register: 'N (fulde svar)', design: 'N (interviewede)' },
		nPrinted: (wave) => (wave ? `N i rapporten (${wave})` : 'N i rapporten'),
		nEach: 'N for hvert tal',
		inTable: 'i tabellen',
		weights: 'Vægtning',
		weighted: 'Vægtet til populationen',
		unweighted: { catalogue: 'Ingen; alle kurser er talt med', register: 'Se kolonnerne', design: 'Ingen' },
		uncertainty: 'Usikkerhed',
		intervals: (level, areDrawn) => `${level}-konfidensintervaller, beregnet her, ${areDrawn ? 'er tegnet og ' : ''}står i tabellen`,
		bands: (level) => `Båndene er ${level}-konfidensintervaller, beregnet her`,
		errors: 'Standardfejl i parentes; konfidensintervallerne står i filerne',
		source: 'Kilde',
		sources: {
			survey: 'Spørgeskema til ledere, {wave}',
			register: 'Register og spørgeskema, {wave}',
			catalogue: 'Undersøgelsens kursuskatalog, {wave}',
			design: 'Undersøgelsens design'
		},
		asked: 'Spurgt om:',
		mean: 'Gns.',
		meanWord: 'gennemsnit',
		all: 'Alle',
		quoted: (label) => `»${label}«`,
		bornholm: 'Bornholm: ingen',
		reference: 'reference',
		describedAbove: 'Tallene står i beskrivelsen af figurens første del.',
		changeSince: (change, wave, interval) => `${change} siden ${wave} (${interval})`,
		noChange: (wave, verdict) => `${wave}: ${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`,
		changes: (wave) => `Ændringer i procentpoint siden ${wave}, svar for svar`,
		mergedNote: (text, name) => `Vist samlet: ${text} svarer ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
		significance: (isSignificant) => (isSignificant ? 'statistisk signifikant' : 'ikke statistisk signifikant'),
		starLegend: (legend) => `Stjerner: ${legend}.`,
		circleStrong: (points, isShare) => `Forskel over ${points} ${isShare ? 'procentpoint' : 'point'}`,
		circleWeak: (points, isShare) => `Forskel på højst ${points} ${isShare ? 'procentpoint' : 'point'}`,
		points: (text) => (text === '–' ? text : `${text} procentpoint`),
		versus: (first, second) => `${first} mod ${second}`,
		testedDifference: (groups, differences) => `Testet forskel, ${groups}: ${differences}.`,
		testNumbers: (difference, interval, p) => `${difference} (konfidensinterval ${interval}; p\u00a0${(p.startsWith('<') ? p : `= ${p}`).replaceAll(' ', '\u00a0')})`,
		testsSummary: (significant, all, level) =>
			`${significant} af ${all} testede forskelle er statistisk ${significant === '1' ? 'signifikant' : 'signifikante'} på ${level}-niveau efter korrektion for flere tests (Holm); de står i tabellen.`,
		testedWave: (wave) => `Forskelle mellem grupper er testet i svarene fra ${wave}.`,
		traitsOfWave: (wave) => `Grupperne er valgt efter reglen ud fra svarene fra ${wave}; en tidligere bølge viser forskellen for den samme gruppe.`,
		archetypeTests: 'Tabellen viser også testede forskelle mellem enkelte grupper uden hensyn til de øvrige kendetegn.',
		archetypeRule: (rule, level, threshold, isShare) =>
			`Regel: Fra hver baggrund vises den gruppe, der ligger længst fra referencegruppen i figurens retning, når p < ${rule} og der er taget højde for de øvrige baggrunde. Rummer båndet 0, er forskellen ikke statistisk sikker på ${level}-niveau. Fyldt cirkel: over ${threshold} ${isShare ? 'procentpoint' : 'point'}.`,
		archetypeReferences: (list) => `Referencegrupper: ${list}.`,
		pointsAxis: (isShare) => (isShare ? 'Forskel til referencegruppen i procentpoint' : 'Forskel til referencegruppen i point (0\u2060-\u2060100)'),
		csv: 'Tal som CSV',
		json: 'Tal som JSON',
		permalink: 'Link til figuren',
		ownPage: 'Egen side',
		ledgerLink: {
			replication: (n) => `Efterprøvede tal (${n})`,
			claims: (n) => `Efterprøvede udsagn (${n})`
		},
		onThisPage: 'Figurer på siden',
		estimatesCaption: 'Alle tal bag figuren',
		testsCaption: (legend) => `Testede forskelle mellem grupper; ${legend}`,
		termsCaption: (hasControls) => (hasControls ? 'Koefficienter i regressionen, kontrolvariable medregnet' : 'Koefficienter i regressionen'),
		archetypeCaption: 'Kendetegn og deres afstand til referencegruppen',
		regressionCaption: (legend) => `Koefficienter med standardfejl i parentes; ${legend}`,
		marginsCaption: 'Fordeling i procent',
		interviewsCaption: 'Interviewede ledere efter udvælgelse og uddannelse',
		coursesCaption: 'Antal kurser',
		model: (number) => `model ${number}`,
		modelAlone: (number, name) => `Model ${number} (${name.toLowerCase()})`,
		modelOurs: (number, name) => `Model ${number}, vores (${name.toLowerCase()})`,
		modelPrinted: (number) => `Model ${number}, trykt`,
		columns: {
			outcome: 'Mål',
			group: 'Gruppe',
			estimate: 'Tal',
			interval: 'Konfidens\u00adinterval',
			standardError: 'Standard\u00adfejl',
			n: 'N (uvægtet)',
			comparison: 'Sammenligning',
			difference: 'Forskel',
			p: 'p-værdi',
			pHolm: 'p-værdi (Holm)',
			term: 'Led',
			coefficient: 'Koefficient',
			trait: 'Kendetegn',
			referenceGroup: 'Referencegruppe',
			before: 'Tidligere bølge',
			change: 'Ændring',
			effect: (isShare) => `Afstand i ${isShare ? 'procent\u00adpoint' : 'point'}`,
			category: 'Gruppe',
			region: 'Region',
			courses: 'Kurser',
			ects: 'Heraf med ECTS',
			criterion: 'Kriterium',
			interviews: 'Interview',
			note: 'Bemærkning',
			share_respondents: 'Svar',
			share_sample: 'Stikprøve',
			share_population: 'Popula\u00adtion',
			share_weighted: 'Svar, vægtet'
		}
	},
	footer: {
		about: 'Om siden',
		aboutText:
			'Tallene er beregnet i et datavarehus, der kan bygges op fra bunden med én kommando. Siden viser kun summariske tal; ingen enkeltpersoner kan genfindes.',
		study: 'Undersøgelsen',
		population: 'Ledere og mulige ledere i populationen',
		sample: 'Udtrukket til stikprøven',
		complete: 'Fuldt besvarede skemaer',
		managers: 'Heraf ledere, der indgår i tallene',
		responseRate: 'Fuldt besvarede af de udtrukne',
		wave: 'Dataindsamling',
		nextWave: 'Næste dataindsamling',
		pages: 'Sider'
	},
	home: {
		eyebrow: 'Spørgeskemaundersøgelse blandt ledere',
		lead: (managers, level) => `${managers} ledere har svaret på, om de har taget en uddannelse i psykisk arbejdsmiljø, og hvad der fik dem til det eller holdt dem fra det. Tallene er vægtet til alle ledere og vises med ${level}-konfidensintervaller, som er beregnet her.`,
		mainHeading: 'Undersøgelsens hovedresultater',
		mainText: 'Hver sætning bygger på tal og test, der kan efterprøves: Figuren viser dem, og rapportens egne udsagn er prøvet ét for ét.',
		allOf: (title) => `Hele kapitlet: ${title}`,
		resultsHeading: 'Resultaterne i tal',
		howToRead: 'Sådan læses figurerne',
		howToReadText: (level) =>
			`Den kraftige streg er det bedste bud, og båndet omkring den er ${level}-konfidensintervallet. Om to grupper er forskellige, afgør en test og ikke øjet; hvor titlen taler om en forskel, er den testet.`,
		columns: {
			group: 'Gruppe',
			estimate: 'Tal',
			interval: 'Konfidens\u00adinterval',
			standardError: (isShare) => (isShare ? 'Standard\u00adfejl (procent\u00adpoint)' : 'Standard\u00adfejl'),
			answers: 'Besva\u00adrelser',
			reference: 'Vist i'
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
		summaryNote: 'Talt op her i kataloget; priserne er rapportens.',
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
		courseNumber: (n) => `nr. ${n}`,
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
		otherWave: (report, wave) => `Rapporten handler om ${report}. Derfor er også vores tal her beregnet af svarene fra ${report}, ikke af dem fra ${wave}.`,
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
		interval: 'Konfidensinterval',
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
		other: 'Rapporten udtaler sig også om retninger og forskelle. De er prøvet på deres egen side:'
	},
	claims: {
		leadSynthetic:
			'Svarene er syntetiske og dannet for at ramme rapporten. At et udsagn holder, siger derfor kun, at beregningen giver det samme, ikke at rapporten har ret.',
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
			'Estimatet er den forskel eller koefficient, udsagnet handler om; enheden står ved tallet. Hvor der ingen p-værdi er, er kun retningen prøvet. Rapportens arketyper er sat sammen af grupper, hvor flere end i andre grupper har uddannelsen, eller hvor lysten er større eller mindre; de siger ikke, hvem der er flest af.',
		other: 'De enkelte trykte tal er efterprøvet på deres egen side:',
		directions: { '+': 'Positiv', '-': 'Negativ', 0: 'Ingen', '+/-': 'Begge veje' }
	},
	experiment: {
		heading: 'Hvad lederen fik at læse',
		intro: (factors, combinations) =>
			`Teksten gengives her med vores egne ord. Der blev trukket lod om ${factors} forhold, hvert for sig, så der er ${combinations} mulige tekster. Her er én af dem:`,
		asked: 'Derefter blev der spurgt:',
		answers: 'Hvert svar er et tal fra 0 (nej, slet ikke) til 10 (ja, helt sikkert).',
		levelsHeading: 'Det, der blev trukket lod om',
		levelsText: 'Hver leder læste én sætning fra hver gruppe.',
		reference: 'Referencen i figurerne',
		reading: 'Et tal på 0,50 i figurerne betyder, at svaret i gennemsnit ligger et halvt point højere, end når sætningen er referencen.',
		readingSynthetic: 'Rapporten oplyser kun retninger. Størrelserne her er valgt af os, så retningerne passer; de er ikke resultater.'
	},
	interviews: {
		found: 'Hvad lederne fortalte',
		otherWave: (report) => `Interviewene hører til undersøgelsen fra ${report}.`,
		reach: 'Ti samtaler viser, hvad der kan ske, ikke hvor ofte. Hvor mange det gælder, siger spørgeskemaet.',
		design: 'Hvem der blev interviewet, og hvordan',
		guide: 'Hvad samtalerne handlede om',
		organisations: 'De uddannelsesansvarlige',
		financing: (n) => `Vis de ${n} måder at finansiere uddannelsen på`
	},
	contradictions: {
		heading: 'Sådan er de behandlet',
		rule: 'Vi har ikke tvunget et tal frem, når det strider mod et andet. Tabeller går forud for tekst, og det endelige datasæt går forud for afrundede tal. Vores eget tal står ved siden af det trykte.',
		count: (reasons, rows) => `${reasons} modsigelser berører i alt ${rows} trykte tal og udsagn.`,
		values: {
			replication: (printed, ours) => `Trykt: ${printed}; vores: ${ours}.`,
			claims: (printed, ours, significance, p) => `Rapportens retning: ${printed.toLowerCase()}${significance ? ` (${significance})` : ''}; i data: ${ours.toLowerCase()} (p\u00a0${p.startsWith('<') ? p : `= ${p}`}).`
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
				'Alt indhold kan læses uden JavaScript, der kun bruges til at søge, filtrere, sortere, kopiere og vise det frie valg under Udforsk.'
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
			paragraphs: ['Datavarehusets tekniske dokumentation er på engelsk og lavet med et andet værktøj; den er ikke omfattet af denne erklæring. Navne på kurser og udbydere står på dansk, også på de engelske sider.']
		},
		{
			heading: 'Sig til',
			paragraphs: ['Er der noget, du ikke kan læse eller bruge, så skriv til den, der har udgivet siden, og nævn sidens adresse.']
		}
	],
	downloads: {
		formatsHeading: 'Filformater',
		formats: [
			'CSV kan åbnes direkte i et dansk regneark: semikolon mellem felterne, decimalkomma, UTF-8, kolonnernes navne i første linje. De engelske sider har filer med komma og decimalpunktum, som programmer læser uden videre.',
			'JSON er til programmer: de samme rækker med en beskrivelse af hver kolonne, oplysningen om data, kilde og henvisning.',
			'Andele er tal mellem 0 og 1. Tomme felter er tal, der ikke vises af hensyn til fortrolighed, eller som ikke findes. Kolonnen provenance siger, om tallet er trykt i rapporten.'
		],
		package: 'Beskrivelse af alle tabeller som datapakke (JSON)',
		documentation: 'Datavarehusets dokumentation: tabeller, kolonner og deres sammenhæng (på engelsk)',
		licence: 'Vilkår',
		wholesHeading: 'Alt på én gang',
		wholes: {
			'manager_training_public.duckdb': 'database med alle udgivne tabeller til DuckDB, med beskrivelser af tabeller og kolonner',
			'manager_training_parquet.zip': 'alle udgivne tabeller som Parquet',
			'codebook.ddi.xml': 'spørgeskema og variable i DDI Codebook 2.5',
			'cube.en.jsonstat.json': 'tallene fra Udforsk i JSON-stat 2.0, navne på engelsk',
			'cube.da.jsonstat.json': 'tallene fra Udforsk i JSON-stat 2.0, navne på dansk'
		},
		readingHeading: 'Sådan læses filerne',
		reading: 'Kør koden i den mappe, hvor filerne er gemt, med de engelske CSV-filer i undermappen en.',
		tablesHeading: 'Tabeller',
		tablesCaption: 'Alle udgivne tabeller; kolonnernes navne er engelske',
		table: 'Tabel',
		rows: 'Rækker',
		byTopic: 'CSV og JSON, emne for emne',
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
		codes: 'Svar',
		frequencies: 'Ved et svar står dets vægtede andel af de ledere, der gav et gyldigt svar, og i parentes hvor mange der gav det. Nedenunder står andelen af alle ledere, der intet svar gav eller ikke blev spurgt. Et antal med ca. er afrundet, fordi figurer viser det samme svar for færre ledere. En streg er et tal, der er holdt tilbage for at beskytte personer.',
		frequenciesFile: 'Standardfejl og intervaller står i filen pub_frequencies.',
		nearly: 'ca. ',
		grouped: 'I grupper:',
		ofAll: 'Uden svar, af alle ledere:',
		usedIn: 'Brugt i',
		asked: 'Stillet til:',
		missing: 'tæller ikke med',
		manyCodes: (n) => `${n} koder; se filen`
	},
	about: {
		noticeHeading: 'Hvad tallene bygger på',
		originsHeading: 'Hvor et tal kommer fra',
		originsText: 'Mærket står ved tal, der er andele, gennemsnit, forskelle eller koefficienter. Konfidensintervaller, p-værdier og antal svar i grupper er altid beregnet her og har intet mærke.',
		contactHeading: 'Kontakt',
		contactLink: 'Skriv til os',
		reportLink: 'Rapporten hos VIVE',
		notice: [
			'Undersøgelsens egne svar er fortrolige og findes ikke her. Et program har dannet personer og svar, så de samme beregninger giver stikprøvens opbygning og rapportens trykte andele, gennemsnit og regressioner. Tal, der ikke står i rapporten, er derfor opdigtede og siger intet om ledere i Danmark.',
			'Rapportens trykte tal, spørgsmålene og kataloget over kurser er virkelige.'
		],
		pagesHeading: 'Mere om data',
		documentation: 'Datavarehusets dokumentation',
		documentationText: 'Alle tabeller og kolonner, og hvordan de hænger sammen. På engelsk.',
		definitionsHeading: 'Ord og mål',
		definitions: (level, significance) => [
			['Uddannelse i psykisk arbejdsmiljø', 'Lederuddannelse på mindst én dag, hvor psykisk arbejdsmiljø er hovedindholdet eller en del af indholdet.', { id: 'training', forms: ['uddannelse i psykisk arbejdsmiljø', 'uddannelsen i psykisk arbejdsmiljø', 'lederuddannelse i psykisk arbejdsmiljø'] }],
			['Hovedindhold og en del', 'Rapporten taler om en smal og en bred definition. Her skelnes der mellem hovedindhold, en del og begge tilsammen, fordi rapporten bruger bred i to betydninger.', { id: 'content', forms: ['hovedindhold', 'hovedindholdet'] }],
			['Lyst', 'Svar på, om lederen kunne have lyst til uddannelsen, fra 1 (slet ikke) til 5 (i meget høj grad). I bilagstabellen omregnet til 0-100 point.', { id: 'desire', forms: ['lyst', 'lysten'] }],
			['Ledertype', 'Leder af ledere, leder af medarbejdere eller leder uden personaleansvar.', { id: 'manager-type', forms: ['ledertype', 'ledertypen', 'ledertyper'] }],
			['Ledelsesspænd', 'Antal medarbejdere, som lederen har personaleansvar for; over 100 regnes som 101.', { id: 'span', forms: ['ledelsesspænd', 'ledelsesspændet'] }],
			['Vægtet', 'Svarene er vægtet, så de følger populationen på køn, alder, herkomst, uddannelse og branche inden for hver sektor.', { id: 'weighted', forms: ['vægtet', 'vægtede', 'vægtning'] }],
			['Uvægtet N', 'Antallet af personer bag tallet.', { id: 'n', forms: ['uvægtet', 'uvægtede'] }],
			[`${level}-konfidensinterval`, `Et interval, der ved gentagne stikprøver ville indeholde det sande tal i ${level} af tilfældene.`, { id: 'interval', forms: ['konfidensinterval', 'konfidensintervaller', 'konfidensintervallet'] }],
			['Statistisk sikker eller signifikant', `En forskel, der sjældent ville opstå ved tilfældighed alene: p-værdien er under ${significance}, hvor andet ikke er skrevet. Hvor en figur tester flere forskelle, er p-værdien korrigeret for det (Holm).`, { id: 'significant', forms: ['statistisk sikker', 'statistisk sikre', 'statistisk sikkert', 'signifikant', 'signifikante'] }]
		],
		disclosureHeading: 'Hvad der ikke vises',
		disclosure: (threshold) => [
			'Kun summariske tal udgives; ingen række på siden eller i filerne handler om en enkelt person.',
			`Tal, der hviler på færre end ${threshold} personer, tilbageholdes sammen med deres interval.`,
			'Kan et tilbageholdt tal regnes ud fra de andre, tilbageholdes også et af dem.',
			'De få personer, hvis baggrund ikke er kendt, er beskyttet på samme måde; derfor kan også tallet for en stor gruppe mangle.',
			'Fritekst fra spørgeskemaet udgives aldrig.'
		],
		feed: 'Følg ændringerne (Atom)',
		revisionsHeading: 'Ændringer',
		citationHeading: 'Henvisning',
		citationText: 'Henvis til rapporten for resultater og til siden for beregninger. Nævn adressen på den side, tallet står på.',
		citationNotice: 'Skriv altid, at svarene er syntetiske.',
		datasetHeading: 'Tallene på siden',
		reportHeading: 'Rapporten',
		licenceHeading: 'Vilkår'
	},
	method: {
		otherWave: (report, wave) => `Beskrivelserne handler om undersøgelsen fra ${report}; tal og tabeller er fra ${wave}.`,
		measure: 'Mål',
		variable: 'Variabel',
		group: 'Gruppe',
		flowCaption: 'Population og svar efter sektor (stratum)',
		weightsCaption: 'Vægte efter sektor (stratum)',
		flowHeading: 'Fra population til svar',
		flowText: 'Diagrammet viser, hvor mange personer der er i hvert led, fra populationen til de ledere, som tallene bygger på.',
		strataCaption: 'Stikprøven i hvert stratum',
		strataColumns: {
			population_n: 'Popula\u00adtion',
			sample_n: 'Udtrukket',
			sampling_fraction: 'Udtrukket andel',
			complete_n: 'Fulde svar',
			response_rate_gross: 'Svarandel',
			managers_n: 'Ledere',
			mean_base_weight: 'Design\u00advægt'
		},
		weightsHeading: 'Vægte',
		weightsText: 'Hver besvarelse begynder med stratumets population delt med antallet af fulde svar (designvægten), som derefter tilpasses. Kishs designeffekt siger, hvor meget ulige vægte forøger usikkerheden: 1 betyder slet ikke.',
		responseHeading: 'Hvem svarede?',
		responseText: [
			'En logistisk regression i hvert stratum viser, hvilke registeroplysninger der hænger sammen med at svare. Tabellen viser p-værdien for hver variabel som helhed.'
		],
		jointCaption: 'p-værdi for variablen som helhed (Wald-test)',
		modelCaption: 'Koefficienter (log-odds mod referencegruppen) med standardfejl i parentes',
		modelSummary: 'Vis modellens koefficienter',
		uncertaintyHeading: 'Usikkerhed og tests',
		uncertaintyText: () => [
			'Standardfejlene tager højde for strata, vægte og tilpasning; grupper regnes som dele af hele stikprøven. Intervaller for andele er beregnet på log-odds, så de holder sig mellem 0 og 100\u00a0%; intervaller for gennemsnit med Students t.',
			'Forskelle mellem grupper er prøvet med tosidede t-test, der tager højde for, hvordan grupperne varierer sammen. Regressionerne er lineære og vægtede, som i rapporten. Standardfejlene er robuste; rapporten oplyser ikke, hvordan dens er beregnet.',
			'Rapporten bruger to sæt stjerner: 5, 1 og 0,1\u00a0% i figurer, 10, 5 og 1\u00a0% i bilagstabeller. Siden følger dem; p-værdierne står i figurernes tabeller.'
		],
		termsSummary: (n) => `Vis de ${n} søgeord`,
		bodiesSummary: (n) => `Vis de ${n} fagforeninger og brancheorganisationer`,
		searchHeading: 'Sådan blev kurserne fundet',
		interviewsHeading: 'Interview',
		experimentHeading: 'Forsøget',
		experimentLink: 'Teksten og resultaterne'
	},
	search: {
		words: 'Søg efter',
		placeholder: 'Figur, emne, spørgsmål, kursus …',
		found: '{n} fundet',
		none: 'Intet fundet. Søg på færre ord eller en del af et ord.',
		failed: 'Søgningen kunne ikke hentes. Prøv igen.',
		more: 'Vis alle',
		others: 'Lister med egne sider',
		kinds: {
			figures: 'Figurer og tabeller',
			definitions: 'Ord og mål',
			pages: 'Sider og emner',
			questions: 'Spørgsmål og variable',
			courses: 'Kurser',
			claims: 'Udsagn'
		}
	},
	explore: {
		freeHeading: 'Vælg selv',
		freeText: 'Vælg op til fire svar, en baggrund og eventuelt en opdeling. Valget gemmes i adressen, så et link til den viser andre det samme.',
		noScript: 'Det frie valg kræver JavaScript. De samme tal står på emnernes sider herunder.',
		script: {
			fields: { outcome: 'Svar', group: 'Baggrund', split: 'Opdelt efter' },
			columns: { group: 'Gruppe', estimate: 'Tal', interval: 'Konfidensinterval', n: 'N (uvægtet)' },
			all: 'Alle',
			none: 'Ikke opdelt',
			add: 'Sammenlign med et svar til',
			remove: 'Fjern',
			rows: 'Viser {n} tal',
			failed: 'Tallene kunne ikke hentes. Prøv igen.',
			download: 'Hent det viste som CSV',
			file: 'vaelg-selv.csv',
			topic: 'Hele emnet: {name}'
		},
		topicsHeading: 'Emner',
		topicLead: (level) => `Vægtede tal med ${level}-konfidensintervaller efter ledertype og sektor, og i tabellerne efter alle baggrunde.`,
		dash: (threshold) => `En streg betyder, at tallet ikke vises, fordi gruppen er under ${threshold} personer, eller fordi tallet kunne røbe en anden lille gruppe. »Ikke spurgt« betyder, at ingen i gruppen fik spørgsmålet.`,
		ofWave: (wave) => `Tallene her er fra ${wave}.`,
		changes: 'Hvad der har ændret sig siden tidligere bølger, står ved figurerne',
		share: 'Andel i procent',
		meanOf: {
			points_1_5: 'Gennemsnit på skalaen 1-5',
			points_0_10: 'Gennemsnit på skalaen 0-10',
			points_0_100: 'Gennemsnit på skalaen 0-100',
			rank_1_6: 'Gennemsnitlig placering (1 er vigtigst af 6)',
			years: 'Gennemsnit i år',
			employees: 'Gennemsnitligt antal medarbejdere'
		},
		meanFinding: (name, value, areEmployees) => `${name}: ${value}${areEmployees ? ' medarbejdere' : ''} i gennemsnit`,
		valueFinding: (name, value) => `${name}: ${value}`,
		rankFinding: (name, value) => `${name}: sat øverst af ${value}`,
		answerFinding: (name, answer, value) => `${name}: ${value} svarer »${answer}«`,
		higher: (high, low) => `højere blandt ${high} end blandt ${low}`,
		differs: (main, parts) => `${main}; ${parts.join(' og ')}`,
		alike: (main, isOfShare) => `${main}; ingen statistisk sikre forskelle ${isOfShare ? 'i andelen ' : ''}mellem ledertyper eller mellem sektorer`,
		outcomes: 'Svar på siden',
		among: (population) => `Blandt ${population}`,
		seeAll: 'se Alle',
		nobody: 'ingen',
		allBackgrounds: 'Vis efter alle baggrunde',
		shareCaption: 'Procent med konfidensinterval i parentes',
		meanCaption: 'Gennemsnit med konfidensinterval i parentes'
	},
	units: { courses: '', hours: 'timer', dkk: 'kr.' }
};
