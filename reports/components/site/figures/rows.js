/** From rows of the exports to the rows of a chart. Nothing is estimated here. */
import { EMPTY, extraDecimals, formatClaimed, formatDifference, formatDifferenceInterval, formatNumber, formatPercent, formatValue, formatValueInterval, formatP, localized } from '../format.js';
import { absenceOf } from '../absence.js';
import { marked } from '../provenance.js';
import { pOf } from '../findings.js';
import { texts } from '../texts.js';

const bySort = (a, b) => (a.group_sort ?? 0) - (b.group_sort ?? 0) || (a.outcome_sort ?? 0) - (b.outcome_sort ?? 0);
const shown = (row, value) => (absenceOf(row) ? null : value);

/** The interval of an estimate, or why there is none; the sign stands at the number and on the scale already. */
const boundsText = (lang, row) => {
	const absence = absenceOf(row);
	return absence ? texts[lang].absence[absence] : formatValueInterval(lang, row.statistic, row, { bare: true });
};

/** A number of any statistic: coefficients and distances with their sign, and stars where they have any. */
export const valueText = (lang, row, extra = 0) =>
	`${formatValue(lang, row.statistic, row.estimate, { extra, signed: ['coefficient', 'points'].includes(row.statistic) })}${row.stars ?? ''}`;

/** One drawn row of an estimate. Which label names it depends on what varies in its request. */
function estimateRow(lang, row, siblings) {
	const label =
		row.group_code !== null && row.group_code !== 'all' && row.group_variable
			? localized(lang, row, 'group_value_label')
			: siblings.length === 1
				? localized(lang, row, 'outcome_label')
				: localized(lang, row, 'outcome_value_label');
	return {
		key: row.number_key,
		label,
		// regions keep their capital letter inside a sentence
		isName: row.group_variable === 'region',
		estimate: shown(row, row.estimate),
		low: shown(row, row.ci_low),
		high: shown(row, row.ci_high),
		estimateText: absenceOf(row) ? EMPTY : valueText(lang, row),
		mark: absenceOf(row) ? '' : marked('', row),
		intervalText: boundsText(lang, row),
		isShare: row.statistic === 'share'
	};
}

/** What changed since the wave before, with its interval; or why that is not said. Nothing of the first wave. */
export function changeText(lang, row) {
	if (row.previous_wave === null || row.previous_wave === undefined) return null;
	if (row.change === null || row.change === undefined) return texts[lang].figures.noChange(row.previous_wave, localized(lang, row, 'change_verdict_label'));
	const isShare = row.statistic === 'share';
	const change = { estimate: row.change, ci_low: row.change_ci_low, ci_high: row.change_ci_high };
	const measure = row.statistic === 'points' ? 'points' : 'coefficient';
	const extra = measure === 'points' ? 0 : Math.min(0, extraDecimals(measure, [...Object.values(change), row.change_std_error]));
	const difference = isShare ? formatDifference(lang, true, row.change) : formatValue(lang, measure, row.change, { extra, signed: true });
	const bounds = isShare ? formatDifferenceInterval(lang, true, row.change_ci_low, row.change_ci_high) : formatValueInterval(lang, measure, change, { extra });
	// a line of a picture does not break inside the brackets
	return texts[lang].figures.changeSince(marked(difference, row), row.previous_wave, bounds.replaceAll(' ', '\u00a0'));
}

/** What changed in the parts of a distribution, in percentage points, as drawn rows; parts of which that is not said, together. */
function changeRows(lang, rows) {
	const isKnown = (row) => row.change !== null && row.change !== undefined;
	const name = (row) => localized(lang, row, 'outcome_value_label');
	const verdict = (row) => localized(lang, row, 'change_verdict_label');
	const unknown = rows.filter((row) => !isKnown(row));
	return [
		...rows.filter(isKnown).map((row) => ({
			key: row.number_key,
			label: name(row),
			estimate: 100 * row.change,
			low: 100 * row.change_ci_low,
			high: 100 * row.change_ci_high,
			estimateText: formatClaimed(lang, 'share', row.change),
			mark: marked('', row),
			intervalText: formatDifferenceInterval(lang, true, row.change_ci_low, row.change_ci_high)
		})),
		...[...new Set(unknown.map(verdict))].map((note) => ({ key: note, label: unknown.filter((row) => verdict(row) === note).map(name).join('; '), estimate: null, low: null, high: null, estimateText: EMPTY, intervalText: '', note }))
	];
}

