/**
 * The site's pages: one entry per page, one path per language, in the order of the menu, with the component that
 * draws it and the page queries it is given (scripts/generate.mjs). Page files, navigation, language switch, document
 * titles and the page check after the build all read this list; a page that is not here does not exist.
 */
const FIGURES = [
	'figures', 'figure_panels', 'estimates', 'group_tests', 'terms', 'archetypes', 'merged_categories', 'waves', 'questions', 'ledger_refs',
	'findings', 'claims', 'names', 'notices'
];

export const pages = [
	{
		id: 'home', group: 'home', paths: { da: '/', en: '/en/' }, component: 'HomePage',
		queries: [...FIGURES, 'key_figures', 'verdict_counts', 'catalogue_summary']
	},
	{
		id: 'supply', group: 'results', paths: { da: '/udbud/', en: '/en/supply/' }, component: 'SupplyPage',
		queries: [...FIGURES, 'courses', 'region_category', 'catalogue_summary']
	},
	{ id: 'use', group: 'results', paths: { da: '/brug/', en: '/en/use/' }, component: 'ChapterPage', queries: FIGURES },
	{ id: 'trained', group: 'results', paths: { da: '/hvem-har-uddannelse/', en: '/en/who-has-training/' }, component: 'ChapterPage', queries: FIGURES },
	{ id: 'motivated', group: 'results', paths: { da: '/hvem-er-motiveret/', en: '/en/who-is-motivated/' }, component: 'ChapterPage', queries: FIGURES },
	{ id: 'drivers', group: 'results', paths: { da: '/drivkraefter-og-barrierer/', en: '/en/drivers-and-barriers/' }, component: 'ChapterPage', queries: FIGURES },
	{ id: 'experiment', group: 'results', paths: { da: '/forsoeg/', en: '/en/experiment/' }, component: 'ExperimentPage', queries: [...FIGURES, 'vignette', 'synthetic'] },
	{
		id: 'interviews', group: 'results', paths: { da: '/interview/', en: '/en/interviews/' }, component: 'InterviewPage',
		queries: [...FIGURES, 'method_facts', 'interview_design', 'expert_interviews', 'financing_sources']
	},
	{ id: 'regressions', group: 'results', paths: { da: '/regressioner/', en: '/en/regressions/' }, component: 'ChapterPage', queries: FIGURES },
	// drawn beside the others, by scripts/figures/draw.mjs: an index, a page per figure, and the same to be shown in a frame of another site
	{ id: 'figures', group: 'results', isDrawnBeside: true, paths: { da: '/figurer/', en: '/en/figures/' }, component: 'FiguresPage', queries: [] },
	{
		id: 'figure', group: 'results', isDrawnBeside: true, isTemplate: true, script: 'copy.js', paths: { da: '/figurer/[figure]/', en: '/en/figures/[figure]/' },
		component: 'FigurePage', queries: []
	},
	{
		id: 'embed', group: null, isDrawnBeside: true, isTemplate: true, isFrame: true, paths: { da: '/indlejret/[figure].html', en: '/en/embedded/[figure].html' },
		component: 'EmbedPage', queries: []
	},
	{
		id: 'explore', group: 'explore', script: 'explore.js', paths: { da: '/udforsk/', en: '/en/explore/' }, component: 'ExplorePage',
		queries: ['cube_outcomes', 'cube_groups', 'notices', 'wave_years']
	},
	// one page per topic of the cube; its name stands in the address
	{
		id: 'topic', group: 'explore', isTemplate: true, paths: { da: '/udforsk/[topic]/', en: '/en/explore/[topic]/' }, component: 'TopicPage',
		queries: ['cube_outcomes', 'cube_groups', 'names', 'notices', 'wave_years'], queriesOfTopic: ['cube', 'cube_tests']
	},
	{ id: 'replication', group: 'replication', paths: { da: '/replikation/', en: '/en/replication/' }, component: 'LedgerPage', queries: ['replication', 'names', 'notices'] },
	{ id: 'claims', group: 'replication', paths: { da: '/replikation/udsagn/', en: '/en/replication/claims/' }, component: 'LedgerPage', queries: ['claims', 'names', 'notices', 'synthetic'] },
	{
		id: 'contradictions', group: 'replication', paths: { da: '/replikation/modsigelser/', en: '/en/replication/contradictions/' },
		component: 'ContradictionsPage', queries: ['replication', 'claims', 'notices']
	},
	{ id: 'about', group: 'about', paths: { da: '/om-data/', en: '/en/about-the-data/' }, component: 'AboutPage', queries: ['notices', 'synthetic', 'revisions', 'names'] },
	{
		id: 'method', group: 'about', paths: { da: '/metode/', en: '/en/method/' }, component: 'MethodPage',
		queries: [
			...FIGURES, 'register_margins', 'response_flow', 'weight_diagnostics', 'response_model', 'search_terms', 'searched_bodies', 'method_facts',
			'strata'
		]
	},
	{
		id: 'codebook', group: 'about', paths: { da: '/om-data/spoergeskema/', en: '/en/about-the-data/questionnaire/' }, component: 'CodebookPage',
		queries: ['codebook', 'frequencies', 'figures', 'cube_outcomes', 'names']
	},
	{
		id: 'downloads', group: 'about', paths: { da: '/om-data/hent/', en: '/en/about-the-data/downloads/' }, component: 'DownloadsPage',
		queries: ['figures', 'cube_outcomes', 'names']
	},
	{
		id: 'accessibility', group: 'about', paths: { da: '/om-data/tilgaengelighed/', en: '/en/about-the-data/accessibility/' },
		component: 'AccessibilityPage', queries: []
	},
	// reached from the head of every page
	{ id: 'search', group: null, script: 'search.js', paths: { da: '/soeg/', en: '/en/search/' }, component: 'SearchPage', queries: ['figures', 'notices', 'cube_outcomes'] },
	// shown by a server for an address that leads nowhere; in no menu
	{ id: 'missing', group: null, paths: { da: '/404/', en: '/en/404/' }, component: 'MissingPage', queries: [] }
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
