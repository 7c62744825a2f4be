/** The tables of a figure: rows with the key of their export, cells with the unrounded value. Nothing is estimated here. */
import {
	EMPTY,
	extraDecimals,
	formatDifference,
	formatDifferenceInterval,
	formatError,
	formatNumber,
	formatP,
	formatValue,
	formatValueInterval,
	localized,
	plainValue
} from '../format.js';
import { absenceOf } from '../absence.js';
import { inSentence } from '../findings.js';
import { namesOf } from '../names.js';
import { marked } from '../provenance.js';
import { texts } from '../texts.js';
import { changeText, countRows, inAllWaves, pointsPerUnit, valueText, wavesOf } from './rows.js';

/** What the stars of a legend mean; no line breaks inside a level. */
const starsOf = (lang, data, legend) => localized(lang, data.notices.find((row) => row.key === `stars_${legend}`), 'value').replaceAll(/(?<!,) /g, '\u00a0');

const extraOf = (statistic, value, row) => extraDecimals(statistic, [value, row.std_error, row.ci_low, row.ci_high]);

const numberCell = (key, value, text) => ({ key, value: plainValue(value), text });

/** Whether a category names its variable: "With training in …" says all of "Has training in …". */
function saysAll(category, variable) {
	const subject = variable.slice(variable.indexOf(' ') + 1);
	return subject.includes(' ') && category.endsWith(subject);
}

/** What an estimate measures: its outcome and the answer counted, or the mean of it. */
function measureName(lang, row) {
	const outcome = localized(lang, row, 'outcome_label');
	const value = localized(lang, row, 'outcome_value_label');
	if (row.statistic !== 'share') return `${outcome} (${texts[lang].figures.meanWord})`;
	return value !== outcome && !saysAll(value, outcome) ? `${outcome}: ${inSentence(value)}` : value;
}

/** A group by its variable and category: categories such as "to some degree" occur under several questions. */
function groupName(lang, row) {
	if (!row.group_variable) return texts[lang].figures.all;
	const category = localized(lang, row, 'group_value_label');
	// how many categories there are is no part of a name
	const variable = localized(lang, row, 'group_label').replace(/ \(\d+ \p{L}+\)$/u, '');
	if (saysAll(category, variable)) return category;
	return `${variable}: ${inSentence(category, row.group_variable === 'region')}`;
}

/**
 * What waves before say of the numbers of a table, and what changed: two columns on the figure's own page, where there are
 * several waves. Among other figures the picture tells of them.
 */
function wavesBeside(lang, data, rows) {
	if (!rows.some((row) => wavesOf(data, row).length > 0)) return { columns: [], cellsOf: () => [] };
	const t = texts[lang].figures;
	const inWave = (row) => {
		const absence = absenceOf(row);
		const extra = extraOf(row.statistic, row.estimate, row);
		const interval = formatValueInterval(lang, row.statistic, row, { bare: true, extra: Math.min(0, extra) });
		return `${row.wave}: ${absence ? texts[lang].absence[absence] : `${marked(valueText(lang, row, extra), row)} (${interval})`}`;
	};
	return {
		columns: [
			{ key: 'before', name: t.columns.before, isOfOwnPage: true },
			{ key: 'change', name: t.columns.change, isOfOwnPage: true }
		],
		cellsOf: (row) => {
			const [latest, ...earlier] = inAllWaves(data, row);
			// a reference group has no number to change
			const change = latest ? (changeText(lang, latest) ?? localized(lang, latest, 'change_verdict_label')) : '';
			return [
				{ key: 'before', text: earlier.map(inWave).join('; '), isOfOwnPage: true },
				{ key: 'change', text: change, isOfOwnPage: true }
			];
		}
	};
}

/** A table as it stands among other figures: without what is for the figure's own page. */
export function withoutWaves(table) {
	const of = (parts) => parts.filter((part) => !part.isOfOwnPage);
	return { ...table, columns: of(table.columns), rows: table.rows.map((row) => ({ ...row, cells: of(row.cells) })) };
}

