/** What can be found on the site: pages, figures, questions, courses, claims and definitions, all from exports and texts. */
import { formatPercent, localized, referenceLabel } from './format.js';
import { pages, pathOf } from './pages.js';
import { pageOfFigure, placeOfClaim, placeOfCourse, placeOfDefinition, placeOfQuestion } from './places.js';
import { texts } from './texts.js';

const joined = (...parts) => parts.filter((part) => part !== null && part !== undefined && part !== '').join('. ');
const firstOf = (rows, key) => [...new Map(rows.map((row) => [row[key], row])).values()];

/**
 * Kinds of entries, in the order of the results, each with the page queries it is made of.
 * @type {Record<string, { queries: string[], of: (lang: string, data: object) => { title: string, detail: string, place: string, words?: string }[] }>}
 */
export const KINDS = {
	figures: {
		queries: ['figures'],
		of: (lang, { figures }) =>
			figures.map((row) => ({
				title: joined(referenceLabel(lang, row.report_ref), localized(lang, row, 'title')),
				detail: joined(localized(lang, row, 'measure'), localized(lang, row, 'population')),
				place: pageOfFigure(lang, row)
			}))
	},
	definitions: {
		queries: ['notices'],
		of: (lang, { notices }) =>
			definitionsOf(lang, notices).map(([term, text, { id, forms }]) => ({ title: term, detail: text, words: forms.join(' '), place: placeOfDefinition(lang, id) }))
	},
	pages: {
		queries: ['cube_outcomes'],
		of: (lang, { cube_outcomes: outcomes }) => [
			...pages
				.filter((page) => !page.isTemplate && page.id !== 'search' && page.id !== 'missing')
				.map((page) => ({ title: texts[lang].pages[page.id].title, detail: texts[lang].pages[page.id].description, place: page.paths[lang] })),
			...firstOf(outcomes, 'topic_id').map((row) => ({
				title: `${texts[lang].groups.explore}: ${localized(lang, row, 'topic_label')}`,
				detail: [...new Set(outcomes.filter((other) => other.topic_id === row.topic_id).map((other) => localized(lang, other, 'variable_label')))].join(', '),
				place: pathOf('topic', lang, { topic: localized(lang, row, 'topic_slug') })
			}))
		]
	},
	questions: {
		queries: ['codebook'],
		of: (lang, { codebook }) =>
			firstOf(codebook, 'variable_name').map((row) => ({
				title: localized(lang, row, 'label'),
				detail: joined([row.question_number, row.item_number].filter((part) => part !== null && part !== '').join('.'), localized(lang, row, 'question')),
				words: row.variable_name,
				place: placeOfQuestion(lang, row.variable_name)
			}))
	},
	courses: {
		queries: ['courses'],
		of: (lang, { courses }) =>
			courses.map((row) => ({
				title: row.course_name,
				detail: joined(row.provider, row.location ?? localized(lang, row, 'delivery_mode_label'), localized(lang, row, 'region_label')),
				place: placeOfCourse(lang, row.course_id)
			}))
	},
	claims: {
		queries: ['claims'],
		of: (lang, { claims }) =>
			claims.map((row) => ({ title: localized(lang, row, 'description'), detail: joined(referenceLabel(lang, row.report_ref), row.claim_id), place: placeOfClaim(lang, row.claim_id) }))
	}
};

/** Words and measures that the site explains: term, text, and its id with the forms in which texts use it. */
export function definitionsOf(lang, notices) {
	const about = Object.fromEntries(Array.from(notices).map((row) => [row.key, localized(lang, row, 'value')]));
	return texts[lang].about.definitions(formatPercent(lang, Number(about.confidence_level)), formatPercent(lang, Number(about.significance_level)));
}
