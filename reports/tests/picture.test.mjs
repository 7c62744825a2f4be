import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { readStyle } from '../scripts/figures/draw.mjs';
import { drawingOf, pictureOf } from '../scripts/figures/picture.mjs';
import { pictureStyle } from '../scripts/figures/style.mjs';
import { render } from '../scripts/render.mjs';

const style = pictureStyle(await readStyle(new URL('../static/assets/css', import.meta.url).pathname));
const rows = [
	{ label: 'Kvinder <b>', estimate: 0.25, low: 0.2, high: 0.3, estimateText: '25\u00a0%', intervalText: '20–30', isShare: true, mark: '°' },
	{ label: 'Mænd', estimate: null, low: null, high: null, estimateText: '–', intervalText: 'Ikke vist', isShare: true }
];
const figure = (more = {}) => ({
	id: 'fig-1', figureId: 'fig_1', number: 'Figur 1', subject: 'Emne', title: 'Fund & <fund>', subtitle: 'Andel.', description: 'Kvinder 25 %', facts: [['N', '100']], standing: [],
	tables: [], tests: [], questions: [], ledger: [], legend: [],
	panels: [{ id: 'fig-1-1', kind: 'bars', title: 'Del', rows }],
	changes: [],
	...more
});
const words = { provenance: 'Tal med °: beregnet.', source: 'Kilde: her.', notice: 'Svarene er syntetiske.', address: '' };
const markupOf = (model) => render('site/OwnFigure', { lang: 'da', figure: model, data: {}, place: 'frame' });

test('a picture holds what its figure shows, where from, and what the answers are; it needs nothing else', async () => {
	const svg = pictureOf(figure(), drawingOf(await markupOf(figure()), style), words, style);
	for (const text of ['Figur 1. Emne', 'Fund &amp; &lt;fund&gt;', 'Del', 'Kvinder &lt;b>', '25\u00a0%', '20–30', 'Ikke vist', 'N: 100', words.source, words.notice]) assert.ok(svg.includes(text), text);
	assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /var\(|https?:|%"|<html|NaN|undefined|url\('/);
	// a quarter of the width that the numbers leave: 672 without 157 pixels
	assert.match(svg, /class="bar" x="0" width="128\.8"/);
	assert.match(svg, /\.interval-plot \.bar\{fill:#0b4f6c;fill-opacity:0\.35\}/);
	const heights = [...svg.matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y));
	assert.ok(Math.max(...heights) < Number(/<svg[^>]* height="(\d+)"/.exec(svg)[1]));
});

test('a picture that would lack a part of its figure stops the build; a table has none', async () => {
	const markup = await markupOf(figure());
	assert.throws(() => drawingOf(markup.replace('<p class="panel__title">', '<p class="new">'), style), /lacks a part of its figure: "Del"/);
	const table = { source: 'x', caption: 'c', columns: [{ key: 'a', name: 'A' }], rows: [{ key: '1', cells: [{ text: 'x' }] }] };
	assert.equal(drawingOf(await markupOf(figure({ panels: [{ id: 'a', kind: 'table', rows: [] }], tables: [table] })), style), null);
});

test('colours of pictures are those of the style sheet in light', async () => {
	const css = await readFile(new URL('../static/assets/css/base.css', import.meta.url), 'utf8');
	assert.equal(style.colour('accent'), /--accent: (#\w+);/.exec(css)[1]);
	assert.deepEqual(style.sign(['legend__key', 'legend__key--withheld']), { fill: 'none', stroke: style.colour('line-strong'), dash: '3 2' });
	assert.throws(() => pictureStyle('.a { fill: var(--nothing); }'), /has no --nothing/);
});

test('the page of a figure says where to write, where the report is and when the next answers come, if that is known', async () => {
	const about = {
		synthetic_notice: 'Syntetisk. Mere.', citation: 'Henvis 2026-11-24', revised_on: '2026-11-24', source_report: 'Rapport', contact: 'Skriv.', suppression_threshold: '5', confidence_level: '0.95'
	};
	const row = { page_id: 'use', data_source: 'survey', variance_mode: 'calibrated' };
	const page = (more, siteUrl = '') =>
		render('FigurePage', { lang: 'da', figure: figure(), row, data: {}, about: { ...about, ...more }, files: [{ href: '/a.svg', text: 'SVG' }], frameHeight: 500, siteUrl });
	const plain = await page({});
	assert.doesNotMatch(plain, /mailto:|undefined|null|Næste dataindsamling/);
	assert.match(plain, /<section[^>]* data-embedding[^>]* hidden/);
	assert.match(plain, /<p>Tal om færre end 5 personer vises ikke\.<\/p>/);
	const full = await page({ report_address: 'https://elsewhere.example/a', contact_address: 'a@b.example', next_wave: 'Foråret 2027' }, 'https://host.example');
	assert.match(full, /href="https:\/\/elsewhere\.example\/a" rel="external"/);
	assert.match(full, /href="mailto:a@b\.example"/);
	assert.match(full, /Næste dataindsamling: Foråret 2027/);
	assert.match(full, /&lt;iframe src=&quot;https:\/\/host\.example\/indlejret\/fig-1\.html&quot; title=&quot;Figur 1\. Emne&quot; width=&quot;100%&quot; height=&quot;500&quot;/);
	assert.match(full, /24\. november 2026.* <span data-address>https:\/\/host\.example\/figurer\/fig-1\/</);
	assert.doesNotMatch(full, /data-embedding[^>]* hidden/);
});
