import { texts } from './texts.js';

const locales = { da: 'da-DK', en: 'en-GB' };
// between two numbers, where a dash would be read as another minus
const TO = { da: 'til', en: 'to' };
const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

/** What stands where there is no number to show. */
export const EMPTY = '–';

// to make a form takes longer than to write a thousand numbers in it
const forms = new Map();
function formOf(lang, decimals, signed) {
	const key = `${lang} ${decimals} ${signed}`;
	if (!forms.has(key)) {
		forms.set(key, new Intl.NumberFormat(locales[lang], { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: signed ? 'exceptZero' : 'negative' }));
	}
	return forms.get(key);
}

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
	return formOf(lang, decimals, signed).format(value).replace('-', MINUS);
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
 * How a measure is written, decided here and nowhere else: decimals of the number in a sentence or picture, of its
 * interval, of its standard error; `factor` turns what is stored into what is written.
 */
const MEASURES = {
	share: () => ({ factor: 100, decimals: 0, interval: 1, error: 1 }),
	count: () => ({ factor: 1, decimals: 0, interval: 0, error: 0 }),
	coefficient: () => ({ factor: 1, decimals: 2, interval: 2, error: 3 }),
	weight: () => ({ factor: 1, decimals: 2, interval: 2, error: 3 }),
	points: () => ({ factor: 1, decimals: 1, interval: 1, error: 2 }),
	// means from ten up are years and employees
	mean: (size) => (Math.abs(size) < 10 ? { factor: 1, decimals: 2, interval: 2, error: 3 } : { factor: 1, decimals: 1, interval: 1, error: 3 })
};

function measureOf(statistic, size) {
	if (!MEASURES[statistic]) throw new Error(`No way is known to write a ${statistic} (components/site/format.js)`);
	return MEASURES[statistic](size);
}

/**
 * Decimals of a number that was rounded when it was exported: one more where it ends in exactly half a unit. Rounding
 * it again would round twice: 47.48 per cent, exported as 0.475, would be written as 48.
 */
function unrounded(number, decimals) {
	const units = Math.abs(number) * 10 ** decimals;
	return Math.abs(units - Math.floor(units) - 0.5) < 1e-9 * Math.max(1, units) ? decimals + 1 : decimals;
}

/** The same of a number of a measure; few per thousand are not none. */
function decimalsOf(statistic, number, decimals) {
	if (statistic === 'share' && number !== 0 && Math.abs(number) < 1) return Math.max(decimals, 1);
	return unrounded(number, decimals);
}

/**
 * A number of a measure: `43 %`, `3,42`; `47,5 %` where the export ends there.
 * @param {'share' | 'mean' | 'count' | 'coefficient' | 'points'} statistic
 * @param {{ extra?: number, signed?: boolean, bare?: boolean }} [how] more decimals, a plus sign, no per cent sign
 */
export function formatValue(lang, statistic, value, { extra = 0, signed = false, bare = false } = {}) {
	if (value === null || value === undefined) return EMPTY;
	const { factor, decimals } = measureOf(statistic, value);
	return formatNumber(lang, value * factor, decimalsOf(statistic, value * factor, decimals + extra), signed) + (statistic === 'share' && !bare ? percentSign(lang) : '');
}

/** Decimals that the export has of a number, in it or in what stands with it, which are rounded alike. */
const exportedDecimals = (values) => Math.max(0, ...values.map((value) => (plainValue(value).split('.')[1]?.length ?? 0)));

/**
 * Decimals that a table has to show more than a sentence: one of a share, which is exported in tenths of a per cent; of others
 * one where the export has it, and fewer where it has fewer: zeros at the end would say what nobody knows.
 * @param {(number | null | undefined)[]} values the number, its standard error and its bounds
 */
export function extraDecimals(statistic, values) {
	const known = values.filter((value) => value !== null && value !== undefined);
	if (statistic === 'share' || known.length === 0) return statistic === 'share' ? 1 : 0;
	return Math.min(1, exportedDecimals(known) - measureOf(statistic, known[0]).decimals);
}

