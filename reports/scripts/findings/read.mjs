/** What the pages say, read from their HTML; and the exports it is held against. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const TABLES = {
	about: 'pub_about', archetypes: 'pub_archetypes', catalogue: 'pub_catalogue_summary', cells: 'pub_catalogue_region_category', claims: 'pub_claims',
	cube: 'pub_cube', cubeGroups: 'pub_cube_groups', cubeOutcomes: 'pub_cube_outcomes', cubeTests: 'pub_cube_tests', estimates: 'pub_estimates',
	figures: 'pub_figures', findings: 'pub_findings', flow: 'pub_response_flow', keyFigures: 'pub_key_figures', names: 'pub_names', panels: 'pub_figure_panels',
	terms: 'pub_regression_terms', tests: 'pub_group_tests', waves: 'pub_wave_estimates'
};

/** @param {string} folder of the Parquet exports */
export async function readExports(folder) {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	const data = {};
	for (const [name, table] of Object.entries(TABLES)) {
		const where = table === 'pub_cube' ? 'where split_variable is null' : '';
		const rows = await connection.runAndReadAll(`select * from read_parquet('${path.join(folder, `${table}.parquet`).replaceAll("'", "''")}') ${where}`);
		data[name] = rows.getRowObjectsJS();
	}
	connection.closeSync();
	return data;
}

const decode = (html) =>
	html
		.replace(/<span class="visually-hidden">.*?<\/span>/gs, '')
		.replace(/<[^>]+>/g, '')
		.replaceAll('\u2060', '')
		.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&nbsp;', '\u00a0').replaceAll('&amp;', '&')
		.replace(/\s+/g, (space) => (space.includes('\u00a0') ? '\u00a0' : ' '))
		.trim();

/** Everything of a page that is a finding: titles of figures and topics, findings, headlines and what explains them. */
export function readPage(html, lang) {
	const said = [];
	for (const [, attributes, body] of html.matchAll(/<figure class="figure"([^>]*)>(.*?)<\/figure>/gs)) {
		const of = (name) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
		const text = decode(/class="figure__title[^"]*"[^>]*>(.*?)<\/h\d>/s.exec(body)[1]);
		const n = /<dt>N \((?:uvægtet|unweighted)\)<\/dt>\s*<dd>(.*?)<\/dd>/s.exec(body)?.[1];
		// numbers that rest on others than that N
		const hasOwnN = /<dt>N (?:for hvert tal|for each number)<\/dt>/.test(body);
		if (of('data-figure')) said.push({ kind: 'figure', id: of('data-figure'), lang, text, n: n && decode(n), ...(hasOwnN ? { hasOwnN } : {}) });
		else if (of('data-outcome')) said.push({ kind: 'outcome', id: of('data-outcome'), lang, text });
		else said.push({ kind: 'headline', id: of('id').replaceAll('-', '_'), lang, text });
	}
	for (const [, id, text] of html.matchAll(/<span data-finding="([^"]+)"[^>]*>(.*?)<\/span>/gs)) said.push({ kind: 'finding', id, lang, text: decode(text) });
	for (const [, id, text] of html.matchAll(/data-explanation="([^"]+)"[^>]*>(.*?)<\/p>/gs)) said.push({ kind: 'explanation', id, lang, text: decode(text) });
	return said;
}

/** @param {string} folder of the site */
export async function readSite(folder) {
	const files = (await readdir(folder, { recursive: true })).filter((file) => path.basename(file) === 'index.html' && !file.startsWith('dbt'));
	const pages = await Promise.all(files.map(async (file) => readPage(await readFile(path.join(folder, file), 'utf8'), file.split(path.sep)[0] === 'en' ? 'en' : 'da')));
	return pages.flat();
}
