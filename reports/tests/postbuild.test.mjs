import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { languages, pages } from '../components/site/pages.js';
import { SEARCH_FILES } from '../scripts/search.mjs';
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
	for (const { paths, isDrawnBeside } of pages.filter((page) => !page.isTemplate)) {
		for (const lang of languages) {
			const content = `<a href="/en/">x</a><h1 id="top">Title</h1>`;
			await write(page(paths[lang]), isDrawnBeside ? content : wrapped(content));
		}
	}
	for (const name of ['base', 'frame', 'front', 'figures', 'charts', 'verdicts', 'tables', 'own', 'print']) await write(`assets/css/${name}.css`, name === 'base' ? "@font-face { src: url('fonts/f.woff2'); }" : '');
	await write('assets/fonts/f.woff2', 'font');
	await write('assets/filter.js', '1;');
	await write('assets/explore.js', '2;');
	await write('assets/copy.js', '3;');
	await write('assets/search.js', '4;');
	await write(`${SEARCH_FILES}/da/figures.json`, '{}');
	await write(`${TOPIC_FILES}/desire.json`, '{}');
	await write(`${ENGLISH_TOPIC_FILES}/desire.csv`, 'a\r\n1\r\n');
	await write('assets/icon.svg', '<svg/>');
	await write('licenses/font.txt', 'terms');
	await write('_app/left-over.js', 'never shipped');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('pages get their language, own head and relative addresses; nothing unused is shipped', async () => {
	const summary = await publish(rendered, output);
	assert.equal(summary.pages, pages.filter((each) => !each.isTemplate).length * languages.length);
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

const DAY = { version: '1.0.0', revised_on: '2026-11-24', change_da: 'Rettet & <set>', change_en: 'Corrected' };
const beside = (heads = new Map()) => ({ files: [], heads, images: { '|da': '/figurer/card.png', 'use|da': '/figurer/fig-1/card.png' }, revisions: [DAY] });
const SITE = 'https://host.example/sti';

test('where the site knows its address it is in every head, in the site map and in the feed; else nothing is absolute', async () => {
	await write('udforsk/lyst/index.html', wrapped('<a class="language-link" href="/en/explore/desire/">x</a><h1>Lyst</h1>'));
	await write('en/explore/desire/index.html', wrapped('<a class="language-link" href="/udforsk/lyst/">x</a><h1>Desire</h1>'));
	await write('om-data/index.html', wrapped('<h1 id="revisions">a</h1>'));
	await publish(rendered, output, null, beside(), SITE);
	const html = await read('udforsk/lyst/index.html');
	assert.match(html, /<link rel="canonical" href="https:\/\/host\.example\/sti\/udforsk\/lyst\/">/);
	assert.match(html, /hreflang="en" href="https:\/\/host\.example\/sti\/en\/explore\/desire\/">/);
	assert.match(html, /property="og:image" content="https:\/\/host\.example\/sti\/figurer\/card\.png"/);
	assert.match(await read('brug/index.html'), /property="og:image" content="https:\/\/host\.example\/sti\/figurer\/fig-1\/card\.png"/);
	assert.doesNotMatch(await read('404.html'), /canonical|og:url/);
	// every page but those for addresses that lead nowhere, and no other
	const listed = [...(await read('sitemap.xml')).matchAll(/<loc>https:\/\/host\.example\/sti([^<]*)<\/loc>/g)].map(([, sitePath]) => page(sitePath));
	const written = (await readdir(output, { recursive: true })).filter((file) => path.basename(file) === 'index.html' && !file.includes('404'));
	assert.deepEqual(listed.sort(), written.sort());
	assert.match(await read('robots.txt'), /Sitemap: https:\/\/host\.example\/sti\/sitemap\.xml/);
	const feed = await read('feed.xml');
	assert.match(feed, /<id>https:\/\/host\.example\/sti\/om-data\/#1\.0\.0<\/id>/);
	assert.match(feed, /<summary>Rettet &amp; &lt;set><\/summary>/);

	await publish(rendered, output, null, beside());
	for (const file of await readdir(output, { recursive: true })) {
		if (/\.(html|txt|xml)$/.test(file)) assert.doesNotMatch(await read(file), /host\.example|og:image|canonical/, file);
	}
	await assert.rejects(read('sitemap.xml'), /ENOENT/);
});

test('a link to the site’s own address is checked as any other', async () => {
	await write('brug/index.html', wrapped(`<h1>a</h1><a href="${SITE}/gone/">b</a>`));
	await assert.rejects(publish(rendered, output, null, beside(), SITE), /link to nothing: \/gone\//);
});

test('what a head says of a page cannot end its script, and its addresses lead from the page', async () => {
	const heads = new Map([['/brug/', { description: '"x" <y>', dataset: { name: '</script><img>', url: '/brug/' } }]]);
	await publish(rendered, output, null, beside(heads));
	const html = await read('brug/index.html');
	assert.match(html, /<meta name="description" content="&quot;x&quot; &lt;y>">/);
	assert.match(html, /<script type="application\/ld\+json">\{"name":"\\u003c\/script>\\u003cimg>","url":"\.\.\/brug\/"\}<\/script>/);
});

test('only the pages made for it may be framed, whether a host sends the later of two headers or both', async () => {
	await publish(rendered, output);
	const text = await read('_headers');
	const [general, ...others] = text.split(/\n(?=\S)/);
	assert.match(general, /^\/\*\n/);
	assert.match(general, /X-Frame-Options: DENY/);
	// a policy on frames here would be obeyed beside that of the exception
	assert.doesNotMatch(general, /frame-ancestors/);
	const framed = others.filter((rule) => rule.includes('frame-ancestors'));
	assert.deepEqual(framed.map((rule) => rule.split('\n')[0]), ['/indlejret/*', '/en/embedded/*']);
	const [, policy] = /Content-Security-Policy: (.*)/.exec(general);
	for (const rule of framed) assert.ok(rule.includes(`Content-Security-Policy: ${policy}; frame-ancestors *`), rule);
});
