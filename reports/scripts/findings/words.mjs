/**
 * Words that claim something, by what they claim; and words that name a group. What a finding says is read by these
 * lists, independently of the code that wrote it.
 */
export const SIGN_WORDS = {
	da: {
		more: ['mere', 'større', 'oftere', 'højere', 'flere', 'længere', 'stærkere'],
		less: ['mindre', 'sjældnere', 'lavere', 'færre', 'kortere', 'svagere'],
		most: ['mest', 'flest', 'størst', 'største', 'højest', 'stærkest', 'de fleste', 'langt de fleste'],
		least: ['mindst', 'færrest', 'lavest', 'svagest', 'de færreste'],
		none: ['ikke sikkert', 'ikke sikkert forskellig', 'ingen sikker']
	},
	en: {
		more: ['more', 'greater', 'higher', 'longer', 'stronger', 'larger'],
		less: ['less', 'lesser', 'lower', 'fewer', 'shorter', 'weaker', 'smaller'],
		most: ['most', 'greatest', 'highest', 'largest', 'strongest', 'the great majority'],
		least: ['least', 'fewest', 'lowest', 'smallest', 'weakest'],
		none: ['not clearly', 'not clearly different', 'no clear']
	}
};

/** Which words may stand for a sign of a finding. */
export const WORDS_OF_SIGN = { '+': 'more', '-': 'less', '~+': 'more', '~-': 'less', 0: 'none', '>': 'most', '<': 'least', '?': 'most' };
/** An order without a test may also be told as more or less than the rest. */
export const ALSO = { '<': 'less' };

/** Stems that name the categories of a variable, the more special first. */
export const GROUP_WORDS = {
	sector: { da: { 1: 'offentlig', 2: 'privat' }, en: { 1: 'public', 2: 'private' } },
	gender: { da: { 1: 'mænd', 2: 'kvind' }, en: { 1: '\\bmen\\b', 2: 'women' } },
	leader_type: { da: { 1: 'ledere af ledere', 2: 'ledere af medarbejdere' }, en: { 1: 'managers of managers', 2: 'managers of employees' } },
	is_trained: { da: { 1: 'med uddannelsen', 0: 'uden uddannelsen' }, en: { 1: 'with the training', 0: 'without the training' } },
	is_under_40: { da: { 1: 'under 40', 0: 'øvrige' }, en: { 1: 'under 40', 0: 'others' } },
	amo: { da: { 1: 'lederrepræsentant', 2: 'uden for' }, en: { 1: 'management’s representative', 2: 'outside' } },
	q17_1: { da: { 1: 'slet ikke', 3: 'i nogen grad' }, en: { 1: 'at all', 3: 'some' } },
	q17_2: { da: { 1: 'slet ikke', 3: 'i nogen grad' }, en: { 1: 'at all', 3: 'some' } }
};

/** Words for an amount, which must be computed or stand between quotation marks; and for a cause, which nothing here shows. */
export const AMOUNTS = {
	da: ['halvdelen', 'dobbelt', 'tredjedel', 'fjerdedel', 'flertallet', 'næsten', 'omkring', 'cirka', 'knap', 'godt'],
	en: ['half', 'twice', 'double', 'a third', 'two thirds', 'a quarter', 'the majority', 'almost', 'nearly', 'roughly', 'about']
};
export const CAUSES = {
	da: ['skaber', 'fører til', 'medfører', 'skyldes', 'på grund af', 'øger', 'mindsker', 'derfor'],
	en: ['causes?', 'leads? to', 'because', 'due to', 'increases?', 'reduces?', 'therefore']
};
/** How it is said that a difference is, or is not, certain; and words that turn around what follows. */
export const CERTAINTY = {
	da: { certain: /statistisk sikker|signifikant/, uncertain: /ikke statistisk sikker|ikke signifikant/, negation: /\b(ikke|hverken|næppe) $/ },
	en: { certain: /significant/, uncertain: /not (statistically )?significant/, negation: /\b(not|neither|hardly|never) $/ }
};
/** What turns a comparison around, or makes it no comparison; and claims that begin with a comparison that is not the one tested. */
export const NO_COMPARISON = { da: /\bikke\b|\bjo mere\b/i, en: /\b(not?|the more)\b|higher education/i };
export const OTHER_COMPARISON = ['D088', 'D145'];

/** What a figure must be said to measure, by what it draws; and the scale of a model's outcome, by its unit. */
export const MEASURES = {
	share: { da: /andel|fordeling/i, en: /share|distribution/i },
	mean: { da: /gennemsnit/i, en: /mean/i },
	coefficients: { da: /forskel/i, en: /difference/i },
	archetype: { da: /forskel/i, en: /difference/i },
	table: { da: /koefficient/i, en: /coefficient/i }
};
export const SCALES = { points_1_5: /1-5/, points_0_10: /0-10\b/, points_0_100: /0-100/ };
/** Groups where a panel subtracts one from the other, of a variable whose groups have longer names elsewhere. */
export const MINUS = { is_trained: { da: { 1: '\\bmed\\b', 0: '\\buden\\b' }, en: { 1: '\\bwith\\b', 0: '\\bwithout\\b' } } };

/** Whom a share is said to be of, by the domain in the key of its number. */
export const POPULATIONS = {
	da: { 'af alle ledere': '@all_managers', 'af dem, der har uddannelsen': '@trained' },
	en: { 'of all managers': '@all_managers', 'of those who have the training': '@trained' }
};

/** How a topic of the cube tells of differences. */
export const TOPIC_WORDS = {
	da: { higher: /højere blandt (.+?) \(([^()]+)\) end blandt (.+?) \(([^()]+)\)/g, none: /ingen statistisk sikre forskelle (i andelen )?mellem ledertyper eller mellem sektorer/ },
	en: { higher: /higher among (.+?) \(([^()]+)\) than among (.+?) \(([^()]+)\)/g, none: /no statistically significant differences (in the share )?between manager types or between sectors/ }
};

/** What is written of a finding that the data do not carry. */
export const UNSUPPORTED = { da: 'Det, rapporten skriver, kan ikke genfindes i disse data.', en: 'What the report says here cannot be found in these data.' };
