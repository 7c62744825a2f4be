/** Every text of the interface in English. Labels of categories, figures and claims come from the warehouse. */
export const en = {
	siteName: 'Managers’ training in the psychosocial work environment',
	skip: 'Skip to content',
	navigation: 'Main menu',
	switchLanguage: 'Dansk',
	yes: 'Yes',
	no: 'No',
	tableSummary: 'Show the numbers as a table',
	confidenceInterval: (level) => `${level} confidence interval`,
	figure: 'Figure',
	sectionNavigation: (group) => `Pages under ${group}`,
	groups: { home: 'Main results', results: 'Results', explore: 'Explore', replication: 'Replication', about: 'About the data' },
	pages: {
		home: {
			nav: 'Main results',
			title: 'Main results',
			description:
				'Who has training in the psychosocial work environment, what drives the desire for it, and what holds it back? The study’s main results in short sentences with numbers.'
		},
		supply: {
			nav: 'Supply',
			question: 'Which courses can managers choose from?',
			title: 'The supply of courses',
			description: 'Courses in the psychosocial work environment for managers: map, providers and a searchable catalogue.',
			lead: 'Courses for managers of at least one day with the psychosocial work environment as a clear subject. A course counts once for each provider and place. The catalogue is real, not synthetic; course names are given in Danish, as offered.'
		},
		use: {
			nav: 'Use',
			question: 'How many managers have the training, and who paid?',
			title: 'How managers use the training',
			description: 'How many managers have training in the psychosocial work environment, when they took it, at which level, with whom, and who paid.',
			lead: 'Training counts when it lasted at least one day and the psychosocial work environment was its main content or a part of it. Here is how many managers have it, and how they got it.'
		},
		trained: {
			nav: 'Who has it',
			question: 'Who has taken the training?',
			title: 'Who has the training?',
			description: 'Managers with training in the psychosocial work environment by sector, industry, gender, age, own education, manager type and experience.',
			lead: 'The share of managers with training in the psychosocial work environment in different groups. First the traits that remain when the others are taken into account, then each group by itself.'
		},
		motivated: {
			nav: 'Who wants it',
			question: 'Who wants the training, and which reasons do they give?',
			title: 'Who is motivated?',
			description: 'Which managers have the most and the least desire for training in the psychosocial work environment, and which reasons they give.',
			lead: 'First what characterises managers with a strong and a weak desire for the training. Then managers’ own reasons for having taken it, or for not doing so, with managers of managers and managers of employees side by side.'
		},
		drivers: {
			nav: 'Drivers',
			question: 'What drives the desire, and what holds it back?',
			title: 'Drivers and barriers',
			description: 'How the workplace’s priorities, time, money, awareness, expectations and work environment are related to the desire for training.',
			lead: 'How is the desire for training related to the workplace’s priorities and resources, to the manager’s awareness, time and expectations, and to the work environment? Associations are not effects.'
		},
		experiment: {
			nav: 'Experiment',
			question: 'What makes managers accept an offer?',
			title: 'The experiment with hypothetical offers',
			description: 'What problem, duration, payment, working hours and place mean for whether managers would accept an offer of training. An experiment in the questionnaire.',
			lead: 'Each manager read about one hypothetical offer. Its contents were drawn at random, so differences in the answers are due to what was varied. The report shows only which way the effects go; the sizes in the figures are not in it.'
		},
		interviews: {
			nav: 'Interviews',
			title: 'The interviews',
			description: 'Who was interviewed, what they were asked about, and what they said, in our own words.',
			lead: 'Ten managers and four training officers were interviewed. The conversations explain what may lie behind the answers to the questionnaire. They are given here in our own words, without quotations.'
		},
		regressions: {
			nav: 'Regressions',
			title: 'The regression tables',
			description: 'The report’s two appendix tables of regressions, recomputed.',
			lead: 'The report’s two appendix tables, recomputed. Standard errors are in brackets.'
		},
		method: {
			nav: 'Method',
			title: 'Method',
			description: 'Population, sample, response, weights, non-response model, search for courses and choice of interviewees.',
			lead: 'Who was asked, who answered, how the answers are weighted, and how certain the numbers therefore are.'
		},
		figures: {
			nav: 'All figures',
			title: 'All figures and tables',
			description: 'Every figure and table on a page of its own: picture, numbers, question, method and files.',
			lead: 'Every figure and table has a page of its own with the numbers, the question, the method, the picture as a file, and what it takes to cite it or to show it on another site.'
		},
		figure: { nav: 'Figure', title: 'Figure', description: 'A figure with numbers, question, method and files.' },
		embed: { nav: 'Figure', title: 'Figure', description: 'A figure to be shown on another site.' },
		explore: {
			nav: 'Explore',
			title: 'Explore the numbers',
			description: 'All answers by background, manager type and sector, with confidence intervals.',
			lead: 'The answers to every question by gender, age, industry and other backgrounds: for all managers, by manager type or by sector. Numbers about small groups are not shown.'
		},
		topic: { nav: 'Topic', title: 'Topic', description: 'Answers by background, manager type and sector, with confidence intervals.' },
		replication: {
			nav: 'Numbers',
			title: 'The report’s numbers, checked',
			description:
				'Every number in the report beside the number that the data warehouse computes itself.',
			lead: 'The numbers printed in the report, beside the numbers that the warehouse computes itself.'
		},
		claims: {
			nav: 'Claims',
			title: 'The report’s claims, checked',
			description:
				'Every claim in the report about a direction or a difference, tested on the warehouse’s answers with sign and p-value.',
			lead: 'Where the report says that two things are positively or negatively related, or that two groups differ, the claim is tested here on the answers that the warehouse holds.'
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
			lead: 'All questions and derived variables with their codes, in our own short words. The questionnaire has no question 10.'
		},
		downloads: {
			nav: 'Downloads',
			title: 'Downloads',
			description: 'All tables behind the site as files.',
			lead: 'Every number of the site can be downloaded. The files hold only aggregates that have passed disclosure control, no individual answers.'
		},
		accessibility: {
			nav: 'Accessibility',
			title: 'Accessibility',
			description: 'How the site is made readable for everyone, what has been tested, and what is missing.'
		},
		search: {
			nav: 'Search',
			title: 'Search',
			description: 'Search figures, questions, courses, claims and words, or find them in a list.',
			lead: 'Figures, questions, courses, claims and words.'
		},
		missing: {
			nav: 'Not found',
			title: 'There is no such page',
			description: 'The address leads to no page.'
		}
	},
	figurePage: {
		chapter: (title) => `From the page ${title}`,
		filesHeading: 'Files',
		svg: 'Picture as SVG',
		png: 'Picture as PNG',
		csvOf: (table) => `CSV: ${table.charAt(0).toLowerCase()}${table.slice(1)}`,
		methodHeading: 'Method',
		interval: (level) => `Intervals are ${level} confidence intervals for a stratified sample.`,
		variance: {
			calibrated: 'Standard errors take into account that the weights are calibrated to the population.',
			pweight: 'Standard errors take the weights as given, as in the report.'
		},
		threshold: (persons) => `Numbers about fewer than ${persons} persons are not shown.`,
		counted: {
			catalogue: 'The courses of the catalogue are counted; no number here rests on answers.',
			register: 'Distributions are counted in the register and among those who answered.',
			design: 'The numbers describe how the study was designed.'
		},
		methodLink: 'The whole method: sample, weights and non-response',
		citeHeading: 'Citation',
		copy: 'Copy',
		copied: 'Copied',
		embedHeading: 'Showing it on another site',
		embedText: 'Insert this code in the page. The frame shows the figure or table with its source and a notice on what the answers are.',
		framePreview: 'See what the frame looks like',
		frameLink: (number) => `${number} with numbers, method and files`,
		others: 'Other figures',
		previous: (number) => `Previous: ${number}`,
		next: (number) => `Next: ${number}`,
		pictureSource: 'Source',
		feed: 'Changes',
		edition: (version) => `Edition ${version}`
	},
	absence: {
		not_asked: 'Not asked',
		no_answer: 'No answer',
		withheld: 'Withheld for confidentiality'
	},
	provenance: {
		legend: 'Where the numbers come from:',
		unmarked: 'Numbers without a mark',
		marked: (mark) => `Numbers with ${mark}`,
		markedToo: (mark) => `with ${mark}`,
		onlyComputed: {
			computed: (isPrinted) => `${isPrinted ? 'Almost none' : 'None'} of the numbers below is in the report. Numbers with ° are computed here from the same answers${isPrinted ? '; the few without a mark are printed in the report' : ''}.`,
			not_a_finding: (isPrinted) => `${isPrinted ? 'Almost none' : 'None'} of the numbers below is in the report. Numbers with ° are computed from synthetic answers and say nothing about real managers${isPrinted ? '; the few without a mark are printed in the report' : ''}.`
		},
		notInReport: 'Not in the report'
	},
	findings: {
		heading: 'The main points',
		question: 'The question',
		see: 'See',
		claims: (wave) => `The report’s claims, checked${wave ? ` against the answers of ${wave}` : ''}:`,
		otherWave: (report, wave) => `Sentences that state a claim of the report are about ${report}, as the report is, and so are their numbers; the others are about ${wave}.`,
		otherWaveAlone: (report, wave) => `The numbers are computed from the answers of ${wave}; the report’s tables are of ${report}.`,
		unsupported: 'What the report says here cannot be found in these data.'
	},
	figures: {
		shared: 'For all figures on this page, unless stated at the figure:',
		n: 'N (unweighted)',
		nOf: { catalogue: 'N (courses)', register: 'N (complete answers)', design: 'N (interviewed)' },
		nPrinted: (wave) => (wave ? `N in the report (${wave})` : 'N in the report'),
		nEach: 'N for each number',
		inTable: 'in the table',
		weights: 'Weights',
		weighted: 'Weighted to the population',
		unweighted: { catalogue: 'None; all courses are counted', register: 'See the columns', design: 'None' },
		uncertainty: 'Uncertainty',
		intervals: (level, areDrawn) => `${level} confidence intervals, computed here, are ${areDrawn ? 'drawn and listed' : 'listed'} in the table`,
		bands: (level) => `The bands are ${level} confidence intervals, computed here`,
		errors: 'Standard errors in brackets; the confidence intervals are in the files',
		source: 'Source',
		sources: {
			survey: 'Survey of managers, {wave}',
			register: 'Register and survey, {wave}',
			catalogue: 'The study’s course catalogue, {wave}',
			design: 'The study’s design'
		},
		asked: 'Asked about:',
		mean: 'Mean',
		meanWord: 'mean',
		all: 'All',
		quoted: (label) => `“${label}”`,
		bornholm: 'Bornholm: none',
		reference: 'reference',
		describedAbove: 'The numbers are in the description of the figure’s first part.',
		changeSince: (change, wave, interval) => `${change} since ${wave} (${interval})`,
		noChange: (wave, verdict) => `${wave}: ${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`,
		changes: (wave) => `Changes since ${wave} in percentage points, answer by answer`,
		mergedNote: (text, name) => `Shown together: ${text} answer ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
		significance: (isSignificant) => (isSignificant ? 'statistically significant' : 'not statistically significant'),
		starLegend: (legend) => `Stars: ${legend}.`,
		circleStrong: (points, isShare) => `Difference above ${points} ${isShare ? 'percentage points' : 'points'}`,
		circleWeak: (points, isShare) => `Difference of at most ${points} ${isShare ? 'percentage points' : 'points'}`,
		points: (text) => (text === '–' ? text : `${text} percentage points`),
		versus: (first, second) => `${first} against ${second}`,
		testedDifference: (groups, differences) => `Tested difference, ${groups}: ${differences}.`,
		testNumbers: (difference, interval, p) => `${difference} (confidence interval ${interval}; p\u00a0${(p.startsWith('<') ? p : `= ${p}`).replaceAll(' ', '\u00a0')})`,
		testsSummary: (significant, all, level) =>
			`${significant} of ${all} tested differences ${significant === '1' ? 'is' : 'are'} statistically significant at the ${level} level, adjusted for several tests (Holm); they are listed in the table.`,
		testedWave: (wave) => `Differences between groups are tested in the answers of ${wave}.`,
		traitsOfWave: (wave) => `The groups are chosen by the rule from the answers of ${wave}; an earlier wave shows the difference of the same group.`,
		archetypeTests: 'The table also shows tested differences between single groups without regard to the other traits.',
		archetypeRule: (rule, level, threshold, isShare) =>
			`Rule: of each background, the group furthest from the reference group in the direction of the figure is shown if p < ${rule} with the other backgrounds taken into account. Where the band includes 0, the difference is not statistically significant at the ${level} level. Filled circle: more than ${threshold} ${isShare ? 'percentage points' : 'points'}.`,
		archetypeReferences: (list) => `Reference groups: ${list}.`,
		pointsAxis: (isShare) => (isShare ? 'Difference from the reference group in percentage points' : 'Difference from the reference group in points (0\u2060-\u2060100)'),
		csv: 'Numbers as CSV',
		json: 'Numbers as JSON',
		permalink: 'Link to the figure',
		ownPage: 'Page of its own',
		ledgerLink: {
			replication: (n) => `Checked numbers (${n})`,
			claims: (n) => `Checked claims (${n})`
		},
		onThisPage: 'Figures on this page',
		estimatesCaption: 'All numbers behind the figure',
		testsCaption: (legend) => `Tested differences between groups; ${legend}`,
		termsCaption: (hasControls) => (hasControls ? 'Coefficients of the regression, controls included' : 'Coefficients of the regression'),
		archetypeCaption: 'Traits and their distance from the reference group',
		regressionCaption: (legend) => `Coefficients with standard errors in brackets; ${legend}`,
		marginsCaption: 'Distribution in per cent',
		interviewsCaption: 'Managers interviewed by selection and education',
		coursesCaption: 'Number of courses',
		model: (number) => `model ${number}`,
		modelAlone: (number, name) => `Model ${number} (${name.toLowerCase()})`,
		modelOurs: (number, name) => `Model ${number}, ours (${name.toLowerCase()})`,
		modelPrinted: (number) => `Model ${number}, printed`,
		columns: {
			outcome: 'Measure',
			group: 'Group',
			estimate: 'Number',
			interval: 'Confidence interval',
			standardError: 'Standard error',
			n: 'N (un\u00adweighted)',
			comparison: 'Comparison',
			difference: 'Difference',
			p: 'p-value',
			pHolm: 'p-value (Holm)',
			term: 'Term',
			coefficient: 'Coefficient',
			trait: 'Trait',
			referenceGroup: 'Reference group',
			before: 'Earlier wave',
			change: 'Change',
			effect: (isShare) => `Distance in ${isShare ? 'percentage points' : 'points'}`,
			category: 'Group',
			region: 'Region',
			courses: 'Courses',
			ects: 'Of which with ECTS',
			criterion: 'Criterion',
			interviews: 'Interviews',
			note: 'Note',
			share_respondents: 'Answers',
			share_sample: 'Sample',
			share_population: 'Popula\u00adtion',
			share_weighted: 'Answers, weighted'
		}
	},
	footer: {
		about: 'About this site',
		aboutText:
			'The numbers are computed in a data warehouse that can be rebuilt from scratch with one command. The site shows aggregates only; no person can be identified.',
		study: 'The study',
		population: 'Managers and possible managers in the population',
		sample: 'Drawn for the sample',
		complete: 'Complete questionnaires',
		managers: 'Of these, managers behind the numbers',
		responseRate: 'Complete, of those drawn',
		wave: 'Data collection',
		nextWave: 'Next data collection',
		pages: 'Pages'
	},
	home: {
		eyebrow: 'Survey of managers',
		lead: (managers, level) => `${managers} managers have said whether they have taken training in the psychosocial work environment, and what led them to it or kept them from it. The numbers are weighted to all managers and come with ${level} confidence intervals, which are computed here.`,
		mainHeading: 'Main results of the study',
		mainText: 'Each sentence rests on numbers and tests that you can look up: the figure shows them, and the report’s own claims are checked one by one.',
		allOf: (title) => `The whole chapter: ${title}`,
		resultsHeading: 'The results in numbers',
		howToRead: 'How to read the figures',
		howToReadText: (level) =>
			`The heavy line is the best estimate, and the band around it is the ${level} confidence interval. Whether two groups differ is decided by a test, not by the eye; where a title speaks of a difference, it has been tested.`,
		columns: {
			group: 'Group',
			estimate: 'Number',
			interval: 'Confidence interval',
			standardError: (isShare) => (isShare ? 'Standard error (percentage points)' : 'Standard error'),
			answers: 'Answers',
			reference: 'Shown in'
		},
		more: (name) => `${name} with all numbers`,
		chaptersHeading: 'The results, chapter by chapter',
		waysHeading: 'Where to go next',
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
		summaryNote: 'Counted here in the catalogue; the prices are the report’s.',
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
		courseNumber: (n) => `no. ${n}`,
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
		otherWave: (report, wave) => `The report is about ${report}. Our numbers here, too, are therefore computed from the answers of ${report}, not from those of ${wave}.`,
		leadSynthetic:
			'Since the answers are synthetic and made to match the report, the list checks the computations, not the findings of the report.',
		summaryHeading: 'Status',
		summaryLabel: (counts) => `Numbers by verdict: ${counts}.`,
		tableHeading: 'All printed numbers',
		tableCaption: 'Numbers printed in the report and the warehouse’s own numbers',
		reference: 'In the report',
		subject: 'What the number is',
		printed: 'Printed',
		tableNote: 'Our numbers are shown with one more decimal than the printed ones. Standard errors of regression coefficients are in brackets.',
		ours: 'Ours',
		interval: 'Confidence interval',
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
		other: 'The report also states directions and differences. They are tested on a page of their own:'
	},
	claims: {
		leadSynthetic:
			'The answers are synthetic and made to match the report. That a claim holds therefore says only that the computation agrees, not that the report is right.',
		summaryHeading: 'Status',
		summaryLabel: (counts) => `Claims by verdict: ${counts}.`,
		tableHeading: 'All claims',
		tableCaption: 'The report’s claims about directions and differences, and what the data show',
		reference: 'In the report',
		subject: 'Claim',
		printedDirection: 'Direction in the report',
		significance: { yes: 'significant', no: 'not significant' },
		ourDirection: 'Direction in the data',
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
			'The estimate is the difference or coefficient that the claim is about; its unit is given beside it. Without a p-value, only the direction was tested. The report’s archetypes combine groups in which more managers than in other groups have the training, or in which the desire is greater or lower; they do not say which groups are in the majority.',
		other: 'The individual printed numbers are checked on a page of their own:',
		directions: { '+': 'Positive', '-': 'Negative', 0: 'None', '+/-': 'Both ways' }
	},
	experiment: {
		heading: 'What the manager was given to read',
		intro: (factors, combinations) =>
			`The text is given here in our own words. ${factors} factors were drawn at random, independently of each other, which makes ${combinations} possible texts. Here is one of them:`,
		asked: 'Then came the questions:',
		answers: 'Every answer is a number from 0 (no, not at all) to 10 (yes, certainly).',
		levelsHeading: 'What was varied at random',
		levelsText: 'Each manager read one sentence from each group.',
		reference: 'The reference in the figures',
		reading: 'A number of 0.50 in the figures means that the answer is half a point higher on average than with the reference sentence.',
		readingSynthetic: 'The report prints directions only. The sizes here were chosen by us to fit those directions; they are not findings.'
	},
	interviews: {
		found: 'What the managers said',
		otherWave: (report) => `The interviews belong to the study of ${report}.`,
		reach: 'Ten conversations show what can happen, not how often. How many it concerns is for the questionnaire to say.',
		design: 'Who was interviewed, and how',
		guide: 'What the conversations were about',
		organisations: 'The training officers',
		financing: (n) => `Show the ${n} ways to finance the training`
	},
	contradictions: {
		heading: 'How we handle them',
		rule: 'We have not forced a number that conflicts with another. Tables take precedence over text, and the final data over rounded numbers. Our own number stands beside the printed one.',
		count: (reasons, rows) => `${reasons} contradictions concern ${rows} printed numbers and claims in all.`,
		values: {
			replication: (printed, ours) => `Printed: ${printed}; ours: ${ours}.`,
			claims: (printed, ours, significance, p) => `Direction in the report: ${printed.toLowerCase()}${significance ? ` (${significance})` : ''}; in the data: ${ours.toLowerCase()} (p\u00a0${p.startsWith('<') ? p : `= ${p}`}).`
		}
	},
	missing: 'There is no such address, or the page has moved. Choose one of these places:',
	accessibility: [
		{
			heading: 'What we do',
			paragraphs: ['Everyone should be able to read the site. It follows WCAG 2.1, levels A and AA.'],
			items: [
				'Every figure has a description for screen readers and a table with the same numbers.',
				'The colours can be told apart by the colour-blind, and nothing rests on colour alone.',
				'Everything can be reached by keyboard; the first link of every page leads to its content.',
				'Text is 12 pixels or more, and the site can be read on a screen 360 pixels wide.',
				'The site follows the light or dark display of the system and prints on A4.',
				'All content can be read without JavaScript, which is used only to search, filter, sort, copy and show the free choice under Explore.'
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
			'CSV on the English pages is what programs expect by default: commas between fields, decimal points, UTF-8, column names in the first line. The Danish pages have files with semicolons and decimal commas.',
			'JSON is for programs: the same rows with a description of every column, the notice on the data, source and citation.',
			'Shares are numbers between 0 and 1. Empty fields are numbers withheld for confidentiality, or not there. The column provenance says whether a number is printed in the report.'
		],
		package: 'Description of all tables as a data package (JSON)',
		documentation: 'Documentation of the data warehouse: tables, columns and how they fit together',
		licence: 'Terms',
		wholesHeading: 'Everything at once',
		wholes: {
			'manager_training_public.duckdb': 'database of all published tables for DuckDB, with descriptions of tables and columns',
			'manager_training_parquet.zip': 'all published tables as Parquet',
			'codebook.ddi.xml': 'questionnaire and variables in DDI Codebook 2.5',
			'cube.en.jsonstat.json': 'the numbers of Explore in JSON-stat 2.0, labels in English',
			'cube.da.jsonstat.json': 'the numbers of Explore in JSON-stat 2.0, labels in Danish'
		},
		readingHeading: 'Reading the files',
		reading: 'Run the code in the folder that the files were saved in, with the English CSV files in its subfolder en.',
		tablesHeading: 'Tables',
		tablesCaption: 'All published tables',
		table: 'Table',
		rows: 'Rows',
		byTopic: 'CSV and JSON, topic by topic',
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
		codes: 'Answers',
		frequencies: 'Beside an answer: its weighted share of the managers who gave a valid answer, and in brackets how many gave it. Below are the managers who gave no answer or were not asked, as shares of all managers. A count with c. is rounded, since figures show the same answer for fewer managers. A dash is a number withheld to protect persons.',
		frequenciesFile: 'Standard errors and intervals are in the file pub_frequencies.',
		nearly: 'c. ',
		grouped: 'In groups:',
		ofAll: 'Without an answer, of all managers:',
		usedIn: 'Used in',
		asked: 'Asked of:',
		missing: 'not counted',
		manyCodes: (n) => `${n} codes; see the file`
	},
	about: {
		noticeHeading: 'What the numbers rest on',
		originsHeading: 'Where a number comes from',
		originsText: 'The mark is put beside shares, means, differences and coefficients. Confidence intervals, p-values and numbers of answers in groups are always computed here and bear no mark.',
		contactHeading: 'Contact',
		contactLink: 'Write to us',
		reportLink: 'The report at VIVE (in Danish)',
		notice: [
			'The study’s own answers are confidential and are not available here. A program generated persons and answers so that the same computations reproduce the design of the sample and the shares, means and regressions that the report prints. Numbers that the report does not print are therefore invented and say nothing about managers in Denmark.',
			'The report’s printed numbers, the questions and the catalogue of courses are real.'
		],
		pagesHeading: 'More about the data',
		documentation: 'Documentation of the data warehouse',
		documentationText: 'All tables and columns, and how they fit together.',
		definitionsHeading: 'Words and measures',
		definitions: (level, significance) => [
			['Training in the psychosocial work environment', 'Training for managers of at least one day with the psychosocial work environment as its main content or a part of it.', { id: 'training', forms: ['training in the psychosocial work environment'] }],
			['Main content and a part', 'The report speaks of a narrow and a broad definition. Here the difference is between main content, a part, and both together, since the report uses broad in two senses.', { id: 'content', forms: ['main content'] }],
			['Desire', 'Answer to whether the manager would like to take the training, from 1 (not at all) to 5 (to a very high degree). In the appendix table converted to 0-100 points.', { id: 'desire', forms: ['desire'] }],
			['Manager type', 'Manager of managers, manager of employees, or manager without personnel responsibility.', { id: 'manager-type', forms: ['manager type', 'manager types'] }],
			['Span of control', 'Number of employees that the manager is responsible for; over 100 counts as 101.', { id: 'span', forms: ['span of control'] }],
			['Weighted', 'The answers are weighted so that they follow the population by gender, age, origin, education and industry within each sector.', { id: 'weighted', forms: ['weighted', 'weighting'] }],
			['Unweighted N', 'The number of persons behind a number.', { id: 'n', forms: ['unweighted'] }],
			[`${level} confidence interval`, `An interval that would hold the true number in ${level} of repeated samples.`, { id: 'interval', forms: ['confidence interval', 'confidence intervals'] }],
			['Statistically significant', `A difference that chance alone would rarely bring about: the p-value is below ${significance}, unless said otherwise. Where a figure tests several differences, the p-value is adjusted for that (Holm).`, { id: 'significant', forms: ['statistically significant', 'significant'] }]
		],
		disclosureHeading: 'What is not shown',
		disclosure: (threshold) => [
			'Only aggregates are published; no row on the site or in its files is about a single person.',
			`Numbers that rest on fewer than ${threshold} persons are withheld together with their interval.`,
			'Where a withheld number could be worked out from the others, one of those is withheld too.',
			'The few persons whose background is unknown are protected in the same way, so the number of a large group can be missing too.',
			'Free text of the questionnaire is never published.'
		],
		feed: 'Follow the changes (Atom)',
		revisionsHeading: 'Revisions',
		citationHeading: 'Citation',
		citationText: 'Cite the report for findings and the site for computations. Give the address of the page that the number is on.',
		citationNotice: 'Always say that the answers are synthetic.',
		datasetHeading: 'The numbers of this site',
		reportHeading: 'The report',
		licenceHeading: 'Terms'
	},
	method: {
		otherWave: (report, wave) => `The descriptions are of the study of ${report}; numbers and tables are from ${wave}.`,
		measure: 'Measure',
		variable: 'Variable',
		group: 'Group',
		flowCaption: 'Population and answers by sector (stratum)',
		weightsCaption: 'Weights by sector (stratum)',
		flowHeading: 'From population to answers',
		flowText: 'The diagram shows how many persons there are at every step, from the population to the managers behind the numbers.',
		strataCaption: 'The sample in each stratum',
		strataColumns: {
			population_n: 'Popula\u00adtion',
			sample_n: 'Drawn',
			sampling_fraction: 'Share drawn',
			complete_n: 'Complete answers',
			response_rate_gross: 'Response rate',
			managers_n: 'Managers',
			mean_base_weight: 'Design weight'
		},
		weightsHeading: 'Weights',
		weightsText: 'Every answer starts with the population of its stratum divided by the number of complete answers (the design weight), which is then adjusted. Kish’s design effect says how much unequal weights add to the uncertainty: 1 means not at all.',
		responseHeading: 'Who answered?',
		responseText: [
			'A logistic regression in each stratum shows which register variables are associated with answering. The table gives the p-value of each variable as a whole.'
		],
		jointCaption: 'p-value of the variable as a whole (Wald test)',
		modelCaption: 'Coefficients (log-odds against the reference group) with standard errors in brackets',
		modelSummary: 'Show the coefficients of the model',
		uncertaintyHeading: 'Uncertainty and tests',
		uncertaintyText: () => [
			'Standard errors take strata, weights and adjustment into account; groups are parts of the whole sample. Intervals of shares are computed on log-odds, so that they stay between 0 and 100%; intervals of means with Student’s t.',
			'Differences between groups are tested with two-sided t-tests that take their covariance into account. The regressions are linear and weighted, as in the report. Their standard errors are robust; the report does not say how its own are computed.',
			'The report uses two sets of stars: 5, 1 and 0.1% in figures, 10, 5 and 1% in appendix tables. The site follows them; the p-values are in the tables of the figures.'
		],
		termsSummary: (n) => `Show the ${n} search terms`,
		bodiesSummary: (n) => `Show the ${n} trade unions and industry bodies`,
		searchHeading: 'How the courses were found',
		interviewsHeading: 'Interviews',
		experimentHeading: 'The experiment',
		experimentLink: 'The text and the results'
	},
	search: {
		words: 'Search for',
		placeholder: 'Figure, topic, question, course …',
		found: '{n} found',
		none: 'Nothing found. Search for fewer words or a part of a word.',
		failed: 'The search could not be fetched. Try again.',
		more: 'Show all',
		others: 'Lists with pages of their own',
		kinds: {
			figures: 'Figures and tables',
			definitions: 'Words and measures',
			pages: 'Pages and topics',
			questions: 'Questions and variables',
			courses: 'Courses',
			claims: 'Claims'
		}
	},
	explore: {
		freeHeading: 'Choose for yourself',
		freeText: 'Choose up to four answers, a background and, if you like, a split. The choice is kept in the address, so that a link to it shows others the same.',
		noScript: 'The free choice needs JavaScript. The same numbers are on the pages of the topics below.',
		script: {
			fields: { outcome: 'Answer', group: 'Background', split: 'Split by' },
			columns: { group: 'Group', estimate: 'Number', interval: 'Confidence interval', n: 'N (unweighted)' },
			all: 'All',
			none: 'Not split',
			add: 'Compare with another answer',
			remove: 'Remove',
			rows: 'Showing {n} numbers',
			failed: 'The numbers could not be fetched. Try again.',
			download: 'Download what is shown as CSV',
			file: 'free-choice.csv',
			topic: 'The whole topic: {name}'
		},
		topicsHeading: 'Topics',
		topicLead: (level) => `Weighted numbers with ${level} confidence intervals by manager type and sector and, in the tables, by all backgrounds.`,
		dash: (threshold) => `A dash means that the number is withheld because the group has fewer than ${threshold} persons, or because the number could give away another small group. “Not asked” means that nobody in the group was given the question.`,
		ofWave: (wave) => `The numbers here are from ${wave}.`,
		changes: 'What has changed since earlier waves is shown at the figures',
		share: 'Share in per cent',
		meanOf: {
			points_1_5: 'Mean on the scale 1-5',
			points_0_10: 'Mean on the scale 0-10',
			points_0_100: 'Mean on the scale 0-100',
			rank_1_6: 'Mean rank (1 is the most important of 6)',
			years: 'Mean in years',
			employees: 'Mean number of employees'
		},
		meanFinding: (name, value, areEmployees) => `${name}: ${value}${areEmployees ? ' employees' : ''} on average`,
		valueFinding: (name, value) => `${name}: ${value}`,
		rankFinding: (name, value) => `${name}: ranked first by ${value}`,
		answerFinding: (name, answer, value) => `${name}: ${value} answer “${answer}”`,
		higher: (high, low) => `higher among ${high} than among ${low}`,
		differs: (main, parts) => `${main}; ${parts.join(' and ')}`,
		alike: (main, isOfShare) => `${main}; no statistically significant differences ${isOfShare ? 'in the share ' : ''}between manager types or between sectors`,
		outcomes: 'Answers on this page',
		among: (population) => `Among ${population}`,
		seeAll: 'see All',
		nobody: 'nobody',
		allBackgrounds: 'Show by all backgrounds',
		shareCaption: 'Per cent with confidence interval in brackets',
		meanCaption: 'Mean with confidence interval in brackets'
	},
	units: { courses: '', hours: 'hours', dkk: 'DKK' }
};