const SHARE_OUTCOME = 'is_trained';
/** Points that a unit of the coefficient makes from which a trait's distance is computed: percentage points of a share; of the reference group mirrored. */
export const pointsPerUnit = (trait, data) =>
	(data.terms.some((term) => term.model_id === trait.model_id && term.outcome_variable === SHARE_OUTCOME) ? 100 : 1) * (trait.fitted_key === trait.number_key ? 1 : -1);

/** A coefficient of a wave as the distance of a trait. */
function inPoints(row, factor) {
	const times = (value) => (value === null || value === undefined ? value : value * factor);
	const ends = (low, high) => (factor < 0 ? [times(high), times(low)] : [times(low), times(high)]);
	const [ci_low, ci_high] = ends(row.ci_low, row.ci_high);
	const [change_ci_low, change_ci_high] = ends(row.change_ci_low, row.change_ci_high);
	const std_error = Math.abs(factor) * row.std_error;
	return { ...row, statistic: 'points', stars: null, estimate: times(row.estimate), std_error, ci_low, ci_high, change: times(row.change), change_ci_low, change_ci_high };
}

/** The number of a row in all waves at hand, the latest first: of a trait, the coefficient that it comes from, in points. */
export function inAllWaves(data, row) {
	const waves = (data.waves ?? []).filter((other) => other.number_key === (row.fitted_key ?? row.number_key)).sort((a, b) => b.wave - a.wave);
	return row.fitted_key ? waves.map((other) => inPoints(other, pointsPerUnit(row, data))) : waves;
}

/** The same; empty with one wave. */
export function wavesOf(data, row) {
	const waves = inAllWaves(data, row);
	return waves.length > 1 ? waves : [];
}

/** A row of the latest wave, with what changed, and under it those of the waves before; with one wave the row alone. */
export function withWaves(lang, drawn, row, data, severalWaves) {
	const [latest, ...earlier] = severalWaves ? inAllWaves(data, row) : [];
	if (!latest) return [drawn];
	return [
		// beside rows that were there before, a new one says that it is new
		{ ...drawn, wave: latest.wave, note: earlier.length > 0 ? changeText(lang, latest) : localized(lang, latest, 'change_verdict_label') },
		...earlier.map((other) => ({ ...estimateRow(lang, other, [other]), key: `${other.wave}|${other.number_key}`, label: String(other.wave), of: drawn.label, isEarlier: true, note: changeText(lang, other) }))
	];
}

/** Groups that have no order of their own stand from the largest number to the smallest, what has none last. */
const byValue = (rows) => [...rows].sort((a, b) => (b.estimate ?? -Infinity) - (a.estimate ?? -Infinity));
const hasNoOrder = (rows, data) =>
	data.names.some((name) => name.code_list === 'without_order' && [rows[0].group_variable, rows[0].outcome_variable.replace(/_\d+$/, '')].includes(name.code));

