/**
 * The site's pages: one entry per page, one path per language, in the order of the menu. Navigation, language
 * switch, document titles and the page check after the build all read this list; a page that is not here does
 * not exist.
 */
export const pages = [
	{ id: 'home', group: 'home', paths: { da: '/', en: '/en/' } },
	{ id: 'supply', group: 'results', paths: { da: '/udbud/', en: '/en/supply/' } },
	{ id: 'use', group: 'results', paths: { da: '/brug/', en: '/en/use/' } },
	{ id: 'trained', group: 'results', paths: { da: '/hvem-har-uddannelse/', en: '/en/who-has-training/' } },
	{ id: 'motivated', group: 'results', paths: { da: '/hvem-er-motiveret/', en: '/en/who-is-motivated/' } },
	{ id: 'drivers', group: 'results', paths: { da: '/drivkraefter-og-barrierer/', en: '/en/drivers-and-barriers/' } },
	{ id: 'experiment', group: 'results', paths: { da: '/forsoeg/', en: '/en/experiment/' } },
	{ id: 'regressions', group: 'results', paths: { da: '/regressioner/', en: '/en/regressions/' } },
	{ id: 'explore', group: 'explore', script: 'explore.js', paths: { da: '/udforsk/', en: '/en/explore/' } },
	// one page per topic of the cube; its name stands in the address
	{ id: 'topic', group: 'explore', isTemplate: true, paths: { da: '/udforsk/[topic]/', en: '/en/explore/[topic]/' } },
	{ id: 'replication', group: 'replication', paths: { da: '/replikation/', en: '/en/replication/' } },
	{ id: 'claims', group: 'replication', paths: { da: '/replikation/udsagn/', en: '/en/replication/claims/' } },
	{
		id: 'contradictions',
		group: 'replication',
		paths: { da: '/replikation/modsigelser/', en: '/en/replication/contradictions/' }
	},
	{ id: 'about', group: 'about', paths: { da: '/om-data/', en: '/en/about-the-data/' } },
	{ id: 'method', group: 'about', paths: { da: '/metode/', en: '/en/method/' } },
	{ id: 'codebook', group: 'about', paths: { da: '/om-data/spoergeskema/', en: '/en/about-the-data/questionnaire/' } },
	{ id: 'downloads', group: 'about', paths: { da: '/om-data/hent/', en: '/en/about-the-data/downloads/' } },
	{
		id: 'accessibility',
		group: 'about',
		paths: { da: '/om-data/tilgaengelighed/', en: '/en/about-the-data/accessibility/' }
	},
	// shown by a server for an address that leads nowhere; in no menu
	{ id: 'missing', group: null, paths: { da: '/404/', en: '/en/404/' } }
];

export const languages = ['da', 'en'];

/** The menu: its groups in order, each with its pages. */
export const groups = [...new Set(pages.map((page) => page.group))]
	.filter(Boolean)
	.map((id) => ({ id, pages: pages.filter((page) => page.group === id && !page.isTemplate) }));

/**
 * Finds page and language of a route such as `/en/courses`.
 * @param {string | null} routeId SvelteKit's route id, without the closing slash
 * @returns {{ id: string, lang: 'da' | 'en' }}
 * @throws {Error} when a page file exists that the list does not name
 */
export function locate(routeId) {
	const path = `${routeId ?? ''}/`.replace(/\/+$/, '/');
	for (const page of pages) {
		for (const lang of languages) {
			if (page.paths[lang] === path) return { id: page.id, lang };
		}
	}
	throw new Error(`No entry for the page ${path}: add it to components/site/pages.js`);
}

/**
 * @param {string} id
 * @param {'da' | 'en'} lang
 * @param {Record<string, string>} [parameters] what stands for the names in brackets
 * @returns {string} site-absolute path; the post-build step makes it relative
 */
export function pathOf(id, lang, parameters = {}) {
	const page = pages.find((candidate) => candidate.id === id);
	if (!page) throw new Error(`No page with the id ${id} in components/site/pages.js`);
	return page.paths[lang].replace(/\[(\w+)\]/g, (whole, name) => parameters[name] ?? whole);
}

/** Whether an address is one of a page's, and of which language: `/udforsk/desire/` is the page `topic` in Danish. */
export function matchPath(page, lang, sitePath) {
	const pattern = page.paths[lang].replace(/\[\w+\]/g, '[a-z0-9_-]+');
	return new RegExp(`^${pattern}$`).test(sitePath);
}
