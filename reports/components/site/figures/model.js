/**
 * From the published tables to what a page draws: one model per figure of `pub_figures`, its panels from
 * `pub_figure_panels`, its tables with all rows that the export holds for it. Nothing is estimated here.
 */
import { SIGNED_KINDS } from '../axis.js';
import { EMPTY, formatLevel, formatNumber, formatP, formatPercent, localized, referenceLabel } from '../format.js';
import { contextOf, fillFinding, inSentence, pOf } from '../findings.js';
import { pathOf } from '../pages.js';
import { legendOf } from '../provenance.js';
import { texts } from '../texts.js';
import { inAllWaves, rowsOfPanel } from './rows.js';
import { differenceText, isShareFigure, tablesOf, testInterval, testName, versus } from './tables.js';

const asSentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
// what is counted where a figure rests on no answers of managers: the fact that says how many
const UNITS_BESIDE_PERSONS = { catalogue: 'n_courses', register: 'complete_n', design: 'n_printed' };

/** Anchor of a figure on its page. */
export const anchorOf = (figureId) => figureId.replaceAll('_', '-');

/** Rows of pub_about by key. */
export const aboutOf = (lang, data) => Object.fromEntries((data.notices ?? []).map((row) => [row.key, localized(lang, row, 'value')]));
/** Bounds that no line breaks between, and ranges such as 50-59 in a list of groups. */
const unbroken = (interval) => interval.replaceAll(' ', '\u00a0').replaceAll('–', '\u2060–\u2060');
const withWholeRanges = (text) => text.replaceAll(/(?<=\d)-(?=\d)/g, '\u2060-\u2060');
const percentOf = (lang, share) => formatPercent(lang, Number(share));

/** What a picture shows, in words: the text that stands for it in a screen reader. */
export function descriptionOf(panels) {
	return panels
		.map((panel) => {
			const rows = panel.rows.map((row) => {
				const name = [row.heading, row.variable, row.of, row.label, row.wave].filter(Boolean).join(', ');
				if (row.segments) return `${name}: ${row.segments.map((part) => `${part.name} ${part.text}`).join(', ')}`;
				return `${name} ${row.estimateText}${row.mark ?? ''}${row.intervalText ? ` (${row.intervalText})` : ''}${row.note ? `, ${row.note}` : ''}`;
			});
			return `${panel.title ? `${panel.title}: ` : ''}${rows.join('; ')}.`;
		})
		.join(' ');
}

/** What a reader must know of the tests: single differences as sentences, many of them counted; the rule of the archetypes. */
const TESTS_IN_WORDS = 3;
function testNotes(lang, figure, tests, data) {
	const t = texts[lang].figures;
	const about = aboutOf(lang, data);
	const archetypes = (data.archetypes ?? []).filter((row) => row.figure_id === figure.figure_id);
	if (archetypes.length > 0) {
		const references = archetypes.map((row) => `${inSentence(localized(lang, row, 'variable_label'))}: ${inSentence(localized(lang, row, 'reference_label'))}`);
		return [
			t.archetypeRule(formatLevel(lang, about.trait_significance_level), percentOf(lang, about.significance_level), about.archetype_effect_threshold, isShareFigure(figure, data)),
			t.archetypeReferences(withWholeRanges(references.join('; '))),
			...(tests.length > 0 ? [t.archetypeTests] : [])
		];
	}
	if (tests.length > TESTS_IN_WORDS) {
		const certain = tests.filter((row) => pOf(row) !== null && pOf(row) < Number(about.significance_level));
		return [t.testsSummary(formatNumber(lang, certain.length), formatNumber(lang, tests.length), percentOf(lang, about.significance_level))];
	}
	// what is tested is named where it is one of several, or not what the picture is about first
	const source = data.figure_panels.find((row) => row.figure_id === figure.figure_id)?.source_id;
	const drawn = (data.estimates ?? []).find((row) => row.figure_id === figure.figure_id && row.spec_id === source)?.outcome_variable;
	const severalOutcomes = new Set(tests.flatMap((row) => [row.outcome_variable, drawn ?? row.outcome_variable])).size > 1 || new Set(tests.map((row) => row.outcome_key)).size > 1;
	// one sentence per pair of groups
	const comparisons = new Map();
	for (const row of tests) {
		const groups = inSentence(versus(lang, row));
		const numbers = row.is_suppressed ? texts[lang].absence.withheld : t.testNumbers(differenceText(lang, row), unbroken(testInterval(lang, row)), formatP(lang, pOf(row)));
		const text = severalOutcomes ? `${inSentence(testName(lang, row))} ${numbers}` : numbers;
		comparisons.set(groups, [...(comparisons.get(groups) ?? []), text]);
	}
	return [...comparisons].map(([groups, differences]) => t.testedDifference(groups, differences.join('; ')));
}