function estimateRows(lang, sources, data) {
	const groups = sources.map(({ source_id }) => data.estimates.filter((row) => row.spec_id === source_id).sort(bySort));
	const drawn = groups.filter((rows) => rows.length > 0).map((rows) => {
		const own = rows.map((row) => ({ ...estimateRow(lang, row, rows), row }));
		const ordered = rows[0].group_variable || rows.length > 1 ? (hasNoOrder(rows, data) ? byValue(own) : own) : own;
		if (sources.length > 1 && rows.length > 1 && rows[0].group_variable) {
			ordered[0] = { ...ordered[0], heading: localized(lang, rows[0], 'outcome_label') };
		}
		return { rows, ordered };
	});
	const flat = drawn.flatMap(({ ordered }) => ordered);
	// one row a source: the sources themselves are the groups
	const sorted = drawn.length > 1 && drawn.every(({ rows }) => rows.length === 1) && hasNoOrder(drawn[0].rows, data) ? byValue(flat) : flat;
	const severalWaves = sorted.some(({ row }) => wavesOf(data, row).length > 0);
	return sorted.flatMap(({ row, ...own }) => withWaves(lang, own, row, data, severalWaves));
}

/** Parts of a distribution; neighbours that are withheld one by one stand together where their sum is known. */
function segmentsOf(lang, parts, merged, kind) {
	const segments = [];
	const tone = (i) => (kind === 'likert' ? `likert-${i + 1}` : parts.length === 3 ? `third-${i + 1}` : `step-${i + 1}`);
	parts.forEach((part, i) => {
		const run = merged.find((row) => row.outcome_key.split(';').includes(part.outcome_key));
		if (run) {
			if (run.outcome_key.split(';')[0] !== part.outcome_key) return;
			segments.push({ share: run.estimate, text: formatPercent(lang, run.estimate), mark: marked('', run), name: localized(lang, run, 'label'), tone: tone(i), lastTone: tone(i + run.outcome_key.split(';').length - 1), isMerged: true });
			return;
		}
		const absence = absenceOf(part);
		segments.push({
			share: absence ? null : part.estimate,
			isWithheld: Boolean(absence),
			text: absence ? texts[lang].absence[absence] : formatPercent(lang, part.estimate),
			mark: absence ? '' : marked('', part),
			name: localized(lang, part, 'outcome_value_label'),
			tone: tone(i)
		});
	});
	// what is withheld takes up what the others leave, as one of several equal parts
	const unknown = segments.filter((segment) => segment.share === null);
	const left = Math.max(0, 1 - segments.reduce((sum, segment) => sum + (segment.share ?? 0), 0)) / (unknown.length || 1);
	return segments.map((segment) => ({ ...segment, share: segment.share ?? left }));
}

/** Answers above the middle of a scale: by them bars of groups that have no order of their own are sorted. */
const agreement = ([{ segments }]) => segments.filter(({ tone }) => ['likert-4', 'likert-5'].includes(tone)).reduce((sum, { share }) => sum + share, 0);

