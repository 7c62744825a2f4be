/*
 * The free choice: any outcome by any background, and by leader type or sector. The numbers are fetched once, from
 * the site itself; nothing is computed here.
 */
'use strict';

const SVG = 'http://www.w3.org/2000/svg';

async function setUp(form) {
	const lang = document.documentElement.lang;
	const words = lang === 'da' ? 0 : 1;
	const texts = JSON.parse(form.dataset.texts);
	const answer = await fetch(document.getElementById('cube-data').href);
	if (!answer.ok) return;
	const cube = await answer.json();
	const { outcome: outcomes, group, split } = form.elements;
	const [title, subtitle, result] = ['title', 'subtitle', 'result'].map((name) => document.getElementById(`explore-${name}`));
	const body = document.getElementById('explore-table').tBodies[0];

	const option = (value, label) => new Option(label, value);
	const nameOf = (outcome) =>
		outcome.value[words] === outcome.label[words] ? outcome.value[words] : `${outcome.label[words]}: ${outcome.value[words].toLowerCase()}`;
	let topic = null;
	for (const [i, outcome] of cube.outcomes.entries()) {
		if (topic?.label !== outcome.topic[words]) {
			topic = document.createElement('optgroup');
			topic.label = outcome.topic[words];
			outcomes.append(topic);
		}
		topic.append(option(i, nameOf(outcome)));
	}
	group.append(option('', texts.all));
	split.append(option('', texts.none));
	for (const [name, variable] of Object.entries(cube.variables)) {
		group.append(option(name, variable.label[words]));
		if (variable.isSplit) split.append(option(name, variable.label[words]));
	}
	group.value = 'sector';

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
		const low = outcome.isShare ? 0 : (outcome.low ?? 0);
		const high = outcome.isShare ? 1 : (outcome.high ?? 60);
		const x = (value) => `${Math.max(0, Math.min(100, (100 * (value - low)) / (high - low))).toFixed(2)}%`;
		const rect = (name, from, to, y, height) => {
			const element = document.createElementNS(SVG, 'rect');
			const [start, end] = [x(from), x(to)].map(parseFloat);
			for (const [key, value] of Object.entries({ class: name, x: `${start}%`, width: `${end - start}%`, y, height })) {
				element.setAttribute(key, value);
			}
			svg.append(element);
		};
		rect('rest', low, high, 6, 8);
		rect('bar', low, cell[0], 6, 8);
		if (cell[1] !== null) rect('interval', cell[1], cell[2], 3, 14);
		return svg;
	}

	function addRow(outcome, label, cell) {
		const row = body.insertRow();
		const head = document.createElement('th');
		head.scope = 'row';
		head.textContent = label;
		row.append(head);
		row.insertCell().append(picture(outcome, cell));
		const factor = outcome.isShare ? 100 : 1;
		const digits = outcome.isShare ? 0 : cell && Math.abs(cell[0]) >= 10 ? 1 : 2;
		const unit = outcome.isShare ? percent : '';
		const cells = cell
			? [
					number(cell[0] * factor, digits) + unit,
					cell[1] === null ? '–' : `${number(cell[1] * factor, outcome.isShare ? 1 : digits)}–${number(cell[2] * factor, outcome.isShare ? 1 : digits)}${unit}`,
					number(cell[3], 0)
				]
			: ['–', texts.withheld, '–'];
		for (const text of cells) {
			const element = row.insertCell();
			element.className = 'number';
			element.textContent = text;
		}
	}

	function addHeading(label) {
		const head = document.createElement('th');
		head.colSpan = 5;
		head.scope = 'colgroup';
		head.textContent = label;
		const row = body.insertRow();
		row.className = 'heading-row';
		row.append(head);
	}

	const everyone = [['all', texts.all, texts.all]];
	function show() {
		// a variable is not split by itself
		if (split.value === group.value) split.value = '';
		for (const choice of split.options) choice.disabled = choice.value !== '' && choice.value === group.value;
		const outcome = cube.outcomes[outcomes.value];
		const table = cube.numbers[outcome.id][`${group.value}|${split.value}`] ?? {};
		title.textContent = nameOf(outcome);
		subtitle.textContent = `${outcome.question[words]}. ${texts.among} ${outcome.population[words]}.`;
		body.replaceChildren();
		let shown = 0;
		for (const [code, ...label] of group.value ? cube.variables[group.value].codes : everyone) {
			if (split.value) addHeading(label[words]);
			for (const [splitCode, ...splitLabel] of split.value ? cube.variables[split.value].codes : everyone) {
				const cell = table[`${code}|${splitCode}`];
				// a combination that nobody was asked about has no row
				if (cell === undefined) continue;
				addRow(outcome, split.value ? splitLabel[words] : label[words], cell || null);
				shown += 1;
			}
		}
		form.querySelector('[role="status"]').textContent = texts.rows.replace('{n}', shown);
	}
	form.addEventListener('input', show);
	form.addEventListener('submit', (event) => event.preventDefault());
	form.hidden = false;
	result.hidden = false;
	show();
}

const form = document.getElementById('explore');
if (form) setUp(form);