/** The confidence interval of a number of a measure: `41,5–44,5 %`. */
export function formatValueInterval(lang, statistic, { estimate, ci_low: low, ci_high: high }, { extra = 0, bare = false } = {}) {
	if (low === null || low === undefined || high === null || high === undefined) return EMPTY;
	const { factor, interval } = measureOf(statistic, estimate);
	return formatInterval(lang, low * factor, high * factor, interval + extra, statistic === 'share' && !bare ? percentSign(lang) : '');
}

/** The standard error of a number of a measure; of a share, in percentage points. */
export function formatError(lang, statistic, { estimate, std_error: error, ci_low: low, ci_high: high }) {
	if (error === null || error === undefined) return EMPTY;
	const { factor, error: most } = measureOf(statistic, estimate);
	const decimals = statistic === 'share' ? most : Math.min(most, exportedDecimals([estimate, error, low, high]));
	return formatNumber(lang, error * factor, unrounded(error * factor, decimals));
}

/** The difference of two numbers of a measure; of shares, in percentage points. */
export function formatDifference(lang, isShare, value) {
	if (value === null || value === undefined) return EMPTY;
	return isShare ? texts[lang].figures.points(formatNumber(lang, value * 100, unrounded(value * 100, 1), true)) : formatNumber(lang, value, unrounded(value, 2), true);
}

/** The interval of a difference, in the unit of the difference. */
export function formatDifferenceInterval(lang, isShare, low, high) {
	return low === null || low === undefined ? EMPTY : isShare ? formatInterval(lang, low * 100, high * 100, 1) : formatInterval(lang, low, high, 2);
}

/** A whole number as such, any other with one decimal: hours, prices. */
export const formatMeasured = (lang, value) => formatNumber(lang, value, Number.isInteger(value) ? 0 : 1);

/** Decimals of a difference that a claim is about, by its unit; of shares, in percentage points. */
const CLAIM_DECIMALS = { share: 1, percentage_points: 1, years: 1, employees: 1, courses: 0 };
export function formatClaimed(lang, unit, value) {
	const number = unit === 'share' ? value * 100 : value;
	return formatNumber(lang, number, unrounded(number, CLAIM_DECIMALS[unit] ?? 2), true);
}

/** Bounds joined by a dash, the sign once: `41,5–44,5 %`; both with a decimal more where one would be rounded twice. */
export function formatInterval(lang, low, high, decimals, suffix = '') {
	if (low === null || low === undefined || high === null || high === undefined) return EMPTY;
	const joint = low < 0 ? ` ${TO[lang]} ` : '–';
	const places = Math.max(unrounded(low, decimals), unrounded(high, decimals));
	return formatNumber(lang, low, places) + joint + formatNumber(lang, high, places) + suffix;
}

/** p-value with three decimals, `< 0,001` below that. */
export function formatP(lang, p) {
	if (p === null || p === undefined) return EMPTY;
	return p < 0.001 ? `<${NO_BREAK_SPACE}${formatNumber(lang, 0.001, 3)}` : formatNumber(lang, p, unrounded(p, 3));
}

/** A limit that a p-value is held to, with its own decimals: `0,05`. */
export const formatLevel = (lang, level) => formatNumber(lang, Number(level), String(Number(level)).split('.')[1]?.length ?? 0);

/** A day in words: `24. november 2026`, `24 November 2026`. */
export const longDate = (lang, day) => new Intl.DateTimeFormat(locales[lang], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

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

/** Page queries that may well return nothing: nothing is withheld, or there is one wave only. */
const MAY_BE_EMPTY = ['merged_categories', 'waves'];

/**
 * The page queries that a component was given, by name; other properties are left out.
 * @throws {Error} when one of them returned nothing
 */
export function rowsOf(queries) {
	return Object.fromEntries(
		Object.entries(queries)
			.filter(([, rows]) => typeof rows !== 'string')
			.map(([name, rows]) => [name, MAY_BE_EMPTY.includes(name) ? Array.from(rows ?? []) : requireRows(name, rows)])
	);
}
