/**
 * A figure as a picture that stands alone: one SVG with its number, finding, what is measured, the drawing, the source and
 * the notice on the data. The drawing is taken from the markup that the figure's own component writes, so that the
 * picture shows what the page shows; text stays text.
 */
import { wrap } from '../../components/site/svgText.js';

const WIDTH = 720;
const PADDING = 24;
const INNER = WIDTH - 2 * PADDING;
// columns of numbers beside an interval plot, in the pixels that the style sheet gives them
const NUMBERS_WIDTH = 157;
const SIGNED_NUMBERS_WIDTH = 204;
const MAP_WIDTH = 490;
const GAP = 16;
// a character takes about this part of its size: with it, no line of the report's texts is longer than its space
const CHARACTER = 0.53;

export const CARD = { width: 1200, height: 630 };
// shown no wider than this where pages are shared
export const CARD_SCALE = 0.75;
// what a reader of a small preview still sees as a picture
const SMALLEST_ON_CARD = 0.5;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const decode = (markup) =>
	markup
		.replace(/<span class="visually-hidden">.*?<\/span>/gs, '')
		.replace(/<[^>]+>/g, '')
		.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
		// HTML's own white space; a no-break space stays
		.replace(/[ \t\n]+/g, ' ')
		.trim();
const linesOf = (text, size, width) => wrap(text, Math.floor(width / (size * CHARACTER)));

/** Lines of text below each other; what follows begins at `bottom`. */
function paragraph(text, { x = PADDING, y, size, width, look = '', leading = 1.4, className = 'text' }) {
	const lines = linesOf(text, size, width);
	const step = size * leading;
	const markup = lines.map((line, i) => `<text class="${className}" x="${x}" y="${(y + size + i * step).toFixed(1)}" font-size="${size}"${look}>${escape(line)}</text>`);
	return { markup: markup.join(''), bottom: y + lines.length * step };
}

const BLOCKS = new RegExp(
	[
		'<p class="panel__title">(?<panelTitle>.*?)</p>',
		'<ul class="legend">(?<legend>.*?)</ul>',
		'<div class="interval-plot (?<plot>[\\w-]+)">\\s*<svg[^>]* height="(?<plotHeight>\\d+)"[^>]*>(?<left>.*?)</svg>\\s*<svg[^>]*>(?<right>.*?)</svg>',
		'<div class="bar-panel">\\s*<p[^>]*>\\s*<span>(?<barTitle>.*?)</span>\\s*<span[^>]*>(?<barTotal>.*?)</span>\\s*</p>\\s*<svg viewBox="0 0 (?<barWidth>\\d+) (?<barHeight>\\d+)"[^>]*>(?<bars>.*?)</svg>',
		'<svg class="stacked-bars"[^>]* height="(?<stackHeight>\\d+)"[^>]*>(?<stack>.*?)</svg>',
		'<svg class="region-map" viewBox="0 0 (?<mapWidth>[\\d.]+) (?<mapHeight>[\\d.]+)"[^>]*>(?<map>.*?)</svg>',
		'<p class="region-elsewhere">(?<elsewhere>.*?)</p>'
	].join('|'),
	'gs'
);

/** What is inside a picture of a component, in pixels of a given width; its texts for screen readers go to the whole picture. */
function inside(markup, width) {
	return markup
		.replace(/<(title|desc)[^>]*>.*?<\/\1>/gs, '')
		.replace(/ (x|x1|x2|cx|width)="(-?[\d.]+)%"/g, (whole, name, share) => ` ${name}="${Number(((width * share) / 100).toFixed(1))}"`)
		.replace(/[ \t\n]+/g, ' ')
		.trim();
}

const group = (className, x, y, markup, scale = 1) =>
	`<g${className ? ` class="${className}"` : ''} transform="translate(${x} ${y.toFixed(1)})${scale === 1 ? '' : ` scale(${scale.toFixed(4)})`}">${markup}</g>`;

