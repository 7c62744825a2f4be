// The search (SearchPage). The parts of the index are fetched with the first letter.
import MiniSearch from 'minisearch';
import { OPTIONS, queryOf, vocabularyOf } from '../components/site/searching.js';

const SITE = new URL('../', document.currentScript.src);
const FIRST = 8;

const { lang } = document.documentElement;
const form = document.getElementById('search');
const input = form.querySelector('input');
const status = form.querySelector('[role="status"]');
const lists = document.getElementById('search-lists');
const sections = [...document.querySelectorAll('[data-kind]')];

const parts = new Map();
function partOf(kind) {
	if (!parts.has(kind)) {
		const part = fetch(new URL(`data/search/${lang}/${kind}.json`, SITE))
			.then((answer) => {
				if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
				return answer.json();
			})
			.then((json) => ({ vocabulary: vocabularyOf(json), index: MiniSearch.loadJS(json, OPTIONS) }));
		// what failed once may be there the next time
		part.catch(() => parts.delete(kind));
		parts.set(kind, part);
	}
	return parts.get(kind);
}

function itemOf({ title, detail, place }) {
	const item = document.createElement('li');
	const link = Object.assign(document.createElement('a'), { textContent: title, href: new URL(place.slice(1), SITE).href });
	item.append(link, Object.assign(document.createElement('p'), { textContent: detail }));
	return item;
}

/** Results of one kind under its heading: the first ones, the others when asked for. */
function fill(section, results) {
	section.hidden = results.length === 0;
	section.querySelector('[data-count]').textContent = results.length;
	const list = section.querySelector('ol');
	const more = section.querySelector('button');
	list.replaceChildren(...results.slice(0, FIRST).map(itemOf));
	more.hidden = results.length <= FIRST;
	more.onclick = () => {
		list.append(...results.slice(FIRST).map(itemOf));
		more.hidden = true;
		list.children[FIRST].querySelector('a').focus();
	};
}

async function search() {
	const text = input.value;
	history.replaceState(null, '', text ? `?q=${encodeURIComponent(text)}` : location.pathname);
	document.querySelector('.language-link').search = location.search;
	const isAsked = queryOf(text, []) !== null;
	lists.hidden = isAsked;
	if (!isAsked) {
		for (const section of sections) fill(section, []);
		status.textContent = '';
		return;
	}
	try {
		const found = await Promise.all(
			sections.map(async (section) => {
				const { index, vocabulary } = await partOf(section.dataset.kind);
				return index.search(queryOf(text, vocabulary));
			})
		);
		// the reader has typed on meanwhile
		if (text !== input.value) return;
		// all at once: what comes later would push down what is being read
		sections.forEach((section, i) => fill(section, found[i]));
		const total = found.reduce((sum, results) => sum + results.length, 0);
		status.textContent = total === 0 ? form.dataset.none : form.dataset.found.replace('{n}', total);
	} catch {
		if (text === input.value) status.textContent = form.dataset.failed;
	}
}

form.hidden = false;
input.value = new URLSearchParams(location.search).get('q') ?? input.value;
input.addEventListener('input', search);
form.addEventListener('submit', (event) => event.preventDefault());
if (input.value) search();
