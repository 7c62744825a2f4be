/**
 * From the published tables to what a page draws: one model per figure of `pub_figures`, its panels from
 * `pub_figure_panels`, its tables with all rows that the export holds for it. Nothing is estimated here.
 */
import {
	EMPTY,
	formatInterval,
	formatNumber,
	formatP,
	formatPercent,
	localized,
	percentSign,
	plainValue,
	referenceLabel
} from './format.js';
import { fillFinding, indexBy, inSentence, valueText } from './findings.js';
import { pathOf } from './pages.js';
import { texts } from './texts.js';

const asSentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
const specOf = (row) => row.estimate_key.split('|')[0];
const bySort = (a, b) => (a.group_sort ?? 0) - (b.group_sort ?? 0) || (a.outcome_sort ?? 0) - (b.outcome_sort ?? 0);
// what is counted where a figure rests on no answers of managers: the fact that says how many
const UNITS_BESIDE_PERSONS = { catalogue: 'n_courses', register: 'complete_n', design: 'n_printed' };
// the regression outcome that is a share; the others are points
const SHARE_OUTCOME = 'is_trained';
const shown = (row, value) => (row.is_suppressed ? null : value);

/** Anchor of a figure on its page. */
export const anchorOf = (figureId) => figureId.replaceAll('_', '-');

/** Interval in the unit of the estimate, one decimal finer than a share is shown. */
function intervalText(lang, row) {
	if (row.statistic === 'share') {
		return formatInterval(lang, scaled(row.ci_low), scaled(row.ci_high), 1, percentSign(lang));
	}
	return formatInterval(lang, row.ci_low, row.ci_high, Math.abs(row.estimate) < 10 ? 2 : 1);
}
const scaled = (share) => (share === null || share === undefined ? share : share * 100);

/** One drawn row of an estimate. Which label names it depends on what varies in its request. */
function estimateRow(lang, row, siblings) {
	const label =
		row.group_code !== null && row.group_code !== 'all' && row.group_variable
			? localized(lang, row, 'group_value_label')
			: siblings.length === 1
				? localized(lang, row, 'outcome_label')
				: localized(lang, row, 'outcome_value_label');
	return {
		key: row.estimate_key,
		label,
		// regions keep their capital letter inside a sentence
		isName: row.group_variable === 'region',
		estimate: shown(row, row.estimate),
		low: shown(row, row.ci_low),
		high: shown(row, row.ci_high),
		estimateText: row.is_suppressed ? EMPTY : valueText(lang, row),
		// the sign stands at the estimate and on the scale already
		intervalText: row.is_suppressed
			? texts[lang].figures.suppressed
			: intervalText(lang, row).replace(percentSign(lang), ''),
		isShare: row.statistic === 'share'
	};
}

/** Stacked parts of a distribution, one row per group or item. */
function stackRows(lang, sources, estimatesOf, kind) {
	return sources.flatMap(({ source_id, mean_source_id }) => {
		const rows = estimatesOf(source_id);
		const means = mean_source_id ? estimatesOf(mean_source_id) : [];
		const groups = [...new Set(rows.map((row) => row.group_code))];
		return groups.map((group) => {
			const parts = rows.filter((row) => row.group_code === group);
			const mean = means.find((row) => row.group_code === group);
			const known = parts.filter((part) => !part.is_suppressed);
			const withheld =
				Math.max(0, 1 - known.reduce((sum, part) => sum + part.estimate, 0)) / (parts.length - known.length || 1);
			return {
				key: `${source_id}-${group}`,
				label:
					groups.length > 1
						? localized(lang, parts[0], 'group_value_label')
						: localized(lang, parts[0], 'outcome_label'),
				note: mean
					? `${texts[lang].figures.mean} ${valueText(lang, mean)} (${intervalText(lang, mean)})`
					: null,
				segments: parts.map((part, i) => ({
					// what is withheld takes up what the others leave, as one of several equal parts
					share: shown(part, part.estimate) ?? withheld,
					isWithheld: part.is_suppressed,
					text: part.is_suppressed ? texts[lang].figures.suppressed : formatPercent(lang, part.estimate),
					name: localized(lang, part, 'outcome_value_label'),
					tone: kind === 'likert' ? `likert-${i + 1}` : parts.length === 3 ? `third-${i + 1}` : `step-${i + 1}`
				}))
			};
		});
	});
}

