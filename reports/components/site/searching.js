/**
 * How the site is searched: MiniSearch (npm) ranks; here stand the letters, and what counts as a match. Words match whole,
 * from their beginning, and inside, since Danish writes compounds as one word. The index is written by scripts/search.mjs
 * and read by client/search.js, both with these options.
 */
const LETTERS = { æ: 'ae', ø: 'oe', å: 'aa' };

/** Letters as a reader may type them: no case, ae for æ, no accents. */
export const fold = (word) =>
	word
		.toLowerCase()
		.normalize('NFC')
		.replace(/[æøå]/g, (letter) => LETTERS[letter])
		.normalize('NFD')
		.replace(/\p{M}/gu, '');

export const OPTIONS = {
	fields: ['title', 'detail', 'words'],
	storeFields: ['title', 'detail', 'place'],
	processTerm: fold,
	searchOptions: { boost: { title: 3 }, prefix: true, weights: { prefix: 0.8, fuzzy: 0 } }
};

// a letter or two inside a word say nothing
const SHORTEST_INSIDE = 3;

/**
 * @param {string} text what the reader typed
 * @param {string[]} vocabulary every word of an index, folded
 * @returns {object | null} query for MiniSearch: all words, each as one of its matches; null where nothing was typed
 */
export function queryOf(text, vocabulary) {
	const words = text.split(/[\p{Z}\p{P}\s]+/u).map(fold).filter(Boolean);
	if (words.length === 0) return null;
	return {
		combineWith: 'AND',
		queries: words.map((word) => ({
			combineWith: 'OR',
			queries: [
				word,
				...(word.length < SHORTEST_INSIDE
					? []
					: [{ combineWith: 'OR', prefix: false, boostTerm: () => 0.3, queries: vocabulary.filter((known) => known.indexOf(word) > 0) }])
			]
		}))
	};
}

/** Words of an index as MiniSearch writes it. */
export const vocabularyOf = ({ index }) => index.map(([word]) => word);
