import { EMPTY, formatNumber, formatValue, formatValueInterval, localized, plainValue } from './format.js';
import { absenceOf } from './absence.js';
import { inSentence } from './findings.js';
import { marked } from './provenance.js';
import { texts } from './texts.js';

/** Splits of a row, in the order of the columns: none, then every category of every variable that splits. */
export function splitsOf(lang, groups) {
	return [
		{ key: '|all', label: texts[lang].figures.all, isShown: true },
		...groups
			.filter((row) => row.is_split)
			.map((row) => ({ key: `${row.variable_name}|${row.code}`, label: localized(lang, row, 'code_label') }))
	];
}

const isShare = (outcome) => outcome.statistic === 'share';

/** Estimate with its interval in brackets, or why there is none. */
export function cellText(lang, outcome, cell) {
	const absence = absenceOf(cell);
	if (absence === 'withheld') return EMPTY;
	if (absence) return texts[lang].absence[absence].toLowerCase();
	const how = { bare: true, extra: isShare(outcome) ? -1 : 0 };
	const interval = cell.ci_low === null ? '' : ` (${formatValueInterval(lang, outcome.statistic, cell, how)})`;
	return `${formatValue(lang, outcome.statistic, cell.estimate, { bare: true })}${marked('', cell)}${interval}`;
}

// answers whose whole scale is shown; years and employees begin at zero
const SCALES = ['points_1_5', 'points_0_10', 'points_0_100', 'rank_1_6'];

/** How an outcome is drawn (IntervalPlot). */
export const kindOf = (outcome) => (isShare(outcome) ? 'split_bars' : SCALES.includes(outcome.unit) ? 'scale' : 'bars');

/**
 * Row of an interval plot.
 * @param {object | undefined} cell row of the cube; nothing where nobody was asked
 * @param {string} name of the group
 * @param {Record<string, string>} absences words for why there is no number
 */
export function plotRow(lang, outcome, cell, name, absences) {
	const absence = absenceOf(cell);
	return {
		name,
		absence,
		label: absence ? name : `${name} (N ${formatNumber(lang, cell.n_unweighted)})`,
		isShare: isShare(outcome),
		estimate: absence ? null : cell.estimate,
		low: absence ? null : cell.ci_low,
		high: absence ? null : cell.ci_high,
		estimateText: absence ? EMPTY : formatValue(lang, outcome.statistic, cell.estimate),
		mark: absence ? '' : marked('', cell),
		intervalText: absence ? absences[absence] : formatValueInterval(lang, outcome.statistic, cell, { bare: true })
	};
}

/** Rows of an interval plot: all, and every category of the variables that split. */
export function plotRows(lang, outcome, cells, groups) {
	const t = texts[lang];
	const row = (cell, name, heading = null, code = null) => ({
		...plotRow(lang, outcome, cell, name, t.absence),
		heading,
		code,
		variable: cell?.group_variable ?? null
	});
	const plain = cells.filter((cell) => cell.split_variable === null);
	let last = null;
	return [
		row(plain.find((cell) => cell.group_variable === null), t.figures.all),
		...groups
			.filter((group) => group.is_split)
			.map((group) => {
				const heading = group.variable_name === last ? null : localized(lang, group, 'label');
				last = group.variable_name;
				return row(
					plain.find((cell) => cell.group_variable === group.variable_name && cell.group_code === group.code),
					localized(lang, group, 'code_label'),
					heading,
					`${group.variable_name}|${group.code}`
				);
			})
	];
}

/** The table of one outcome: backgrounds down, splits across. */
export function cubeTable(lang, outcome, cells, groups) {
	const t = texts[lang].explore;
	const splits = splitsOf(lang, groups);
	const index = new Map(
		cells.map((cell) => [`${cell.group_variable ?? ''}|${cell.group_code}@${cell.split_variable ?? ''}|${cell.split_code}`, cell])
	);
	let last = null;
	/** A group split by its own variable is all of itself and nobody else: nobody was left out of the question there. */
	const ownText = (key, split) => (split.key !== '|all' && split.key.split('|')[0] === key.split('|')[0] ? (split.key === key ? t.seeAll : t.nobody) : null);
	const row = (key, label, heading) => ({
		key: `${outcome.outcome_id}@${key}`,
		heading,
		cells: [
			{ key: 'group', text: label },
			...splits.map((split) => {
				const cell = index.get(`${key}@${split.key}`);
				return { key: split.key, value: plainValue(cell?.estimate), text: ownText(key, split) ?? cellText(lang, outcome, cell) };
			}),
			{ key: 'n', text: formatNumber(lang, index.get(`${key}@|all`)?.n_unweighted) }
		]
	});
	return {
		source: 'pub_cube',
		caption: isShare(outcome) ? t.shareCaption : t.meanCaption,
		isWide: true,
		isMatrix: true,
		columns: [
			{ key: 'group', name: texts[lang].figures.columns.group },
			...splits.map((split) => ({ key: split.key, name: split.label, isNumber: true })),
			{ key: 'n', name: texts[lang].figures.columns.n, isNumber: true }
		],
		rows: [
			row('|all', texts[lang].figures.all, null),
			...groups.map((group) => {
				const heading = group.variable_name === last ? null : localized(lang, group, 'label');
				last = group.variable_name;
				return row(`${group.variable_name}|${group.code}`, localized(lang, group, 'code_label'), heading);
			})
		]
	};
}

