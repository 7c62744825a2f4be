/**
 * The queries of the pages, and what Evidence reads and nobody should have to write twice: a page file per page and
 * language from the list of pages.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languages, pages } from '../components/site/pages.js';

/** Page queries that are a published table in an order of its own: name of the query, table, order. */
export const TABLES = {
	archetypes: ['pub_archetypes', 'archetype_id, variable_name'],
	catalogue_summary: ['pub_catalogue_summary', 'sort_order'],
	claims: ['pub_claims', 'sort_order'],
	codebook: ['pub_codebook', 'variable_sort, code_sort'],
	courses: ['pub_catalogue_courses', 'course_name, provider, course_id'],
	cube: ['pub_cube', 'wave, number_key, outcome_id, group_variable, group_code, split_variable, split_code'],
	cube_groups: ['pub_cube_groups', 'variable_sort, code_sort'],
	cube_outcomes: ['pub_cube_outcomes', 'sort_order'],
	cube_tests: ['pub_cube_tests', 'wave, outcome_id, test_id'],
	estimates: ['pub_estimates', 'figure_id, outcome_variable, statistic, group_variable, group_sort, outcome_sort, number_key'],
	expert_interviews: ['pub_expert_interviews', 'sort_order'],
	figure_panels: ['pub_figure_panels', 'sort_order'],
	figure_tables: ['pub_figure_tables', 'figure_id, table_name'],
	figures: ['pub_figures', 'sort_order'],
	financing_sources: ['pub_financing_sources', 'sort_order'],
	findings: ['pub_findings', 'sort_order'],
	frequencies: ['pub_frequencies', 'variable_sort, kind, code_sort'],
	group_tests: ['pub_group_tests', 'figure_id, test_id'],
	interview_design: ['pub_interview_design', 'sort_order'],
	key_figures: ['pub_key_figures', 'sort_order'],
	merged_categories: ['pub_merged_categories', 'spec_id, group_code, outcome_sort'],
	method_facts: ['pub_method_facts', 'topic_sort, sort_order'],
	names: ['pub_names', 'code_list, sort_order'],
	notices: ['pub_about', 'key'],
	region_category: ['pub_catalogue_region_category', 'region_sort, category_sort'],
	register_margins: ['pub_register_margins', "coalesce(nullif(list_position(['sector', 'age_group', 'gender', 'origin', 'region', 'education'], variable_name), 0), 7), category_sort"],
	replication: ['pub_replication', 'sort_order'],
	response_flow: ['pub_response_flow', 'stratum_code, sort_order'],
	response_model: ['pub_response_model', 'stratum_code, row_type, variable_name, level_code'],
	search_terms: ['pub_search_terms', 'term_number'],
	searched_bodies: ['pub_searched_bodies', 'sort_order'],
	strata: ['pub_strata', 'sort_order'],
	terms: ['pub_regression_terms', 'figure_id, model_sort, term_order, level_sort'],
	vignette: ['pub_vignette', 'sort_order'],
	waves: ['pub_wave_estimates', 'figure_id, number_key, wave'],
	weight_diagnostics: ['pub_weight_diagnostics', 'stratum_code, sort_order']
};

const ofLedgers = (columns, by) =>
	[['numbers', 'pub_replication', 'estimate_id'], ['claims', 'pub_claims', 'claim_id']]
		.map(([name, table, key]) => `select '${name}' as ledger, ${by}, ${columns.replace('{key}', key)} from ${table} group by ${by}`)
		.join(' union all ') + ' order by all';

/** Page queries that gather rows. */
export const QUERIES = {
	ledger_refs: ofLedgers('arg_min({key}, sort_order) as first_id, count(*) as n', 'report_ref'),
	verdict_counts: ofLedgers('count(*) as n', 'verdict'),
	questions: 'select distinct variable_name, question_number, item_number, question_da, question_en from pub_codebook order by all',
	revisions: "select version, strftime(revised_on, '%Y-%m-%d') as revised_on, change_da, change_en from pub_revisions order by sort_order desc",
	wave_years: 'select distinct wave from pub_wave_estimates order by wave',
	synthetic: 'select bool_or(is_synthetic) as is_synthetic from pub_figures'
};

/** Every export that some query reads. */
export const EXPORTS = [...new Set([...Object.values(TABLES).map(([table]) => table), 'pub_revisions'])];

/**
 * Text of a page file: the component, given the rows of its queries (pages/+layout.js). Evidence's own page queries make
 * 60 KB of code of each page, which takes longer to compile than all pages to draw.
 */
export function pageText(page, lang) {
	const rows = page.queries.length > 0 ? ` {...props.rowsOf(${JSON.stringify(page.queries)})}` : '';
	const topic = page.isTemplate ? ` slug={params.topic} {...props.rowsOfTopic(${JSON.stringify(page.queriesOfTopic)}, "${lang}", params.topic)}` : '';
	return `<${page.component} lang="${lang}" id="${page.id}"${topic}${rows} />\n`;
}

/** @param {string} root folder of the Evidence project */
export async function generate(root) {
	for (const page of pages.filter(({ isDrawnBeside }) => !isDrawnBeside)) {
		for (const lang of languages) {
			const folder = path.join(root, 'pages', page.paths[lang]);
			await mkdir(folder, { recursive: true });
			await writeFile(path.join(folder, 'index.md'), pageText(page, lang));
		}
	}
}

/** Removes what `generate` wrote: it is no part of the project, and no input of the next build. */
export async function withdraw(root) {
	for (const folder of new Set(pages.flatMap((page) => languages.map((lang) => page.paths[lang].split('/')[1])))) {
		await rm(path.join(root, 'pages', folder || 'index.md'), { recursive: true, force: true });
	}
}