function stackRows(lang, sources, data, kind) {
	const of = (spec) => data.estimates.filter((row) => row.spec_id === spec).sort(bySort);
	return sources.flatMap(({ source_id, mean_source_id }) => {
		const rows = of(source_id);
		const means = mean_source_id ? of(mean_source_id) : [];
		const groups = [...new Set(rows.map((row) => row.group_code))];
		const drawnGroups = groups.map((group) => {
			const parts = rows.filter((row) => row.group_code === group);
			const mean = means.find((row) => row.group_code === group);
			// where the categories together are asked for too, the report may print their share; what the others leave it does not
			const asked = (row, rowsOfWave) => rowsOfWave.find((other) => ['outcome_variable', 'domain_label_da', 'group_variable', 'group_code'].every((column) => other[column] === parts[0][column]) && other.outcome_key === row.outcome_key && !other.is_suppressed);
			const mergedOf = (ofWave, rowsOfWave) =>
				(data.merged_categories ?? [])
					.filter((row) => row.wave === ofWave[0].wave && row.spec_id === source_id && row.group_code === (group ?? 'all'))
					.map((row) => ({ ...row, provenance: (asked(row, rowsOfWave) ?? ofWave.find((part) => part.is_suppressed)).provenance }));
			const meanNote = (row) => `${texts[lang].figures.mean} ${marked(formatValue(lang, 'mean', row.estimate), row)} (${boundsText(lang, row)})`;
			const [latestMean, ...earlierMeans] = mean ? wavesOf(data, mean) : [];
			// an earlier wave has a bar of its own under that of the latest
			const [latest, ...earlier] = wavesOf(data, parts[0]).map((row) => row.wave);
			const ofWave = (wave) => parts.map((part) => (data.waves ?? []).find((row) => row.figure_id === part.figure_id && row.number_key === part.number_key && row.wave === wave)).filter(Boolean);
			const inLatest = earlier.length > 0 ? ofWave(latest) : [];
			// bars invite to compare: that no part of them may be compared is said there
			const hasChanges = inLatest.some((row) => row.change !== null && row.change !== undefined);
			const incomparable = !mean && !hasChanges && inLatest.length > 0 ? changeText(lang, inLatest[0]) : null;
			const drawn = {
				key: `${source_id}-${group}`,
				label: groups.length > 1 ? localized(lang, parts[0], 'group_value_label') : localized(lang, parts[0], 'outcome_label'),
				wave: latest,
				notes: mean ? [meanNote(mean), ...(latestMean ? [changeText(lang, latestMean)] : [])].filter(Boolean) : [incomparable].filter(Boolean),
				legend: parts.map((part, i) => ({ name: localized(lang, part, 'outcome_value_label'), tone: kind === 'likert' ? `likert-${i + 1}` : parts.length === 3 ? `third-${i + 1}` : `step-${i + 1}` })),
				segments: segmentsOf(lang, parts, mergedOf(parts, data.estimates), kind),
				changes: hasChanges ? changeRows(lang, inLatest) : []
			};
			return [
				drawn,
				...earlier
					.filter((wave) => ofWave(wave).length === parts.length)
					.map((wave) => {
						const before = earlierMeans.find((row) => row.wave === wave);
						return { ...drawn, key: `${drawn.key}-${wave}`, label: String(wave), of: drawn.label, wave: null, isEarlier: true, changes: [], notes: before ? [meanNote(before)] : [], segments: segmentsOf(lang, ofWave(wave), mergedOf(ofWave(wave), data.waves.filter((row) => row.wave === wave)), kind) };
					})
			];
		});
		return (kind === 'likert' && hasNoOrder(rows, data) ? drawnGroups.sort((a, b) => agreement(b) - agreement(a)) : drawnGroups).flat();
	});
}

function coefficientRows(lang, sources, data) {
	const rows = [];
	for (const { source_id } of sources) {
		const model = data.terms
			.filter((row) => row.model_id === source_id && row.variable_name !== '(intercept)')
			.sort((a, b) => a.term_order - b.term_order || a.level_sort - b.level_sort);
		// one item with controls shows the item; an experiment shows every factor with its reference
		const isItem = model[0]?.level_code === 'linear';
		const drawn = isItem ? model.slice(0, 1) : model;
		const severalWaves = drawn.some((row) => wavesOf(data, row).length > 0);
		let heading = null;
		for (const row of drawn) {
			const variable = localized(lang, row, 'variable_label');
			const own = {
				key: row.number_key ?? `${row.model_id}|${row.variable_name}=${row.level_code}`,
				heading: !isItem && variable !== heading ? variable : null,
				label: isItem ? variable : localized(lang, row, 'level_label'),
				estimate: row.coefficient,
				low: row.is_reference ? null : row.ci_low,
				high: row.is_reference ? null : row.ci_high,
				pValue: row.is_reference ? 1 : row.p_value,
				isReference: row.is_reference,
				mark: row.is_reference ? '' : marked('', row),
				estimateText: row.is_reference
					? texts[lang].figures.reference
					: `${formatValue(lang, 'coefficient', row.coefficient, { signed: true })}${row.stars_figures ?? ''}`,
				intervalText: row.is_reference ? '' : formatValueInterval(lang, 'coefficient', { ...row, estimate: row.coefficient })
			};
			rows.push(...withWaves(lang, own, row, data, severalWaves));
			heading = variable;
		}
	}
	return rows;
}

