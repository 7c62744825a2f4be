import { texts } from './texts.js';
import { referenceLabel } from './format.js';

/**
 * Verdicts of a ledger with their names and counts, in the order the texts list them.
 * @param {Record<string, { name: string, meaning: string }>} names verdict texts by code
 * @param {{ verdict: string }[]} rows
 * @returns {{ id: string, name: string, meaning: string, n: number }[]}
 * @throws {Error} when a row carries a verdict that has no text
 */
export function countVerdicts(names, rows) {
	const unknown = rows.find((row) => !(row.verdict in names));
	if (unknown) throw new Error(`No text for the verdict "${unknown.verdict}" in components/site/texts.js`);
	return Object.entries(names).map(([id, text]) => ({
		id,
		...text,
		n: rows.filter((row) => row.verdict === id).length
	}));
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
