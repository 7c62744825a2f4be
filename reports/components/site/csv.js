/** What the programs of a language expect: semicolons and decimal commas in Danish spreadsheets, commas and points in English. */
const FORMS = { da: { delimiter: ';', point: ',', mark: '\ufeff' }, en: { delimiter: ',', point: '.', mark: '' } };

/**
 * @param {'da' | 'en'} lang
 * @param {(string | number | null)[][]} lines the first one names the columns; null is an empty field
 * @returns {string} text of a CSV file (RFC 4180)
 */
export function csvText(lang, lines) {
	const { delimiter, point, mark } = FORMS[lang];
	const field = (value) => {
		if (value === null || value === undefined) return '';
		const text = typeof value === 'number' ? String(value).replace('.', point) : value;
		return /[",;\r\n]/.test(text) && typeof value !== 'number' ? `"${text.replaceAll('"', '""')}"` : text;
	};
	return `${mark}${lines.map((line) => line.map(field).join(delimiter)).join('\r\n')}\r\n`;
}