/** N of what is shown, ours and the printed one; ours also as it is written: with its model, or its population where that is not the subtitle's. */
function sizesOf(lang, figure, terms, archetypes) {
	const models = new Map(terms.map((row) => [row.model_id, row]));
	const isKnown = (n) => n !== null && n !== undefined;
	const known = (values) => [...new Set(values.filter(isKnown))];
	// two populations are told apart by their names, models of one population by their numbers
	if (models.size > 1 && archetypes.length === 0 && figure.n_printed_second && !figure.population_second_da) {
		const rows = [...models.values()];
		return {
			ours: rows.map((row) => row.n_unweighted),
			written: rows.map((row, i) => `${texts[lang].figures.model(i + 1)}: ${formatNumber(lang, row.n_unweighted)}`),
			printed: rows.map((row) => row.n_printed).filter(isKnown)
		};
	}
	const ours = known([figure.n_ours, figure.n_ours_second]);
	const second = localized(lang, figure, 'population_second');
	return {
		ours,
		written: ours.map((n, i) => (i > 0 && second ? `${second}: ` : '') + formatNumber(lang, n)),
		printed: known([figure.n_printed, figure.n_printed_second])
	};
}

/** Whether numbers of a figure rest on others than its N counts: tested differences beside a model, answers to one of several questions. */
function haveOtherSizes(estimates, sizes) {
	const sums = new Map();
	for (const row of estimates) {
		const key = [row.spec_id, row.outcome_variable, row.outcome_key].join('|');
		sums.set(key, (sums.get(key) ?? 0) + (row.n_unweighted ?? NaN));
	}
	return [...sums.values()].some((n) => !Number.isNaN(n) && !sizes.includes(n));
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
		facts.n_certain = formatNumber(lang, rows.filter((row) => row.pValue < Number(aboutOf(lang, data).significance_level)).length);
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
	// of a wave that the report is not about, it prints none
	const countOf = (some) => (compared.length > 0 ? formatNumber(lang, some.length) : null);
	facts.n_compared = countOf(compared);
	facts.n_close = countOf(compared.filter((row) => Math.abs(row.deviation_in_printed_std_errors) <= 0.5));
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
		const rows = rowsOfPanel(lang, kind, own, data);
		if (rows.length === 0 && kind !== 'table') {
			throw new Error(`${figure.figure_id}: nothing to draw for ${own.map((row) => row.source_id).join(', ')}`);
		}
		return { id: `${anchorOf(figure.figure_id)}-${panel}`, kind, title: localized(lang, own[0], 'title'), rows };
	});
	const isOfSeveralWaves = (panel) => panel.rows.some((row) => row.isEarlier);
	const of = (name) => (data[name] ?? []).filter((row) => row.figure_id === figure.figure_id);
	const inWaves = ['estimates', 'terms', 'archetypes'].flatMap((name) => of(name).flatMap((row) => inAllWaves(data, row)));
	const earlierWaves = inWaves.map((row) => row.wave).filter((wave) => wave < figure.wave);
	const shownWaves = [figure.wave, ...[...new Set(earlierWaves)].sort((a, b) => b - a)];
	// beside panels of several waves, one of the latest alone says so
	if (panels.some(isOfSeveralWaves)) {
		for (const panel of panels) if (panel.title && !isOfSeveralWaves(panel)) panel.title = `${panel.title}, ${figure.wave}`;
	}
	const tests = (data.group_tests ?? []).filter((row) => row.figure_id === figure.figure_id);
	const facts = factsOf(lang, figure, panels, data);
	const finding = fillFinding(lang, localized(lang, figure, 'finding'), contextOf(data, { panels, facts }));
	// the parts of a bar have no place for intervals: what changed in them has a picture of its own, which a reader opens
	const changes = panels.flatMap((panel) =>
		panel.rows.filter((row) => row.changes?.length > 0).map((row) => ({ id: `${panel.id}-${row.key}`, kind: 'changes', title: row.label, rows: row.changes }))
	);
	const questions = (figure.question_variables ?? '')
		.split(';')
		.filter(Boolean)
		.map((name) => {
			const question = data.questions.find((row) => row.variable_name === name);
			if (!question) throw new Error(`${figure.figure_id} asks for the question ${name}, which the codebook lacks`);
			return { number: question.question_number, item: question.item_number, text: localized(lang, question, 'question') };
		})
		// items of one question are told apart by their numbers; one that stands for all of them bears none
		.map(({ number, item, text }, i, all) => ({ number: item && all.filter((other) => other.number === number).length > 1 ? `${number}.${item}` : number, text }));
	const ledger = data.ledger_refs.filter((row) => row.report_ref === figure.report_ref);
	const name = referenceLabel(lang, figure.report_ref);
	const ledgerLink = (page, row) =>
		row && {
			href: `${pathOf(page, lang)}?q=${encodeURIComponent(`"${name}"`)}#${row.first_id}`,
			text: t.ledgerLink[page](formatNumber(lang, row.n))
		};
	const { ours: sizes, written: writtenSizes, printed } = sizesOf(lang, figure, of('terms'), of('archetypes'));
	const about = aboutOf(lang, data);
	// those of earlier waves too, where there are any
	const numbers = [...of('estimates'), ...inWaves, ...of('terms'), ...of('archetypes'), ...of('group_tests'), ...(figure.data_source === 'register' ? (data.register_margins ?? []) : [])];
	const haveIntervals = (some) => some.some((panel) => panel.rows.some((row) => row.low !== null && row.low !== undefined));
	const isSurvey = figure.data_source === 'survey';
	const sizeFacts = [
		...(sizes.length > 0 ? [[t.n, writtenSizes.join('; ')]] : []),
		...(UNITS_BESIDE_PERSONS[figure.data_source] ? [[t.nOf[figure.data_source], facts[UNITS_BESIDE_PERSONS[figure.data_source]]]] : []),
		...(isSurvey && printed.join() !== sizes.join() && printed.length > 0
			? [[t.nPrinted(String(figure.wave) === about.report_wave ? null : about.report_wave), printed.map((n) => formatNumber(lang, n)).join(' / ')]]
			: [])
	];
	const level = percentOf(lang, about.confidence_level);
	return {
		id: anchorOf(figure.figure_id),
		figureId: figure.figure_id,
		number: name,
		isInReport: !isSurvey || figure.n_printed !== null || ledger.length > 0,
		subject: localized(lang, figure, 'title'),
		// a finding with a withheld number gives way to the subject
		title: finding ?? localized(lang, figure, 'title'),
		subtitle: [localized(lang, figure, 'measure'), localized(lang, figure, 'population')].filter(Boolean).map(asSentence).join(' '),
		panels,
		changes,
		changesSummary: t.changes(shownWaves[1]),
		description: descriptionOf(panels),
		// an archetype's lead is in percentage points or in points
		isShareOutcome: isShareFigure(figure, data),
		tables: tablesOf(lang, figure, panels, data),
		threshold: about.archetype_effect_threshold,
		tests: [
			...testNotes(lang, figure, tests, data),
			...(shownWaves.length > 1 && tests.length > 0 ? [t.testedWave(figure.wave)] : []),
			...(shownWaves.length > 1 && of('archetypes').length > 0 ? [t.traitsOfWave(figure.wave)] : [])
		],
		legend: legendOf(lang, numbers, data.names),
		stars: panels.some((panel) => ['coefficients', 'differences'].includes(panel.kind)) ? about.stars_figures : null,
		facts: [
			...sizeFacts,
			...(isSurvey && sizes.length > 0 && haveOtherSizes(of('estimates'), sizes) ? [[t.nEach, t.inTable]] : [])
		],
		// the same for most figures of a page, which says it once
		standing: [
			[t.weights, isSurvey ? t.weighted : t.unweighted[figure.data_source]],
			// a table of regressions lists no intervals
			...(isSurvey ? [[t.uncertainty, panels.every((panel) => panel.kind === 'table') ? t.errors : t.intervals(level, haveIntervals([...panels, ...changes]))]] : []),
			[t.source, t.sources[figure.data_source].replace('{wave}', new Intl.ListFormat(lang).format(shownWaves.map(String)))]
		],
		questions,
		// a frame of another site has no table beside the picture: what the picture alone is read by
		framed: {
			tests: testNotes(lang, figure, [], data),
			facts: [...sizeFacts, ...(isSurvey && haveIntervals(panels) ? [[t.uncertainty, t.bands(level)]] : [])],
			questions: []
		},
		ledger: [
			ledgerLink('replication', ledger.find((row) => row.ledger === 'numbers')),
			ledgerLink('claims', ledger.find((row) => row.ledger === 'claims'))
		].filter(Boolean)
	};
}