function coefficientRows(lang, sources, terms, legend) {
	const rows = [];
	for (const { source_id } of sources) {
		const model = terms
			.filter((row) => row.model_id === source_id && row.variable_name !== '(intercept)')
			.sort((a, b) => a.term_order - b.term_order || a.level_sort - b.level_sort);
		// one item with controls shows the item; an experiment shows every factor with its reference
		const isItem = model[0]?.level_code === 'linear';
		const drawn = isItem ? model.slice(0, 1) : model;
		let heading = null;
		for (const row of drawn) {
			const variable = localized(lang, row, 'variable_label');
			rows.push({
				key: `${row.model_id}-${row.variable_name}-${row.level_code}`,
				heading: !isItem && variable !== heading ? variable : null,
				label: isItem ? variable : localized(lang, row, 'level_label'),
				estimate: row.coefficient,
				low: row.is_reference ? null : row.ci_low,
				high: row.is_reference ? null : row.ci_high,
				pValue: row.is_reference ? 1 : row.p_value,
				isReference: row.is_reference,
				estimateText: row.is_reference
					? texts[lang].figures.reference
					: `${formatNumber(lang, row.coefficient, 2, true)}${row[legend] ?? ''}`,
				intervalText: row.is_reference ? '' : formatInterval(lang, row.ci_low, row.ci_high, 2)
			});
			heading = variable;
		}
	}
	return rows;
}

/** A trait's interval, in points: that of its coefficient, or the mirror of the other's when it is the reference of two. */
function archetypeInterval(trait, terms) {
	const ofVariable = terms.filter((row) => row.model_id === trait.model_id && row.variable_name === trait.variable_name);
	const own = ofVariable.find((row) => row.level_code === trait.level_code);
	const term = own?.is_reference ? ofVariable.find((row) => !row.is_reference) : own;
	if (!term || term.ci_low === null) return { low: null, high: null };
	const leads = (term.coefficient > 0) === !own.is_reference;
	const factor = (term.outcome_variable === SHARE_OUTCOME ? 100 : 1) * (leads ? 1 : -1) * (own.is_reference ? -1 : 1);
	const [low, high] = [term.ci_low * factor, term.ci_high * factor].sort((a, b) => a - b);
	return { low, high };
}

function archetypeRows(lang, rows, terms) {
	return [...rows]
		.sort((a, b) => b.effect_points - a.effect_points)
		.map((row) => {
			const { low, high } = archetypeInterval(row, terms);
			const variable = localized(lang, row, 'variable_label');
			return {
				key: `${row.archetype_id}-${row.variable_name}`,
				label: localized(lang, row, 'level_label'),
				variable,
				circle: row.is_above_threshold ? 'strong' : 'weak',
				estimate: row.effect_points,
				low,
				high,
				isShare: false,
				estimateText: formatNumber(lang, row.effect_points, 1, true),
				intervalText: formatInterval(lang, low, high, 1)
			};
		});
}

/** Counts of courses as rows of a chart. */
function countRows(lang, cells, prefix) {
	const groups = new Map();
	for (const cell of cells) {
		const code = cell[`${prefix}_code`];
		const group = groups.get(code) ?? {
			key: code,
			label: localized(lang, cell, `${prefix}_label`),
			isName: prefix === 'region',
			sort: cell[`${prefix}_sort`],
			estimate: 0,
			part: 0
		};
		group.estimate += cell.n_courses;
		group.part += cell.n_ects_awarding;
		groups.set(code, group);
	}
	return [...groups.values()]
		.sort((a, b) => a.sort - b.sort)
		.map((group) => ({ ...group, estimateText: formatNumber(lang, group.estimate) }));
}

