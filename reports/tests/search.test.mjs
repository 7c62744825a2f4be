import assert from 'node:assert/strict';
import { test } from 'node:test';
import MiniSearch from 'minisearch';

import { OPTIONS, queryOf, vocabularyOf } from '../components/site/searching.js';
import { linkTerms } from '../scripts/glossary.mjs';
import { indexOf } from '../scripts/search.mjs';

const titles = ['Psykisk arbejdsmiljø', 'Miljø og lyst', 'Ærø og Ålborg', 'Lederuddannelse for alle', 'Udbud på Fyn'];
const json = JSON.parse(indexOf(titles.map((title, i) => ({ title, detail: '', place: `/${i}` }))));
const index = MiniSearch.loadJS(json, OPTIONS);
const found = (text) => index.search(queryOf(text, vocabularyOf(json))).map(({ title }) => title);

test('words are found from their beginning and inside, whole ones first', () => {
	assert.deepEqual(found('lederudd'), ['Lederuddannelse for alle']);
	assert.deepEqual(found('uddannelse'), ['Lederuddannelse for alle']);
	assert.deepEqual(found('miljø'), ['Miljø og lyst', 'Psykisk arbejdsmiljø']);
	assert.deepEqual(found('miljø psykisk'), ['Psykisk arbejdsmiljø'], 'all words');
	assert.deepEqual(found('or'), [], 'two letters inside a word say nothing');
	assert.equal(queryOf(' – ', []), null);
});

test('Danish letters are found as they are typed, in capitals or without their keys', () => {
	for (const text of ['miljø', 'MILJØ', 'miljoe']) assert.equal(found(text).length, 2, text);
	for (const text of ['ærø', 'aeroe', 'Ålborg', 'aalborg', 'A\u030alborg']) assert.deepEqual(found(text), ['Ærø og Ålborg'], text);
});

const terms = [{ id: 'desire', forms: ['lyst', 'lysten'], place: '/om/#lyst' }, { id: 'weighted', forms: ['vægtet'], place: '/om/#v' }];
const linked = (content) => linkTerms(`<nav><p>lyst</p></nav><main>${content}</main><p>lyst</p>`, terms).slice('<nav><p>lyst</p></nav><main>'.length, -'</main><p>lyst</p>'.length);

test('the first use of a word in running text leads to its definition', () => {
	assert.equal(linked('<p>Vægtet, og Lysten er stor; lyst</p><p>lyst</p>'), '<p><a class="term" href="/om/#v">Vægtet</a>, og <a class="term" href="/om/#lyst">Lysten</a> er stor; lyst</p><p>lyst</p>');
	assert.equal(linked('<ul><li title="lyst">lystig, uvægtet</li></ul>'), '<ul><li title="lyst">lystig, uvægtet</li></ul>', 'inside another word, or an attribute');
});

test('headings, links, tables, pictures, citations and lists of topics stay as they are', () => {
	for (const html of ['<h2>Lyst</h2>', '<p><a href="/">lyst</a></p>', '<table><td><p>lyst</p></td></table>', '<svg><desc>lyst</desc></svg>', '<li><svg><text>lyst</text></svg></li>', '<p class="citation" id="c">lyst</p>', '<ul class="ways"><li><p>lyst</p><ul><li>lyst</li></ul></li><li>lyst</li></ul>']) {
		assert.equal(linked(html), html);
	}
});
