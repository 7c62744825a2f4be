import { EMPTY, formatValue } from './format.js';
import { marked } from './provenance.js';
import { texts } from './texts.js';

/** A label inside a sentence: small first letter, unless it is an abbreviation or a proper name. */
export function inSentence(label, isName = false) {
	if (isName || /^.[\p{Lu}\d]/u.test(label)) return label;
	return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Rows by a key. */
export const indexBy = (rows, key) => new Map(rows.map((row) => [row[key], row]));

/** Estimates by what a finding calls them: request, group and outcome, `trained_by_sector|1|1`. */
export const indexEstimates = (rows) =>
	new Map(rows.map((row) => [`${row.spec_id}|${row.group_code ?? 'all'}|${row.outcome_key}`, row]));

/** The same of the wave that the report is about: its claims are tested there, and hold with the numbers from there. */
function estimatesOfReport({ estimates = [], waves = [], notices = [] }) {
	const wave = Number(notices.find((row) => row.key === 'report_wave')?.value_en);
	const ofWave = indexBy(waves.filter((row) => row.wave === wave), 'number_key');
	return indexEstimates(estimates.map((row) => (!wave || row.wave === wave ? row : { ...row, estimate: null, ...ofWave.get(row.number_key) })));
}

/** What the findings of a page rest on: rows of the page queries, found by the names that findings use. */
export function contextOf(data, { panels = [], facts = {} } = {}) {
	return {
		estimates: indexEstimates(data.estimates ?? []),
		estimatesOfReport: estimatesOfReport(data),
		tests: indexBy(data.group_tests ?? [], 'test_id'),
		claims: indexBy(data.claims ?? [], 'claim_id'),
		terms: indexBy(data.terms ?? [], 'number_key'),
		level: Number((data.notices ?? []).find((row) => row.key === 'significance_level')?.value_en),
		panels,
		facts
	};
}

/** A finding that the data do not carry: a number of it is withheld, or what it says is not so. */
export class Unsupported extends Error {}

/**
 * A finding with its numbers and labels filled in, so that it stays true for other data.
 *
 * `{spec|group|outcome}` is an estimate; `{max}`, `{max_value}`, `{min}`, `{min_value}` the ends of the first panel,
 * with a 2 (`{max2}`) of the second, `{Max}` with a capital letter; `{sig:test_id}` whether a difference is significant;
 * `{"…"}` words that say nothing about the data; `{+ ids: word}` a word that claims a direction, and the claims, tests
 * or coefficients that it rests on; any other name is looked up in `facts`. The signs of such words: `+` and `-`
 * significant, `~+` and `~-` the same way but not significant, `0` not significant, `>` and `<` an order without a
 * test, `?` not testable. A finding that states a claim of the report is about the report's wave, numbers included.
 *
 * @param {string} template
 * @param {ReturnType<typeof contextOf>} context
 * @returns {string | null} null when the data do not carry it
 * @throws {Error} when a name is not known: a finding must not be published half filled
 */
export function fillFinding(lang, template, context) {
	const estimates = claimsIn(template).length > 0 ? context.estimatesOfReport : context.estimates;
	try {
		return template.replace(/\{([^}]+)\}/g, (whole, token) => {
			const value = valueOf(lang, token, { ...context, estimates });
			if (value === undefined) throw new Error(`finding "${template}": nothing is known of ${whole}`);
			return value;
		});
	} catch (error) {
		if (error instanceof Unsupported) return null;
		throw error;
	}
}

const SIGNED_WORD = /^(~?[+-]|[0<>?]) ([^:]+): (.+)$/;

function valueOf(lang, token, context) {
	const { estimates, tests, panels, facts, level } = context;
	const quoted = /^"(.*)"$/.exec(token);
	if (quoted) return quoted[1];
	const signed = SIGNED_WORD.exec(token);
	if (signed) {
		const [, sign, ids, word] = signed;
		for (const id of ids.split(' ')) {
			const found = signOf(id, context);
			if (found === undefined) return undefined;
			if (found !== sign) throw new Unsupported(token);
		}
		return word;
	}
	if (token.includes('|')) {
		const row = estimates.get(token);
		if (row && (row.is_suppressed || row.estimate === null)) throw new Unsupported(token);
		return row && marked(formatValue(lang, row.statistic, row.estimate), row);
	}
	if (token.startsWith('sig:')) {
		const test = tests.get(token.slice(4));
		if (!test) return undefined;
		if (pOf(test) === null) throw new Unsupported(token);
		return texts[lang].figures.significance(pOf(test) < level);
	}
	const end = /^(max|Max|min|Min)(\d?)(_value)?$/.exec(token);
	if (end) {
		const row = endOf(panels[Number(end[2] || 1) - 1], end[1].toLowerCase());
		if (end[3]) return row.estimateText + (row.mark ?? '');
		return /^M/.test(end[1]) ? row.label : inSentence(row.label, row.isName);
	}
	// known, and nothing: none to count
	if (facts[token] === null) throw new Unsupported(token);
	return facts[token];
}

