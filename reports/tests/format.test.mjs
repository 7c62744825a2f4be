import { readFile, readdir } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
	extraDecimals,
	formatClaimed,
	formatDifference,
	formatDifferenceInterval,
	formatError,
	formatInterval,
	formatLevel,
	formatNumber,
	formatP,
	formatPercent,
	formatValue,
	formatValueInterval,
	plainValue,
	referenceLabel,
	requireRows
} from '../components/site/format.js';
import { countVerdicts, partOf } from '../components/site/ledger.js';
import { groupKeyFigures } from '../components/site/keyFigures.js';
import { languages, locate, pages, pathOf } from '../components/site/pages.js';
import { texts } from '../components/site/texts.js';

test('a table shows no decimal that the export lacks', () => {
	assert.deepEqual([[8.2, 1.9, 4.5, 11.9], [1.44, 0.9, -0.23, 3.11], [null, null], []].map((values) => extraDecimals('points', values)), [0, 1, 0, 0]);
	assert.deepEqual([[-0.34, 0.13], [-0.1, 0.013], [-10.1, 1.1, -12.2, -8]].map((values) => extraDecimals('coefficient', values)), [0, 1, -1]);
	assert.equal(extraDecimals('share', [0.4]), 1);
	assert.deepEqual([formatError('en', 'coefficient', { estimate: -10.1, std_error: 1.1 }), formatError('en', 'coefficient', { estimate: 0.1, std_error: 0.013 })], ['1.1', '0.013']);
});

test('numbers stand in the language of the page, with a true minus and no number as a dash', () => {
	assert.equal(formatNumber('da', -1234.56, 1), '−1.234,6');
	assert.equal(formatNumber('en', -1234.56, 1), '−1,234.6');
	assert.equal(formatNumber('en', 0.4, 1, true), '+0.4');
	assert.equal(formatNumber('da', 0, 1, true), '0,0');
	assert.equal(formatNumber('da', -0.00001, 2), '0,00');
	assert.equal(formatNumber('da', null), '–');
	assert.equal(formatPercent('da', 0.434), '43\u00a0%');
	assert.equal(formatPercent('en', 0.434, 1), '43.4%');
});

test('intervals join their bounds with a dash, or with a word beside a minus', () => {
	assert.equal(formatInterval('da', 41.5, 44.5, 1, '\u00a0%'), '41,5–44,5\u00a0%');
	assert.equal(formatInterval('en', -1.5, 0.5, 1), '−1.5 to 0.5');
	assert.equal(formatInterval('da', null, 0.5, 1), '–');
	assert.equal(formatValueInterval('en', 'share', { estimate: 0.43, ci_low: 0.415, ci_high: 0.445 }), '41.5–44.5%');
	assert.equal(formatValueInterval('da', 'mean', { estimate: 3.2, ci_low: 3.1, ci_high: 3.3 }), '3,10–3,30');
});

test('a measure is written in one way wherever it stands', () => {
	assert.deepEqual(
		[['share', 0.434], ['mean', 3.456], ['mean', 15.44], ['count', 1234], ['points', 1.44]].map(([statistic, value]) => formatValue('da', statistic, value)),
		['43\u00a0%', '3,46', '15,4', '1.234', '1,4']
	);
	assert.equal(formatValue('en', 'points', -10.04, { signed: true }), '−10.0');
	assert.equal(formatValue('en', 'share', null), '–');
	assert.throws(() => formatValue('en', 'ratio', 1), /ratio/);
});

test('a number that was rounded when it was exported is not rounded again', () => {
	// 47.48 and 27.45 per cent: the report prints 47 and 27
	assert.deepEqual([0.475, 0.275, 0.505].map((share) => formatValue('da', 'share', share)), ['47,5\u00a0%', '27,5\u00a0%', '50,5\u00a0%']);
	assert.deepEqual([3.555, -3.95, 16.45, -0.125].map((value, i) => formatValue('en', ['mean', 'points', 'mean', 'coefficient'][i], value)), ['3.555', '−3.95', '16.45', '−0.125']);
	assert.equal(formatValue('en', 'share', 0.475, { extra: 1 }), '47.5%');
	assert.equal(formatValue('en', 'share', 0.47), '47%');
	assert.deepEqual([0.004, 0.008, 0].map((share) => formatValue('en', 'share', share)), ['0.4%', '0.8%', '0%'], 'few per thousand are not none');
	assert.equal(formatValue('en', 'share', 0.004, { extra: 1 }), '0.4%');
	// 3.4346 to 3.5152, exported as 3.435 to 3.515, are not 3.44 to 3.52
	assert.equal(formatValueInterval('en', 'mean', { estimate: 3.475, ci_low: 3.435, ci_high: 3.511 }), '3.435–3.511');
	assert.equal(formatValueInterval('en', 'mean', { estimate: 3.475, ci_low: 3.434, ci_high: 3.515 }), '3.434–3.515');
	assert.equal(formatDifferenceInterval('da', false, -0.125, 0.231), '−0,125 til 0,231');
	assert.equal(formatDifference('en', false, 0.125), '+0.125');
	assert.equal(formatClaimed('en', 'points', 0.125), '+0.125');
	assert.equal(formatError('en', 'points', { estimate: 3, std_error: 0.125 }), '0.125');
});

