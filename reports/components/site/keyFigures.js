import { localized } from './format.js';

/** What a key figure is, in the terms of format.js. */
export const statisticOf = (row) => (row.unit === 'percent' ? 'share' : 'mean');

/**
 * Rows that share a headline make one figure, in the order of the rows.
 * @param {(template: string, rows: object[]) => string} [fill] fills numbers into headline and explanation
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
