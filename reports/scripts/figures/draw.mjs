/**
 * Draws what stands beside the pages of Evidence, from the same components, rows and style sheet: a page for every figure
 * and table, the same for a frame of another site, their index, and pictures (SVG, PNG, and one for where a page is
 * shared). Evidence would take ten times as long for them.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { csvFolder } from '../../components/site/files.js';
import { aboutOf, figuresOfPage } from '../../components/site/figures/model.js';
import { namesOf } from '../../components/site/names.js';
import { languages, pathOf } from '../../components/site/pages.js';
import { texts } from '../../components/site/texts.js';
import { render } from '../render.mjs';
import { datasetOfFigure, datasetOfStudy } from './dataset.mjs';
import { CARD_SCALE, cardOf, drawingOf, pictureOf } from './picture.mjs';
import { withRaster } from './raster.mjs';
import { pictureStyle } from './style.mjs';

const PICTURE_SCALE = 1.5;
// beside the picture itself, what a frame shows: number, finding, notice and source; titles of panels; the rule of traits
const FRAME_WORDS = 400;
const PANEL_WORDS = 35;
const RULE_WORDS = 110;
const TABLE_FRAME = 640;
const CARD = 'card.png';

/** Names of a figure's CSV files with the table each holds: the first has the figure's own name. */
async function csvFiles(extras, figureId, tables) {
	const names = extras ? await readdir(path.join(extras, 'data/figures')) : [];
	return names
		.map((name) => [name, new RegExp(`^${figureId}(?:\\.(\\w+))?\\.csv$`).exec(name)])
		.filter(([, match]) => match)
		.map(([name, match]) => ({ name, table: match[1] ? `pub_${match[1]}` : tables[0] }))
		.sort((a, b) => (a.name.length - b.name.length) || (a.name < b.name ? -1 : 1));
}