test('a limit keeps its own decimals', () => {
	assert.deepEqual([formatLevel('da', '0.10'), formatLevel('en', 0.05), formatLevel('da', 0.001)], ['0,1', '0.05', '0,001']);
});

test('the standard error of a share has no more decimals than its export', () => {
	assert.equal(formatError('da', 'share', { estimate: 0.432, std_error: 0.008 }), '0,8');
});

test('small p-values, references and values for sorting', () => {
	assert.equal(formatP('da', 0.0004), '<\u00a00,001');
	assert.equal(formatP('en', 0.0412), '0.041');
	assert.equal(formatP('en', 0.0015), '0.0015');
	assert.equal(referenceLabel('en', 'Bilagstabel 1.2'), 'Appendix table 1.2');
	assert.equal(referenceLabel('da', 'afsnit 3.3'), 'Afsnit 3.3');
	assert.equal(plainValue(0.1 + 0.2), '0.3');
	assert.equal(plainValue(null), '');
});

test('an empty query stops the build and is named', () => {
	assert.throws(() => requireRows('courses', []), /"courses" returned no rows/);
	assert.throws(() => requireRows('courses', undefined), /courses/);
	assert.deepEqual(requireRows('courses', [1]), [1]);
});

test('a verdict without a name stops the build', () => {
	const names = { reproduced: 'Genfundet', differs: 'Afviger' };
	assert.deepEqual(countVerdicts(names, {}, [{ verdict: 'differs' }, { verdict: 'differs' }]).map(({ id, n }) => [id, n]), [['reproduced', 0], ['differs', 2]]);
	assert.throws(() => countVerdicts(names, {}, [{ verdict: 'perhaps' }]), /perhaps/);
});

test('parts of the report are chapters, or carry their own name', () => {
	assert.equal(partOf({ section: '6.2.2', report_ref: 'Tabel 6.1' }), '6');
	assert.equal(partOf({ report_ref: 'Boks 3.1' }), '3');
	assert.equal(partOf({ section: 'Bilag 1' }), 'Bilag 1');
});

test('key figures with one headline make one figure, named alike in both languages', () => {
	const rows = [
		{ key_figure_id: 'trained_any', headline_da: 'A', headline_en: 'X', explanation_da: 'a', explanation_en: 'x' },
		{ key_figure_id: 'trained_main', headline_da: 'A', headline_en: 'X' },
		{ key_figure_id: 'by_sector', headline_da: 'B', headline_en: 'Y' }
	];
	const groups = groupKeyFigures('da', rows);
	assert.deepEqual(groups.map((group) => group.rows.length), [2, 1]);
	assert.equal(groups[0].explanation, 'a');
	assert.deepEqual(groups.map(({ id }) => id), groupKeyFigures('en', rows).map(({ id }) => id));
});

test('every page has a path and texts in both languages, and is found by its path', () => {
	for (const page of pages) {
		for (const lang of languages) {
			if (!page.isDrawnBeside) assert.deepEqual(locate(pathOf(page.id, lang).slice(0, -1) || '/'), { id: page.id, lang });
			for (const key of ['nav', 'title', 'description']) assert.ok(texts[lang].pages[page.id][key]);
		}
	}
	assert.throws(() => locate('/nowhere'), /nowhere/);
	assert.equal(pathOf('topic', 'da', { topic: 'desire' }), '/udforsk/desire/');
});

test('both languages have the same texts', () => {
	const keys = (node, path = '') =>
		Object.entries(node).flatMap(([key, value]) =>
			typeof value === 'object' ? keys(value, `${path}${key}.`) : [`${path}${key}:${typeof value}`]
		);
	assert.deepEqual(keys(texts.da).sort(), keys(texts.en).sort());
});

test('texts that scripts show hold no apostrophe of a typewriter', () => {
	// what pages show is read from the finished pages; of a function this is its source, whose quotes stand beside no two letters
	const all = (node) => Object.values(node).flatMap((value) => (value && typeof value === 'object' ? all(value) : [String(value)]));
	assert.deepEqual(all(texts).filter((text) => /\p{L}'\p{L}/u.test(text)), []);
});

test('decimals are decided in one file', async () => {
	const root = new URL('../components/', import.meta.url);
	const files = (await readdir(root, { recursive: true })).filter((file) => /\.(js|svelte)$/.test(file) && file !== 'site/format.js');
	assert.ok(files.length > 40);
	for (const file of files) {
		const found = /(?:format(?:Number|Percent|Interval)\([^;\n]*?, [1-9]\b|NumberFormat).*/.exec(await readFile(new URL(file, root), 'utf8'));
		assert.equal(found, null, `${file}: ${found?.[0]}`);
	}
});
