/**
 * Where numbers come from: printed in the report and reproduced, computed here, or computed from synthetic answers and
 * therefore no finding. The kinds and their names are data (column `provenance`, list of the same name in pub_names).
 */
import { namesOf } from './names.js';

/** The mark beside a number that is not printed; printed numbers stand without one. */
export const MARKS = { printed: '', computed: '°', not_a_finding: '°' };

/** @returns {{ kind: string, mark: string, name: string, meaning: string }[]} the kinds among these rows, printed ones first */
export function legendOf(lang, rows, names) {
	const kinds = new Set(rows.map((row) => row.provenance).filter(Boolean));
	if (kinds.size === 0) return [];
	const called = namesOf(lang, names, 'provenance');
	const meanings = namesOf(lang, names, 'provenance_meaning');
	return Object.keys(called)
		.filter((kind) => kinds.has(kind))
		.map((kind) => ({ kind, mark: MARKS[kind], name: called[kind], meaning: meanings[kind] }));
}

/** Running text in which no line begins with a mark: a word joiner stands before it. */
export const keepMarks = (text) => text?.replaceAll('°', '\u2060°');

/** A number with its mark. */
export const marked = (text, row) => `${text}${row && row.provenance ? MARKS[row.provenance] : ''}`;
