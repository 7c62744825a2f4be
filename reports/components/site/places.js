/** Where things stand that can be found and linked: addresses of a page with the place on it. */
import { anchorOf } from './figures/model.js';
import { pathOf } from './pages.js';

/** @param {object} figure row of pub_figures */
/** Among the others of its chapter; its own page is not rendered by Evidence, so that links to it need `rel="external"`. */
export const placeOfFigure = (lang, figure) => `${pathOf(figure.page_id, lang)}#${anchorOf(figure.figure_id)}`;
export const pageOfFigure = (lang, figure) => pathOf('figure', lang, { figure: anchorOf(figure.figure_id) });
export const placeOfQuestion = (lang, variable) => `${pathOf('codebook', lang)}#var-${variable}`;
export const placeOfCourse = (lang, course) => `${pathOf('supply', lang)}#${course}`;
export const placeOfClaim = (lang, claim) => `${pathOf('claims', lang)}#${claim}`;
export const placeOfDefinition = (lang, term) => `${pathOf('about', lang)}#term-${term}`;
