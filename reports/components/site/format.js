import { texts } from './texts.js';

const locales = { da: 'da-DK', en: 'en-GB' };
const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

/** What stands where there is no number to show. */
export const EMPTY = '–';

/**
 * Number in the language's own format, with a true minus sign.
 * @param {'da' | 'en'} lang
 * @param {number | null | undefined} value
 * @param {number} decimals fixed number of decimals
 * @param {boolean} [signed] print the plus sign too
 * @returns {string}
 */
export function formatNumber(lang, value, decimals = 0, signed = false) {
	if (value === null || value === undefined || Number.isNaN(value)) return EMPTY;
	return new Intl.NumberFormat(locales[lang], {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
		signDisplay: signed ? 'exceptZero' : 'negative'
	})
		.format(value)
		.replace('-', MINUS);
}

/**
 * Share (0 to 1) as per cent: `43 %` in Danish, `43%` in English.
 */
export function formatPercent(lang, share, decimals = 0) {
	if (share === null || share === undefined) return EMPTY;
	return formatNumber(lang, share * 100, decimals) + percentSign(lang);
}

/** The sign with the space that Danish, and only Danish, sets before it. */
export function percentSign(lang) {
	return lang === 'da' ? `${NO_BREAK_SPACE}%` : '%';
}

/**
 * Estimate of a key figure in its own unit.
 * @param {{ unit: string }} row unit `percent` (stored as share) or `mean`
 */
export function formatEstimate(lang, row, value, decimals) {
	return row.unit === 'percent'
		? formatPercent(lang, value, decimals)
		: formatNumber(lang, value, decimals);
}

/** Bounds joined by a dash, the sign once: `41,5–44,5 %`. */
export function formatInterval(lang, low, high, decimals, suffix = '') {
	if (low === null || low === undefined || high === null || high === undefined) return EMPTY;
	// beside a minus, a dash between two numbers would read as another
	const joint = low < 0 ? ` ${texts[lang].to} ` : '–';
	return formatNumber(lang, low, decimals) + joint + formatNumber(lang, high, decimals) + suffix;
}

/** The confidence interval of a key figure in its own unit. */
export function formatKeyInterval(lang, row, decimals) {
	const factor = row.unit === 'percent' ? 100 : 1;
	if (row.ci_low === null || row.ci_high === null) return EMPTY;
	return formatInterval(
		lang,
		row.ci_low * factor,
		row.ci_high * factor,
		decimals,
		row.unit === 'percent' ? percentSign(lang) : ''
	);
}

/** p-value with three decimals, `< 0,001` below that. */
export function formatP(lang, p) {
	if (p === null || p === undefined) return EMPTY;
	return p < 0.001 ? `<${NO_BREAK_SPACE}${formatNumber(lang, 0.001, 3)}` : formatNumber(lang, p, 3);
}

/** Text of a column that exists once per language (`label_da`, `label_en`). */
export function localized(lang, row, column) {
	return row[`${column}_${lang}`];
}

/**
 * Where in the report a number stands, in the reader's language: `Figur 2.3` or `Figure 2.3`.
 */
export function referenceLabel(lang, reference) {
	let label = reference ?? '';
	for (const [danish, english] of texts.referenceWords) {
		if (lang === 'en') label = label.replaceAll(danish, english);
	}
	return label.charAt(0).toUpperCase() + label.slice(1);
}

/** Value for sorting and for reading the table back, without the noise of binary fractions. */
export function plainValue(value) {
	return value === null || value === undefined ? '' : String(Number(Number(value).toPrecision(10)));
}

/**
 * Rows of a page query as a plain array.
 * @throws {Error} when a query returned nothing: an empty export must stop the build, not empty a page
 */
export function requireRows(name, query) {
	const rows = Array.from(query ?? []);
	if (rows.length === 0) {
		throw new Error(
			`The page query "${name}" returned no rows: export the published models again (make build)`
		);
	}
	return rows;
}

/**
 * The page queries that a component was given, by name.
 * @throws {Error} when one of them returned nothing
 */
export function rowsOf(queries) {
	return Object.fromEntries(Object.entries(queries).map(([name, rows]) => [name, requireRows(name, rows)]));
}
