import assert from 'node:assert/strict';
import { test } from 'node:test';

import { outcomeFinding, outcomeName, pairs, plotRows } from '../components/site/cube.js';
import { render } from '../scripts/render.mjs';

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
	estimate, ci_low: estimate - 0.02, ci_high: estimate + 0.02, n_unweighted: 1234, is_suppressed: false, provenance: 'not_a_finding', ...more
});
const wave_years = [{ wave: 2024 }];
const notices = [['wave', '2024'], ['significance_level', '0.05'], ['confidence_level', '0.95'], ['suppression_threshold', '5'], ['answers_are_synthetic', 'true']]
	.map(([key, value]) => ({ key, value_da: value, value_en: value }));
const called = { da: { 'sector|1': 'offentligt ansatte', 'sector|2': 'privatansatte' }, en: { 'sector|1': 'public employees', 'sector|2': 'private employees' } };
const names = [
	...['provenance', 'provenance_meaning'].map((code_list) => ({ code_list, code: 'not_a_finding', label_da: 'Ikke et resultat', label_en: 'No finding', sort_order: 1 })),
	...Object.keys(called.da).map((code, i) => ({ code_list: 'group_in_sentence', code, label_da: called.da[code], label_en: called.en[code], sort_order: i }))
];
const difference = (p, more = {}) => [{ outcome_id: 'q1__4_5', test_id: 't', group_variable: 'sector', group_code_a: '1', group_code_b: '2', difference: 0.05, p_value_holm: p, ...more }];
const withheld = { estimate: null, ci_low: null, ci_high: null, n_unweighted: null, is_suppressed: true };

test('a finding says the number of all, and differences where they are tested and nothing is missing', () => {
	const cells = [cell('all', 0.16), cell('1', 0.19), cell('2', 0.14)];
	const finding = (lang, rows, tests) => outcomeFinding(lang, outcome(), [outcome()], plotRows(lang, outcome(), rows, groups), tests, 0.05, called[lang]).text;
	assert.equal(finding('da', cells, difference(0.01)), 'Konflikter: 16\u00a0%° svarer »enig«; højere blandt offentligt ansatte (19\u00a0%°) end blandt privatansatte (14\u00a0%°)');
	assert.equal(finding('en', cells, difference(0.01, { difference: -0.05 })), 'Conflicts: 16%° answer “agree”; higher among private employees (14%°) than among public employees (19%°)');
	assert.match(finding('en', cells, difference(0.2)), /; no statistically significant differences/, 'intervals that lie apart are no test');
	assert.equal(finding('da', [cell('all', 0.16), cell('1', 0.18), cell('2', 0.9, withheld)], difference(0.01)), 'Konflikter: 16\u00a0%° svarer »enig«');
	assert.equal(finding('da', cells.slice(0, 2), difference(0.01)), 'Konflikter: 16\u00a0%° svarer »enig«', 'a group that was not asked');
	assert.equal(finding('en', cells, []), 'Conflicts: 16%° answer “agree”', 'nothing was tested');
	assert.equal(finding('en', cells, difference(null)), 'Conflicts: 16%° answer “agree”');
	assert.equal(finding('en', [cell('all', 0.9, withheld)], []), 'Conflicts: agree');
	assert.throws(() => outcomeFinding('en', outcome(), [outcome()], plotRows('en', outcome(), cells, groups), difference(0.01), 0.05, {}), /sector\|1 is not in the list/);
});

test('who was not asked is not called withheld', () => {
	const rows = plotRows('en', outcome(), [cell('all', 0.16), cell('1', 0.2, withheld)], groups);
	assert.deepEqual(rows.map((row) => row.intervalText), ['14.0–18.0', 'Withheld for confidentiality', 'Not asked']);
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
		lang: 'da', slug: 'arbejde', cube_outcomes: [outcome(), mean], cube_groups: groups, notices, wave_years, names, cube_tests: difference(0.2),
		cube: [cell('all', 0.16), cell('1', 0.99, withheld), cell('2', 0.14), cell('all', 2.5, { outcome_id: 'q1__mean' })]
	});
	assert.equal(html.split('<figure').length - 1, 1);
	assert.match(html, /Ikke vist af hensyn til fortrolighed/);
	assert.match(html, /En streg betyder/);
	assert.match(html, /Spørgeskema til ledere, 2024/);
	assert.doesNotMatch(html, /99|NaN|undefined|null/);
	assert.match(html, /href="\/data\/explore\/work\.csv"/);
	assert.match(html, /N \(uvægtet\)<\/dt><dd>1\.234</);
});

test('labels that look like markup are text on the pages of the cube, in attributes and in the data for scripts', async () => {
	const properties = {
		lang: 'da', names, notices, wave_years,
		cube_outcomes: [outcome({ topic_label_da: MARKUP, variable_label_da: MARKUP, value_label_da: MARKUP, question_da: MARKUP, population_da: MARKUP })],
		cube_groups: groups.map((group) => ({ ...group, label_da: MARKUP, code_label_da: `${MARKUP}${group.code}` }))
	};
	const topic = await render('TopicPage', { ...properties, cube_tests: difference(0.2), slug: 'arbejde', cube: [cell('all', 0.16), cell('1', 0.2), cell('2', 0.1)] });
	const explore = await render('ExplorePage', properties);
	for (const html of [topic, explore]) {
		assert.doesNotMatch(html, /<script|<b>/);
		assert.match(html, /&lt;script>/);
		// no attribute is ended by a quote of its text
		assert.doesNotMatch(html, /="[^"]*alert\("x/);
	}
	const [, data] = /data-page="([^"]*)"/.exec(explore);
	const { variables } = JSON.parse(data.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
	assert.equal(variables.sector.codes[0][1], `${MARKUP}1`);
});

test('with two waves the pages of the cube say whose numbers they are, and where changes stand; with one, nothing of it', async () => {
	const properties = { lang: 'en', names, notices, cube_outcomes: [outcome()], cube_groups: groups };
	const pagesOf = (years) =>
		Promise.all([
			render('ExplorePage', { ...properties, wave_years: years }),
			render('TopicPage', { ...properties, wave_years: years, cube_tests: difference(0.2), slug: 'work', cube: [cell('all', 0.16)] })
		]);
	const [free, topic] = await pagesOf([{ wave: 2022 }, { wave: 2024 }]);
	for (const html of [free, topic]) assert.match(html, /The numbers here are from 2024\. <a href="\/en\/figures\/" rel="external">What has changed/);
	assert.match(free, /Survey of managers, 2024\. Weighted to the population/, 'the free choice names the wave beside what it draws');
	for (const html of await pagesOf(wave_years)) assert.doesNotMatch(html, /changed since|The numbers here are from/);
});

test('a unit that has no words stops the build', async () => {
	await assert.rejects(
		() => render('ExplorePage', { lang: 'da', cube_outcomes: [outcome({ statistic: 'mean', unit: 'furlongs' })], cube_groups: groups, names, notices, wave_years }),
		/"furlongs"/
	);
});