function archetypeRows(lang, rows, data) {
	const severalWaves = rows.some((row) => wavesOf(data, row).length > 0);
	return [...rows]
		.sort((a, b) => Math.abs(b.effect_points) - Math.abs(a.effect_points))
		.map((row) => ({
			row,
			key: `${row.archetype_id}-${row.variable_name}`,
			label: localized(lang, row, 'level_label'),
			variable: localized(lang, row, 'variable_label'),
			reference: localized(lang, row, 'reference_label'),
			circle: row.is_above_threshold ? 'strong' : 'weak',
			estimate: row.effect_points,
			low: row.ci_low,
			high: row.ci_high,
			pValue: row.p_value,
			isShare: false,
			mark: marked('', row),
			estimateText: formatValue(lang, 'points', row.effect_points, { signed: true }),
			intervalText: formatValueInterval(lang, 'points', { ...row, estimate: row.effect_points })
		}))
		.flatMap(({ row, ...own }) => withWaves(lang, own, row, data, severalWaves));
}

/** Tested differences of means, the first group minus the second. */
function differenceRows(lang, sources, tests) {
	return sources.map(({ source_id }) => {
		const test = tests.find((row) => row.test_id === source_id);
		if (!test) throw new Error(`reporting_figure_panels.csv names the test ${source_id}, which reporting_tests.csv lacks`);
		const p = pOf(test);
		return {
			key: test.test_id,
			label: localized(lang, test, 'outcome_label'),
			estimate: test.is_suppressed ? null : test.difference,
			low: test.ci_low,
			high: test.ci_high,
			pValue: p,
			mark: marked('', test),
			estimateText: test.is_suppressed ? EMPTY : `${formatValue(lang, 'coefficient', test.difference, { signed: true })}${test.stars ?? ''}`,
			intervalText: test.is_suppressed ? texts[lang].absence.withheld : formatDifferenceInterval(lang, false, test.ci_low, test.ci_high),
			pText: formatP(lang, p)
		};
	});
}

/** A region without its explanation in brackets, which has room in tables but not in pictures. */
export const shortRegion = (label) => label.replace(/ \(.*\)$/, '');

/** Counts of courses as rows of a chart, most courses first; what is held anywhere is no place and stands last. */
export function countRows(lang, cells, prefix) {
	const groups = new Map();
	for (const cell of cells) {
		const code = cell[`${prefix}_code`];
		const group = groups.get(code) ?? {
			key: code,
			label: localized(lang, cell, `${prefix}_label`),
			isName: prefix === 'region',
			isElsewhere: code === 'flexible',
			estimate: 0,
			part: 0
		};
		group.estimate += cell.n_courses;
		group.part += cell.n_ects_awarding;
		groups.set(code, group);
	}
	return [...groups.values()]
		.sort((a, b) => a.isElsewhere - b.isElsewhere || b.estimate - a.estimate)
		.map((group) => ({ ...group, count: group.estimate, estimateText: formatNumber(lang, group.estimate) }));
}

/** @throws {Error} on a kind of chart that nothing draws */
export function rowsOfPanel(lang, kind, sources, data) {
	switch (kind) {
		case 'bars':
		case 'split_bars':
		case 'scale':
			return estimateRows(lang, sources, data);
		case 'stack':
		case 'likert':
			return stackRows(lang, sources, data, kind);
		case 'coefficients':
			return coefficientRows(lang, sources, data);
		case 'differences':
			return differenceRows(lang, sources, data.group_tests);
		case 'archetype':
			return archetypeRows(lang, data.archetypes.filter((row) => row.archetype_id === sources[0].source_id), data);
		case 'map':
			return countRows(lang, data.region_category ?? [], 'region').map((row) => (row.isElsewhere ? { ...row, estimate: null } : row));
		case 'counts':
			return countRows(lang, data.region_category ?? [], 'category');
		case 'table':
			return [];
		default:
			throw new Error(`No chart is known as "${kind}" (pub_figure_panels.chart_kind)`);
	}
}
