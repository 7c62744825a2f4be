import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csvText } from '../components/site/csv.js';
import { cubeTable } from '../components/site/cube.js';
import { compactCube, csvOf } from '../scripts/cube.mjs';

const outcome = { outcome_id: 'a', statistic: 'share', scale_min: null, scale_max: null };
const group = { variable_name: 'gender', label_da: 'Køn', label_en: 'Gender', is_split: false, code: '1', code_label_da: 'Mænd', code_label_en: 'Men' };
const cell = { outcome_id: 'a', group_variable: 'gender', group_code: '1', split_variable: null, split_code: 'all', estimate: 0.5, ci_low: 0.4, ci_high: 0.6, n_unweighted: 10, is_suppressed: false, provenance: 'printed' };

test('the compact cube holds every number once, and nothing of what is withheld', () => {
	const { numbers, variables } = compactCube([outcome], [group], [cell, { ...cell, group_variable: null, group_code: 'all', is_suppressed: true }]);
	assert.deepEqual(numbers, { a: { 'gender|': { '1|all': [0.5, 0.4, 0.6, 10, 1] }, '|': { 'all|all': 0 } } });
	assert.deepEqual(variables.gender.codes, [['1', 'Mænd', 'Men']]);
});

test('a topic as CSV keeps rows that are withheld, without their numbers', () => {
	const csv = csvOf([{ ...cell, estimate: 0.25 }, { ...cell, group_code: '2', is_suppressed: true }]);
	const [head, first, second, end] = csv.split('\r\n');
	assert.match(head, /^\ufeffoutcome_id;group_variable;/);
	assert.equal(first, 'a;gender;1;;all;0,25;0,4;0,6;10;shown;printed');
	assert.equal(second, 'a;gender;2;;all;;;;;withheld;printed');
	assert.equal(end, '');
	const [englishHead, english] = csvOf([{ ...cell, estimate: 0.25 }], 'en').split('\r\n');
	assert.match(englishHead, /^outcome_id,group_variable,/);
	assert.equal(english, 'a,gender,1,,all,0.25,0.4,0.6,10,shown,printed');
});

test('text that holds what parts the fields is quoted', () => {
	assert.equal(csvText('en', [['a, "b"', null, -0.5]]), '"a, ""b""",,-0.5\r\n');
	assert.equal(csvText('da', [['a; b', 1.5]]), '\ufeff"a; b";1,5\r\n');
});

test('a category without a label stops the build', () => {
	assert.throws(() => compactCube([outcome], [group], [{ ...cell, group_code: '9' }]), /gender 9/);
});

test('a group split by its own variable was not left out of the question', () => {
	const sectors = ['1', '2'].map((code) => ({ variable_name: 'sector', label_en: 'Sector', is_split: true, code, code_label_en: `Sector ${code}` }));
	const ofSector = { ...cell, group_variable: 'sector' };
	const { rows } = cubeTable('en', outcome, [ofSector, { ...cell, split_variable: 'sector', split_code: '1' }], [...sectors, group]);
	const texts = (key) => rows.find((row) => row.key === `a@${key}`).cells.slice(2, 4).map(({ text }) => text);
	assert.deepEqual(texts('sector|1'), ['see All', 'nobody']);
	assert.deepEqual(texts('sector|2'), ['nobody', 'see All']);
	assert.deepEqual(texts('gender|1'), ['50 (40–60)', 'not asked']);
});
