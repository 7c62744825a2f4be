/**
 * Links words that the site explains to their definitions: the first time a page uses them in running text. Headings,
 * tables, pictures, links, citations and lists of topics stay as they are.
 */
const TEXT = new Set(['p', 'dd', 'li']);
const NO_TEXT = new Set([
	'a', 'button', 'dt', 'form', 'h1', 'h2', 'h3', 'h4', 'label', 'nav', 'noscript', 'pre', 'select', 'strong', 'summary', 'svg', 'table'
]);
// names of other things, not sentences
const NO_SENTENCES = /class="(?:[^"]* )?(?:citation|ways)[ "]/;
const PARTS = /<(\/?)([a-z][a-z0-9-]*)(?:[^"'>]|"[^"]*"|'[^']*')*>|[^<]+/gi;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * @param {string} html content of a page, as the components write it
 * @param {{ id: string, forms: string[], place: string }[]} terms forms in which texts use them, and where they are explained
 */
export function linkTerms(html, terms) {
	const start = html.indexOf('<main');
	const end = html.indexOf('</main>');
	if (start < 0 || end < start) return html;
	const left = terms.map((term) => ({
		...term,
		// the longest form first; neither letters nor a link's own sign around it
		pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...term.forms].sort((a, b) => b.length - a.length).map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'iu')
	}));
	const link = (text) => {
		let found = null;
		for (const term of left) {
			const match = term.pattern.exec(text);
			if (match && (found === null || match.index < found.match.index)) found = { term, match };
		}
		if (found === null) return text;
		left.splice(left.indexOf(found.term), 1);
		const to = found.match.index + found.match[0].length;
		return `${text.slice(0, found.match.index)}<a class="term" href="${found.term.place}">${found.match[0]}</a>${link(text.slice(to))}`;
	};
	let inText = 0;
	let outside = 0;
	// the element that holds no sentences, and how deep in elements of its kind
	let skipped = null;
	const main = html.slice(start, end).replace(PARTS, (part, closing, name) => {
		if (name === undefined) return inText > 0 && outside === 0 && !skipped ? link(part) : part;
		const step = closing ? -1 : 1;
		if (TEXT.has(name)) inText += step;
		if (NO_TEXT.has(name)) outside += step;
		if (skipped?.name === name) skipped.depth += step;
		else if (!skipped && !closing && NO_SENTENCES.test(part)) skipped = { name, depth: 1 };
		if (skipped?.depth === 0) skipped = null;
		return part;
	});
	return html.slice(0, start) + main + html.slice(end);
}
