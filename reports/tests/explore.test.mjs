import assert from 'node:assert/strict';
import { test } from 'node:test';

import { outcomeFinding, outcomeName, pairs, plotRows } from '../components/site/cube.js';
import { render } from './support/render.mjs';

const MARKUP = '<script>alert("x")</script> & <b>Enig</b>';
const outcome = (more = {}) => ({
	outcome_id: 'q1__4_5', topic_id: 'work', topic_slug_da: 'arbejde', topic_slug_en: 'work', variable_name: 'q1', statistic: 'share', outcome_key: '4;5', unit: 'share',
	topic_label_da: 'Emnet', topic_label_en: 'The topic', variable_label_da: 'Konflikter', variable_label_en: 'Conflicts',
	value_label_da: 'Enig', value_label_en: 'Agree', question_da: 'Er der konflikter?', question_en: 'Are there conflicts?',
	question_numbers: '11', population_da: 'alle ledere', population_en: 'all managers', topic_sort: 1, scale_min: null, scale_max: null,
	...more
});
const mean = outcome({ outcome_id: 'q1__mean', statistic: 'mean', unit: 'points_1_5', value_label_da: 'Gennemsnit', value_label_en: 'Mean', scale_min: 1, scale_max: 5 });
const groups = [['1', 'Offentlig', 'Public'], ['2', 'Privat', 'Private']].map(([code, da, en], i) => ({
	variable_name: 'sector', label_da: 'Sektor', label_en: 'Sector', code, code_label_da: da, code_label_en: en, is_split: true, code_sort: i
}));
const cell = (group, estimate, more = {}) => ({
	outcome_id: 'q1__4_5', group_variable: group === 'all' ? null : 'sector', group_code: group, split_variable: null, split_code: 'all',
	estimate, ci_low: estimate - 0.02, ci_high: estimate + 0.02, n_unweighted: 1234, is_suppressed: false, ...more
});
const notices = [{ key: 'wave', value_da: '2024', value_en: '2024' }];
const withheld = { estimate: null, ci_low: null, ci_high: null, n_unweighted: null, is_suppressed: true };

test('a finding says the number of all and between which groups it varies, and leaves out what is withheld', () => {
	const cells = [cell('all', 0.16), cell('1', 0.19), cell('2', 0.14)];
	const finding = (lang, rows) => outcomeFinding(lang, outcome(), [outcome()], plotRows(lang, outcome(), rows, groups));
	assert.equal(finding('da', cells), 'Konflikter: 16\u00a0% svarer »enig«, fra 14\u00a0% (privat) til 19\u00a0% (offentlig)');
	assert.equal(finding('en', cells), 'Conflicts: 16% answer “agree”, from 14% (private) to 19% (public)');
	assert.equal(finding('da', [cell('all', 0.16), cell('1', 0.18), cell('2', 0.9, withheld)]), 'Konflikter: 16\u00a0% svarer »enig«');
	const overlapping = [cell('all', 0.16), cell('1', 0.17), cell('2', 0.14)];
	assert.equal(finding('en', overlapping), 'Conflicts: 16% answer “agree”, with no clear differences between manager types and sectors');
	assert.equal(finding('en', [cell('all', 0.9, withheld)]), 'Conflicts: agree');
});

test('share and mean of one question stand in one figure; several answers to one question are named by the answer', () => {
	assert.deepEqual(pairs([outcome(), mean]).map((pair) => pair.length), [2]);
	const answers = ['1', '2', '3'].map((key) => outcome({ outcome_id: key, outcome_key: key }));
	assert.deepEqual(pairs(answers).map((pair) => pair.length), [1, 1, 1]);
	assert.equal(outcomeName('da', answers[0], answers), 'Enig');
	assert.equal(outcomeName('da', outcome(), [outcome(), mean]), 'Konflikter: enig');
	assert.equal(outcomeName('da', mean, [outcome(), mean]), 'Konflikter: gennemsnit');
});

test('a topic shows what is withheld as a dash, everywhere, and its files', async () => {
	const html = await render('TopicPage', {
		lang: 'da', slug: 'arbejde', cube_outcomes: [outcome(), mean], cube_groups: groups, notices,
		cube: [cell('all', 0.16), cell('1', 0.99, withheld), cell('2', 0.14), cell('all', 2.5, { outcome_id: 'q1__mean' })]
	});
	assert.equal(html.split('<figure').length - 1, 1);
	assert.match(html, /Ikke vist af diskretionshensyn/);
	assert.match(html, /En streg betyder/);
	assert.match(html, /Spørgeskema til ledere, 2024/);
	assert.doesNotMatch(html, /99|NaN|undefined|null/);
	assert.match(html, /href="\/data\/explore\/work\.csv"/);
	assert.match(html, /N \(uvægtet\)<\/dt><dd>1\.234</);
});

test('labels that look like markup are text on the pages of the cube, in attributes and in the data for scripts', async () => {
	const properties = {
		lang: 'da',
		cube_outcomes: [outcome({ topic_label_da: MARKUP, variable_label_da: MARKUP, value_label_da: MARKUP, question_da: MARKUP, population_da: MARKUP })],
		cube_groups: groups.map((group) => ({ ...group, label_da: MARKUP, code_label_da: `${MARKUP}${group.code}` }))
	};
	const topic = await render('TopicPage', { ...properties, notices, slug: 'arbejde', cube: [cell('all', 0.16), cell('1', 0.2), cell('2', 0.1)] });
	const explore = await render('ExplorePage', properties);
	for (const html of [topic, explore]) {
		assert.doesNotMatch(html, /<script|<b>/);
		assert.match(html, /&lt;script>/);
		// no attribute is ended by a quote of its text
		assert.doesNotMatch(html, /="[^"]*alert\("x/);
	}
	const [, data] = /data-variables="([^"]*)"/.exec(explore);
	const variables = JSON.parse(data.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
	assert.equal(variables.sector.codes[0][1], `${MARKUP}1`);
});

test('a unit that has no words stops the build', async () => {
	await assert.rejects(
		() => render('ExplorePage', { lang: 'da', cube_outcomes: [outcome({ statistic: 'mean', unit: 'furlongs' })], cube_groups: groups }),
		/"furlongs"/
	);
});
