import { EMPTY, formatInterval, formatNumber, formatPercent, localized, plainValue } from './format.js';
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
	const row = (cell, label, heading = null) => ({
		heading,
		label,
		isShare: isShare(outcome),
		estimate: cell?.estimate ?? null,
		low: cell?.ci_low ?? null,
		high: cell?.ci_high ?? null,
		estimateText: cell?.estimate === null || !cell ? EMPTY : isShare(outcome) ? formatPercent(lang, cell.estimate) : formatNumber(lang, cell.estimate, Math.abs(cell.estimate) < 10 ? 2 : 1),
		intervalText:
			!cell || cell.is_suppressed || cell.ci_low === null
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

/** Name of an outcome: what was asked, and the answer counted. */
export function outcomeName(lang, outcome) {
	const variable = localized(lang, outcome, 'variable_label');
	const value = localized(lang, outcome, 'value_label');
	return value === variable ? value : `${variable}: ${value.charAt(0).toLowerCase()}${value.slice(1)}`;
}
