// The free choice (ExplorePage): reads and writes the address, fetches the numbers of a topic when one of its outcomes is
// chosen, and hands the reader what is shown as a file.
import FreeChoice from '../components/site/FreeChoice.svelte';
import { chosenLines, readChoice, writeChoice } from '../components/site/choice.js';
import { csvText } from '../components/site/csv.js';

const FILES = new URL('../data/explore/', document.currentScript.src);

const target = document.getElementById('explore');
const { lang } = document.documentElement;
const page = JSON.parse(target.dataset.page);
const known = { outcomes: page.topics.flatMap((topic) => topic.outcomes), variables: page.variables };

const fetched = new Map();
function numbersOf(topic) {
	if (!fetched.has(topic)) {
		const answer = fetch(new URL(`${topic}.json`, FILES)).then((found) => {
			if (!found.ok) throw new Error(`${found.status} ${found.url}`);
			return found.json();
		});
		// what failed once may be there the next time
		answer.catch(() => fetched.delete(topic));
		fetched.set(topic, answer.then(({ numbers }) => numbers));
	}
	return fetched.get(topic);
}

/** The other language shows the same. */
function carry(query) {
	document.querySelector('.language-link').search = query;
}

const view = new FreeChoice({ target, props: { lang, ...page, numbersOf, choice: readChoice(location.search, known) } });
carry(location.search);
view.$on('choose', ({ detail: choice }) => {
	history.pushState(null, '', writeChoice(choice));
	carry(location.search);
});
addEventListener('popstate', () => {
	view.$set({ choice: readChoice(location.search, known) });
	carry(location.search);
});
view.$on('download', ({ detail: panels }) => {
	const address = URL.createObjectURL(new Blob([csvText(lang, chosenLines(panels))], { type: 'text/csv' }));
	Object.assign(document.createElement('a'), { href: address, download: page.t.file }).click();
	URL.revokeObjectURL(address);
});
