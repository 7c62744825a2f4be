// The check of the findings: what is true passes in both languages, and each planted fault is found.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAll } from '../scripts/findings/check.mjs';
import { readPage } from '../scripts/findings/read.mjs';
import { contextOf, fillFinding } from '../components/site/findings.js';

const label = (name, da, en) => ({ [`${name}_da`]: da, [`${name}_en`]: en });
const share = (spec, group, value, names, more = {}) => ({
	spec_id: spec, figure_id: 'fig_s', number_key: `is_trained=1@all_managers|${group}`, group_variable: spec === 'trained' ? null : 'sector', group_code: group, outcome_key: '1', statistic: 'share', estimate: value, is_suppressed: false,
	...label('group_value_label', names[0], names[1]), ...label('outcome_label', 'Har uddannelsen', 'Has the training'), ...label('outcome_value_label', 'Ja', 'Yes'), ...more
});
const exports = () => ({
	subjects: {
		'trained|all|1': ['af alle', 'of all'], 'desire|all|mean': ['mindst', 'at least'], 'slope|q1=linear': ['lysten', 'desire'], 'flat|q2=linear': ['lysten', 'desire'],
		tiny: ['lysten', 'desire'], D002: ['gamle', 'old'], D003: ['siger ja', 'say yes'], D004: ['de fleste ikke', 'most do not']
	},
	about: [{ key: 'significance_level', value_en: '0.05' }],
	estimates: [
		share('trained', 'all', 0.434, ['', '']),
		share('by_sector', '1', 0.546, ['Offentlig sektor', 'Public sector']),
		share('by_sector', '2', 0.377, ['Privat sektor', 'Private sector']),
		{ ...share('desire', 'all', 3.417, ['', '']), group_variable: null, statistic: 'mean', outcome_key: 'mean' }
	],
	tests: [
		{ test_id: 'sectors', group_variable: 'sector', group_code_a: '1', group_code_b: '2', difference: 0.169, p_value: 0.0001, p_value_holm: 0.0002, is_suppressed: false },
		{ test_id: 'tiny', group_variable: 'sector', group_code_a: '1', group_code_b: '2', difference: 0.01, p_value: 0.04, p_value_holm: 0.08, is_suppressed: false }
	],
	claims: [
		{ claim_id: 'D001', report_ref: 'Hovedresultater', ...label('description', 'Den er mere udbredt.', 'It is more common.'), number_key: 'sectors', verdict: 'holds', printed_direction: '+', our_direction: '+', our_estimate: 0.169, p_value: 0.0001 },
		{ claim_id: 'D002', report_ref: 'Hovedresultater', ...label('description', 'Den er sjældnere og ikke sikker.', 'It is less common.'), number_key: 'x', verdict: 'holds', printed_direction: '-', our_direction: '-', our_estimate: -0.1, p_value: 0.07 },
		{ claim_id: 'D003', report_ref: 'Hovedresultater', number_key: 'x', verdict: 'holds', printed_direction: '+', our_direction: '+', our_estimate: 0.2, p_value: null },
		{ claim_id: 'D004', report_ref: 'Hovedresultater', number_key: 'x', verdict: 'not_testable', printed_direction: '-', our_direction: null, our_estimate: null, p_value: null }
	],
	terms: [
		{ number_key: 'slope|q1=linear', figure_id: 'fig_t', model_id: 'm1', model_sort: 1, coefficient: -0.12, p_value: 0.001, n_unweighted: 5579, printed_coefficient: null, printed_std_error: null },
		{ number_key: 'flat|q2=linear', figure_id: 'fig_t', model_id: 'm2', model_sort: 2, coefficient: 0.01, p_value: 0.8, n_unweighted: 5530, printed_coefficient: null, printed_std_error: null }
	],
	archetypes: [
		{ figure_id: 'fig_a', effect_points: -10.04, p_value: 0.001, n_unweighted: 5530, ...label('variable_label', 'Alder', 'Age'), ...label('level_label', '60 år', '60 years') },
		{ figure_id: 'fig_a', effect_points: -1.44, p_value: 0.09, n_unweighted: 5530, ...label('variable_label', 'Sektor', 'Sector'), ...label('level_label', 'Privat', 'Private') }
	],
	panels: [{ figure_id: 'fig_s', panel: 1, chart_kind: 'split_bars', source_id: 'by_sector', sort_order: 1 }],
	cells: [], catalogue: [{ measure_id: 'n_courses', value: 140 }], flow: [],
	figures: [
		{
			figure_id: 'fig_s', data_source: 'survey', n_ours: 5584, n_ours_second: null, n_printed: 5584, n_printed_second: null, ...label('title', 'Efter sektor', 'By sector'), ...label('measure', 'Vægtet andel i procent', 'Weighted share in per cent'),
			finding_da: '{> max: Mest} udbredt i {max} ({max_value}), {< min: mindst} i {min}', finding_en: '{> max: Most} common in {max} ({max_value}), {< min: least} in {min}'
		},
		{
			figure_id: 'fig_a', data_source: 'survey', n_ours: 5584, n_ours_second: null, n_printed: 5357, n_printed_second: null, ...label('title', 'Kendetegn', 'Traits'),
			finding_da: '{n_certain} kendetegn går sammen med {- traits: mindre} lyst; {> strongest: stærkest} er {strongest}',
			finding_en: '{n_certain} trait goes with {- traits: less} desire; the {> strongest: strongest} is {strongest}'
		}
	],
	findings: [
		{
			finding_id: 'a', figure_id: 'fig_s',
			text_da: 'Af alle {trained|all|1}. Den er {+ D001 sectors: mere} udbredt i den offentlige sektor ({by_sector|1|1}) end i den private ({by_sector|2|1}).',
			text_en: 'Of all {trained|all|1}. It is {+ D001 sectors: more} common in the public sector ({by_sector|1|1}) than in the private ({by_sector|2|1}).'
		},
		{
			finding_id: 'b', figure_id: 'fig_t',
			text_da: 'Den er {~- D002: mindre} for gamle, men det er ikke statistisk sikkert. Lysten er {- slope|q1=linear: mindre} og hænger {0 flat|q2=linear tiny: ikke sikkert} sammen; {> D003: flest} siger ja, {? D004: de fleste} ikke; {"mindst"} {desire|all|mean} og {n_courses} kurser.',
			text_en: 'It is {~- D002: less} for the old, but that is not statistically significant. Desire is {- slope|q1=linear: less} and {0 flat|q2=linear tiny: not clearly} linked; {> D003: most} say yes, {? D004: most} do not; {"at least"} {desire|all|mean} and {n_courses} courses.'
		}
	],
	keyFigures: [{ key_figure_id: 'k', headline_da: 'Af alle {trained|all|1}; offentlig mod privat: {sig:sectors}', headline_en: 'Of all {trained|all|1}; public against private: {sig:sectors}', explanation_da: 'Ja.', explanation_en: 'Yes.' }],
	cubeOutcomes: [{ outcome_id: 'o', statistic: 'share' }, { outcome_id: 'p', statistic: 'share' }, { outcome_id: 'w', statistic: 'share' }],
	cubeGroups: [['1', 'Offentlig', 'Public'], ['2', 'Privat', 'Private']].map(([code, da, en]) => ({ variable_name: 'sector', code, is_split: true, ...label('code_label', da, en) })),
	names: [['1', 'offentligt ansatte', 'public employees'], ['2', 'privatansatte', 'private employees']].map(([code, da, en]) => ({ code_list: 'group_in_sentence', code: `sector|${code}`, ...label('label', da, en) })),
	cube: ['o', 'p', 'w'].flatMap((id) => [[null, 'all', 0.2], ['sector', '1', 0.25], ['sector', '2', 0.15]].map(([variable, code, estimate]) => ({
		outcome_id: id, group_variable: variable, group_code: code, split_variable: null, estimate, is_suppressed: id === 'w' && code === '2', provenance: id === 'w' || variable ? 'not_a_finding' : 'printed'
	}))),
	cubeTests: [['o', 0.001], ['p', 0.4], ['w', null]].map(([id, p]) => ({ outcome_id: id, group_variable: 'sector', group_code_a: '1', group_code_b: '2', difference: 0.1, p_value_holm: p }))
});
const said = () => [
	{ kind: 'figure', id: 'fig_s', lang: 'da', text: 'Mest udbredt i offentlig sektor (55\u00a0%), mindst i privat sektor', n: '5.584' },
	{ kind: 'figure', id: 'fig_s', lang: 'en', text: 'Most common in public sector (55%), least in private sector', n: '5,584' },
	{ kind: 'figure', id: 'fig_a', lang: 'da', text: '1 kendetegn går sammen med mindre lyst; stærkest er alder (60 år)', n: '5.530' },
	{ kind: 'figure', id: 'fig_a', lang: 'en', text: '1 trait goes with less desire; the strongest is age (60 years)', n: '5,530' },
	{ kind: 'finding', id: 'a', lang: 'da', text: 'Af alle 43\u00a0%. Den er mere udbredt i den offentlige sektor (55\u00a0%) end i den private (38\u00a0%).' },
	{ kind: 'finding', id: 'a', lang: 'en', text: 'Of all 43%. It is more common in the public sector (55%) than in the private (38%).' },
	{ kind: 'finding', id: 'b', lang: 'da', text: 'Den er mindre for gamle, men det er ikke statistisk sikkert. Lysten er mindre og hænger ikke sikkert sammen; flest siger ja, de fleste ikke; mindst 3,42 og 140 kurser.' },
	{ kind: 'finding', id: 'b', lang: 'en', text: 'It is less for the old, but that is not statistically significant. Desire is less and not clearly linked; most say yes, most do not; at least 3.42 and 140 courses.' },
	{ kind: 'headline', id: 'k', lang: 'da', text: 'Af alle 43\u00a0%; offentlig mod privat: statistisk signifikant' },
	{ kind: 'explanation', id: 'k', lang: 'en', text: 'Yes.' },
	{ kind: 'outcome', id: 'o', lang: 'da', text: 'Svar: 20\u00a0%; højere blandt offentligt ansatte (25\u00a0%°) end blandt privatansatte (15\u00a0%°)' },
	{ kind: 'outcome', id: 'o', lang: 'en', text: 'Answer: 20%; higher among public employees (25%°) than among private employees (15%°)' },
	{ kind: 'outcome', id: 'p', lang: 'en', text: 'Answer: 20%; no statistically significant differences in the share between manager types or between sectors' },
	{ kind: 'outcome', id: 'w', lang: 'en', text: 'Answer: 20%°' }
];