function legendOf(entries, y, style) {
	const size = 15;
	let [x, top] = [0, y];
	const markup = [...entries.matchAll(/<li class="([^"]*)">(.*?)<\/li>/gs)].map(([, classes, text]) => {
		const words = decode(text);
		const width = 22 + words.length * size * CHARACTER + 18;
		if (x > 0 && x + width > INNER) [x, top] = [0, top + 24];
		const { fill, stroke, dash } = style.sign(classes.split(' '));
		const look = `fill="${fill}" stroke="${stroke}"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
		const sign = classes.includes('circle') ? `<circle cx="7" cy="11" r="6" stroke-width="3" ${look}/>` : `<rect x="1" y="5" width="13" height="13" ${look}/>`;
		const entry = group('', x, top, `${sign}<text class="text" x="22" y="17" font-size="${size}">${escape(words)}</text>`);
		x += width;
		return entry;
	});
	return { markup: markup.join(''), bottom: top + 24 + 8 };
}

/**
 * What a figure draws, below each other in the width of a picture.
 * @param {string} markup of the figure
 * @returns {{ markup: string, height: number } | null} null where the figure is a table
 * @throws {Error} where the figure shows something that this does not know: the picture would lack it
 */
export function drawingOf(markup, style) {
	const picture = /<div class="figure__picture">(.*?)(?=<p class="provenance">|<figcaption)/s.exec(markup)[1];
	if (picture.includes('<table')) return null;
	const left = decode(picture.replace(BLOCKS, ''));
	if (left !== '') throw new Error(`A picture lacks a part of its figure: "${left.slice(0, 80)}" (scripts/figures/picture.mjs)`);
	let y = 0;
	let column = 0;
	let bottom = 0;
	const parts = [];
	for (const { groups } of picture.matchAll(BLOCKS)) {
		if (groups.panelTitle !== undefined) {
			const title = paragraph(decode(groups.panelTitle), { x: 0, y, size: 16, width: INNER, look: ' font-weight="600"' });
			parts.push(title.markup);
			y = title.bottom + 6;
		} else if (groups.legend !== undefined) {
			const legend = legendOf(groups.legend, y, style);
			parts.push(legend.markup);
			y = legend.bottom;
		} else if (groups.plot !== undefined) {
			const numbers = /coefficients|differences/.test(groups.plot) ? SIGNED_NUMBERS_WIDTH : NUMBERS_WIDTH;
			const name = `interval-plot ${groups.plot}`;
			parts.push(group(name, 0, y, inside(groups.left, INNER - numbers)), group(name, INNER - numbers, y, inside(groups.right, numbers)));
			y += Number(groups.plotHeight) + GAP;
		} else if (groups.bars !== undefined) {
			// two beside each other
			const x = column * (INNER / 2 + GAP / 2);
			const total = Number(groups.barWidth);
			const title = `<text class="text" x="0" y="16" font-size="15" font-weight="600">${groups.barTitle}</text><text class="text" x="${total}" y="16" font-size="15" text-anchor="end">${groups.barTotal}</text>`;
			parts.push(group('bar-panel', x, y, title + group('', 0, 26, inside(groups.bars, total))));
			bottom = y + Number(groups.barHeight) + 26 + GAP;
			column = 1 - column;
			if (column === 0) y = bottom;
		} else if (groups.stack !== undefined) {
			parts.push(group('stacked-bars', 0, y, inside(groups.stack, INNER)));
			y += Number(groups.stackHeight) + GAP;
		} else if (groups.map !== undefined) {
			const scale = MAP_WIDTH / Number(groups.mapWidth);
			parts.push(group('region-map', 0, y, inside(groups.map, Number(groups.mapWidth)), scale));
			y += Number(groups.mapHeight) * scale + GAP / 2;
		} else {
			const words = paragraph(decode(groups.elsewhere), { x: 0, y, size: 15.5, width: INNER });
			parts.push(words.markup);
			y = words.bottom + 4;
		}
	}
	return { markup: parts.join('\n'), height: Math.max(y, bottom) };
}

function documentOf({ width, height, title, description, body, style }) {
	const own = `.text{fill:${style.colour('text')}}\n.muted{fill:${style.colour('muted')}}\n.finding{fill:${style.colour('text')};font-family:'IBM Plex Serif Medium', ${style.colour('serif')};font-weight:500}`;
	// programs that know fonts by their file call this one Medium; the picture's own texts come first, so that others may be given a look of their own
	const rules = `text{font-family:${style.colour('sans')};fill:${style.colour('text')}}\n${own}\n${style.for(body)}`;
	return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">${escape(title)}</title>
<desc id="desc">${escape(description)}</desc>
<style>
${rules}
</style>
<rect width="${width}" height="${height}" fill="${style.colour('ground')}"/>
${body}
</svg>
`;
}

