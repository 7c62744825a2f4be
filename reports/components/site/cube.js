import { EMPTY, formatInterval, formatNumber, formatPercent, localized, plainValue } from './format.js';
import { inSentence } from './findings.js';
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

/** Estimate with its interval in brackets, or a dash when withheld. */
export function cellText(lang, outcome, cell) {
	if (!cell || cell.is_suppressed || cell.estimate === null) return EMPTY;
	const factor = isShare(outcome) ? 100 : 1;
	const digits = isShare(outcome) ? 0 : Math.abs(cell.estimate) < 10 ? 2 : 1;
	const interval =
		cell.ci_low === null ? '' : ` (${formatInterval(lang, cell.ci_low * factor, cell.ci_high * factor, digits)})`;
	return `${formatNumber(lang, cell.estimate * factor, digits)}${interval}`;
}

/** Rows of an interval plot: all, and every category of the variables that split. */
export function plotRows(lang, outcome, cells, groups) {
	const t = texts[lang].figures;
	const row = (cell, name, heading = null) => ({
		heading,
		name,
		label: cell && !cell.is_suppressed ? `${name} (N ${formatNumber(lang, cell.n_unweighted)})` : name,
		isShare: isShare(outcome),
		estimate: cell?.estimate ?? null,
		low: cell?.ci_low ?? null,
		high: cell?.ci_high ?? null,
		estimateText: cell?.estimate === null || !cell ? EMPTY : isShare(outcome) ? formatPercent(lang, cell.estimate) : formatNumber(lang, cell.estimate, Math.abs(cell.estimate) < 10 ? 2 : 1),
		intervalText:
			!cell || cell.is_suppressed
				? t.suppressed
				: cell.ci_low === null
				? ''
				: isShare(outcome)
					? formatInterval(lang, cell.ci_low * 100, cell.ci_high * 100, 1)
					: formatInterval(lang, cell.ci_low, cell.ci_high, Math.abs(cell.estimate) < 10 ? 2 : 1)
	});
	const plain = cells.filter((cell) => cell.split_variable === null);
	let last = null;
	return [
		row(plain.find((cell) => cell.group_variable === null), t.all),
		...groups
			.filter((group) => group.is_split)
			.map((group) => {
				const heading = group.variable_name === last ? null : localized(lang, group, 'label');
				last = group.variable_name;
				return row(
					plain.find((cell) => cell.group_variable === group.variable_name && cell.group_code === group.code),
					localized(lang, group, 'code_label'),
					heading
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
	const row = (key, label, heading) => ({
		key: `${outcome.outcome_id}@${key}`,
		heading,
		cells: [
			{ key: 'group', text: label },
			...splits.map((split) => {
				const cell = index.get(`${key}@${split.key}`);
				return { key: split.key, value: plainValue(cell?.estimate), text: cellText(lang, outcome, cell) };
			}),
			{ key: 'n', text: formatNumber(lang, index.get(`${key}@|all`)?.n_unweighted) }
		]
	});
	return {
		source: 'pub_cube',
		caption: isShare(outcome) ? t.shareCaption : t.meanCaption,
		isWide: true,
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

/** The finding: the number of all, and between which groups it varies, if their intervals lie apart. */
export function outcomeFinding(lang, outcome, outcomes, rows) {
	const t = texts[lang].explore;
	const [all, ...groups] = rows;
	if (all.estimate === null) return outcomeName(lang, outcome, outcomes);
	const name = localized(lang, outcome, 'variable_label');
	const value = localized(lang, outcome, 'value_label');
	const isNamed = value === name || isCategory(outcome, outcomes);
	const main = !isShare(outcome)
		? t.meanFinding(name, all.estimateText)
		: isNamed
			? t.valueFinding(value, all.estimateText)
			: t.answerFinding(name, inSentence(value), all.estimateText);
	const known = groups.filter((row) => row.estimate !== null).sort((a, b) => a.estimate - b.estimate);
	if (known.length < 2) return main;
	if (known[0].high === null || known.at(-1).low === null || known[0].high >= known.at(-1).low) return t.alike(main);
	const part = (row) => `${row.estimateText} (${inSentence(row.name)})`;
	return t.range(main, part(known[0]), part(known.at(-1)));
}

/** Outcomes that stand in one figure: the share and the mean of one question, else each by itself. */
export function pairs(outcomes) {
	const of = (outcome) => outcomes.filter((other) => other.variable_name === outcome.variable_name);
	return outcomes
		.filter((outcome) => isShare(outcome) || of(outcome).length !== 2)
		.map((outcome) => (of(outcome).length === 2 && of(outcome).some((other) => !isShare(other)) ? of(outcome) : [outcome]));
}