/** Whether the outcome is one of several answers to its question, whose name says all: `Before 2010`. */
const isCategory = (outcome, outcomes) =>
	isShare(outcome) && outcomes.filter((other) => other.variable_name === outcome.variable_name && isShare(other)).length > 1;

/**
 * Name of an outcome: what was asked, and the answer counted.
 * @param {object[]} outcomes all outcomes of its topic
 */
export function outcomeName(lang, outcome, outcomes) {
	const variable = localized(lang, outcome, 'variable_label');
	const value = localized(lang, outcome, 'value_label');
	return value === variable || isCategory(outcome, outcomes) ? value : `${variable}: ${inSentence(value)}`;
}

/** What is computed: a share, or a mean on its scale. */
export function measureText(lang, outcome) {
	const t = texts[lang].explore;
	if (isShare(outcome)) return t.share;
	if (!t.meanOf[outcome.unit]) throw new Error(`No words for a mean in the unit "${outcome.unit}" in components/site/texts.js`);
	return t.meanOf[outcome.unit];
}

/**
 * The finding: the number of all, and the tested differences between leader types and between sectors (Holm over the
 * figure). Where one of the groups is withheld or was not asked, or nothing was tested, nothing is said of differences.
 * @param {Record<string, string>} called groups as a sentence names them, by `variable|code`
 * @returns {{ text: string, rests: { outcome: string, tests: string[] } }} the sentence, and the tests it speaks of
 * @throws {Error} when a group has no name for sentences
 */
export function outcomeFinding(lang, outcome, outcomes, rows, tests, level, called) {
	const t = texts[lang].explore;
	const [all, ...groups] = rows;
	const rests = { outcome: outcome.outcome_id, tests: [] };
	if (all.estimate === null) return { text: outcomeName(lang, outcome, outcomes), rests };
	const name = localized(lang, outcome, 'variable_label');
	const value = localized(lang, outcome, 'value_label');
	const isNamed = value === name || isCategory(outcome, outcomes);
	const number = (row) => `${row.estimateText}${row.mark}`;
	const main = !isShare(outcome)
		? t.meanFinding(name, number(all), outcome.unit === 'employees')
		: isNamed
			? t.valueFinding(value, number(all))
			: outcomes.some((other) => other.variable_name === outcome.variable_name && other.unit === 'rank_1_6')
				? t.rankFinding(name, number(all))
				: t.answerFinding(name, inSentence(value), number(all));
	const own = tests.filter((test) => test.outcome_id === outcome.outcome_id);
	if (own.length === 0 || groups.some((row) => row.estimate === null) || own.some((test) => test.p_value_holm === null)) return { text: main, rests };
	const certain = own.filter((test) => test.p_value_holm < level);
	rests.tests = (certain.length > 0 ? certain : own).map((test) => test.test_id);
	// beside a share stands the mean of the same answers, which may differ where the share does not
	if (certain.length === 0) return { text: t.alike(main, isShare(outcome)), rests };
	// of each variable the largest certain difference
	const largest = [...new Set(certain.map((test) => test.group_variable))].map((variable) =>
		certain.filter((test) => test.group_variable === variable).reduce((best, test) => (Math.abs(test.difference) > Math.abs(best.difference) ? test : best))
	);
	rests.tests = largest.map((test) => test.test_id);
	const part = (variable, code) => {
		const row = groups.find((candidate) => candidate.code === `${variable}|${code}`);
		if (!called[row.code]) throw new Error(`${row.code} is not in the list group_in_sentence of pub_names`);
		return `${called[row.code]} (${number(row)})`;
	};
	const sentences = largest.map((test) => {
		const [high, low] = test.difference > 0 ? [test.group_code_a, test.group_code_b] : [test.group_code_b, test.group_code_a];
		return t.higher(part(test.group_variable, high), part(test.group_variable, low));
	});
	return { text: t.differs(main, sentences), rests };
}

/** Outcomes that stand in one figure: the share and the mean of one question, else each by itself. */
export function pairs(outcomes) {
	const of = (outcome) => outcomes.filter((other) => other.variable_name === outcome.variable_name);
	return outcomes
		.filter((outcome) => isShare(outcome) || of(outcome).length !== 2)
		.map((outcome) => (of(outcome).length === 2 && of(outcome).some((other) => !isShare(other)) ? of(outcome) : [outcome]));
}
