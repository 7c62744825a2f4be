/**
 * Files that the publication puts beside the pages (`extras/`): numbers of every figure and table, and the
 * documentation of the warehouse. Links to them are `rel="external"`: the renderer, which follows links, has
 * no such pages. A site built from the exports alone has none, and links to none.
 */
export const hasFiles = import.meta.env?.VITE_SITE_FILES === 'yes';

/** @returns {{ csv: string, json: string } | null} addresses of a figure's numbers */
export const filesOf = (figureId) =>
	hasFiles ? { csv: `/data/figures/${figureId}.csv`, json: `/data/figures/${figureId}.json` } : null;

/** @returns {string | null} address of the warehouse's documentation */
export const documentation = hasFiles ? '/dbt/index.html' : null;
