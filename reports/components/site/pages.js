/**
 * The site's pages: one entry per page, one path per language. Navigation, language switch, document titles
 * and the page check after the build all read this list; a page that is not here does not exist.
 */
export const pages = [
	{ id: 'home', paths: { da: '/', en: '/en/' } },
	{ id: 'courses', paths: { da: '/kurser/', en: '/en/courses/' } },
	{ id: 'replication', paths: { da: '/replikation/', en: '/en/replication/' } },
	{ id: 'claims', paths: { da: '/replikation/udsagn/', en: '/en/replication/claims/' } }
];

export const languages = ['da', 'en'];

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
 * @returns {string} site-absolute path; the post-build step makes it relative
 */
export function pathOf(id, lang) {
	const page = pages.find((candidate) => candidate.id === id);
	if (!page) throw new Error(`No page with the id ${id} in components/site/pages.js`);
	return page.paths[lang];
}
