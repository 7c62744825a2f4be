import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chosenLines, chosenRows, readChoice, writeChoice } from '../components/site/choice.js';

const outcomes = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id.toUpperCase(), statistic: 'share', unit: 'share' }));
const variables = {
	gender: { label: 'Gender', isSplit: false, codes: [['1', 'Men'], ['2', 'Women']] },
	sector: { label: 'Sector', isSplit: true, codes: [['1', 'Public'], ['2', 'Private']] }
};
const known = { outcomes, variables };
const words = { variables, all: 'All', absences: { withheld: 'Withheld', not_asked: 'Not asked' }, origin: 'computed' };
// as in the files of the topics: estimate, interval, n, whether printed; 0 is withheld
const numbers = { 'gender|sector': { '1|1': [0.5, 0.4, 0.6, 100, 1], '1|2': [0.2, 0.1, 0.3, 90, 0], '2|1': 0 } };

test('an address gives back the choice it was written from', () => {
	for (const choice of [
		{ outcomes: ['a'], group: '', split: '' },
		{ outcomes: ['c', 'a'], group: 'gender', split: 'sector' },
		{ outcomes: ['b'], group: '', split: 'sector' }
	]) {
		assert.deepEqual(readChoice(writeChoice(choice), known), choice);
	}
});

test('what an address asks for and is not known is left out', () => {
	assert.deepEqual(readChoice('', known), { outcomes: ['a'], group: 'sector', split: '' });
	assert.deepEqual(readChoice('?outcome=zz&outcome=b&outcome=b&group=constructor&split=gender', known), { outcomes: ['b'], group: '', split: '' });
	assert.deepEqual(readChoice('?outcome=a&group=sector&split=sector', known), { outcomes: ['a'], group: 'sector', split: '' });
	assert.deepEqual(readChoice(writeChoice({ outcomes: ['a', 'b', 'c', 'd', 'e'], group: '', split: '' }), known).outcomes, ['a', 'b', 'c', 'd']);
});

test('groups and parts of them are shown in their order, what is withheld or was not asked in words', () => {
	const rows = chosenRows('en', outcomes[0], numbers, { group: 'gender', split: 'sector' }, words);
	assert.deepEqual(
		rows.map(({ heading, label, estimateText, mark, intervalText }) => [heading, label, estimateText + mark, intervalText]),
		[['Men', 'Public (N 100)', '50%', '40.0–60.0'], [null, 'Private (N 90)', '20%°', '10.0–30.0'], ['Women', 'Public', '–', 'Withheld'], [null, 'Private', '–', 'Not asked']]
	);
});

test('the file holds exactly the rows that are shown', () => {
	const panels = [{ outcome: outcomes[0], rows: chosenRows('en', outcomes[0], numbers, { group: 'gender', split: 'sector' }, words) }];
	const [head, ...lines] = chosenLines(panels);
	assert.equal(head.length, lines[0].length);
	assert.deepEqual(lines.map((line) => line.slice(4)), [
		['gender', '1', 'Men', 'sector', '1', 'Public', 0.5, 0.4, 0.6, 100, 'shown', 'printed'],
		['gender', '1', 'Men', 'sector', '2', 'Private', 0.2, 0.1, 0.3, 90, 'shown', 'computed'],
		['gender', '2', 'Women', 'sector', '1', 'Public', null, null, null, null, 'withheld', null],
		['gender', '2', 'Women', 'sector', '2', 'Private', null, null, null, null, 'not_asked', null]
	]);
});
