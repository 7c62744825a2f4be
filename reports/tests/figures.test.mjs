import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { axisOf } from '../components/site/axis.js';
import { figureModel, figuresOfPage, shareFacts } from '../components/site/figures/model.js';
import { versus } from '../components/site/figures/tables.js';
import { absenceOf } from '../components/site/absence.js';
import { ledgers } from '../components/site/ledger.js';
import { inSentence } from '../components/site/findings.js';
import { render } from '../scripts/render.mjs';

const estimate = (group, value, more = {}) => ({
	figure_id: 'fig_1', number_key: `is_trained=1@all_managers|size=${group}`, spec_id: 'by_size', outcome_key: '1', statistic: 'share',
	outcome_variable: 'is_trained', outcome_label_da: 'Har uddannelse', outcome_label_en: 'Has training',
	outcome_value_label_da: 'Ja', outcome_value_label_en: 'Yes', outcome_sort: 1,
	group_variable: 'size', group_code: group, group_sort: Number(group),
	group_value_label_da: `Gruppe <b>${group}</b>`, group_value_label_en: `Group <b>${group}</b>`,
	provenance: 'not_a_finding', group_label_da: 'Størrelse', group_label_en: 'Size',
	estimate: value, std_error: 0.01, ci_low: value - 0.02, ci_high: value + 0.02, n_unweighted: 100, is_suppressed: false,
	...more
});
const withheld = { estimate: null, std_error: null, ci_low: null, ci_high: null, n_unweighted: null, is_suppressed: true };
const figure = {
	figure_id: 'fig_1', report_ref: 'Figur 3.2', page_id: 'trained', data_source: 'survey', wave: '2024',
	title_da: 'Emne', title_en: 'Subject', measure_da: 'Andel', measure_en: 'Share',
	population_da: 'alle ledere', population_en: 'all managers',
	finding_da: '{> max: Flest}: {max} ({max_value})', finding_en: '{> max: Most}: {max} ({max_value})',
	n_ours: 300, n_ours_second: null, n_printed: 310, n_printed_second: null, question_variables: 'q5'
};
const name = (code_list, code, text) => ({ code_list, code, label_da: text, label_en: text, sort_order: 1 });
const names = [
	name('provenance', 'not_a_finding', 'No finding'), name('provenance_meaning', 'not_a_finding', 'Computed here.'),
	name('verdict_replication', 'not_computable', 'Cannot'), name('verdict_replication_meaning', 'not_computable', 'Outside'), name('without_order', 'region', 'Region'), name('verdict_claims', 'holds', 'Holds'), name('verdict_claims', 'not_testable', 'Cannot be tested'), name('ledger_unit', 'scale 1-5', 'points (1-5)')
];
const notices = [['significance_level', '0.05'], ['confidence_level', '0.95'], ['trait_significance_level', '0.1'], ['archetype_effect_threshold', '5'], ['stars_figures', '* p < 0.05']]
	.map(([key, value]) => ({ key, value_da: value, value_en: value }));
const data = (estimates, kind = 'split_bars') => ({
	names,
	notices,
	figure_panels: [{ figure_id: 'fig_1', panel: 1, chart_kind: kind, source_id: 'by_size', mean_source_id: null, title_da: null, title_en: null }],
	estimates,
	questions: [{ variable_name: 'q5', question_number: 5, question_da: 'Hvor mange?', question_en: 'How many?' }],
	ledger_refs: [{ ledger: 'numbers', report_ref: 'Figur 3.2', first_id: 'E001', n: 4 }]
});

test('a finding follows the data, and what is withheld is never its subject', () => {
	const model = figureModel('en', figure, data([estimate('1', 0.3), estimate('2', 0.5), estimate('3', 0.9, withheld)]));
	assert.equal(model.title, 'Subject', 'an order in which one is missing has no end to name');
	assert.equal(model.panels[0].rows[2].estimateText, '–');
	assert.doesNotMatch(JSON.stringify(model.tables), /90/);
	assert.equal(figureModel('en', figure, data([estimate('1', 0.501), estimate('2', 0.504)])).title, 'Subject', 'what reads as equal is neither first nor last');
	assert.equal(figureModel('da', figure, data([estimate('1', 0.6), estimate('2', 0.5)])).title, 'Flest: gruppe <b>1</b> (60\u00a0%°)');
});

