import { da } from './texts/da.js';
import { en } from './texts/en.js';

export const texts = {
	/** Words of a report reference, longest first, since one contains the other. */
	referenceWords: [
		['Bilagstabel', 'Appendix table'],
		['bilagstabel', 'appendix table'],
		['Bilag', 'Appendix'],
		['Figur', 'Figure'],
		['figur', 'figure'],
		['Tabel', 'Table'],
		['tabel', 'table'],
		['afsnit', 'section'],
		['Afsnit', 'Section'],
		['Boks', 'Box'],
		['Spørgsmål', 'Question'],
		['Hovedresultater', 'Main results'],
		['Forord', 'Preface'],
		['Kapitel', 'Chapter'],
		['kapitel', 'chapter']
	],
	da,
	en
};
