import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { languages, pages } from '../components/site/pages.js';
import { ENGLISH_TOPIC_FILES, REPLACED_FILES, TOPIC_FILES, publish } from '../scripts/postbuild.mjs';

let folder;
let rendered;
let output;

const wrapped = (content) =>
	`<!doctype html><html lang="en"><head><title>Evidence</title></head><body><script>x()</script>
	<!-- SvelteKit Hydrated Content -->${content}<!-- SplashScreen --><div></div></body></html>`;

async function write(file, content) {
	const target = path.join(rendered, file);
	await mkdir(path.dirname(target), { recursive: true });
	await writeFile(target, content);
}

const page = (sitePath) => `${sitePath.slice(1)}index.html`;
const read = (file) => readFile(path.join(output, file), 'utf8');

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'site-'));
	rendered = path.join(folder, 'rendered');
	output = path.join(folder, 'site');
	for (const { paths } of pages.filter((page) => !page.isTemplate)) {
		for (const lang of languages) {
			await write(page(paths[lang]), wrapped(`<a href="/en/">x</a><h1 id="top">Title</h1>`));
		}
	}
	for (const name of ['base', 'frame', 'front', 'figures', 'charts', 'verdicts', 'tables', 'print']) await write(`assets/css/${name}.css`, name === 'base' ? "@font-face { src: url('fonts/f.woff2'); }" : '');
	await write('assets/fonts/f.woff2', 'font');
	await write('assets/filter.js', '1;');
	await write('assets/explore.js', '2;');
	await write(`${TOPIC_FILES}/desire.json`, '{}');
	await write(`${ENGLISH_TOPIC_FILES}/desire.csv`, 'a\r\n1\r\n');
	await write('assets/icon.svg', '<svg/>');
	await write('licenses/font.txt', 'terms');
	await write('_app/left-over.js', 'never shipped');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('pages get their language, own head and relative addresses; nothing unused is shipped', async () => {
	const summary = await publish(rendered, output);
	assert.equal(summary.pages, (pages.length - 1) * languages.length);
	const courses = await read('udbud/index.html');
	assert.match(courses, /^<!doctype html>\n<html lang="da">/);
	assert.match(courses, /<title>Udbuddet .* – /);
	assert.match(courses, /href="\.\.\/en\/"/);
	assert.match(courses, /href="\.\.\/assets\/site\.[0-9a-f]{10}\.css"/);
	assert.doesNotMatch(courses, /x\(\)|Evidence|SplashScreen/);
	assert.match(await read('index.html'), /href="\.\/en\/"/);
	assert.match(await read('en/replication/claims/index.html'), /<html lang="en">/);
	assert.equal(await read('licenses/font.txt'), 'terms');
	assert.ok(!(await readdir(output, { recursive: true })).some((file) => file.includes('left-over')));
});

test('text that looks like markup stays text', async () => {
	const text = '&lt;img src="https://elsewhere.example/x.png"> href="/x" &lt;!-- style="a"';
	await write('index.html', wrapped(`<h1>${text}</h1>`));
	await publish(rendered, output);
	assert.ok((await read('index.html')).includes(text));
});

for (const [name, file, content, message] of [
	['a failed query', 'index.html', '<h1>a</h1>Error in Query!', /\/: a page query failed/],
	['no heading', 'en/index.html', '<p>a</p>', /\/en\/: not exactly one h1/],
	['a foreign address', 'index.html', '<h1>a</h1><img src="//elsewhere.example/x">', /outside the site: \/\/elsewhere/],
	['a foreign link that is not marked as one', 'index.html', '<h1>a</h1><a href="https://elsewhere.example/">b</a>', /outside the site: https/],
	['a picture marked as a foreign link', 'index.html', '<h1>a</h1><img src="https://elsewhere.example/x.png" rel="external">', /outside the site: https/],
	['a dead link', 'index.html', '<h1>a</h1><a href="/gone/">b</a>', /link to nothing: \/gone\//],
	['a dead anchor', 'index.html', '<h1>a</h1><a href="/en/#gone">b</a>', /missing place: \/en\/#gone/],
	['a repeated id', 'index.html', '<h1 id="a">a</h1><p id="a">b</p>', /ids not unique: a/],
	['an inline style', 'index.html', '<h1 style="top: 0">a</h1>', /inline style/],
	['an unlisted page', 'extra/index.html', '<h1>a</h1>', /extra\/index\.html: rendered, but not in/]
]) {
	test(`${name} stops the publication and leaves the published site as it was`, async () => {
		await mkdir(output);
		await writeFile(path.join(output, 'index.html'), 'the last site');
		await write(file, wrapped(content));
		await assert.rejects(publish(rendered, output), message);
		assert.equal(await read('index.html'), 'the last site');
		assert.deepEqual((await readdir(folder)).sort(), ['rendered', 'site']);
	});
}

test('a link to the report or the publisher, marked as such, is published', async () => {
	const links = '<a href="https://elsewhere.example/report" rel="external">b</a><a href="mailto:a@b.example" rel="external">c</a>';
	await write('index.html', wrapped(`<h1>a</h1>${links}`));
	await publish(rendered, output);
	assert.ok((await read('index.html')).includes(links));
});

test('a missing page stops the publication', async () => {
	await rm(path.join(rendered, 'udbud/index.html'));
	await assert.rejects(publish(rendered, output), /\/udbud\/: the page was not rendered/);
	await assert.rejects(readdir(output));
});

test('files made beside the pages are published with them, and links to them are checked', async () => {
	const extras = path.join(folder, 'extras');
	await mkdir(path.join(extras, 'data/en'), { recursive: true });
	await writeFile(path.join(extras, 'data/a.csv'), 'a\n1\n');
	for (const file of REPLACED_FILES) await writeFile(path.join(extras, file), '{}');
	await write('udbud/index.html', wrapped('<h1>a</h1><a href="/data/a.csv">b</a>'));
	await publish(rendered, output, extras);
	assert.equal(await read('data/a.csv'), 'a\n1\n');
	for (const file of REPLACED_FILES) await assert.rejects(read(file), /ENOENT/);
	await assert.rejects(publish(rendered, output), /link to nothing: \/data\/a\.csv/);
});

test('the page for addresses that lead nowhere asks for nothing by a relative address', async () => {
	await publish(rendered, output);
	for (const file of ['404.html', 'en/404.html']) {
		const html = await read(file);
		assert.doesNotMatch(html, / (?:href|src)="\.\.?\//);
		assert.match(html, / href="\/assets\/site\./);
	}
});

test('a templated page is published once per name, and called by its heading', async () => {
	const switchTo = (href) => `<a class="language-link" href="${href}">x</a>`;
	await write('udforsk/lyst/index.html', wrapped(`${switchTo('/en/explore/desire/')}<h1>Lyst &amp; lede</h1>`));
	await write('en/explore/desire/index.html', wrapped(`${switchTo('/udforsk/lyst/')}<h1>Desire</h1>`));
	await publish(rendered, output);
	const html = await read('udforsk/lyst/index.html');
	assert.match(html, /<title>Lyst &amp; lede – /);
	assert.match(html, /hreflang="en" href="\.\.\/\.\.\/en\/explore\/desire\/"/);
	assert.doesNotMatch(html, /explore\.[0-9a-f]+\.js/);
	assert.match(await read('udforsk/index.html'), /explore\.[0-9a-f]+\.js/);
});