function panelOf(lang, kind, sources, data) {
	const estimatesOf = (spec) =>
		data.estimates.filter((row) => specOf(row) === spec).sort(bySort);
	switch (kind) {
		case 'bars':
		case 'split_bars':
		case 'scale':
			return sources.flatMap(({ source_id }) => {
				const rows = estimatesOf(source_id);
				const drawn = rows.map((row) => estimateRow(lang, row, rows));
				if (sources.length > 1 && rows.length > 1 && rows[0].group_variable) {
					drawn[0] = { ...drawn[0], heading: localized(lang, rows[0], 'outcome_label') };
				}
				return drawn;
			});
		case 'stack':
		case 'likert':
			return stackRows(lang, sources, estimatesOf, kind);
		case 'coefficients':
			return coefficientRows(lang, sources, data.terms, 'stars_figures');
		case 'archetype':
			return archetypeRows(
				lang,
				data.archetypes.filter((row) => row.archetype_id === sources[0].source_id),
				data.terms
			);
		case 'map':
			// what is held anywhere is not a place
			return countRows(lang, data.region_category ?? [], 'region').map((row) => ({
				...row,
				estimate: row.key === 'flexible' ? null : row.estimate,
				count: row.estimate
			}));
		case 'counts':
			return countRows(lang, data.region_category ?? [], 'category');
		case 'table':
			return [];
		default:
			throw new Error(`No chart is known as "${kind}" (pub_figure_panels.chart_kind)`);
	}
}

const numberCell = (key, value, text) => ({ key, value: plainValue(value), text });

