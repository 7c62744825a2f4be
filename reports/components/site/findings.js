import { EMPTY, formatNumber, formatPercent } from './format.js';
import { texts } from './texts.js';

/**
 * An estimate as a sentence shows it: shares in whole per cents, means with two decimals, from ten up with
 * one, counts as they are.
 * @param {{ statistic: string, estimate: number | null }} row
 */
export function valueText(lang, row, extraDecimals = 0) {
	if (row.estimate === null || row.estimate === undefined) return EMPTY;
	if (row.statistic === 'share') return formatPercent(lang, row.estimate, extraDecimals);
	if (row.statistic === 'count') return formatNumber(lang, row.estimate);
	const decimals = Math.abs(row.estimate) < 10 ? 2 : 1;
	return formatNumber(lang, row.estimate, decimals + extraDecimals);
}

/** A label inside a sentence: small first letter, unless it is an abbreviation or a proper name. */
export function inSentence(label, isName = false) {
	if (isName || /^.[\p{Lu}\d]/u.test(label)) return label;
	return label.charAt(0).toLowerCase() + label.slice(1);
}

/** `a, b and c` in the page's language. */
export function listText(lang, words) {
	return new Intl.ListFormat(lang, { type: 'conjunction' }).format(words);
}

/** What stands for a number of a finding that is withheld. */
class Withheld extends Error {}

/**
 * A figure's finding with its numbers and labels filled in, so that it stays true for other data.
 *
 * `{spec|group|outcome}` is an estimate; `{max}`, `{max_value}`, `{min}`, `{min_value}` the ends of the first
 * panel, with `:2` of the second; `{sig:test_id}` whether a difference is significant; `{signed}` names the
 * coefficients significantly above and below zero, `{largest}` the one furthest from it;
 * `{strongest}` the archetype's strongest trait; any other name is looked up in `facts`.
 *
 * @param {string} template
 * @param {{ estimates: Map<string, object>, tests: Map<string, object>, panels: { rows: object[] }[],
 *   facts: Record<string, string> }} context
 * @returns {string | null} null when a number of it is withheld
 * @throws {Error} when a name is not known: a finding must not be published half filled
 */
export function fillFinding(lang, template, context) {
	try {
		return template.replace(/\{([^}]+)\}/g, (whole, token) => {
			const value = valueOf(lang, token, context);
			if (value === undefined) throw new Error(`finding "${template}": nothing is known of ${whole}`);
			return value;
		});
	} catch (error) {
		if (error instanceof Withheld) return null;
		throw error;
	}
}

function valueOf(lang, token, { estimates, tests, panels, facts }) {
	if (token.includes('|')) {
		const row = estimates.get(token);
		if (row && (row.is_suppressed || row.estimate === null)) throw new Withheld(token);
		return row && valueText(lang, row);
	}
	const [name, argument] = token.split(':');
	if (name === 'sig') {
		const test = tests.get(argument);
		if (!test) return undefined;
		if (test.is_suppressed || test.p_value === null) throw new Withheld(token);
		return texts[lang].figures.significance(test.p_value < 0.05);
	}
	const end = /^(max|min)(_value)?$/.exec(name);
	if (end) {
		const rows = (panels[Number(argument ?? 1) - 1]?.rows ?? []).filter((row) => row.estimate !== null);
		if (rows.length === 0) throw new Withheld(token);
		const sign = end[1] === 'max' ? 1 : -1;
		const row = rows.reduce((best, other) => (sign * (other.estimate - best.estimate) > 0 ? other : best));
		return end[2] ? row.estimateText : inSentence(row.label, row.isName);
	}
	if (name === 'signed') {
		const namesOf = (sign) =>
			listText(
				lang,
				panels[0].rows
					.filter((row) => row.pValue < 0.05 && sign * row.estimate > 0)
					.map((row) => texts[lang].figures.quoted(inSentence(row.label)))
			);
		return texts[lang].figures.signed(namesOf(1), namesOf(-1));
	}
	if (name === 'largest' || name === 'largest_value') {
		const rows = panels[0].rows.filter((row) => row.estimate !== null);
		const row = rows.reduce((best, other) => (Math.abs(other.estimate) > Math.abs(best.estimate) ? other : best));
		return name === 'largest' ? inSentence(row.label) : formatNumber(lang, row.estimate, 2, true);
	}
	return facts[name];
}

/** Rows by a key, for `fillFinding`. */
export const indexBy = (rows, key) => new Map(rows.map((row) => [row[key], row]));
