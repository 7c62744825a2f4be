/** The study's main results: pub_findings with their numbers filled in. */
import { contextOf, fillFinding } from './findings.js';
import { formatNumber, localized } from './format.js';

/**
 * @param {(row: object) => boolean} isWanted which of them
 * @returns {{ row: object, text: string | null }[]} text is null where the data do not carry the finding
 */
export function mainFindings(lang, data, isWanted) {
	const facts = Object.fromEntries((data.catalogue_summary ?? []).map((row) => [row.measure_id, formatNumber(lang, row.value)]));
	const context = contextOf(data, { facts });
	return data.findings.filter(isWanted).map((row) => ({ row, text: fillFinding(lang, localized(lang, row, 'text'), context) }));
}