/**
 * @param {{ number: string, subject: string, title: string, subtitle: string, description: string, facts: [string, string][] }} figure model
 * @param {{ markup: string, height: number }} drawing
 * @param {{ provenance: string, source: string, notice: string, address: string }} words what stands below the drawing
 * @param {object} style of style.mjs
 * @returns {string} an SVG document
 */
export function pictureOf(figure, drawing, words, style) {
	let y = PADDING - 6;
	const parts = [];
	const say = (text, look, space = 0) => {
		if (!text) return;
		const block = paragraph(text, { y, width: INNER, ...look });
		parts.push(block.markup);
		y = block.bottom + space;
	};
	say(`${figure.number}. ${figure.subject}`, { size: 14, className: 'muted' }, 2);
	say(figure.title, { size: 22, className: 'finding', leading: 1.25 }, 4);
	say([figure.subtitle, ...figure.facts.map(([name, value]) => `${name}: ${value}.`)].filter(Boolean).join(' '), { size: 13.5, className: 'muted' }, 14);
	parts.push(group('', PADDING, y, drawing.markup));
	y += drawing.height;
	parts.push(`<line x1="${PADDING}" x2="${WIDTH - PADDING}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="${style.colour('line')}"/>`);
	y += 8;
	say(words.provenance, { size: 12.5, className: 'muted' }, 3);
	say(words.source, { size: 12.5, className: 'muted' }, 3);
	say(words.notice, { size: 12.5, look: ' font-weight="600"' }, 3);
	say(words.address, { size: 12.5, className: 'muted' });
	return documentOf({ width: WIDTH, height: Math.ceil(y + PADDING - 8), title: `${figure.number}. ${figure.title}`, description: figure.description, body: parts.join('\n'), style });
}

/**
 * What stands for a page where it is shared: its heading, beside its drawing where that can still be made out.
 * @param {{ name: string, above: string, title: string, notice: string }} words
 * @returns {string} an SVG document
 */
export function cardOf(words, drawing, style) {
	const margin = 60;
	const [top, bottom] = [120, 540];
	const scale = drawing ? Math.min((CARD.width / 2 - margin) / INNER, (bottom - top) / drawing.height) : 0;
	const isDrawn = scale >= SMALLEST_ON_CARD;
	const width = isDrawn ? CARD.width / 2 - 1.5 * margin : CARD.width - 2 * margin;
	const above = paragraph(words.above, { x: margin, y: top - 10, size: 24, width, className: 'muted' });
	const size = [56, 48, 42, 36, 32, 28].find((candidate) => above.bottom + 10 + linesOf(words.title, candidate, width).length * candidate * 1.25 <= bottom) ?? 24;
	const body = [
		`<rect width="${CARD.width}" height="14" fill="${style.colour('accent')}"/>`,
		paragraph(words.name, { x: margin, y: 48, size: 26, width: CARD.width - 2 * margin, look: ' font-weight="600"' }).markup,
		above.markup,
		paragraph(words.title, { x: margin, y: above.bottom + 10, size, width, className: 'finding', leading: 1.25 }).markup,
		isDrawn ? group('', CARD.width / 2, top, drawing.markup, scale) : '',
		paragraph(words.notice, { x: margin, y: 566, size: 24, width: CARD.width - 2 * margin, look: ' font-weight="600"' }).markup
	].join('\n');
	return documentOf({ ...CARD, title: words.title, description: words.notice, body, style });
}