test('what is withheld is said in the picture, in the table and on a card, and never half a finding', async () => {
	const rows = [estimate('1', 0.3), estimate('2', 0.9, withheld)];
	const model = figureModel('en', { ...figure, finding_en: 'So many: {by_size|2|1}' }, data(rows));
	assert.equal(model.title, 'Subject');
	const html = await render('site/Figure', { lang: 'en', figure: model });
	const [picture, table] = [/<div class="interval-plot.*?<\/div>/s.exec(html)[0], /<tbody>.*<\/tbody>/s.exec(html)[0]];
	assert.match(picture, /class="interval-text" x="0"[^>]*>Withheld for confidentiality</);
	assert.equal(picture.split('class="point"').length - 1, 1, 'a mark for the known row only');
	assert.match(table, /data-value="">–<.*Withheld for confidentiality/s);
	assert.doesNotMatch(html, /90|88|NaN|null|undefined/);
	const all = figureModel('da', figure, data([estimate('1', 0.9, withheld)]));
	assert.equal(all.title, 'Emne');
	assert.doesNotMatch(await render('site/Figure', { lang: 'da', figure: all }), /NaN|null|undefined/);

	const key = { key_figure_id: 'a', unit: 'percent', group_label_da: 'Alle', report_ref: 'Figur 2.3', ...withheld };
	const card = await render('site/KeyFigure', { lang: 'da', group: { id: 'a', headline: 'Overskrift', explanation: '', rows: [key] }, data: { names, figures: [], waves: [] } });
	assert.match(card, /Ikke vist af hensyn til fortrolighed/);
	assert.doesNotMatch(card, /NaN|null|undefined/);
});

test('a withheld number of the ledger is a dash', async () => {
	const row = {
		estimate_id: 'E001', report_ref: 'Figur 3.2', section: '3', statistic: 'share', description_da: 'Tal', unit: 'pct', printed_text: '43', printed_value: 43,
		printed_decimals: 0, printed_std_error: null, our_value: null, our_std_error: null, our_ci_low: null, our_ci_high: null, difference: null,
		verdict: 'not_computable', reason_da: 'Grund', n_printed: 10, n_ours: null, is_synthetic: true
	};
	const html = await render('LedgerPage', { lang: 'da', id: 'replication', replication: [row], names, notices });
	assert.match(html, /data-column="our_value" data-value=""[^>]*>–</);
	assert.match(html, /10 \/ –/);
	assert.doesNotMatch(html, /points \(1-5\)/);
	const mean = await render('LedgerPage', { lang: 'da', id: 'replication', replication: [{ ...row, statistic: 'mean', unit: 'scale 1-5' }], names, notices });
	assert.match(mean, /Tal, points \(1-5\)/, 'a mean says its unit');
	assert.doesNotMatch(html, /NaN|undefined|>null/);
});

test('a printed number is written in the reader’s language, and what the report prints in other words is quoted', () => {
	const cell = (lang, more) => ledgers.replication.cells(lang, { printed_decimals: 0, printed_std_error: null, our_value: null, unit: 'persons', ...more })[0];
	assert.deepEqual(
		[['6.000', 6000], ['5584', 5584], ['33 pct.', 33, 'pct']].map(([printed_text, printed_value, unit]) => cell('en', { printed_text, printed_value, unit }).text),
		['6,000', '5,584', '33%']
	);
	const { text, detail } = cell('da', { printed_text: '0.07***', printed_value: 0.07, printed_decimals: 2, printed_std_error: 0.02 });
	assert.deepEqual([text, detail], ['0,07***', '(0,02)']);
	assert.equal(cell('da', { printed_text: '199', printed_value: 19.9, printed_decimals: 1, unit: 'pct' }).detail, '»199«');
	const words = cell('en', { printed_text: 'halvdelen', printed_value: 50, unit: 'pct' });
	assert.deepEqual([words.text, words.detail, words.lang], ['50%', '“halvdelen”', 'da']);
});

test('a label keeps its capital letters inside a sentence where they are an abbreviation', () => {
	assert.equal(inSentence('AMO-leder'), 'AMO-leder');
	assert.equal(inSentence('Mere end 250'), 'mere end 250');
});

test('a figure without rows to draw stops the build and is named', () => {
	assert.throws(() => figureModel('da', figure, data([])), /fig_1: nothing to draw for by_size/);
	assert.throws(() => figureModel('da', figure, data([estimate('1', 0.3)], 'pie')), /"pie"/);
});

test('withheld parts of a distribution take up what the others leave', () => {
	const parts = [0.2, null, null, 0.5].map((share, i) => ({
		...estimate('1', share ?? 0, share === null ? withheld : {}),
		outcome_key: String(i + 1), outcome_sort: i + 1
	}));
	const [row] = figureModel('da', { ...figure, finding_da: 'Emne' }, data(parts, 'likert')).panels[0].rows;
	assert.deepEqual(row.segments.map((part) => Math.round(part.share * 100)), [20, 15, 15, 50]);
	// neighbours whose sum is known stand together, with that sum
	const merged = [{ spec_id: 'by_size', group_code: '1', outcome_key: '2;3', label_da: 'Lidt eller noget', label_en: 'Some', estimate: 0.3 }];
	const [together] = figureModel('da', { ...figure, finding_da: 'Emne' }, { ...data(parts, 'likert'), merged_categories: merged }).panels[0].rows;
	assert.deepEqual(together.segments.map((part) => [part.name, Math.round(part.share * 100)]), [['Ja', 20], ['Lidt eller noget', 30], ['Ja', 50]]);
	// what the others leave is computed here; a sum that is asked for may be printed
	const markOf = (more) => figureModel('da', { ...figure, finding_da: 'Emne' }, { ...data([...parts, ...more], 'likert'), merged_categories: merged }).panels[0].rows[0].segments[1].mark;
	assert.equal(markOf([]), '°');
	assert.equal(markOf([estimate('1', 0.3, { spec_id: 'high', outcome_key: '2;3', provenance: 'printed' })]), '');
});

test('groups without an order of their own stand by value; not asked, no answer and withheld are three things', () => {
	const inRegion = (group, value, more) => estimate(group, value, { group_variable: 'region', ...more });
	const rows = [inRegion('1', 0.3), inRegion('2', 0.5), inRegion('3', 0.9, withheld), inRegion('4', 0.4)];
	assert.deepEqual(figureModel('da', figure, data(rows)).panels[0].rows.map((row) => row.estimateText), ['50\u00a0%', '40\u00a0%', '30\u00a0%', '–']);
	assert.deepEqual([undefined, { is_suppressed: true, estimate: null }, { is_suppressed: false, estimate: null }, rows[0]].map(absenceOf), ['not_asked', 'withheld', 'no_answer', null]);
});

test('with two waves a figure shows both, the change and whether it may be compared; with one, nothing of it', async () => {
	const wave = (year, value, more = {}) => ({
		...estimate('1', value), wave: year, previous_wave: null, change: null, change_ci_low: null, change_ci_high: null, change_verdict_label_en: 'First wave', ...more
	});
	const rows = [estimate('1', 0.4), estimate('2', 0.5)];
	const second = wave(2026, 0.4, { previous_wave: 2024, change: 0.03, change_ci_low: 0.01, change_ci_high: 0.05, change_verdict_label_en: 'May be compared' });
	const model = figureModel('en', figure, { ...data(rows), waves: [wave(2024, 0.37), second] });
	assert.deepEqual(model.tables[0].rows.map((row) => row.cells.slice(-2).map((cell) => cell.text)), [
		['2024: 37.0%° (35.0–39.0)', '+3.0 percentage points° since 2024 (1.0–5.0)'], ['', '']
	]);
	const html = await render('site/Figure', { lang: 'en', figure: model });
	const inTable = (page) => /<tbody>.*<\/tbody>/s.exec(page)[0];
	assert.doesNotMatch(inTable(html), /2024/, 'a page of many figures is no heavier by the waves in each table');
	assert.match(inTable(await render('site/Figure', { lang: 'en', figure: model, place: 'own' })), />2024: 37\.0%° \(35\.0–39\.0\)</);
	assert.match(html.slice(0, html.indexOf('<details')), /\+3\.0 percentage points° since 2024/, 'the picture itself tells of both');
	assert.deepEqual(model.panels[0].rows.map((row) => [row.label, row.wave, row.estimateText, row.note]), [
		['Group <b>1</b>', 2026, '40%', '+3.0 percentage points° since 2024 (1.0–5.0)'],
		['2024', undefined, '37%', null],
		['Group <b>2</b>', undefined, '50%', undefined]
	]);
	const fresh = { ...wave(2026, 0.5), number_key: rows[1].number_key };
	const withNew = figureModel('en', { ...figure, wave: 2026 }, { ...data(rows), waves: [wave(2024, 0.37), second, fresh] });
	assert.deepEqual(withNew.panels[0].rows.map((row) => [row.wave, row.note]).at(-1), [2026, 'First wave'], 'a new answer says that it is new');
	assert.equal(withNew.standing.find(([name]) => name === 'Source')[1], 'Survey of managers, 2026 and 2024');
	const alone = estimate('3', 0.2, { spec_id: 'alone', number_key: 'alone' });
	const panels = ['by_size', 'alone'].map((source_id, i) => ({ ...data([]).figure_panels[0], panel: i + 1, source_id, title_en: source_id }));
	const beside2024 = figureModel('en', { ...figure, wave: 2026 }, { ...data([...rows, alone]), figure_panels: panels, waves: [wave(2024, 0.37), second] });
	assert.deepEqual(beside2024.panels.map((panel) => panel.title), ['by_size', 'alone, 2026'], 'a panel of the latest wave alone says so');
	assert.match(model.description, /Group <b>1<\/b>, 2026 40%.*since 2024.*Group <b>1<\/b>, 2024 37%/);
	assert.equal(model.title, 'Most: group <b>2</b> (50%°)', 'an earlier wave is no end of the order');
	const changed = wave(2026, 0.4, { previous_wave: 2024, change_verdict_label_en: 'Not comparable' });
	const beside = (kind) => figureModel('en', figure, { ...data(rows, kind), waves: [wave(2024, 0.97), changed] });
	assert.equal(beside('split_bars').panels[0].rows[0].note, '2024: not comparable');
	assert.equal(beside('split_bars').title, 'Most: group <b>2</b> (50%°)');
	assert.deepEqual(beside('stack').panels[0].rows.map((row) => [row.label, row.wave, row.segments[0].text]), [
		['Group <b>1</b>', 2026, '40%'], ['2024', null, '97%'], ['Group <b>2</b>', undefined, '50%']
	]);
	// bars of a distribution invite to compare: they say that the waves may not be, or what changed is drawn below them
	assert.deepEqual(beside('stack').panels[0].rows[0].notes, ['2024: not comparable']);
	assert.deepEqual(beside('stack').panels.map((panel) => panel.kind), ['stack']);
	const comparable = figureModel('en', { ...figure, wave: 2026 }, { ...data(rows, 'stack'), waves: [wave(2024, 0.37), second] });
	assert.deepEqual(comparable.changes.map((panel) => [panel.kind, panel.title]), [['changes', 'Group <b>1</b>']], 'one for each bar of several waves');
	const framed = (place) => render('site/Figure', { lang: 'en', figure: comparable, place });
	const drawnChanges = await framed('chapter');
	assert.match(drawnChanges, /<details class="figure__table"\s*>\s*<summary>Changes since 2024 in percentage points, answer by answer</, 'a long figure stays short until it is asked');
	assert.match(await framed('own'), /<details class="figure__table" open>\s*<summary>Changes/);
	assert.doesNotMatch(await framed('frame'), /<details/);
	assert.match(drawnChanges, /interval-plot--changes.*class="zero" x1="0\.00%".*class="interval" x="16\.67%" width="66\.67%"/s, 'drawn with its interval, on a scale from zero to six');
	assert.match(drawnChanges, />\+3\.0<tspan class="mark">°<.*>1\.0–5\.0</s);
	assert.match(drawnChanges, /<desc[^>]*>Group &lt;b>1&lt;\/b>: .* \+3\.0° \(1\.0–5\.0\)\.</);
	const key = { key_figure_id: 'a', unit: 'percent', report_ref: figure.report_ref, ...rows[0], group_label_en: 'All' };
	const cardOf = (waves) => render('site/KeyFigure', { lang: 'en', group: { id: 'a', headline: 'Headline', explanation: '', rows: [key] }, data: { names, figures: [figure], waves } });
	assert.match(await cardOf([wave(2024, 0.37), second]), />All, 2026<.*since 2024.*>2024</s, 'a key figure tells of both, too');
	assert.doesNotMatch(await cardOf([wave(2024, 0.37)]), /2024|First wave/);
	const answers = (year, shares) => shares.map((share, i) => ({ ...estimate('1', share, share === null ? withheld : {}), number_key: `y=${i + 1}`, outcome_key: String(i + 1), outcome_sort: i + 1, wave: year, previous_wave: null }));
	const [latest, before] = [answers(2026, [0.2, 0.1, 0.2, 0.5]), answers(2024, [0.2, null, null, 0.5])];
	const partly = latest.map((row, i) => ({ ...row, previous_wave: 2024, change: i === 0 ? -0.05 : null, change_ci_low: i === 0 ? -0.08 : null, change_ci_high: i === 0 ? -0.02 : null, change_verdict_label_en: i === 0 ? 'Compared' : 'Withheld' }));
	assert.deepEqual(
		figureModel('en', { ...figure, finding_en: 'Subject', wave: 2026 }, { ...data(latest, 'likert'), waves: [...partly, ...before] }).changes[0].rows.map((row) => [row.label.split(';').length, row.estimate, row.low, row.estimateText, row.intervalText, row.note]),
		[[1, -5, -8, '−5.0', '−8.0 to −2.0', undefined], [3, null, null, '–', '', 'Withheld']], 'changes that cannot be said are no zeros, and stand together'
	);
	const merged_categories = [{ wave: 2024, spec_id: 'by_size', group_code: '1', outcome_key: '2;3', label_en: 'Some', estimate: 0.3 }];
	const bars = figureModel('en', { ...figure, finding_en: 'Subject' }, { ...data(latest, 'likert'), waves: [...latest, ...before], merged_categories }).panels[0].rows;
	assert.deepEqual(bars.map((row) => row.segments.map((part) => part.text)), [['20%', '10%', '20%', '50%'], ['20%', '30%', '50%']], 'each wave merges its own');
	assert.doesNotMatch(JSON.stringify(figureModel('en', figure, { ...data(rows), waves: [wave(2024, 0.37)] })), /Earlier wave|First wave/);
});

test('with two waves a coefficient has both, the change and whether it may be compared, in picture and table; with one, nothing of it', async () => {
	const term = (level, more) => ({
		figure_id: 'fig_1', number_key: `m|size=${level}`, model_id: 'm', model_label_en: 'Model', outcome_variable: 'y', variable_name: 'size', variable_label_en: 'Size', level_code: level, level_label_en: `Size ${level}`,
		coefficient: 0.25, std_error: 0.05, ci_low: 0.15, ci_high: 0.35, p_value: 0.001, stars_figures: '**', is_reference: false, n_unweighted: 100, term_order: 1, level_sort: Number(level), provenance: 'not_a_finding', ...more
	});
	const reference = term('1', { coefficient: 0, std_error: null, ci_low: null, ci_high: null, p_value: null, stars_figures: '', is_reference: true });
	const inWave = (wave, level, estimate, more) => ({
		wave, figure_id: 'fig_1', number_key: `m|size=${level}`, statistic: 'coefficient', estimate, std_error: 0.052, ci_low: estimate - 0.1, ci_high: estimate + 0.1, stars: '', is_suppressed: false, provenance: 'printed',
		previous_wave: null, change: null, change_ci_low: null, change_ci_high: null, change_verdict_label_en: 'First wave', ...more
	});
	const waves = [
		inWave(2024, '2', 0.1, { stars: '*' }), inWave(2026, '2', 0.25, { previous_wave: 2024, change: 0.15, change_ci_low: 0.01, change_ci_high: 0.29 }),
		inWave(2024, '3', 0.2), inWave(2026, '3', 0.25, { previous_wave: 2024, change_verdict_label_en: 'Not comparable' }),
		inWave(2026, '4', 0.25)
	];
	const terms = [reference, term('2'), term('3'), term('4')];
	const latest = { ...figure, finding_en: 'Subject', wave: 2026 };
	const panels = (kind, source_id) => [{ figure_id: 'fig_1', panel: 1, chart_kind: kind, source_id, mean_source_id: null }];
	const of = (kind, given = waves) => figureModel('en', latest, { ...data([]), notices: [...notices, { key: 'stars_appendix', value_en: '* p < 0.1' }], figure_panels: panels(kind, 'm'), terms, waves: given });
	const model = of('coefficients');
	assert.deepEqual(model.panels[0].rows.map((row) => [row.label, row.wave, row.estimateText, row.intervalText, row.note]), [
		['Size 1', undefined, 'reference', '', undefined],
		['Size 2', 2026, '+0.25**', '0.15–0.35', '+0.15 since 2024 (0.01–0.29)'], ['2024', undefined, '+0.10*', '0.00–0.20', null],
		['Size 3', 2026, '+0.25**', '0.15–0.35', '2024: not comparable'], ['2024', undefined, '+0.20', '0.10–0.30', null],
		['Size 4', 2026, '+0.25**', '0.15–0.35', 'First wave']
	], 'a coefficient that the wave before withholds has no change');
	assert.equal(model.standing.find(([name]) => name === 'Source')[1], 'Survey of managers, 2026 and 2024');
	const waveCells = (table) => table.rows.map((row) => row.cells.slice(-2).map((cell) => cell.text));
	const told = [['', ''], ['2024: +0.100* (0.00–0.20)', '+0.15 since 2024 (0.01–0.29)'], ['2024: +0.200 (0.10–0.30)', '2024: not comparable'], ['', 'First wave']];
	assert.deepEqual(waveCells(model.tables[0]), told);
	assert.deepEqual(of('table').tables.map((table) => table.columns.at(-1).key), ['ours_0', 'change'], 'an appendix table has another of the waves below it');
	assert.deepEqual(waveCells(of('table').tables[1]), told);
	for (const kind of ['coefficients', 'table']) assert.doesNotMatch(JSON.stringify(of(kind, waves.filter((row) => row.wave === 2026))), /2024|First wave|"change"/, 'with one wave nothing of it');

	// a trait that is the reference group is the other group's coefficient, mirrored; of a share, in percentage points
	const trait = (number_key) => ({
		figure_id: 'fig_1', archetype_id: 'a', model_id: 'm', number_key, fitted_key: 'm|size=2', variable_name: 'size', variable_label_en: 'Size', level_label_en: 'Large', reference_label_en: 'Small',
		effect_points: 25, ci_low: 15, ci_high: 35, p_value: 0.001, provenance: 'not_a_finding'
	});
	const traitsOf = (key, outcome) =>
		figureModel('en', latest, { ...data([]), figure_panels: panels('archetype', 'a'), archetypes: [trait(key)], terms: [{ ...term('2', { outcome_variable: outcome }), figure_id: 'app_1' }], waves });
	const rowsOf = (model) => model.panels[0].rows.map((row) => [row.label, row.estimateText, row.intervalText, row.note]);
	assert.deepEqual(rowsOf(traitsOf('m|size=2', 'is_trained')), [['Large', '+25.0', '15.0–35.0', '+15.0 since 2024 (1.0–29.0)'], ['2024', '+10.0', '0.0–20.0', null]]);
	assert.deepEqual(rowsOf(traitsOf('m|size=1', 'y')).map((row) => row.slice(1)), [['+25.0', '15.0–35.0', '−0.15 since 2024 (−0.3\u00a0to\u00a00.0)'], ['−0.1', '−0.2 to 0.0', null]]);
	assert.match(await render('site/Figure', { lang: 'en', figure: traitsOf('m|size=2', 'is_trained') }), />Large \(size\), 2026<.*>2024</s);
	assert.match(traitsOf('m|size=2', 'is_trained').tests.join(' '), /chosen by the rule from the answers of 2026/);
	assert.deepEqual(waveCells(traitsOf('m|size=2', 'is_trained').tables[0]), [['2024: +10.0 (0.0–20.0)', '+15.0 since 2024 (1.0–29.0)']]);
});

test('where numbers come from is marked at the number, and said in a line', () => {
	const model = figureModel('en', figure, data([estimate('1', 0.3), estimate('2', 0.5, { provenance: 'printed' })]));
	assert.deepEqual(model.panels[0].rows.map((row) => row.mark), ['°', '']);
	assert.deepEqual(model.legend, [{ kind: 'not_a_finding', mark: '°', name: 'No finding', meaning: 'Computed here.' }]);
	assert.match(model.tables[0].rows[0].cells[2].text, /°$/);
});

test('a second N says whom it counts, N of several models which model', () => {
	const second = figureModel('en', { ...figure, n_ours_second: 280, population_second_en: 'managers who answered both' }, data([estimate('1', 0.3)]));
	assert.deepEqual(second.facts[0], ['N (unweighted)', '300; managers who answered both: 280']);
	const terms = [['a', 300], ['b', 280]].map(([id, n], i) => ({
		figure_id: 'fig_1', number_key: `${id}|gender`, model_id: id, model_label_en: 'Model', model_sort: i, n_unweighted: n, n_printed: n, variable_name: 'gender', variable_label_en: 'Gender',
		level_code: '2', level_label_en: 'Women', coefficient: 0.5, std_error: 0.05, is_reference: false, provenance: 'not_a_finding'
	}));
	const models = figureModel('en', { ...figure, n_printed_second: 280 }, { ...data([estimate('1', 0.3)]), terms });
	assert.deepEqual(models.facts[0], ['N (unweighted)', 'model 1: 300; model 2: 280']);
	const of = (n) => figureModel('en', figure, data([estimate('1', 0.3, { n_unweighted: n }), estimate('2', 0.3, { n_unweighted: 100 })])).facts.map(([name]) => name);
	assert.deepEqual([of(200), of(190), of(null)].map((names) => names.includes('N for each number')), [false, true, false], 'numbers that rest on others than the N of the figure say so');
});

test('a picture that no sheet of paper holds comes in parts, each with the scale, told once, and no wave before stands apart', async () => {
	const rowOf = (i) => ({ label: `Group ${i}`, wave: 2026, estimate: 0.4, low: 0.3, high: 0.5, estimateText: '40%', intervalText: '30–50', isShare: true });
	const draw = async (n) => render('site/IntervalPlot', {
		lang: 'en', id: 'p', title: 'T', description: 'D', rows: Array.from({ length: n }, (_, i) => [rowOf(i), { ...rowOf(i), wave: undefined, label: '2024', isEarlier: true }]).flat()
	});
	const partsOf = (html) => html.split('<div class="interval-plot').slice(1);
	assert.equal(partsOf(await draw(8)).length, 1);
	const long = partsOf(await draw(20));
	assert.ok(long.length > 1 && long.length < 5, `${long.length} parts`);
	for (const [i, part] of long.entries()) {
		assert.match(part, /class="tick"[^>]*>100%</);
		assert.equal(/<desc/.test(part), i === 0);
		assert.match(/class="label"[^>]*>([^<]*)</.exec(part)[1], /^Group/);
	}
	assert.equal(long.join().split('class="point"').length - 1, 40);
});

test('pictures around zero share one scale on a page, whichever figure they stand in', () => {
	const one = (id, low, high) => ({ test_id: id, figure_id: id, difference: (low + high) / 2, ci_low: low, ci_high: high, p_value: 0.5, outcome_label_en: id, group_a_label_en: 'A', group_b_label_en: 'B', is_suppressed: false });
	const page = figuresOfPage('en', 'trained', {
		...data([]), figures: ['a', 'b'].map((figure_id, i) => ({ ...figure, figure_id, finding_en: 'So', sort_order: i })), group_tests: [one('a', -0.1, 0.1), one('b', 0.2, 0.6)],
		figure_panels: ['a', 'b'].map((id) => ({ figure_id: id, panel: 1, chart_kind: 'differences', source_id: id, title_en: id }))
	});
	assert.deepEqual(page.map(({ spans }) => spans.differences), [[-0.1, 0.6], [-0.1, 0.6]]);
	assert.equal(page[0].spans.coefficients, null);
});

test('the groups of a test, and the items of a question, are named as a reader would', () => {
	const groups = (a, b) => versus('en', { group_a_label_en: a, group_b_label_en: b });
	assert.equal(groups('With the training', 'Without the training'), 'With the training against without');
	assert.equal(groups('Manager of managers', 'Manager of employees'), 'Manager of managers against manager of employees');
	const asked = (names) => {
		const questions = ['q16_1', 'q16_2', 'q15'].map((name) => ({ variable_name: name, question_number: name.slice(1, 3), item_number: name[4] ?? null, question_en: name }));
		return figureModel('en', { ...figure, question_variables: names }, { ...data([estimate('1', 0.3)]), questions }).questions.map(({ number }) => number);
	};
	assert.deepEqual(asked('q16_1;q16_2;q15'), ['16.1', '16.2', '15']);
	assert.deepEqual(asked('q16_1;q15'), ['16', '15'], 'one item stands for all of its question');
});

test('a printed N that is of another wave says so', () => {
	const nOf = (wave) => figureModel('en', { ...figure, wave }, { ...data([estimate('1', 0.3)]), notices: [...notices, { key: 'report_wave', value_da: '2024', value_en: '2024' }] }).facts[1];
	assert.deepEqual(nOf('2024'), ['N in the report', '310']);
	assert.deepEqual(nOf('2026'), ['N in the report (2024)', '310']);
});

test('of a wave that the report is not about, a table of its regressions has no printed columns, and its title counts none', async () => {
	const term = (printed) => ({
		figure_id: 'fig_1', number_key: 'm|gender', model_id: 'm', model_label_en: 'Background', model_sort: 1, term_order: 1, level_sort: 1, variable_name: 'gender', variable_label_en: 'Gender', level_code: '2', level_label_en: 'Women',
		coefficient: 0.5, std_error: 0.05, is_reference: false, n_unweighted: 300, n_printed: printed && 310, r_squared: 0.1, provenance: 'not_a_finding',
		printed_coefficient: printed, printed_std_error: printed && 0.05, deviation_in_printed_std_errors: printed && 0.1
	});
	const regression = { ...figure, finding_en: '{n_close} of {n_compared} coefficients are near' };
	const stars = { key: 'stars_appendix', value_da: '* p < 0,1', value_en: '* p < 0.1' };
	const of = (printed) => figureModel('en', regression, { ...data([], 'table'), notices: [...notices, stars], terms: [term(printed)] });
	assert.equal(of(0.51).title, '1 of 1 coefficients are near');
	assert.deepEqual(of(0.51).standing.find(([name]) => name === 'Uncertainty'), ['Uncertainty', 'Standard errors in brackets; the confidence intervals are in the files'], 'no interval is promised that no table lists');
	assert.deepEqual(of(0.51).tables[0].columns.map((column) => column.key), ['term', 'ours_0', 'printed_0']);
	assert.deepEqual([of(0.51), of(null)].map((model) => model.tables[0].isPaired), [true, false], 'on a phone the printed number stands below ours');
	assert.equal(of(null).title, 'Subject');
	assert.deepEqual(of(null).tables[0].columns.map((column) => column.key), ['term', 'ours_0']);
	assert.ok(of(null).tables[0].rows.every((row) => row.cells.length === 2));
});

test('a table of coefficients speaks of controls where there are any', () => {
	const term = (variable_name, level_code) => ({
		figure_id: 'fig_1', number_key: `m|${variable_name}`, model_id: 'm', model_label_en: 'Model', variable_name, variable_label_en: variable_name, level_code, level_label_en: level_code,
		coefficient: 0.5, ci_low: 0.4, ci_high: 0.6, std_error: 0.05, p_value: 0.01, is_reference: false, provenance: 'not_a_finding'
	});
	const captionOf = (terms) => figureModel('en', figure, { ...data([estimate('1', 0.3)]), terms }).tables.find((table) => table.source === 'pub_regression_terms').caption;
	assert.match(captionOf([term('(intercept)', 'linear'), term('q11', 'linear'), term('gender', '2')]), /controls included/);
	assert.doesNotMatch(captionOf([term('(intercept)', 'linear'), term('q11', 'linear')]), /controls/, 'one answer alone');
	assert.doesNotMatch(captionOf([term('(intercept)', 'linear'), term('payment', '2'), term('place', '2')]), /controls/, 'the sentences of the experiment');
	const two = figureModel('en', figure, { ...data([estimate('1', 0.3)]), terms: ['m', 'n'].flatMap((model_id) => [{ ...term('(intercept)', 'linear'), model_id, model_label_en: `Model ${model_id}` }, { ...term('q11', 'linear'), model_id, model_label_en: `Model ${model_id}` }]) });
	assert.deepEqual(two.tables.find((table) => table.source === 'pub_regression_terms').rows.map((row) => row.heading), ['Model m', null, 'Model n', null], 'each model has its heading');
});

test('table 6.1 marks what the report does not print', async () => {
	const margin = (code, provenance) => ({
		variable_name: 'region', variable_label_en: 'Region', category_code: code, category_label_en: code, share_respondents: 0.1, share_sample: 0.1, share_population: 0.1, share_weighted: 0.1, provenance
	});
	const model = figureModel('en', { ...figure, data_source: 'register' }, { ...data([estimate('1', 0.3)]), register_margins: [margin('1', 'printed'), margin('0', 'not_a_finding')] });
	const [printed, abroad] = model.tables.find((table) => table.source === 'pub_register_margins').rows;
	assert.deepEqual([printed, abroad].map((row) => row.cells[1].text), ['10.0%', '10.0%°']);
});

test('rows that sound alike stop the build', async () => {
	const table = (rows) => ({ source: 'pub_x', caption: 'C', columns: [{ key: 'a', name: 'A' }], rows });
	const row = (text, more) => ({ key: text, cells: [{ key: 'a', text }], ...more });
	const draw = (...rows) => render('site/DataTable', { id: 't', table: table(rows) });
	assert.match(await draw(row('Desire', { header: 'Desire, men' }), row('Desire', { header: 'Desire, women' })), /Desire<span class="visually-hidden">, women</);
	assert.match(await draw(row('Men', { heading: 'Before' }), row('Men', { heading: 'After' })), /After/);
	await assert.rejects(draw(row('Desire'), row('Desire')), /two rows are called "Desire"/);
	await assert.rejects(draw(row('Men', { header: 'Model, Men' })), /does not begin with/);
});

test('what most figures of a page have in common is said once, and a figure keeps what is its own', () => {
	const [usual, other] = [['Weights', 'to the population'], ['Weights', 'none']];
	const models = [usual, usual, other].map((fact, i) => ({ id: i, facts: [['N', i]], standing: [fact] }));
	assert.deepEqual(shareFacts(models), {
		shared: [usual],
		figures: [{ ...models[0], facts: [['N', 0]] }, { ...models[1], facts: [['N', 1]] }, { ...models[2], facts: [['N', 2], other] }]
	});
	assert.deepEqual(shareFacts(models.slice(0, 1)).figures[0].facts, [['N', 0], usual], 'a figure by itself says all');
	const without = [...models, { id: 3, facts: [], standing: [] }];
	assert.deepEqual(shareFacts(without).shared, [], 'a figure without the fact would seem to have it');
});

test('a link to the report or the publisher stands where its address is given', async () => {
	const link = (address) => render('site/OutsideLink', { address, text: 'There' });
	assert.match(await link('https://elsewhere.example/a'), /<a href="https:\/\/elsewhere.example\/a" rel="external">There</);
	assert.match(await link('a@b.example'), /href="mailto:a@b.example" rel="external"/);
	assert.equal((await link(undefined)).trim(), '');
	await assert.rejects(link('javascript:alert(1)'), /neither a page nor a mailbox/);
});

test('less desire lies below zero, in the picture, the table and the words', () => {
	const trait = (effect, low, high) => ({
		figure_id: 'fig_1', archetype_id: 'least', model_id: 'm', variable_name: 'age', variable_label_en: 'Age', level_label_en: '60 years', reference_label_en: '50 years',
		effect_points: effect, ci_low: low, ci_high: high, p_value: 0.001, is_above_threshold: true, provenance: 'printed'
	});
	const archetypes = [trait(-10.04, -12.26, -7.82)];
	const panels = [{ figure_id: 'fig_1', panel: 1, chart_kind: 'archetype', source_id: 'least', mean_source_id: null }];
	const least = { ...figure, finding_en: '{n_certain} trait, {- traits: less} desire; {> strongest: strongest}: {strongest}', n_ours: 5530, n_printed: 5357 };
	const model = figureModel('en', least, { ...data([]), figure_panels: panels, archetypes, terms: [] });
	assert.equal(model.title, '1 trait, less desire; strongest: age (60 years)');
	assert.equal(model.panels[0].rows[0].estimateText, '−10.0');
	assert.match(model.description, /−10\.0 \(−12\.3 to −7\.8\)/);
	assert.equal(model.tables[0].rows[0].cells[2].text, '−10.04');
	assert.deepEqual(model.facts.slice(0, 2).map(([, n]) => n), ['5,530', '5,357']);
	assert.match(model.tests.join(' '), /p < 0\.1 .*at the 5% level.*more than 5 points.*50 years/s);
	assert.match(model.tables[0].columns[2].name, /in points/);
	const share = figureModel('en', least, { ...data([]), figure_panels: panels, archetypes, terms: [{ model_id: 'm', outcome_variable: 'is_trained' }] });
	assert.match(`${share.tests.join(' ')} ${share.tables[0].columns[2].name}`, /more than 5 percentage points.*in percentage points/s, 'distances of shares');
	const greater = figureModel('en', { ...least, finding_en: '{+ traits: greater} desire' }, { ...data([]), figure_panels: panels, archetypes, terms: [] });
	assert.equal(greater.title, 'Subject', 'a title that the traits do not carry gives way');
});

test('scales hold all intervals and begin where they must', () => {
	const rows = [{ estimate: 0.43, low: 0.41, high: 0.45 }];
	assert.deepEqual(axisOf('bars', rows, true), axisOf('split_bars', rows, true), 'a share has one scale');
	assert.deepEqual(axisOf('bars', [{ estimate: 15.4, low: 14.9, high: 16 }], false).ticks, [0, 5, 10, 15, 20]);
	const signed = axisOf('coefficients', [{ estimate: -0.1, low: -0.13, high: -0.06 }], false);
	assert.ok(signed.low <= -0.13 && signed.high >= 0 && signed.ticks.includes(0));
	const shared = [[-1.2, 0.4], [-0.2, 1.7]].map(() => axisOf('differences', rows, false, undefined, [-1.2, 1.7]));
	assert.deepEqual(shared[0], shared[1]);
	assert.ok(shared[0].low <= -1.2 && shared[0].high >= 1.7);
	assert.deepEqual(axisOf('scale', rows, false, [0, 100]).ticks, [0, 20, 40, 60, 80, 100]);
	assert.deepEqual(axisOf('scale', rows, false).ticks, [1, 2, 3, 4, 5]);
	assert.deepEqual(axisOf('scale', rows, false, [0, 10]).ticks, [0, 2, 4, 6, 8, 10]);
});

test('a finding says how the claims of the report that it states came out, and what each of them is', async () => {
	const claim = (claim_id, verdict) => ({ claim_id, verdict, description_en: `About ${claim_id}` });
	const row = { finding_id: 'f', figure_id: 'fig_1', subject_en: 'Subject', text_en: 'It is {+ D001 D003: more} and {? D002: most} {"so"}: {by_size|1|1}.' };
	const html = await render('site/FindingList', {
		lang: 'en', findings: [{ row, text: 'It is more and most.' }], reportWave: null,
		data: {
			figures: [{ ...figure, figure_id: 'app_1', report_ref: 'Bilagstabel 1.1' }, { ...figure, figure_id: 'fig_2', report_ref: 'Figur 3.3' }, figure], names, estimates: [estimate('1', 0.3)],
			group_tests: [{ test_id: 'sizes', figure_id: 'fig_2' }], terms: [{ number_key: 'm|gender', figure_id: 'app_1' }],
			claims: [{ ...claim('D001', 'holds'), number_key: 'sizes' }, claim('D002', 'not_testable'), { ...claim('D003', 'holds'), number_key: 'm|gender' }]
		}
	});
	const text = html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
	assert.match(text, /See figure 3\.2: Subject, figure 3\.3: Subject The report/, 'the figures that show what it rests on, its own first');
	assert.match(text, /checked: holds \(D001: About D001 D003: About D003\), cannot be tested \(D002: About D002\)/);
});

test('labels that look like markup are text, in the picture, the table and the catalogue', async () => {
	const markup = '<img src="x" onerror="alert(1)">';
	const html = await render('site/Figure', { lang: 'da', figure: figureModel('da', figure, data([estimate('1', 0.3), estimate('2', 0.4)])) });
	assert.doesNotMatch(html, /<b>/);
	assert.match(html, /Gruppe &lt;b>2/);
	const course = {
		course_id: 'C001', course_name: markup, provider: markup, location: markup, duration_hours: 7, is_ects_awarding: true,
		region_label_da: 'R', provider_category_label_da: 'K', anomaly_note_da: markup, delivery_mode_label_da: 'M'
	};
	const catalogue = await render('SupplyPage', {
		lang: 'da',
		figures: [{ ...figure, figure_id: 'app_2_1', page_id: 'supply', finding_da: 'Emne', question_variables: null, data_source: 'catalogue' }],
		figure_panels: [{ figure_id: 'app_2_1', panel: 1, chart_kind: 'table', source_id: 'app_2_1' }],
		names, notices, estimates: [{}], findings: [{ page_id: 'elsewhere' }], claims: [{}], group_tests: [{}], terms: [{}],
		questions: [{}], ledger_refs: [{}], courses: [course],
		region_category: [{ region_code: '1', region_label_da: 'R', region_sort: 1, category_code: '1', category_label_da: 'K', category_sort: 1, n_courses: 1, n_ects_awarding: 1 }],
		catalogue_summary: [{ measure_id: 'n_courses', label_da: markup, value: 1, unit: 'courses' }]
	});
	assert.doesNotMatch(catalogue, /<img/);
	assert.equal(catalogue.split('&lt;img src=').length - 1, 6);
});

test('no component writes markup from data', async () => {
	const folder = new URL('../components/', import.meta.url);
	for (const file of await readdir(folder, { recursive: true })) {
		if (file.endsWith('.svelte')) assert.doesNotMatch(await readFile(new URL(file, folder), 'utf8'), /\{@html/, file);
	}
});

test('a component given an empty query stops the build', async () => {
	await assert.rejects(() => render('ChapterPage', { lang: 'da', id: 'use', figures: [], figure_panels: [{}] }), /"figures" returned no rows/);
});
