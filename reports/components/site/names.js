/** What codes that are no answers are called: rows of pub_names. */
import { localized } from './format.js';

/**
 * Names of one list, in its order.
 * @returns {Record<string, string>} name by code
 * @throws {Error} when the list is empty
 */
export function namesOf(lang, names, list) {
	const rows = names.filter((row) => row.code_list === list).sort((a, b) => a.sort_order - b.sort_order);
	if (rows.length === 0) throw new Error(`pub_names has no list ${list}`);
	return Object.fromEntries(rows.map((row) => [row.code, localized(lang, row, 'label')]));
}
