import { EMPTY, formatEstimate, formatKeyInterval, formatNumber, localized } from './format.js';
import { texts } from './texts.js';

/** Shares are shown in whole per cents; means with two decimals, from ten up with one. */
function decimalsOf(row) {
	if (row.unit === 'percent') return 0;
	return Math.abs(row.estimate) < 10 ? 2 : 1;
}

/** @returns {string} the estimate in its unit, or a dash when it is withheld */
export function estimateText(lang, row, extraDecimals = 0) {
	if (row.is_suppressed) return EMPTY;
	return formatEstimate(lang, row, row.estimate, decimalsOf(row) + extraDecimals);
}

/** @returns {string} the 95 % confidence interval, one decimal finer than a share */
export function intervalText(lang, row) {
	if (row.is_suppressed) return texts[lang].home.suppressed;
	return formatKeyInterval(lang, row, row.unit === 'percent' ? 1 : decimalsOf(row));
}

/** @returns {string} the standard error; of a share, in percentage points */
export function standardErrorText(lang, row) {
	if (row.is_suppressed) return EMPTY;
	if (row.unit !== 'percent') return formatNumber(lang, row.std_error, decimalsOf(row) + 1);
	return row.std_error === null ? EMPTY : formatNumber(lang, row.std_error * 100, 2);
}

/**
 * Rows that share a headline make one figure, in the order of the rows.
 * @param {(template: string) => string} [fill] fills numbers into headline and explanation
 * @returns {{ id: string, headline: string, explanation: string, rows: object[] }[]}
 */
export function groupKeyFigures(lang, rows, fill = (text) => text) {
	const groups = new Map();
	for (const row of rows) {
		const headline = localized(lang, row, 'headline');
		if (!groups.has(headline)) {
			groups.set(headline, {
				// the first row's own name, so that an anchor is the same in both languages
				id: row.key_figure_id.replaceAll('_', '-'),
				headline: fill(headline),
				explanation: fill(localized(lang, row, 'explanation')),
				reference: row.report_ref,
				rows: []
			});
		}
		groups.get(headline).rows.push(row);
	}
	return [...groups.values()];
}
