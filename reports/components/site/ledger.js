import { texts } from './texts.js';
import { EMPTY, formatClaimed, formatInterval, formatNumber, formatP, localized, percentSign, plainValue, referenceLabel } from './format.js';

/**
 * Verdicts of a ledger with their names and counts, in the order of the list.
 * @param {Record<string, string>} names name of a verdict by code
 * @param {Record<string, string>} meanings what it means
 * @param {{ verdict: string }[]} rows
 * @returns {{ id: string, name: string, meaning: string, n: number }[]}
 * @throws {Error} when a row carries a verdict that has no name
 */
export function countVerdicts(names, meanings, rows) {
	const unknown = rows.find((row) => !(row.verdict in names));
	if (unknown) throw new Error(`No name for the verdict "${unknown.verdict}" in reporting_code_labels.csv`);
	return Object.entries(names).map(([id, name]) => ({ id, name, meaning: meanings[id], n: rows.filter((row) => row.verdict === id).length }));
}

/** Part of the report that a reference belongs to: the chapter of a section number, else its own name. */
export function partOf(row) {
	const section = row.section ?? row.report_ref ?? '';
	const number = /^(?:Figur |Tabel |Boks |afsnit )?(\d+)/.exec(section);
	return number ? number[1] : section;
}

/** Filter options for the parts of the report, chapters in order and the rest after them. */
export function partOptions(lang, rows) {
	const parts = [...new Set(rows.map(partOf))].filter(Boolean);
	const chapters = parts.filter((part) => /^\d+$/.test(part)).sort((a, b) => a - b);
	const others = parts.filter((part) => !/^\d+$/.test(part));
	return [
		...chapters.map((part) => ({ value: part, label: texts[lang].replication.chapterName(part) })),
		...others.map((part) => ({ value: part, label: referenceLabel(lang, part) }))
	];
}

// One decimal more than the report prints, where our standard error justifies it: a reader sees how close to the
// rounding edge we are.
const decimals = (row) => Math.min((row.printed_decimals ?? 0) + 1, row.our_decimals ?? Infinity);
// Counts of people and courses have no decimals to show.
const COUNTS = ['n', 'count', 'threshold'];
const ownDecimals = (row) => (COUNTS.includes(row.statistic) ? 0 : decimals(row));
const inBrackets = (lang, value, digits) =>
	value === null || value === undefined ? null : `(${formatNumber(lang, value, digits)})`;

/** Whether a printed text is just the number that was read from it, with Danish or English marks. */
function isPlain(text, value) {
	const digits = text.replace(/ pct\.?|[%*\s]/g, '').replace('\u2212', '-');
	return [digits.replaceAll('.', '').replace(',', '.'), digits].some((candidate) => Number(candidate) === value);
}

/** A printed number as the reader's language writes it; what the report prints in other words stands below it. */
function printedCell(lang, row, unit) {
	const text = row.printed_text ?? EMPTY;
	const error = inBrackets(lang, row.printed_std_error, row.printed_decimals);
	if (row.printed_value === null) return { text, lang: 'da', detail: error };
	const stars = /\*+$/.exec(text)?.[0] ?? '';
	const quote = isPlain(text, row.printed_value) ? null : texts[lang].figures.quoted(text);
	return {
		text: formatNumber(lang, row.printed_value, row.printed_decimals ?? 0) + unit + stars,
		value: plainValue(row.printed_value),
		column: 'printed_value',
		lang: quote ? 'da' : undefined,
		detail: [error, quote].filter(Boolean).join(' ')
	};
}

/** A difference in its unit; of shares, in percentage points. */
function formatInUnit(lang, { our_estimate: value, unit }, units = {}) {
	if (value === null || value === undefined) return EMPTY;
	return `${formatClaimed(lang, unit, value)}\u00a0${units[unit] ?? ''}`.trim();
}

/**
 * The printed numbers and the printed claims: what each table shows of a row, cell by cell.
 * A cell has `text`, and may have `detail` (second line), `value` (unrounded) and `lang` of its own.
 */
export const ledgers = {
	replication: {
		key: 'estimate_id',
		other: 'claims',
		columns: ['printed', 'ours', 'interval', 'difference', 'answers'],
		textColumns: [],
		cells(lang, row) {
			const unit = row.unit === 'pct' ? percentSign(lang) : '';
			const hasError = row.printed_std_error !== null;
			return [
				printedCell(lang, row, unit),
				{
					text: row.our_value === null ? EMPTY : formatNumber(lang, row.our_value, ownDecimals(row)) + unit,
					value: plainValue(row.our_value),
					column: 'our_value',
					detail: hasError ? inBrackets(lang, row.our_std_error, decimals(row)) : null
				},
				{ text: formatInterval(lang, row.our_ci_low, row.our_ci_high, decimals(row), unit) },
				{ text: formatNumber(lang, row.difference, ownDecimals(row), true), value: plainValue(row.difference), column: 'difference' },
				{
					text:
						row.n_printed === null && row.n_ours === null
							? EMPTY
							: `${formatNumber(lang, row.n_printed)} / ${formatNumber(lang, row.n_ours)}`
				}
			];
		}
	},
	claims: {
		key: 'claim_id',
		other: 'replication',
		columns: ['printedDirection', 'ourDirection', 'estimate', 'pValue'],
		textColumns: ['printedDirection', 'ourDirection'],
		cells(lang, row, units) {
			const t = texts[lang].claims;
			const direction = (code) => (code === null || code === '' ? EMPTY : (t.directions[code] ?? code));
			return [
				{ text: direction(row.printed_direction), detail: t.significance[row.printed_significant] ?? null },
				{ text: direction(row.our_direction) },
				{
					text: formatInUnit(lang, row, units),
					value: plainValue(row.our_estimate),
					column: 'our_estimate'
				},
				{ text: formatP(lang, row.p_value), value: plainValue(row.p_value), column: 'p_value' }
			];
		}
	}
};

/**
 * Rows that contradict the report itself, gathered by what is wrong.
 * @returns {{ reason: string, entries: { page: string, id: string, reference: string, text: string, cells: object[] }[] }[]}
 */
export function contradictions(lang, rowsByPage) {
	const groups = new Map();
	for (const [page, rows] of Object.entries(rowsByPage)) {
		for (const row of rows.filter((candidate) => candidate.verdict === 'report_inconsistent')) {
			const reason = localized(lang, row, 'reason');
			if (!groups.has(reason)) groups.set(reason, []);
			groups.get(reason).push({
				page,
				id: row[ledgers[page].key],
				reference: referenceLabel(lang, row.report_ref),
				text: localized(lang, row, 'description').replace(/\.$/, ''),
				cells: ledgers[page].cells(lang, row)
			});
		}
	}
	return [...groups].map(([reason, entries]) => ({ reason, entries }));
}