/** All estimates of a figure with their uncertainty. */
function estimateTable(lang, rows, data) {
	const t = texts[lang].figures;
	const hasGroups = rows.some((row) => row.group_variable);
	const beside = wavesBeside(lang, data, rows);
	return {
		source: 'pub_estimates',
		caption: t.estimatesCaption,
		columns: [
			{ key: 'outcome', name: t.columns.outcome },
			...(hasGroups ? [{ key: 'group', name: t.columns.group }] : []),
			{ key: 'estimate', name: t.columns.estimate, isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'std_error', name: t.columns.standardError, isNumber: true },
			{ key: 'n_unweighted', name: t.columns.n, isNumber: true },
			...beside.columns
		],
		rows: rows.map((row) => {
			const absence = absenceOf(row);
			return {
				key: row.number_key,
				// the outcome alone names no row of a table by groups
				header: [measureName(lang, row), ...(hasGroups ? [groupName(lang, row)] : [])].join(', '),
				cells: [
					{ key: 'outcome', text: measureName(lang, row) },
					...(hasGroups ? [{ key: 'group', text: groupName(lang, row) }] : []),
					numberCell('estimate', row.estimate, absence ? EMPTY : marked(formatValue(lang, row.statistic, row.estimate, { extra: extraOf(row.statistic, row.estimate, row) }), row)),
					{ key: 'ci', text: absence ? texts[lang].absence[absence] : formatValueInterval(lang, row.statistic, row), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
					numberCell('std_error', row.std_error, formatError(lang, row.statistic, row)),
					numberCell('n_unweighted', row.n_unweighted, formatNumber(lang, row.n_unweighted)),
					...beside.cellsOf(row)
				]
			};
		})
	};
}

const isShareTest = (row) => row.outcome_key !== 'mean';

/** What a test compares: of a share of several answers, the answer too. */
export function testName(lang, row) {
	const outcome = localized(lang, row, 'outcome_label');
	const value = localized(lang, row, 'outcome_value_label');
	if (!isShareTest(row) || !value || value === outcome) return outcome;
	return saysAll(value, outcome) ? value : `${outcome}: ${inSentence(value)}`;
}

/** Two groups of a test, the words that both end with once: "with training in … against without". */
export function versus(lang, row) {
	const [a, b] = [localized(lang, row, 'group_a_label'), inSentence(localized(lang, row, 'group_b_label'))];
	const [first, ...shared] = b.split(' ');
	return texts[lang].figures.versus(a, shared.length > 0 && a.split(' ').slice(1).join(' ') === shared.join(' ') ? first : b);
}

/** The groups a test compares; where tests of one table compare by several answers, by which, since their categories sound alike. */
function comparisonName(lang, row, rows, data) {
	const groups = versus(lang, row);
	if (new Set(rows.map((other) => other.group_variable)).size === 1) return groups;
	const estimate = data.estimates.find((other) => other.group_variable === row.group_variable);
	const variable = estimate && localized(lang, estimate, 'group_label');
	return variable && !saysAll(localized(lang, row, 'group_a_label'), variable) ? `${variable}: ${inSentence(groups)}` : groups;
}

function testTable(lang, rows, data) {
	const t = texts[lang].figures;
	const hasHolm = rows.some((row) => row.p_value_holm !== null && row.p_value_holm !== undefined);
	return {
		source: 'pub_group_tests',
		caption: t.testsCaption(starsOf(lang, data, 'figures')),
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
			header: `${testName(lang, row)}, ${comparisonName(lang, row, rows, data)}`,
			cells: [
				{ key: 'outcome', text: testName(lang, row) },
				{ key: 'groups', text: comparisonName(lang, row, rows, data) },
				numberCell('difference', row.difference, differenceText(lang, row)),
				{ key: 'ci', text: testInterval(lang, row), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
				numberCell('p_value', row.p_value, `${formatP(lang, row.p_value)}${row.stars ? ` ${row.stars}` : ''}`),
				...(hasHolm ? [numberCell('p_value_holm', row.p_value_holm, formatP(lang, row.p_value_holm))] : [])
			]
		}))
	};
}

