/*
 * The free choice: any outcome by any background, and by leader type or sector. The numbers of a topic are fetched from
 * the site itself when one of its outcomes is chosen; nothing is computed here.
 */
'use strict';

const SVG = 'http://www.w3.org/2000/svg';

function setUp(form) {
	const lang = document.documentElement.lang;
	const texts = JSON.parse(form.dataset.texts);
	const variables = JSON.parse(form.dataset.variables);
	const { outcome: outcomes, group, split } = form.elements;
	const [title, subtitle, result] = ['title', 'subtitle', 'result'].map((name) => document.getElementById(`explore-${name}`));
	const body = document.getElementById('explore-table').tBodies[0];
	const files = [...document.querySelectorAll('[data-topic-file]')];
	const fileOf = (link, topic) => new URL(`${topic}.${link.dataset.topicFile}`, link.href).href;

	// a topic is fetched once
	const fetched = new Map();
	function numbersOf(topic) {
		if (!fetched.has(topic)) {
			const address = fileOf(files.find((link) => link.dataset.topicFile === 'json'), topic);
			fetched.set(topic, fetch(address).then((answer) => answer.json()).then((json) => json.numbers));
		}
		return fetched.get(topic);
	}

	const number = (value, digits) =>
		new Intl.NumberFormat(lang === 'da' ? 'da-DK' : 'en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
			.format(value)
			.replace('-', '\u2212');
	const percent = lang === 'da' ? '\u00a0%' : '%';

	/** Bar from the lower end of the scale with the band of the interval. */
	function picture(outcome, cell) {
		const svg = document.createElementNS(SVG, 'svg');
		svg.setAttribute('class', 'explore-bar');
		svg.setAttribute('width', '100%');
		svg.setAttribute('height', '20');
		svg.setAttribute('aria-hidden', 'true');
		if (!cell) return svg;
		const low = outcome.share ? 0 : Number(outcome.low ?? 0);
		const high = outcome.share ? 1 : Number(outcome.high ?? 60);
		const x = (value) => Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));
		const rect = (name, from, to, y, height) => {
			const element = document.createElementNS(SVG, 'rect');
			const place = { class: name, x: `${x(from).toFixed(2)}%`, width: `${(x(to) - x(from)).toFixed(2)}%`, y, height };
			for (const [key, value] of Object.entries(place)) element.setAttribute(key, value);
			svg.append(element);
		};
		rect('rest', low, high, 6, 8);
		rect('bar', low, cell[0], 6, 8);
		if (cell[1] !== null) rect('interval', cell[1], cell[2], 3, 14);
		return svg;
	}

	/** Estimate, interval and number of answers, as the language writes them. */
	function textsOf(outcome, cell, absence) {
		if (!cell) return ['–', absence, '–'];
		const [estimate, low, high, n, isPrinted] = cell;
		const factor = outcome.share ? 100 : 1;
		const digits = outcome.share ? 0 : Math.abs(estimate) >= 10 ? 1 : 2;
		const unit = outcome.share ? percent : '';
		const bound = (value) => number(value * factor, outcome.share ? 1 : digits);
		// rounded when it was exported: what ends in half a unit is not rounded again (as in components/site/format.js)
		const isHalf = Math.abs(((Math.abs(estimate) * factor * 10 ** digits) % 1) - 0.5) < 1e-6;
		const isTiny = outcome.share && estimate > 0 && estimate < 0.01;
		return [number(estimate * factor, digits + Number(isHalf || isTiny)) + unit + (isPrinted ? '' : '°'), low === null ? '–' : `${bound(low)}–${bound(high)}${unit}`, number(n, 0)];
	}

	function addHead(label, options) {
		const row = body.insertRow();
		const head = Object.assign(document.createElement('th'), { textContent: label, ...options });
		row.append(head);
		return row;
	}

	function addRow(outcome, label, cell, absence) {
		const row = addHead(label, { scope: 'row' });
		for (const text of textsOf(outcome, cell, absence)) Object.assign(row.insertCell(), { className: 'number', textContent: text });
		const last = row.insertCell();
		last.className = 'explore-cell';
		last.append(picture(outcome, cell));
	}

	const everyone = [['all', texts.all]];
	async function show() {
		// a variable is not split by itself
		if (split.value === group.value) split.value = '';
		for (const choice of split.options) choice.disabled = choice.value !== '' && choice.value === group.value;
		const chosen = outcomes.selectedOptions[0];
		const choice = [outcomes.value, group.value, split.value].join();
		const numbers = await numbersOf(chosen.dataset.topic);
		// the reader has chosen anew meanwhile
		if (choice !== [outcomes.value, group.value, split.value].join()) return;
		const table = numbers[outcomes.value][`${group.value}|${split.value}`] ?? {};
		// inside a sentence, unless it begins with an abbreviation or a number
		const answer = /^.[\p{Lu}\d]/u.test(chosen.text) ? chosen.text : chosen.text.charAt(0).toLowerCase() + chosen.text.slice(1);
		title.textContent = `${chosen.parentElement.label}: ${answer}`;
		subtitle.textContent = chosen.dataset.about;
		for (const link of files) link.href = fileOf(link, chosen.dataset.topic);
		body.replaceChildren();
		let shown = 0;
		for (const [code, label] of group.value ? variables[group.value].codes : everyone) {
			if (split.value) addHead(label, { scope: 'colgroup', colSpan: 5 }).className = 'heading-row';
			for (const [splitCode, splitLabel] of split.value ? variables[split.value].codes : everyone) {
				const cell = table[`${code}|${splitCode}`];
				// 0 is withheld; a combination that nobody was asked about has nothing
				addRow(chosen.dataset, split.value ? splitLabel : label, cell || null, cell === undefined ? texts.notAsked : texts.withheld);
				shown += 1;
			}
		}
		form.querySelector('[role="status"]').textContent = texts.rows.replace('{n}', shown);
		form.hidden = false;
		result.hidden = false;
	}
	form.addEventListener('input', show);
	form.addEventListener('submit', (event) => event.preventDefault());
	group.value = 'sector';
	show();
}

const form = document.getElementById('explore');
if (form) setUp(form);
