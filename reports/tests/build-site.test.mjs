import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { pages } from '../components/site/pages.js';
import { EXPORTS, QUERIES, TABLES, pageText } from '../scripts/generate.mjs';
import { rowsOfTopic } from '../scripts/rows.mjs';
import { SIGNS_OF_TROUBLE, checkExports, describeTables, run, together, writeLicenses } from '../scripts/build-site.mjs';

let folder;
beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'build-'));
	await mkdir(path.join(folder, 'sources/warehouse'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A step that writes this log and ends with this status, as Evidence does. */
const step = (log, status, signs) => run('step', process.execPath, ['-e', `console.log(${JSON.stringify(log)}); process.exitCode = ${status}`], signs);

test('a step whose log tells of a failed query fails, though it ends well', async () => {
	assert.match(await step('all pages rendered', 0, SIGNS_OF_TROUBLE), /all pages/);
	await assert.rejects(step('page /udbud: Error in Query! no such column', 0, SIGNS_OF_TROUBLE), /"Error in Query!" in its log/);
	await assert.rejects(step('[ERROR]:  Internal Error | /udbud', 0, SIGNS_OF_TROUBLE), /\[ERROR\]/);
	await assert.rejects(step('nothing to see', 3, SIGNS_OF_TROUBLE), /step failed/);
});

test('an export that is missing is named before anything is built', async () => {
	for (const table of EXPORTS.filter((name) => name !== 'pub_claims')) await writeFile(path.join(folder, `sources/warehouse/${table}.parquet`), '');
	await assert.rejects(checkExports(folder), /Missing exports: sources\/warehouse\/pub_claims\.parquet\./);
	await writeFile(path.join(folder, 'sources/warehouse/pub_claims.parquet'), '');
	await checkExports(folder);
});

test('every page asks for queries that there are, in both languages', () => {
	for (const page of pages.filter(({ isDrawnBeside }) => !isDrawnBeside)) {
		for (const name of page.queries) assert.ok(name in TABLES || name in QUERIES, `${page.id} asks for ${name}`);
		for (const lang of ['da', 'en']) assert.match(pageText(page, lang), new RegExp(`<${page.component} lang="${lang}" id="${page.id}"`));
	}
	const topic = pages.find(({ id }) => id === 'topic');
	for (const name of topic.queriesOfTopic) assert.ok(name in TABLES, name);
	assert.match(pageText(topic, 'en'), /slug=\{params\.topic\} \{\.\.\.props\.rowsOfTopic\(\["cube","cube_tests"\], "en", params\.topic\)\}/);
});

test('a topic has the rows of its own outcomes only', () => {
	const outcomes = [['a', 'brug', 'use'], ['b', 'brug', 'use'], ['c', 'use', 'brug']].map(([outcome_id, da, en]) => ({ outcome_id, topic_slug_da: da, topic_slug_en: en }));
	const rows = { cube_outcomes: outcomes, cube: ['a', 'c', 'b', 'a'].map((outcome_id, i) => ({ outcome_id, i })), cube_tests: [{ outcome_id: 'c', i: 4 }] };
	const found = rowsOfTopic(rows, ['cube', 'cube_tests'], 'en', 'use');
	assert.deepEqual(found.cube.map(({ i }) => i), [0, 2, 3]);
	assert.deepEqual(found.cube_tests, []);
	assert.deepEqual(rowsOfTopic(rows, ['cube'], 'da', 'use').cube.map(({ i }) => i), [1]);
});

test('tasks beside each other all end before the first failure is told', async () => {
	assert.deepEqual(await together(Promise.resolve('a'), 'b'), ['a', 'b']);
	let fail;
	let hasEnded = false;
	const both = together(new Promise((_, no) => (fail = no)), Promise.reject(new Error('second')));
	both.catch(() => (hasEnded = true));
	await new Promise(setImmediate);
	assert.equal(hasEnded, false);
	fail(new Error('first'));
	await assert.rejects(both, /first/);
});

test('a table whose files hold no rows is not offered for download', async () => {
	const write = (name, content) => writeFile(path.join(folder, name), content);
	const json = (rows) => JSON.stringify({ resources: [{ data: [['x'], ...rows] }] });
	await write('datapackage.json', JSON.stringify({ resources: [{ name: 'pub_a', description: 'One row per a.' }] }));
	await write('pub_a.csv', '\ufeffx\r\n1\r\n');
	await mkdir(path.join(folder, 'en'));
	await write('en/pub_a.csv', 'x\r\n1\r\n');
	await write('pub_a.json', json([[1]]));
	assert.deepEqual(await describeTables(folder), [{ name: 'pub_a', description: 'One row per a.', rows: 1, csv: { da: 9, en: 6 }, json: json([[1]]).length }]);
	await write('pub_a.json', json([]));
	assert.deepEqual(await describeTables(folder), []);
});

test('fonts, map and libraries come with their terms', async () => {
	const project = fileURLToPath(new URL('..', import.meta.url));
	const target = path.join(folder, 'licenses');
	await writeLicenses(project, target);
	assert.deepEqual((await readdir(target)).sort(), ['ibm-plex-sans.txt', 'ibm-plex-serif.txt', 'minisearch.txt', 'react-denmark-map.txt', 'svelte.txt']);
	for (const name of ['ibm-plex-sans', 'ibm-plex-serif']) {
		assert.match(await readFile(path.join(target, `${name}.txt`), 'utf8'), /SIL OPEN FONT LICENSE Version 1\.1/);
	}
	for (const name of ['minisearch', 'svelte']) {
		assert.match(await readFile(path.join(target, `${name}.txt`), 'utf8'), /Copyright .*\s+Permission is hereby granted/);
	}
	const map = await readFile(path.join(target, 'react-denmark-map.txt'), 'utf8');
	assert.match(map, /MIT License\s+Copyright .* Martin Polley/);
});
