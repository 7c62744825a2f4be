/**
 * The index of the search, one file a kind and language, so that a reader is sent small parts. It is built from the same
 * exports and texts as the pages; nothing is listed by hand.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { KINDS } from '../components/site/entries.js';
import { languages } from '../components/site/pages.js';
import { OPTIONS } from '../components/site/searching.js';

/** Folder of the index, below the site. */
export const SEARCH_FILES = 'data/search';

/** @returns {string} an index of entries, as MiniSearch reads it */
export function indexOf(entries) {
	const index = new MiniSearch(OPTIONS);
	index.addAll(entries.map((entry, id) => ({ id, ...entry })));
	return JSON.stringify(index);
}

/**
 * @param {Record<string, object[]>} data rows of the page queries
 * @param {string} target folder of the rendered pages
 * @throws {Error} when there is nothing of a kind
 */
export async function writeSearch(data, target) {
	for (const lang of languages) {
		const folder = path.join(target, SEARCH_FILES, lang);
		await mkdir(folder, { recursive: true });
		for (const [kind, { of }] of Object.entries(KINDS)) {
			const entries = of(lang, data);
			if (entries.length === 0) throw new Error(`Nothing to search among ${kind}: export the published models again (make build)`);
			await writeFile(path.join(folder, `${kind}.json`), indexOf(entries));
		}
	}
}