export const differenceText = (lang, row) => marked(formatDifference(lang, isShareTest(row), row.difference), row);

export function testInterval(lang, row) {
	return formatDifferenceInterval(lang, isShareTest(row), row.ci_low, row.ci_high);
}

function termTable(lang, rows, data) {
	const t = texts[lang].figures;
	const beside = wavesBeside(lang, data, rows);
	const termName = (row) => {
		const variable = localized(lang, row, 'variable_label');
		return row.level_code === 'linear' ? variable : `${variable}: ${inSentence(localized(lang, row, 'level_label'), row.variable_name === 'region')}`;
	};
	const isAnswer = (row) => row.level_code === 'linear' && row.variable_name !== '(intercept)';
	// models of one name are told apart by the answer that each is about
	const modelName = (row) => {
		const label = localized(lang, row, 'model_label');
		if (rows.every((other) => other.model_id === row.model_id || localized(lang, other, 'model_label') !== label)) return label;
		const subject = rows.find((other) => other.model_id === row.model_id && other.variable_name !== '(intercept)');
		return `${label}: ${inSentence(localized(lang, subject, 'variable_label'))}`;
	};
	const hasSeveral = new Set(rows.map((row) => row.model_id)).size > 1;
	let last = null;
	return {
		source: 'pub_regression_terms',
		// the answer that a figure is about is linear; groups beside it are what it is controlled for
		caption: t.termsCaption(rows.some(isAnswer) && rows.some((row) => row.level_code !== 'linear')),
		columns: [
			{ key: 'term', name: t.columns.term },
			{ key: 'coefficient', name: t.columns.coefficient, isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'std_error', name: t.columns.standardError, isNumber: true },
			{ key: 'p_value', name: t.columns.p, isNumber: true },
			...beside.columns
		],
		rows: rows.map((row) => {
			const heading = hasSeveral && row.model_id !== last ? modelName(row) : null;
			last = row.model_id;
			const extra = extraOf('coefficient', row.coefficient, row);
			return {
				key: `${row.model_id}|${row.variable_name}|${row.level_code}`,
				heading,
				header: `${termName(row)}, ${modelName(row)}`,
				cells: [
					{ key: 'term', text: termName(row) },
					numberCell('coefficient', row.coefficient, row.is_reference ? t.reference : marked(formatValue(lang, 'coefficient', row.coefficient, { extra, signed: true }), row)),
					{ key: 'ci', text: row.is_reference ? EMPTY : formatValueInterval(lang, 'coefficient', { ...row, estimate: row.coefficient }, { extra }), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
					numberCell('std_error', row.std_error, row.is_reference ? EMPTY : formatError(lang, 'coefficient', { ...row, estimate: row.coefficient })),
					numberCell('p_value', row.p_value, row.is_reference ? EMPTY : `${formatP(lang, row.p_value)} ${row.stars_figures ?? ''}`.trim()),
					...beside.cellsOf(row)
				]
			};
		})
	};
}

/** Whether the traits of an archetype are about a share: their distances are then percentage points. */
export const isShareFigure = (figure, data) =>
	(data.archetypes ?? []).some((row) => row.figure_id === figure.figure_id && Math.abs(pointsPerUnit(row, data)) === 100);

function archetypeTable(lang, rows, isShare, data) {
	const t = texts[lang].figures;
	const beside = wavesBeside(lang, data, rows);
	return {
		source: 'pub_archetypes',
		caption: t.archetypeCaption,
		columns: [
			{ key: 'trait', name: t.columns.trait },
			{ key: 'reference', name: t.columns.referenceGroup },
			{ key: 'effect_points', name: t.columns.effect(isShare), isNumber: true },
			{ key: 'ci', name: t.columns.interval, isNumber: true },
			{ key: 'p_value', name: t.columns.p, isNumber: true },
			...beside.columns
		],
		rows: rows.map((row) => ({
			key: `${row.archetype_id}|${row.variable_name}`,
			cells: [
				{ key: 'trait', text: `${localized(lang, row, 'variable_label')}: ${inSentence(localized(lang, row, 'level_label'))}` },
				{ key: 'reference', text: localized(lang, row, 'reference_label') },
				numberCell('effect_points', row.effect_points, marked(formatValue(lang, 'points', row.effect_points, { extra: extraOf('points', row.effect_points, row), signed: true }), row)),
				{ key: 'ci', text: formatValueInterval(lang, 'points', { ...row, estimate: row.effect_points }, { extra: extraOf('points', row.effect_points, row) }), low: plainValue(row.ci_low), high: plainValue(row.ci_high) },
				numberCell('p_value', row.p_value, formatP(lang, row.p_value)),
				...beside.cellsOf(row)
			]
		}))
	};
}

/**
 * Appendix tables: a row per term, and for every model our coefficient beside the printed one.
 */
function regressionTable(lang, rows, data) {
	const t = texts[lang].figures;
	const models = [...new Map(rows.map((row) => [row.model_id, row])).values()].sort((a, b) => a.model_sort - b.model_sort);
	const withError = (value, error, stars, extra = 0) =>
		value === null || value === undefined
			? EMPTY
			: `${formatValue(lang, 'coefficient', value, { extra })}${stars ?? ''}${error === null || error === undefined ? '' : ` (${formatValue(lang, 'coefficient', error, { extra })})`}`;
	const terms = new Map();
	for (const row of [...rows].sort((a, b) => (a.term_order === 0) - (b.term_order === 0) || a.term_order - b.term_order || a.level_sort - b.level_sort)) {
		const key = `${row.variable_name}|${row.level_code}`;
		if (!terms.has(key)) terms.set(key, []);
		terms.get(key).push(row);
	}
	let last = null;
	// of a wave that the report is not about, it prints nothing: no empty columns beside ours
	const isPrinted = rows.some((row) => row.printed_coefficient !== null && row.printed_coefficient !== undefined);
	const beside = (ours, printed) => (isPrinted ? [ours, printed] : [ours]);
	return {
		source: 'pub_regression_terms',
		caption: t.regressionCaption(starsOf(lang, data, 'appendix')),
		isWide: true,
		isMatrix: true,
		isOfModels: true,
		isPaired: isPrinted,
		columns: [
			{ key: 'term', name: t.columns.term },
			...models.flatMap((model, i) => beside(
				{ key: `ours_${i}`, name: (isPrinted ? t.modelOurs : t.modelAlone)(i + 1, localized(lang, model, 'model_label')), isNumber: true },
				{ key: `printed_${i}`, name: t.modelPrinted(i + 1), isNumber: true }
			))
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
							if (!row) return beside({ key: `ours_${i}`, text: EMPTY }, { key: `printed_${i}`, text: EMPTY });
							if (row.is_reference) return beside({ key: `ours_${i}`, text: t.reference }, { key: `printed_${i}`, text: t.reference });
							return beside(
								{ key: `ours_${i}`, model: model.model_id, column: 'coefficient', value: plainValue(row.coefficient), text: marked(withError(row.coefficient, row.std_error, row.stars_appendix, Math.min(0, extraOf('coefficient', row.coefficient, row))), row) },
								{ key: `printed_${i}`, model: model.model_id, column: 'printed_coefficient', value: plainValue(row.printed_coefficient), text: withError(row.printed_coefficient, row.printed_std_error, row.printed_stars) }
							);
						})
					]
				};
			}),
			{
				key: 'n',
				cells: [
					{ key: 'term', text: t.columns.n },
					...models.flatMap((model, i) => beside(
						{ key: `ours_${i}`, text: formatNumber(lang, model.n_unweighted) },
						{ key: `printed_${i}`, text: formatNumber(lang, model.n_printed) }
					))
				]
			},
			{
				key: 'r_squared',
				cells: [
					{ key: 'term', text: 'R²' },
					...models.flatMap((model, i) => beside(
						{ key: `ours_${i}`, text: formatValue(lang, 'coefficient', model.r_squared, { extra: 1 }) },
						{ key: `printed_${i}`, text: EMPTY }
					))
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
					...columns.map((key) => numberCell(key, row[key], row.is_suppressed && row[key] === null ? texts[lang].absence.withheld : marked(formatValue(lang, 'share', row[key], { extra: 1 }), row)))
				]
			};
		})
	};
}