/**
 * What most figures of a page have in common (weights, uncertainty, source) is said once, at the list of figures; a figure
 * keeps what is its own.
 * @param {object[]} figures models with `facts` of their own and `standing` ones
 * @returns {{ shared: [string, string][], figures: object[] }} what holds unless a figure says otherwise, and the figures
 */
export function shareFacts(figures) {
	const shared = [];
	for (const name of new Set(figures.flatMap((figure) => figure.standing.map(([key]) => key)))) {
		const values = figures.map((figure) => figure.standing.find(([key]) => key === name)?.[1]);
		const often = (value) => values.filter((other) => other === value).length;
		const common = values.filter(Boolean).reduce((best, value) => (often(value) > often(best) ? value : best));
		// a figure that lacks the fact would seem to have the common one
		if (often(common) > 1 && !values.includes(undefined)) shared.push([name, common]);
	}
	const isShared = ([name, value]) => shared.some((fact) => fact[0] === name && fact[1] === value);
	return { shared, figures: figures.map((figure) => ({ ...figure, facts: [...figure.facts, ...figure.standing.filter((fact) => !isShared(fact))] })) };
}

/** Models of all figures of a page, in the order of the report; pictures around zero share the scale of their kind. */
export function figuresOfPage(lang, pageId, data) {
	const figures = data.figures
		.filter((row) => row.page_id === pageId)
		.sort((a, b) => a.sort_order - b.sort_order)
		.map((figure) => figureModel(lang, figure, data));
	const spanOf = (kind) => {
		const values = figures
			.flatMap((figure) => [...figure.panels, ...figure.changes].filter((panel) => panel.kind === kind))
			.flatMap((panel) => panel.rows.flatMap((row) => [row.estimate, row.low, row.high]))
			.filter((value) => value !== null && value !== undefined);
		return values.length > 0 ? [Math.min(...values), Math.max(...values)] : null;
	};
	const spans = Object.fromEntries([...SIGNED_KINDS, 'archetype'].map((kind) => [kind, spanOf(kind)]));
	return figures.map((figure) => ({ ...figure, spans }));
}