test('what the data carry passes, in both languages', () => {
	assert.deepEqual(checkAll(exports(), said()), { problems: [], tested: 14 });
});

const text = (id, lang, change) => (data, pages) => {
	const each = pages.find((row) => row.id === id && row.lang === lang);
	const before = each.text;
	each.text = change(before);
	assert.notEqual(each.text, before, 'the fault is planted');
};
const template = (id, lang, change) => (data, pages) => {
	const row = data.findings.find((finding) => finding.finding_id === id);
	const before = row[`text_${lang}`];
	row[`text_${lang}`] = change(before);
	assert.notEqual(row[`text_${lang}`], before, 'the fault is planted');
	// written by the site's own code, which believes what the template says
	const each = pages.find((page) => page.id === id && page.lang === lang);
	const fill = () => fillFinding(lang, row[`text_${lang}`], contextOf({ estimates: data.estimates, group_tests: data.tests, claims: data.claims, terms: data.terms, notices: data.about }, { facts: { n_courses: '140' } }));
	try {
		each.text = fill() ?? each.text;
	} catch (error) {
		// the site's own code stops at it too; the check must find it by itself
		assert.match(error.message, /nothing is known of/);
	}
};
/** The same fault in both languages, which then agree with each other. */
const both = (id, danish, english) => (data, pages) => {
	for (const [lang, [from, to]] of [['da', danish], ['en', english]]) template(id, lang, (t) => t.replace(from, to))(data, pages);
};
const row = (table, index, change) => (data) => Object.assign(data[table][index], change);
const FAULTS = {
	'a share off by a point': text('a', 'da', (t) => t.replace('43', '44')),
	'a share without its unit': text('a', 'en', (t) => t.replace('43%', '43')),
	'a share of 43.5 per cent rounded again': (data, pages) => {
		row('estimates', 0, { estimate: 0.435 })(data);
		for (const each of pages) each.text = each.text.replace('43', '44');
	},
	'a mean as a share': text('b', 'en', (t) => t.replace('3.42', '3.42%')),
	'the decimal point of the other language': text('b', 'da', (t) => t.replace('3,42', '3.42')),
	'the per cent sign of the other language': text('a', 'en', (t) => t.replace('43%', '43\u00a0%')),
	'more for less': text('b', 'en', (t) => t.replace('It is less', 'It is more')),
	'less for more': text('a', 'da', (t) => t.replace('mere', 'mindre')),
	'numbers of two groups exchanged': text('a', 'en', (t) => t.replace('55', 'x').replace('38', '55').replace('x', '38')),
	'groups exchanged in the words': template('a', 'en', (t) => t.replace('public', 'x').replace('private', 'public').replace('x', 'private')),
	'groups exchanged in the numbers': template('a', 'da', (t) => t.replace('by_sector|1', 'x').replace('by_sector|2', 'by_sector|1').replace('x', 'by_sector|2')),
	'most for least in a title': text('fig_s', 'en', (t) => t.replace('Most', 'Least')),
	'the ends of an order exchanged': text('fig_s', 'da', (t) => t.replace('offentlig', 'x').replace('privat', 'offentlig').replace('x', 'privat')),
	'a number of another row in a title': text('fig_s', 'en', (t) => t.replace('55', '38')),
	'a trait too many': text('fig_a', 'da', (t) => t.replace('1 ', '2 ')),
	'greater desire over negative traits': text('fig_a', 'en', (t) => t.replace('less', 'greater')),
	'the second strongest trait': text('fig_a', 'da', (t) => t.replace('alder (60 år)', 'sektor (privat)')),
	'N of another population': (data, pages) => { pages[0].n = '5.530'; },
	'N of the wrong model': (data, pages) => { pages[3].n = '5,357'; },
	'a second N without its population': (data, pages) => {
		Object.assign(data.figures[0], { n_ours_second: 5357, ...label('population_second', 'ledere med svar', 'managers who answered') });
		for (const page of pages.slice(0, 2)) page.n += page.lang === 'da' ? '; 5.357' : '; 5,357';
	},
	'an N that no number of the figure rests on': (data) => data.estimates.slice(1, 3).forEach((row) => { row.n_unweighted = 2500; }),
	'numbers said to have an N of their own': (data, pages) => {
		data.estimates.slice(1, 3).forEach((row) => { row.n_unweighted = 2792; });
		pages[0].hasOwnN = true;
	},
	'N without thousands': (data, pages) => { pages[1].n = '5584'; },
	'a word of the other language in the template': template('a', 'da', (t) => t.replace(': mere', ': more')),
	'a word for the wrong sign in the template': template('a', 'en', (t) => t.replace(': more', ': less')),
	'a sign turned in the template': template('a', 'da', (t) => t.replace('{+ D001 sectors', '{- D001 sectors')),
	'a claim of significance where there is none': template('b', 'en', (t) => t.replace('{~- D002', '{- D002')),
	'no difference where there is one': template('b', 'da', (t) => t.replace('{- slope|q1=linear: mindre}', '{0 slope|q1=linear: ikke sikkert}')),
	'a difference where there is none': template('b', 'en', (t) => t.replace('{0 flat|q2=linear tiny: not clearly}', '{+ flat|q2=linear tiny: more}')),
	'a claim that nobody knows': template('b', 'en', (t) => t.replace('{? D004', '{? D999').replace('{n_courses}', '{"140"}')),
	'a number typed into the template': template('a', 'en', (t) => t.replace('{trained|all|1}', '43%')),
	'a sign word without what it rests on': template('a', 'da', (t) => t.replace('{+ D001 sectors: mere}', 'mere')),
	'Danish and English rest on different numbers': template('a', 'en', (t) => t.replace('{trained|all|1}', '{by_sector|1|1}')),
	'Danish and English rest on different tests': template('b', 'en', (t) => t.replace(' tiny', '')),
	'Danish text on the English page': (data, pages) => { pages[5].text = pages[4].text; },
	'a finding of another': (data, pages) => { pages[4].text = pages[6].text; },
	'the test turns in the data': row('tests', 0, { difference: -0.169 }),
	'the test loses its significance': row('tests', 0, { p_value_holm: 0.06 }),
	'significant before Holm only': row('tests', 1, { p_value_holm: 0.04 }),
	'the level is another': row('about', 0, { value_en: '0.00001' }),
	'a claim fails': row('claims', 0, { verdict: 'fails' }),
	'a claim turns in the data': row('claims', 1, { our_direction: '+', our_estimate: 0.1 }),
	'a claim becomes certain': row('claims', 1, { p_value: 0.01 }),
	'a coefficient turns': row('terms', 0, { coefficient: 0.12 }),
	'an estimate is withheld': row('estimates', 0, { estimate: null, is_suppressed: true }),
	'a group of an order is withheld': row('estimates', 2, { estimate: null, is_suppressed: true }),
	'an end of an order that reads as another': row('estimates', 2, { estimate: 0.5459 }),
	'an estimate of the export changes': row('estimates', 1, { estimate: 0.6 }),
	'labels exchanged in the export': (data) => { [data.estimates[1].group_value_label_en, data.estimates[2].group_value_label_en] = ['Private sector', 'Public sector']; },
	'a main result stated nowhere': (data) => data.claims.push({ ...data.claims[0], claim_id: 'D048' }),
	'a claim says less where more is tested': row('claims', 0, { description_da: 'Den er mindre udbredt.' }),
	'a claim says more where less is tested': row('claims', 1, { description_en: 'It is more common.' }),
	'what a claim is about is exchanged in both languages': both('b', ['gamle', 'unge'], ['old', 'young']),
	'what a number is about is exchanged in both languages': both('a', ['Af alle', 'Af nogle'], ['Of all', 'Of some']),
	'a group is named by no word in both languages': both('a', ['den private', 'den kommunale'], ['the private', 'the municipal']),
	'a number whose subject nobody has said': (data) => { delete data.subjects['trained|all|1']; },
	'a sign is turned around by the word before it': both('a', ['Den er ', 'Den er ikke '], ['It is ', 'It is not ']),
	'an amount is typed': both('a', ['Af alle', 'Næsten halvdelen af alle'], ['Of all', 'Nearly half of all']),
	'a cause is claimed': both('b', ['og hænger', 'skaber det og hænger'], ['and {0', 'causes it and {0']),
	'what is not certain is called certain': both('b', ['for gamle', 'for gamle, og det er statistisk sikkert'], ['for the old', 'for the old, and that is statistically significant']),
	'what is not certain passes for certain': both('b', [', men det er ikke statistisk sikkert', ''], [', but that is not statistically significant', '']),
	'what is certain passes for uncertain': both('a', ['den private (', 'den private, men det er ikke statistisk sikkert ('], ['the private (', 'the private, but that is not statistically significant (']),
	'a share of others than its own': (data, pages) => {
		both('a', ['Af alle {trained|all|1}', '{trained|all|1} af alle ledere'], ['Of all {trained|all|1}', '{trained|all|1} of all managers'])(data, pages);
		Object.assign(data.subjects, { 'trained|all|1': ['af alle', 'of all'] });
		data.estimates[0].number_key = 'is_trained=1@others';
	},
	'a share is said to be a mean': (data) => { data.figures[0].measure_en = 'Weighted mean'; },
	'a coefficient on another scale': (data) => {
		data.panels.push({ figure_id: 'fig_a', panel: 1, chart_kind: 'coefficients', source_id: 'm1', sort_order: 1 });
		data.terms[0] = { ...data.terms[0], figure_id: 'fig_a', outcome_variable: 'desire' };
		data.cubeOutcomes.push({ outcome_id: 'd', variable_name: 'desire', statistic: 'mean', unit: 'points_1_5' });
		Object.assign(data.figures[1], label('measure', 'Forskel (skala 0-10)', 'Difference (scale 0-10)'));
	},
	'groups of a difference the other way round': (data) => data.panels.push({ figure_id: 'fig_s', panel: 2, chart_kind: 'differences', source_id: 'sectors', sort_order: 2, ...label('title', 'Privat minus offentlig', 'Private minus public') }),
	'groups exchanged in the names that sentences use': (data, pages) => {
		for (const lang of ['da', 'en']) {
			const [a, b] = data.names;
			[a[`label_${lang}`], b[`label_${lang}`]] = [b[`label_${lang}`], a[`label_${lang}`]];
		}
		for (const page of pages.filter(({ kind }) => kind === 'outcome')) page.text = page.text.replace(/(offentligt ansatte|public employees)(.*)(privatansatte|private employees)/, '$3$2$1');
	},
	'a finding leads to a figure that shows something else': (data) => { data.findings[0].figure_id = 'fig_t'; },
	'a topic: the number of all': text('o', 'da', (t) => t.replace('20', '25')),
	'a topic: the direction': text('o', 'en', (t) => t.replace('public employees (25%°)', 'x').replace('private employees (15%°)', 'public employees (25%°)').replace('x', 'private employees (15%°)')),
	'a topic: a number of a group without its mark': text('o', 'en', (t) => t.replace('15%°', '15%')),
	'a topic: the number of all without its mark': text('w', 'en', (t) => t.replace('°', '')),
	'a topic: a printed number marked as ours': text('p', 'en', (t) => t.replace('20%', '20%°')),
	'a topic: a group by another name': text('o', 'da', (t) => t.replace('privatansatte', 'privat')),
	'a topic: the number of a group': text('o', 'da', (t) => t.replace('(15', '(16')),
	'a topic: a difference that is not certain': text('p', 'en', () => 'Answer: 20%; higher among public employees (25%°) than among private employees (15%°)'),
	'a topic: a tested difference denied': text('o', 'en', () => 'Answer: 20%; no statistically significant differences in the share between manager types or between sectors'),
	'a topic: the denial of a share reads as one of all': text('p', 'en', (t) => t.replace('in the share ', '')),
	'a topic: a tested difference kept back': text('o', 'da', () => 'Svar: 20\u00a0%'),
	'a topic: no difference over a withheld group': text('w', 'en', (t) => `${t}; no statistically significant differences in the share between manager types or between sectors`),
	'a topic: a difference over a withheld group': text('w', 'en', (t) => `${t}; higher among public employees (25%) than among private employees (15%)`),
	'a key figure says the opposite of its test': text('k', 'da', (t) => t.replace('statistisk', 'ikke statistisk'))
};