/** Table 6.2: the managers interviewed, and what they were chosen by. */
function interviewTable(lang, rows, data) {
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
				{ key: 'group', text: namesOf(lang, data.names, 'interview_group')[row.interview_group] },
				numberCell('n_interviews', row.n_interviews, formatNumber(lang, row.n_interviews)),
				{ key: 'note', text: localized(lang, row, 'note') ?? '' }
			]
		}))
	};
}

/** Courses by region and provider category. */
function courseTable(lang, cells) {
	const t = texts[lang].figures;
	// in the order of the picture
	const placeOf = (prefix) => Object.fromEntries(countRows(lang, cells, prefix).map(({ key }, i) => [key, i]));
	const [regions, categories] = ['region', 'category'].map(placeOf);
	const sorted = [...cells].sort((a, b) => regions[a.region_code] - regions[b.region_code] || categories[a.category_code] - categories[b.category_code]);
	return {
		source: 'pub_catalogue_region_category',
		caption: t.coursesCaption,
		columns: [
			{ key: 'region', name: t.columns.region },
			{ key: 'category', name: t.columns.category },
			{ key: 'n_courses', name: t.columns.courses, isNumber: true },
			{ key: 'n_ects_awarding', name: t.columns.ects, isNumber: true }
		],
		rows: sorted.map((cell) => ({
			key: `${cell.region_code}|${cell.category_code}`,
			header: `${localized(lang, cell, 'region_label')}, ${localized(lang, cell, 'category_label')}`,
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

/** Every table of a figure: what its picture is drawn from, in numbers. */
export function tablesOf(lang, figure, panels, data) {
	const of = (rows) => (rows ?? []).filter((row) => row.figure_id === figure.figure_id);
	const kinds = panels.map((panel) => panel.kind);
	if (kinds.includes('map')) return [regionTable(lang, data.region_category)];
	if (kinds.includes('counts')) return [courseTable(lang, data.region_category)];
	if (figure.data_source === 'design') return [interviewTable(lang, data.interview_design, data)];
	if (figure.data_source === 'register') return [marginTable(lang, data.register_margins)];
	const tables = [];
	const terms = of(data.terms);
	if (kinds.includes('table')) {
		if (terms.length > 0) tables.push(regressionTable(lang, terms, data));
		// models side by side leave no room for other waves
		if (terms.some((row) => wavesOf(data, row).length > 0)) tables.push(termTable(lang, terms, data));
		return tables;
	}
	const estimates = of(data.estimates);
	if (estimates.length > 0) tables.push(estimateTable(lang, estimates, data));
	const tests = of(data.group_tests);
	if (tests.length > 0) tables.push(testTable(lang, tests, data));
	if (terms.length > 0) tables.push(termTable(lang, terms, data));
	const archetypes = of(data.archetypes);
	if (archetypes.length > 0) tables.push(archetypeTable(lang, archetypes, isShareFigure(figure, data), data));
	return tables;
}

