/*
 * Search, filters and sorting of the site's tables. Without this script every table stands complete and in
 * its own order, and the filter bars stay hidden.
 */
'use strict';

/** Case and accents do not count in a search, except the Danish letters, which are letters of their own. */
function normalise(text) {
	return text
		.toLowerCase()
		.replace(/[^\s]/gu, (letter) => ('æøå'.includes(letter) ? letter : letter.normalize('NFD').charAt(0)))
		.replace(/\s+/g, ' ');
}

function setUpFilters(form) {
	const table = document.getElementById(form.dataset.filters);
	const rows = [...table.tBodies[0].rows].map((element) => ({
		element,
		text: normalise(element.textContent)
	}));
	const search = form.querySelector('input[type="search"]');
	const selects = [...form.querySelectorAll('select[data-key]')];
	const status = form.querySelector('[role="status"]');

	function apply() {
		// words in any order; "in quotes" as they stand
		const words = (normalise(search.value).match(/"[^"]+"|[^\s"]+/g) ?? []).map((word) =>
			word.replaceAll('"', '')
		);
		let shown = 0;
		for (const row of rows) {
			const isShown =
				words.every((word) => row.text.includes(word)) &&
				selects.every((select) => !select.value || row.element.dataset[select.dataset.key] === select.value);
			row.element.hidden = !isShown;
			if (isShown) shown += 1;
		}
		status.textContent =
			shown === 0
				? form.dataset.none
				: form.dataset.count.replace('{shown}', shown).replace('{total}', rows.length);
	}

	form.addEventListener('input', apply);
	form.addEventListener('submit', (event) => event.preventDefault());
	form.addEventListener('reset', () => setTimeout(apply));
	form.hidden = false;
	// a link may ask for a search: replikation/?q="Figur 2.3"
	search.value = new URLSearchParams(location.search).get('q') ?? search.value;
	apply();
	// a link to a row must reach it, whatever a reloaded form still holds
	window.addEventListener('hashchange', () => {
		const target = document.getElementById(location.hash.slice(1));
		if (target && target.closest('table') === table && target.hidden) {
			form.reset();
		}
	});
}

function setUpSorting(table) {
	const body = table.tBodies[0];
	const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
	for (const head of table.querySelectorAll('th[data-sort]')) {
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'sort-button';
		button.append(...head.childNodes);
		head.append(button);
		button.addEventListener('click', () => {
			const direction = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
			const isNumber = head.dataset.sort === 'number';
			const key = (row) => {
				const cell = row.cells[head.cellIndex];
				return isNumber ? cell.dataset.value : cell.textContent.trim();
			};
			const compare = (a, b) => {
				const [left, right] = [key(a), key(b)];
				// rows without a number stand last in either direction
				if (isNumber && (left === '' || right === '')) return (left === '') - (right === '');
				return direction * (isNumber ? left - right : collator.compare(left, right));
			};
			body.append(...[...body.rows].sort(compare));
			for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
			head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
		});
	}
}

document.querySelectorAll('form[data-filters]').forEach(setUpFilters);
document.querySelectorAll('table').forEach((table) => {
	if (table.querySelector('th[data-sort]')) setUpSorting(table);
});