/** All estimates of a figure with their uncertainty. */
function estimateTable(lang, rows) {
	const t = texts[lang].figures;
	const hasGroups = rows.some((row) => row.group_variable);
	return {
		source: 'pub_estimates',
		caption: t.estimatesCaption,
		columns: [
			{ key: 'outcome', name: t.columns.outcome },
			...(hasGroups ? [{ key: 'group', name: t.columns.group }] : []),
			{ key: 'estimate', name: t.columns.estimate, isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'std_error', name: t.columns.standardError, isNumber: true },
			{ key: 'n_unweighted', name: t.columns.n, isNumber: true }
		],
		rows: rows.map((row) => {
			const isShare = row.statistic === 'share';
			const factor = isShare ? 100 : 1;
			const outcome = localized(lang, row, 'outcome_label');
			const value = localized(lang, row, 'outcome_value_label');
			return {
				key: row.estimate_key,
				cells: [
					{ key: 'outcome', text: isShare && value !== outcome ? `${outcome}: ${inSentence(value)}` : isShare ? outcome : `${outcome} (${t.meanWord})` },
					...(hasGroups
						? [{ key: 'group', text: row.group_variable ? localized(lang, row, 'group_value_label') : t.all }]
						: []),
					numberCell('estimate', row.estimate, row.is_suppressed ? EMPTY : valueText(lang, row, 1)),
					{ key: 'ci', text: row.is_suppressed ? t.suppressed : intervalText(lang, row), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
					numberCell(
						'std_error',
						row.std_error,
						row.std_error === null ? EMPTY : formatNumber(lang, row.std_error * factor, isShare ? 2 : 3)
					),
					numberCell('n_unweighted', row.n_unweighted, formatNumber(lang, row.n_unweighted))
				]
			};
		})
	};
}

const isShareTest = (row) => row.outcome_key !== 'mean';

function testTable(lang, rows) {
	const t = texts[lang].figures;
	const hasHolm = rows.some((row) => row.p_value_holm !== null && row.p_value_holm !== undefined);
	return {
		source: 'pub_group_tests',
		caption: t.testsCaption,
		columns: [
			{ key: 'outcome', name: t.columns.outcome },
			{ key: 'groups', name: t.columns.comparison },
			{ key: 'difference', name: t.columns.difference, isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'p_value', name: t.columns.p, isNumber: true },
			...(hasHolm ? [{ key: 'p_value_holm', name: t.columns.pHolm, isNumber: true }] : [])
		],
		rows: rows.map((row) => ({
			key: row.test_id,
			cells: [
				{ key: 'outcome', text: localized(lang, row, 'outcome_label') },
				{ key: 'groups', text: t.versus(localized(lang, row, 'group_a_label'), inSentence(localized(lang, row, 'group_b_label'))) },
				numberCell('difference', row.difference, differenceText(lang, row)),
				{ key: 'ci', text: testInterval(lang, row), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
				numberCell('p_value', row.p_value, `${formatP(lang, row.p_value)}${row.stars ? ` ${row.stars}` : ''}`),
				...(hasHolm ? [numberCell('p_value_holm', row.p_value_holm, formatP(lang, row.p_value_holm))] : [])
			]
		}))
	};
}

function differenceText(lang, row) {
	if (row.difference === null) return EMPTY;
	return isShareTest(row)
		? texts[lang].figures.points(formatNumber(lang, row.difference * 100, 1, true))
		: formatNumber(lang, row.difference, 2, true);
}

function testInterval(lang, row) {
	const factor = isShareTest(row) ? 100 : 1;
	if (row.ci_low === null) return EMPTY;
	return formatInterval(lang, row.ci_low * factor, row.ci_high * factor, isShareTest(row) ? 1 : 2);
}

function termTable(lang, rows) {
	const t = texts[lang].figures;
	return {
		source: 'pub_regression_terms',
		caption: t.termsCaption,
		columns: [
			{ key: 'term', name: t.columns.term },
			{ key: 'coefficient', name: t.columns.coefficient, isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'std_error', name: t.columns.standardError, isNumber: true },
			{ key: 'p_value', name: t.columns.p, isNumber: true }
		],
		rows: rows.map((row) => {
			const variable = localized(lang, row, 'variable_label');
			const isLinear = row.level_code === 'linear';
			return {
				key: `${row.model_id}|${row.variable_name}|${row.level_code}`,
				cells: [
					{ key: 'term', text: isLinear ? variable : `${variable}: ${inSentence(localized(lang, row, 'level_label'))}` },
					numberCell('coefficient', row.coefficient, row.is_reference ? t.reference : formatNumber(lang, row.coefficient, 3, true)),
					{ key: 'ci', text: row.is_reference ? EMPTY : formatInterval(lang, row.ci_low, row.ci_high, 3), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
					numberCell('std_error', row.std_error, row.is_reference ? EMPTY : formatNumber(lang, row.std_error, 3)),
					numberCell('p_value', row.p_value, row.is_reference ? EMPTY : `${formatP(lang, row.p_value)} ${row.stars_figures ?? ''}`.trim())
				]
			};
		})
	};
}

function archetypeTable(lang, rows, allTerms) {
	const t = texts[lang].figures;
	const intervalOf = (row) => {
		const { low, high } = archetypeInterval(row, allTerms);
		return formatInterval(lang, low, high, 2);
	};
	return {
		source: 'pub_archetypes',
		caption: t.archetypeCaption,
		columns: [
			{ key: 'trait', name: t.columns.trait },
			{ key: 'effect_points', name: t.columns.effect, isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'p_value', name: t.columns.p, isNumber: true }
		],
		rows: rows.map((row) => ({
			key: `${row.archetype_id}|${row.variable_name}`,
			cells: [
				{ key: 'trait', text: `${localized(lang, row, 'variable_label')}: ${inSentence(localized(lang, row, 'level_label'))}` },
				numberCell('effect_points', row.effect_points, formatNumber(lang, row.effect_points, 2)),
				{ key: 'ci', text: intervalOf(row) },
				numberCell('p_value', row.p_value, formatP(lang, row.p_value))
			]
		}))
	};
}

/**
 * Appendix tables: a row per term, and for every model our coefficient beside the printed one.
 */
function regressionTable(lang, rows) {
	const t = texts[lang].figures;
	const models = [...new Map(rows.map((row) => [row.model_id, row])).values()].sort((a, b) => a.model_sort - b.model_sort);
	const decimals = 2;
	const withError = (value, error, stars) =>
		value === null || value === undefined
			? EMPTY
			: `${formatNumber(lang, value, decimals)}${stars ?? ''}${error === null || error === undefined ? '' : ` (${formatNumber(lang, error, decimals)})`}`;
	const terms = new Map();
	for (const row of [...rows].sort((a, b) => (a.term_order === 0) - (b.term_order === 0) || a.term_order - b.term_order || a.level_sort - b.level_sort)) {
		const key = `${row.variable_name}|${row.level_code}`;
		if (!terms.has(key)) terms.set(key, []);
		terms.get(key).push(row);
	}
	let last = null;
	return {
		source: 'pub_regression_terms',
		caption: t.regressionCaption,
		isWide: true,
		columns: [
			{ key: 'term', name: t.columns.term },
			...models.flatMap((model, i) => [
				{ key: `ours_${i}`, name: t.modelOurs(i + 1, localized(lang, model, 'model_label')), isNumber: true },
				{ key: `printed_${i}`, name: t.modelPrinted(i + 1), isNumber: true }
			])
		],
		rows: [
			...[...terms.values()].map((versions) => {
				const first = versions[0];
				const variable = localized(lang, first, 'variable_label');
				const isLinear = first.level_code === 'linear';
				const heading = !isLinear && variable !== last ? variable : null;
				last = variable;
				return {
					key: `${first.variable_name}|${first.level_code}`,
					heading,
					cells: [
						{ key: 'term', text: isLinear ? variable : localized(lang, first, 'level_label') },
						...models.flatMap((model, i) => {
							const row = versions.find((version) => version.model_id === model.model_id);
							if (!row) return [{ key: `ours_${i}`, text: EMPTY }, { key: `printed_${i}`, text: EMPTY }];
							if (row.is_reference) return [{ key: `ours_${i}`, text: t.reference }, { key: `printed_${i}`, text: t.reference }];
							return [
								{ key: `ours_${i}`, model: model.model_id, column: 'coefficient', value: plainValue(row.coefficient), text: withError(row.coefficient, row.std_error, row.stars_appendix) },
								{ key: `printed_${i}`, model: model.model_id, column: 'printed_coefficient', value: plainValue(row.printed_coefficient), text: withError(row.printed_coefficient, row.printed_std_error, row.printed_stars) }
							];
						})
					]
				};
			}),
			{
				key: 'n',
				cells: [
					{ key: 'term', text: t.columns.n },
					...models.flatMap((model, i) => [
						{ key: `ours_${i}`, text: formatNumber(lang, model.n_unweighted) },
						{ key: `printed_${i}`, text: EMPTY }
					])
				]
			},
			{
				key: 'r_squared',
				cells: [
					{ key: 'term', text: 'R²' },
					...models.flatMap((model, i) => [
						{ key: `ours_${i}`, text: formatNumber(lang, model.r_squared, 3) },
						{ key: `printed_${i}`, text: EMPTY }
					])
				]
			}
		]
	};
}

/** Table 6.1: respondents, sample, population and weighted respondents, in per cent. */
function marginTable(lang, rows) {
	const t = texts[lang].figures;
	const columns = ['share_respondents', 'share_sample', 'share_population', 'share_weighted'];
	let last = null;
	return {
		source: 'pub_register_margins',
		caption: t.marginsCaption,
		columns: [
			{ key: 'category', name: t.columns.category },
			...columns.map((key) => ({ key, name: t.columns[key], isNumber: true }))
		],
		rows: rows.map((row) => {
			const variable = localized(lang, row, 'variable_label');
			const heading = variable === last ? null : variable;
			last = variable;
			return {
				key: `${row.variable_name}|${row.category_code}`,
				heading,
				cells: [
					{ key: 'category', text: localized(lang, row, 'category_label') },
					...columns.map((key) => numberCell(key, row[key], formatPercent(lang, row[key], 1)))
				]
			};
		})
	};
}

/** Table 6.2: the managers interviewed, and what they were chosen by. */
function interviewTable(lang, rows) {
	const t = texts[lang].figures;
	return {
		source: 'pub_interview_design',
		caption: t.interviewsCaption,
		columns: [
			{ key: 'criterion', name: t.columns.criterion },
			{ key: 'group', name: t.columns.group },
			{ key: 'n_interviews', name: t.columns.interviews, isNumber: true },
			{ key: 'note', name: t.columns.note }
		],
		rows: rows.map((row) => ({
			key: `${row.interview_group}|${row.criterion_code}`,
			cells: [
				{ key: 'criterion', text: localized(lang, row, 'label') },
				{ key: 'group', text: t.interviewGroups[row.interview_group] },
				numberCell('n_interviews', row.n_interviews, formatNumber(lang, row.n_interviews)),
				{ key: 'note', text: localized(lang, row, 'note') ?? '' }
			]
		}))
	};
}

/** Courses by region and provider category. */
function courseTable(lang, cells) {
	const t = texts[lang].figures;
	return {
		source: 'pub_catalogue_region_category',
		caption: t.coursesCaption,
		columns: [
			{ key: 'region', name: t.columns.region },
			{ key: 'category', name: t.columns.category },
			{ key: 'n_courses', name: t.columns.courses, isNumber: true },
			{ key: 'n_ects_awarding', name: t.columns.ects, isNumber: true }
		],
		rows: cells.map((cell) => ({
			key: `${cell.region_code}|${cell.category_code}`,
			cells: [
				{ key: 'region', text: localized(lang, cell, 'region_label') },
				{ key: 'category', text: localized(lang, cell, 'category_label') },
				numberCell('n_courses', cell.n_courses, formatNumber(lang, cell.n_courses)),
				numberCell('n_ects_awarding', cell.n_ects_awarding, formatNumber(lang, cell.n_ects_awarding))
			]
		}))
	};
}

/** Counts by one side of that table, as the map shows them. */
function regionTable(lang, cells) {
	const t = texts[lang].figures;
	return {
		source: 'courses-by-region',
		caption: t.coursesCaption,
		columns: [
			{ key: 'region', name: t.columns.region },
			{ key: 'n_courses', name: t.columns.courses, isNumber: true },
			{ key: 'n_ects_awarding', name: t.columns.ects, isNumber: true }
		],
		rows: countRows(lang, cells, 'region').map((row) => ({
			key: row.key,
			cells: [
				{ key: 'region', text: row.label },
				numberCell('n_courses', row.estimate, row.estimateText),
				numberCell('n_ects_awarding', row.part, formatNumber(lang, row.part))
			]
		}))
	};
}

function tablesOf(lang, figure, panels, data) {
	const of = (rows) => (rows ?? []).filter((row) => row.figure_id === figure.figure_id);
	const kinds = panels.map((panel) => panel.kind);
	if (kinds.includes('map')) return [regionTable(lang, data.region_category)];
	if (kinds.includes('counts')) return [courseTable(lang, data.region_category)];
	if (figure.figure_id === 'tab_6_2') return [interviewTable(lang, data.interview_design)];
	if (figure.figure_id === 'tab_6_1') return [marginTable(lang, data.register_margins)];
	const tables = [];
	const terms = of(data.terms);
	if (kinds.includes('table')) {
		if (terms.length > 0) tables.push(regressionTable(lang, terms));
		return tables;
	}
	const estimates = of(data.estimates);
	if (estimates.length > 0) tables.push(estimateTable(lang, estimates));
	const tests = of(data.group_tests);
	if (tests.length > 0) tables.push(testTable(lang, tests));
	if (terms.length > 0) tables.push(termTable(lang, terms));
	const archetypes = of(data.archetypes);
	if (archetypes.length > 0) tables.push(archetypeTable(lang, archetypes, data.terms));
	return tables;
}

/** What a picture shows, in words: the text that stands for it in a screen reader. */
function descriptionOf(panels) {
	return panels
		.map((panel) => {
			const rows = panel.rows.map((row) => {
				const name = [row.heading, row.variable, row.label].filter(Boolean).join(', ');
				if (row.segments) return `${name}: ${row.segments.map((part) => `${part.name} ${part.text}`).join(', ')}`;
				return `${name} ${row.estimateText}${row.intervalText ? ` (${row.intervalText})` : ''}`;
			});
			return `${panel.title ? `${panel.title}: ` : ''}${rows.join('; ')}.`;
		})
		.join(' ');
}

/** Tested differences as sentences; many of them are counted here and stand in the table. */
const TESTS_IN_WORDS = 3;
function testNotes(lang, tests, isArchetype) {
	const t = texts[lang].figures;
	if (isArchetype) return [tests.length > 0 ? t.archetypeTests : t.archetypeNote];
	if (tests.length > TESTS_IN_WORDS) {
		return [t.testsSummary(formatNumber(lang, tests.filter((row) => row.p_value < 0.05).length), formatNumber(lang, tests.length))];
	}
	const severalOutcomes = new Set(tests.map((row) => row.outcome_variable)).size > 1;
	// one sentence per pair of groups
	const comparisons = new Map();
	for (const row of tests) {
		const groups = inSentence(t.versus(localized(lang, row, 'group_a_label'), inSentence(localized(lang, row, 'group_b_label'))));
		const numbers = row.is_suppressed ? t.suppressed : t.testNumbers(differenceText(lang, row), testInterval(lang, row), formatP(lang, row.p_value));
		const text = severalOutcomes ? `${inSentence(localized(lang, row, 'outcome_label'))} ${numbers}` : numbers;
		comparisons.set(groups, [...(comparisons.get(groups) ?? []), text]);
	}
	return [...comparisons].map(([groups, differences]) => t.testedDifference(groups, differences.join('; ')));
}

/** Names that findings use beside estimates: sizes of the study, of the catalogue, counts over a table. */
function factsOf(lang, figure, panels, data) {
	const facts = { n_printed: formatNumber(lang, figure.n_printed) };
	for (const row of data.catalogue_summary ?? []) facts[row.measure_id] = formatNumber(lang, row.value);
	for (const row of data.response_flow ?? []) {
		if (row.stratum_code === 'all') facts[row.measure_id] = formatNumber(lang, row.value);
	}
	const rows = panels[0]?.rows ?? [];
	if (panels[0]?.kind === 'archetype') {
		facts.n_traits = formatNumber(lang, rows.length);
		facts.strongest = rows[0] ? `${inSentence(rows[0].variable)} (${inSentence(rows[0].label)})` : EMPTY;
	}
	if (panels[0]?.kind === 'counts') {
		const top = rows.reduce((best, row) => (row.estimate > best.estimate ? row : best));
		facts.courses_max = inSentence(top.label);
		facts.courses_max_value = top.estimateText;
	}
	const compared = (data.terms ?? []).filter(
		(row) => row.figure_id === figure.figure_id && row.deviation_in_printed_std_errors !== null && row.deviation_in_printed_std_errors !== undefined
	);
	facts.n_compared = formatNumber(lang, compared.length);
	facts.n_close = formatNumber(lang, compared.filter((row) => Math.abs(row.deviation_in_printed_std_errors) <= 0.5).length);
	return facts;
}

/**
 * @param {'da' | 'en'} lang
 * @param {object} figure row of pub_figures
 * @param {Record<string, object[]>} data rows of the page queries
 */
export function figureModel(lang, figure, data) {
	const t = texts[lang].figures;
	const sources = data.figure_panels.filter((row) => row.figure_id === figure.figure_id);
	if (sources.length === 0) throw new Error(`${figure.figure_id} has no row in reporting_figure_panels.csv`);
	const panels = [...new Set(sources.map((row) => row.panel))].map((panel) => {
		const own = sources.filter((row) => row.panel === panel);
		const kind = own[0].chart_kind;
		const rows = panelOf(lang, kind, own, data);
		if (rows.length === 0 && kind !== 'table') {
			throw new Error(`${figure.figure_id}: nothing to draw for ${own.map((row) => row.source_id).join(', ')}`);
		}
		return { id: `${anchorOf(figure.figure_id)}-${panel}`, kind, title: localized(lang, own[0], 'title'), rows };
	});
	const tests = (data.group_tests ?? []).filter((row) => row.figure_id === figure.figure_id);
	const facts = factsOf(lang, figure, panels, data);
	const finding = fillFinding(lang, localized(lang, figure, 'finding'), {
		estimates: indexBy(data.estimates ?? [], 'estimate_key'),
		tests: indexBy(data.group_tests ?? [], 'test_id'),
		panels,
		facts
	});
	const questions = (figure.question_variables ?? '')
		.split(';')
		.filter(Boolean)
		.map((name) => {
			const question = data.questions.find((row) => row.variable_name === name);
			if (!question) throw new Error(`${figure.figure_id} asks for the question ${name}, which the codebook lacks`);
			return { number: question.question_number, text: localized(lang, question, 'question') };
		});
	const ledger = data.ledger_refs.filter((row) => row.report_ref === figure.report_ref);
	const name = referenceLabel(lang, figure.report_ref);
	const ledgerLink = (page, row) =>
		row && {
			href: `${pathOf(page, lang)}?q=${encodeURIComponent(`"${name}"`)}#${row.first_id}`,
			text: t.ledgerLink[page](formatNumber(lang, row.n))
		};
	const sizes = [figure.n_ours, figure.n_ours_second].filter((n) => n !== null && n !== undefined);
	const printed = [figure.n_printed, figure.n_printed_second].filter((n) => n !== null && n !== undefined);
	const isSurvey = figure.data_source === 'survey';
	return {
		id: anchorOf(figure.figure_id),
		figureId: figure.figure_id,
		kind: figure.figure_kind,
		number: name,
		subject: localized(lang, figure, 'title'),
		// a finding with a withheld number gives way to the subject
		title: finding ?? localized(lang, figure, 'title'),
		subtitle: [localized(lang, figure, 'measure'), localized(lang, figure, 'population')].filter(Boolean).map(asSentence).join(' '),
		panels,
		description: descriptionOf(panels),
		// an archetype's lead is in percentage points or in points
		isShareOutcome: data.archetypes?.some(
			(row) =>
				row.figure_id === figure.figure_id &&
				data.terms.some((term) => term.model_id === row.model_id && term.outcome_variable === SHARE_OUTCOME)
		),
		tables: tablesOf(lang, figure, panels, data),
		tests: testNotes(lang, tests, panels.some((panel) => panel.kind === 'archetype')),
		hasStars: panels.some((panel) => panel.kind === 'coefficients'),
		facts: [
			...(sizes.length > 0 ? [[t.n, sizes.map((n) => formatNumber(lang, n)).join(' / ')]] : []),
			...(UNITS_BESIDE_PERSONS[figure.data_source] ? [[t.nOf[figure.data_source], facts[UNITS_BESIDE_PERSONS[figure.data_source]]]] : []),
			...(isSurvey && printed.join() !== sizes.join() && printed.length > 0
				? [[t.nPrinted, printed.map((n) => formatNumber(lang, n)).join(' / ')]]
				: []),
			[t.weights, isSurvey ? t.weighted : t.unweighted[figure.data_source]],
			...(isSurvey ? [[t.uncertainty, t.intervals]] : []),
			[t.source, t.sources[figure.data_source].replace('{wave}', figure.wave)]
		],
		questions,
		ledger: [
			ledgerLink('replication', ledger.find((row) => row.ledger === 'numbers')),
			ledgerLink('claims', ledger.find((row) => row.ledger === 'claims'))
		].filter(Boolean)
	};
}

/** Models of all figures of a page, in the order of the report. */
export function figuresOfPage(lang, pageId, data) {
	return data.figures
		.filter((row) => row.page_id === pageId)
		.sort((a, b) => a.sort_order - b.sort_order)
		.map((figure) => figureModel(lang, figure, data));
}