test(`each of ${Object.keys(FAULTS).length} planted faults is found`, async (t) => {
	for (const [name, plant] of Object.entries(FAULTS)) {
		await t.test(name, () => {
			const [data, pages] = [exports(), said()];
			plant(data, pages);
			assert.notDeepEqual(checkAll(data, pages).problems, []);
		});
	}
});

test('a finding that the data do not carry gives way, and is not written', () => {
	const data = exports();
	const context = () => contextOf({ estimates: data.estimates, group_tests: data.tests, claims: data.claims, terms: data.terms, notices: data.about }, { facts: { n: '3' } });
	assert.equal(fillFinding('da', '{n} kurser', context()), '3 kurser');
	assert.equal(fillFinding('da', data.findings[0].text_da, context()), said()[4].text);
	data.claims[0].verdict = 'fails';
	assert.equal(fillFinding('da', data.findings[0].text_da, context()), null);
	assert.throws(() => fillFinding('da', '{by_sector|9|1}', context()), /by_sector\|9\|1/);
	assert.throws(() => fillFinding('da', '{misspelt}', context()), /misspelt/);
	assert.throws(() => fillFinding('da', '{+ D999: mere}', context()), /D999/);
});

test('of a later wave, what states a claim of the report keeps the numbers of the wave it was made of', () => {
	const data = exports();
	data.about.push({ key: 'wave', value_en: '2026' }, { key: 'report_wave', value_en: '2024' });
	data.estimates.forEach((row, i) => Object.assign(row, { wave: 2026, number_key: `n${i}` }));
	data.waves = data.estimates.map((row) => ({ ...row, wave: 2024, estimate: row.estimate + 0.1, provenance: 'printed' }));
	const fill = (template) => fillFinding('da', template, contextOf({ ...data, group_tests: data.tests, notices: data.about }, { facts: { n_courses: '140' } }));
	assert.equal(fill('{trained|all|1}'), '43\u00a0%');
	assert.match(fill(data.findings[0].text_da), /Af alle 53\u00a0%.*\(65\u00a0%\).*\(48\u00a0%\)/);
	const pages = said().filter((each) => each.kind === 'finding' && each.lang === 'da').map((each) => ({ ...each, text: fill(data.findings.find((row) => row.finding_id === each.id).text_da) }));
	const problemsOf = (texts) => checkAll(data, texts).problems.filter((problem) => problem.includes('stands where'));
	assert.deepEqual(problemsOf(pages), []);
	assert.equal(problemsOf(said().filter((each) => each.kind === 'finding' && each.lang === 'da')).length, 2, 'numbers of another wave are found');
	data.waves = [];
	assert.equal(fill(data.findings[0].text_da), null);
});

test('what a page says is read from its markup', () => {
	const html =
		'<figure class="figure" id="fig-1" aria-labelledby="x" data-figure="fig_1"><h2 class="figure__title" id="x">A &lt;b&gt; 43&nbsp;%</h2><dl><div><dt>N (uvægtet)</dt><dd>5.584</dd></div></dl></figure>' +
		'<p><span data-finding="a" data-supported="yes">Tekst</span></p>';
	assert.deepEqual(readPage(html, 'da'), [
		{ kind: 'figure', id: 'fig_1', lang: 'da', text: 'A <b> 43\u00a0%', n: '5.584' },
		{ kind: 'finding', id: 'a', lang: 'da', text: 'Tekst' }
	]);
});
