/**
 * Files that the publication puts beside the pages (`extras/`): numbers of every figure and table, and the
 * documentation of the warehouse. Links to them are `rel="external"`: the renderer, which follows links, has
 * no such pages. A site built from the exports alone has none, and links to none.
 */
export const hasFiles = import.meta.env?.VITE_SITE_FILES === 'yes';

/** @type {{ name: string, description: string, rows: number, csv: { da: number, en: number } | null, json: number | null }[]} tables with files; sizes in bytes */
export const tables = JSON.parse(import.meta.env?.VITE_SITE_TABLES ?? '[]');

/** @type {{ name: string, size: number }[]} files that hold everything at once; sizes in bytes */
export const wholes = JSON.parse(import.meta.env?.VITE_SITE_WHOLES ?? '[]');

/** Where the CSV files of a language lie: Danish with semicolons and decimal commas, English with commas and points. */
export const csvFolder = (lang) => (lang === 'en' ? '/data/en' : '/data');

/** @returns {{ csv: string, json: string } | null} addresses of a figure's numbers */
export const filesOf = (figureId, lang) =>
	hasFiles ? { csv: `${csvFolder(lang)}/figures/${figureId}.csv`, json: `/data/figures/${figureId}.json` } : null;

/** @returns {{ csv: string, json: string }} addresses of the numbers of a topic of the cube, written with the pages */
export const topicFilesOf = (topic, lang) => ({ csv: `${csvFolder(lang)}/explore/${topic}.csv`, json: `/data/explore/${topic}.json` });

/** Where the site lies on its server, without a slash at the end; empty where the build was not told (SITE_URL). */
export const siteUrl = import.meta.env?.VITE_SITE_URL ?? '';

/** Feeds of the editions; written where the site knows its address. */
export const FEED = { da: '/feed.xml', en: '/en/feed.xml' };

/** @returns {string | null} address of the warehouse's documentation */
export const documentation = hasFiles ? '/dbt/index.html' : null;
