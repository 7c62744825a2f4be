// Takes the place of Evidence's own, which draws every page twice (for inputs that set queries: no page has any) and
// writes the rows of every query for a database in the reader's browser. Here a page is drawn once, and a query is
// answered once, for all pages.
import { browser } from '$app/environment';

export const prerender = true;
export const trailingSlash = 'always';
// The pages carry their whole content as HTML and SVG; with client-side rendering off, none of Evidence's
// scripts and no database engine travel to the reader.
export const csr = false;

// Named here and not in the import, so that the database is no part of the bundles. Evidence runs in .evidence/template.
const PROJECT = '../..';

let answers;
async function read() {
	const { resolve } = await import('node:path');
	const { readRows, rowsOfTopic } = await import(/* @vite-ignore */ resolve(PROJECT, 'scripts/rows.mjs'));
	const rows = await readRows(resolve(PROJECT, 'sources/warehouse'));
	return {
		rows,
		rowsOf: (names) => Object.fromEntries(names.map((name) => [name, rows[name]])),
		rowsOfTopic: (...which) => rowsOfTopic(rows, ...which)
	};
}

/** What every page is given; in the shape that the page files, as Evidence compiles them, expect. */
export async function load() {
	if (browser) return {};
	return { ...(await (answers ??= read())), __db: {}, inputs: {}, data: {}, customFormattingSettings: {} };
}
