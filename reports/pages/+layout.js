// Takes the place of Evidence's own, which draws every page twice (for inputs that set queries: no page has any) and
// writes the rows of every query for a database in the reader's browser. Here a page is drawn once, and a query that
// many pages share is answered once.
import { browser } from '$app/environment';

export const prerender = true;
export const trailingSlash = 'always';
// The pages carry their whole content as HTML and SVG; with client-side rendering off, none of Evidence's
// scripts and no database engine travel to the reader.
export const csr = false;

// Named here and not in the import, so that the engine (34 MB) is no part of the bundles.
const ENGINE = '@evidence-dev/universal-sql/client-duckdb';

let database;
async function open() {
	const { readFile, readdir } = await import('node:fs/promises');
	const { initDB, query, setParquetURLs, updateSearchPath } = await import(/* @vite-ignore */ ENGINE);
	const { renderedFiles } = JSON.parse(await readFile('./static/data/manifest.json', 'utf8'));
	await initDB();
	await setParquetURLs(renderedFiles);
	updateSearchPath(Object.keys(renderedFiles));
	const texts = new Map();
	for (const file of await readdir('./queries')) texts.set(file.replace(/\.sql$/, ''), await readFile(`./queries/${file}`, 'utf8'));
	const answers = new Map();
	const ask = (sql) => {
		if (!answers.has(sql)) answers.set(sql, query(sql));
		return answers.get(sql);
	};
	/** Rows of the page queries (scripts/generate.mjs), by the name of the property that takes them. */
	const rowsOf = (queries, params) =>
		Object.fromEntries(
			Object.entries(queries).map(([property, name]) => [property, ask(texts.get(name).replaceAll('${params.topic}', params.topic ?? ''))])
		);
	return { ask, rowsOf };
}

/** What every page is given; in the shape that the page files, as Evidence compiles them, expect. */
export async function load() {
	if (browser) return {};
	const { ask, rowsOf } = await (database ??= open());
	return { __db: { query: ask }, rowsOf, inputs: {}, data: {}, customFormattingSettings: {} };
}