/** Text of the line on where numbers come from, as it stands under the figure. */
const provenanceOf = (markup) => {
	const [, line = ''] = /<p class="provenance">(.*?)<\/p>/s.exec(markup) ?? [];
	return line.replace(/<span class="visually-hidden">.*?<\/span>/gs, '').replace(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&amp;', '&').replace(/[ \t\n]+/g, ' ').trim();
};

/**
 * @param {{ data: Record<string, object[]>, rendered: string, css: string, fonts: string[], extras: string | null, siteUrl: string }} from
 *   rows of the page queries; folders of the rendered pages and of the files beside them; the style sheet; font files
 * @returns {Promise<{ files: string[], heads: Map<string, { description?: string, image?: string, dataset?: object }>, images: Record<string, string>, about: Record<string, object>, revisions: object[] }>}
 *   files to publish beside the pages; what the heads of the documents say, by site path; the picture that stands for a page, by `page|language`
 */
export async function drawFigures({ data, rendered, css, fonts, extras, siteUrl }) {
	const style = pictureStyle(css);
	const files = [];
	const heads = new Map();
	const images = {};
	const write = async (sitePath, content) => {
		const target = path.join(rendered, sitePath.slice(1));
		await mkdir(path.dirname(target), { recursive: true });
		await writeFile(target, content);
	};
	const writePage = (sitePath, content) => write(sitePath.endsWith('/') ? `${sitePath}index.html` : sitePath, content);
	const writeFileBeside = async (sitePath, content) => {
		files.push(sitePath.slice(1));
		await write(sitePath, content);
	};
	const rowOf = new Map(data.figures.map((row) => [row.figure_id, row]));
	const chapters = [...new Set(data.figures.map((row) => row.page_id))];
	await withRaster(fonts, async (toPng) => {
		for (const lang of languages) {
			const t = texts[lang].figurePage;
			const about = aboutOf(lang, data);
			const [notice] = about.synthetic_notice.split(/(?<=\.) /);
			const tableNames = namesOf(lang, data.names, 'table');
			const byChapter = chapters.map((chapter) => ({ chapter, figures: figuresOfPage(lang, chapter, data) }));
			const all = byChapter.flatMap(({ figures }) => figures);
			for (const [i, plainFigure] of all.entries()) {
				const row = rowOf.get(plainFigure.figureId);
				const sitePath = pathOf('figure', lang, { figure: plainFigure.id });
				// what a page with several figures says once
				const figure = { ...plainFigure, facts: [...plainFigure.facts, ...plainFigure.standing] };
				const markup = await render('site/OwnFigure', { lang, figure: plainFigure, data, place: 'frame' });
				const drawing = drawingOf(markup, style);
				const frameWords = FRAME_WORDS + PANEL_WORDS * plainFigure.panels.length + (plainFigure.framed.tests.length > 0 ? RULE_WORDS : 0);
				const offered = [];
				if (drawing) {
					const source = plainFigure.standing.at(-1);
					const svg = pictureOf(plainFigure, drawing, {
						provenance: provenanceOf(markup),
						source: `${t.pictureSource}: ${source[1]}. ${about.source}`,
						notice: about.synthetic_notice,
						address: siteUrl ? siteUrl + sitePath : ''
					}, style);
					await writeFileBeside(`${sitePath}${figure.id}.svg`, svg);
					await writeFileBeside(`${sitePath}${figure.id}.png`, toPng(svg, PICTURE_SCALE));
					offered.push({ href: `${sitePath}${figure.id}.svg`, text: t.svg }, { href: `${sitePath}${figure.id}.png`, text: t.png });
				}
				const card = cardOf({ name: texts[lang].siteName, above: `${figure.number}. ${figure.subject}`, title: figure.title, notice }, drawing, style);
				await writeFileBeside(`${sitePath}${CARD}`, toPng(card, CARD_SCALE));
				images[`${row.page_id}|${lang}`] ??= `${sitePath}${CARD}`;
				const tables = data.figure_tables.filter(({ figure_id: id }) => id === figure.figureId).map(({ table_name: name }) => name);
				for (const { name, table } of await csvFiles(extras, figure.figureId, tables)) {
					offered.push({ href: `${csvFolder(lang)}/figures/${name}`, text: t.csvOf(tableNames[table] ?? table) });
				}
				if (extras) offered.push({ href: `/data/figures/${figure.figureId}.json`, text: texts[lang].figures.json });
				const common = { lang, figure, data, about };
				await writePage(
					sitePath,
					await render('FigurePage', {
						...common, row, siteUrl, previous: all[i - 1], next: all[i + 1], files: offered,
						frameHeight: drawing ? Math.round(drawing.height) + frameWords : TABLE_FRAME
					})
				);
				await writePage(pathOf('embed', lang, { figure: figure.id }), await render('EmbedPage', { ...common, figure: { ...plainFigure, ...plainFigure.framed } }));
				heads.set(sitePath, {
					description: `${figure.number}. ${figure.subject}. ${figure.subtitle}`.trim(),
					image: `${sitePath}${CARD}`,
					dataset: datasetOfFigure({ lang, figure, about, sitePath, files: offered })
				});
				heads.set(pathOf('embed', lang, { figure: figure.id }), { canonical: sitePath });
			}
			const sitePath = pathOf('figures', lang);
			await writePage(sitePath, await render('FiguresPage', { lang, chapters: byChapter, about }));
			// for every page without a figure
			const card = cardOf({ name: '', above: texts[lang].pages.home.description, title: texts[lang].siteName, notice }, null, style);
			await writeFileBeside(`${sitePath}${CARD}`, toPng(card, CARD_SCALE));
			images[`|${lang}`] = `${sitePath}${CARD}`;
			heads.set(pathOf('downloads', lang), { dataset: datasetOfStudy({ lang, about, hasFiles: extras !== null }) });
		}
	});
	return { files, heads, images, about: Object.fromEntries(languages.map((lang) => [lang, aboutOf(lang, data)])), revisions: data.revisions };
}

/** The parts of the style sheet that pictures are drawn with, out of the folder that holds them. */
export const readStyle = async (folder) => (await Promise.all(['base', 'figures', 'charts'].map((name) => readFile(path.join(folder, `${name}.css`), 'utf8')))).join('\n');