function endOf(panel, end) {
	const all = (panel?.rows ?? []).filter((row) => !row.isEarlier && !row.isElsewhere);
	const rows = all.filter((row) => row.estimate !== null);
	// the last or first of an order in which one is missing need not be the last or first of all
	if (rows.length === 0 || rows.length < all.length) throw new Unsupported(end);
	const sign = end === 'max' ? 1 : -1;
	const found = rows.reduce((best, other) => (sign * (other.estimate - best.estimate) > 0 ? other : best));
	// what a reader sees as equal is neither first nor last
	if (rows.some((row) => row !== found && row.estimateText === found.estimateText)) throw new Unsupported(end);
	return found;
}

/** The p-value a reader may rest on: adjusted for the tests of the figure, where it is. */
export const pOf = (test) => (test.is_suppressed ? null : (test.p_value_holm ?? test.p_value));

/** What claim, test, coefficient or order comes to; undefined when there is no such thing. */
function signOf(id, { claims, tests, terms, panels, facts, level }) {
	const judged = (direction, p) => (p < level ? direction : `~${direction}`);
	if (claims.has(id)) {
		const { verdict, printed_direction: printed, p_value: p } = claims.get(id);
		if (verdict === 'not_testable') return '?';
		if (verdict !== 'holds') return 'fails';
		if (printed === '0') return '0';
		if (p === null || p === undefined) return printed === '-' ? '<' : '>';
		return judged(printed, p);
	}
	const measured = tests.get(id) ?? terms.get(id);
	if (measured) {
		const p = pOf(measured);
		if (p === null || p === undefined) return 'withheld';
		const value = measured.difference ?? measured.coefficient;
		return p < level ? (value > 0 ? '+' : '-') : '0';
	}
	if (id === 'traits') {
		const rows = panels[0].rows.filter((row) => row.pValue < level);
		return rows.length === 0 ? 'none' : rows.every((row) => row.estimate > 0) ? '+' : rows.every((row) => row.estimate < 0) ? '-' : 'mixed';
	}
	if (/^max\d?$/.test(id) || ['strongest', 'courses_max'].includes(id)) return '>';
	if (/^min\d?$/.test(id)) return '<';
	return facts[id] === undefined ? undefined : EMPTY;
}

/**
 * Figures that show what a finding rests on, its own first; coefficients of the appendix are shown by a figure of the text.
 * @param {object} row of pub_findings
 * @returns {object[]} rows of pub_figures
 */
export function figuresOf(row, data) {
	const tokens = [...row.text_en.matchAll(/\{([^}"]+)\}/g)].map(([, token]) => /^(?:~?[+-]|[0<>?]) ([^:]+):/.exec(token)?.[1].split(' ') ?? [token]);
	const claims = indexBy(data.claims, 'claim_id');
	const keys = new Set(tokens.flat().map((id) => claims.get(id)?.number_key ?? id));
	const shown = [
		...data.estimates.filter((other) => keys.has(other.number_key) || keys.has(`${other.spec_id}|${other.group_code ?? 'all'}|${other.outcome_key}`)),
		...data.group_tests.filter((other) => keys.has(other.test_id)),
		...data.terms.filter((other) => keys.has(other.number_key))
	];
	const ids = new Set(shown.map((other) => other.figure_id).filter((id) => !id.startsWith('app_')));
	const [own] = data.figures.filter((figure) => figure.figure_id === row.figure_id);
	return [own, ...data.figures.filter((figure) => figure !== own && ids.has(figure.figure_id)).sort((a, b) => a.sort_order - b.sort_order)];
}

/** The ids of the claims that a finding states, for the way to their verdicts. */
export function claimsIn(template) {
	return [...new Set(template.match(/\bD\d{3}\b/g) ?? [])];
}
