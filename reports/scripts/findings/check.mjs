/**
 * Evaluates every finding that stands on a page against the exports: each number, each word that claims a direction, an
 * order or no difference, the groups it names, its unit, and the N of its figure; in both languages. It shares no code
 * with what wrote the pages: a mistake there does not repeat itself here.
 */
import { SUBJECTS } from './subjects.mjs';
import { ALSO, AMOUNTS, CAUSES, CERTAINTY, GROUP_WORDS, MEASURES, MINUS, NO_COMPARISON, OTHER_COMPARISON, POPULATIONS, SCALES, SIGN_WORDS, TOPIC_WORDS, UNSUPPORTED, WORDS_OF_SIGN } from './words.mjs';

const LOCALES = { da: 'da-DK', en: 'en-GB' };
const plain = (text) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-').trim();

/** A number as a page must write it. */
function written(lang, statistic, value) {
	const digits = (number, decimals) => {
		// exports are rounded; half a unit is not rounded again, nor few per thousand to none
		const isHalf = /^\d*5$/.test((Math.abs(number) * 10 ** (decimals + 1)).toFixed(6).replace(/\.0+$/, ''));
		const places = decimals + (isHalf || (statistic === 'share' && number > 0 && number < 1) ? 1 : 0);
		return new Intl.NumberFormat(LOCALES[lang], { minimumFractionDigits: places, maximumFractionDigits: places }).format(number);
	};
	if (statistic === 'share') return digits(100 * value, 0) + (lang === 'da' ? ' %' : '%');
	if (statistic === 'count') return digits(value, 0);
	return digits(value, Math.abs(value) < 10 ? 2 : 1);
}

/** The mark that a number bears when the report does not print it. */
const mark = (row) => (row.provenance && row.provenance !== 'printed' ? '°' : '');

const lower = (label) => (/^.[\p{Lu}\d]/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));
const upper = (label) => label.charAt(0).toUpperCase() + label.slice(1);

/** What a template consists of: words, and tokens between braces. */
export function parse(template) {
	return template.split(/(\{[^}]+\})/).filter(Boolean).map((part) => {
		if (!part.startsWith('{')) return { kind: 'words', text: part };
		const token = part.slice(1, -1);
		const quoted = /^"(.*)"$/.exec(token);
		if (quoted) return { kind: 'quoted', text: quoted[1] };
		const signed = /^(~?[+-]|[0<>?]) ([^:]+): (.+)$/.exec(token);
		if (signed) return { kind: 'sign', sign: signed[1], ids: signed[2].split(' '), text: signed[3] };
		return { kind: token.includes('|') ? 'number' : 'fact', name: token };
	});
}

/** Lists by key, made once. */
export function indexed(data) {
	const by = (rows, key) => new Map((rows ?? []).map((row) => [typeof key === 'function' ? key(row) : row[key], row]));
	const about = (key) => data.about.find((row) => row.key === key)?.value_en;
	return {
		...data,
		level: Number(about('significance_level')),
		subjects: data.subjects ?? SUBJECTS,
		isOfReport: about('wave') === about('report_wave'),
		reportEstimateOf: by(data.waves?.filter((row) => String(row.wave) === about('report_wave')), 'number_key'),
		estimateOf: by(data.estimates, (row) => `${row.spec_id}|${row.group_code ?? 'all'}|${row.outcome_key}`),
		testOf: by(data.tests, 'test_id'),
		claimOf: by(data.claims, 'claim_id'),
		termOf: by(data.terms, 'number_key'),
		figureOf: by(data.figures, 'figure_id'),
		findingOf: by(data.findings, 'finding_id')
	};
}

const adjusted = (test) => (test.is_suppressed ? null : (test.p_value_holm ?? test.p_value));

/** What an id of a sign comes to in the data, as the sign a finding would have to bear. */
function signInData(id, data, figure) {
	const claim = data.claimOf.get(id);
	if (claim) {
		if (claim.verdict === 'not_testable') return '?';
		if (claim.verdict !== 'holds') return 'unsupported';
		if (claim.printed_direction === '0') return claim.p_value >= data.level ? '0' : 'unsupported';
		if (claim.our_direction !== claim.printed_direction) return 'unsupported';
		if (claim.p_value === null) return claim.our_estimate > 0 ? '>' : '<';
		return (claim.p_value < data.level ? '' : '~') + (claim.our_estimate > 0 ? '+' : '-');
	}
	const test = data.testOf.get(id);
	if (test) {
		const p = adjusted(test);
		return p === null ? 'unsupported' : p >= data.level ? '0' : test.difference > 0 ? '+' : '-';
	}
	const term = data.termOf.get(id);
	if (term) return term.p_value === null ? 'unsupported' : term.p_value >= data.level ? '0' : term.coefficient > 0 ? '+' : '-';
	if (id === 'traits') {
		const signs = new Set(data.archetypes.filter((row) => row.figure_id === figure.figure_id && row.p_value < data.level).map((row) => Math.sign(row.effect_points)));
		return signs.size !== 1 ? 'unsupported' : signs.has(1) ? '+' : '-';
	}
	if (/^(max\d?|strongest|courses_max)$/.test(id)) return '>';
	if (/^min\d?$/.test(id)) return '<';
	return undefined;
}

/** First category of the comparison that an id stands for, with its variable: what the finding must speak of. */
function subjectOf(id, data) {
	const claim = data.claimOf.get(id);
	const test = data.testOf.get(claim ? claim.number_key : id);
	if (!test) return null;
	const isFirst = !claim || Math.sign(claim.our_estimate) === Math.sign(test.difference);
	return { variable: test.group_variable, code: isFirst ? test.group_code_a : test.group_code_b };
}

/** Group words of a variable in a text, in order: where, and which category. */
function groupsIn(text, variable, lang) {
	const words = GROUP_WORDS[variable]?.[lang];
	if (!words) return [];
	return Object.entries(words)
		.flatMap(([code, stem]) => [...text.toLowerCase().matchAll(new RegExp(stem, 'g'))].map((match) => ({ at: match.index, code })))
		.sort((a, b) => a.at - b.at);
}

/** Rows that a panel of a figure is drawn from: label and number; null where one of them is not there. */
function panelRows(figure, number, data, lang) {
	const panels = data.panels.filter((row) => row.figure_id === figure.figure_id).sort((a, b) => a.sort_order - b.sort_order);
	const ids = [...new Set(panels.map((row) => row.panel))];
	const own = panels.filter((row) => row.panel === ids[number - 1]);
	if (own[0].chart_kind === 'map') {
		const regions = new Map();
		for (const cell of data.cells.filter((row) => row.region_code !== 'flexible')) {
			const region = regions.get(cell.region_code) ?? { label: cell[`region_label_${lang}`], isName: true, value: 0, statistic: 'count' };
			region.value += Number(cell.n_courses);
			regions.set(cell.region_code, region);
		}
		return [...regions.values()];
	}
	return own.flatMap(({ source_id }) => {
		const rows = data.estimates.filter((row) => row.spec_id === source_id);
		return rows.map((row) => ({
			label: row.group_variable ? row[`group_value_label_${lang}`] : rows.length === 1 ? row[`outcome_label_${lang}`] : row[`outcome_value_label_${lang}`],
			isName: row.group_variable === 'region',
			value: row.is_suppressed ? null : row.estimate,
			provenance: row.provenance,
			statistic: row.statistic
		}));
	});
}

/** Text that a name between braces must have become; null where the data do not carry it, undefined where it is unknown. */
function factText(name, data, lang, figure) {
	const sig = /^sig:(.+)$/.exec(name);
	if (sig) {
		const test = data.testOf.get(sig[1]);
		if (!test) return undefined;
		const p = adjusted(test);
		if (p === null) return null;
		return (lang === 'da' ? ['ikke statistisk signifikant', 'statistisk signifikant'] : ['not statistically significant', 'statistically significant'])[Number(p < data.level)];
	}
	const end = /^([Mm]ax|[Mm]in)(\d?)(_value)?$/.exec(name);
	if (end) {
		const rows = panelRows(figure, Number(end[2] || 1), data, lang);
		if (rows.some((row) => row.value === null)) return null;
		const best = [...rows].sort((a, b) => (end[1].toLowerCase() === 'max' ? b.value - a.value : a.value - b.value))[0];
		// what reads as equal is neither first nor last
		if (rows.some((row) => row !== best && written(lang, row.statistic, row.value) === written(lang, best.statistic, best.value))) return null;
		if (end[3]) return written(lang, best.statistic, best.value) + mark(best);
		return /^M/.test(name) ? upper(best.label) : best.isName ? best.label : lower(best.label);
	}
	const count = (value) => (value === null || value === undefined ? undefined : written(lang, 'count', Number(value)));
	const traits = data.archetypes.filter((row) => row.figure_id === figure?.figure_id).sort((a, b) => Math.abs(b.effect_points) - Math.abs(a.effect_points));
	const types = new Map();
	for (const cell of data.cells) types.set(cell[`category_label_${lang}`], (types.get(cell[`category_label_${lang}`]) ?? 0) + Number(cell.n_courses));
	const [type, most] = [...types].sort((a, b) => b[1] - a[1])[0] ?? [];
	const compared = data.terms.filter((row) => row.figure_id === figure?.figure_id && row.printed_coefficient !== null && row.printed_std_error !== null && !row.is_reference);
	const facts = {
		n_printed: () => count(figure?.n_printed),
		n_certain: () => count(traits.filter((row) => row.p_value < data.level).length),
		strongest: () => traits[0] && `${lower(traits[0][`variable_label_${lang}`])} (${lower(traits[0][`level_label_${lang}`])})`,
		courses_max: () => type && lower(type),
		courses_max_value: () => count(most),
		// of a wave that the report is not about, it prints none
		n_compared: () => (compared.length > 0 ? count(compared.length) : null),
		n_close: () => (compared.length > 0 ? count(compared.filter((row) => Math.abs(row.coefficient - row.printed_coefficient) <= 0.5 * row.printed_std_error + 1e-9).length) : null)
	};
	if (facts[name]) return facts[name]();
	return count(data.catalogue.find((row) => row.measure_id === name)?.value ?? data.flow.find((row) => row.stratum_code === 'all' && row.measure_id === name)?.value);
}

/** Sign words that stand in a text without the data they rest on. */
function unmarked(lang, parts) {
	const words = [...Object.values(SIGN_WORDS[lang]).flat(), ...AMOUNTS[lang], ...CAUSES[lang]];
	return parts
		.filter((part) => part.kind === 'words')
		.flatMap((part) => words.filter((word) => new RegExp(`(^|[^\\p{L}])${word}($|[^\\p{L}])`, 'iu').test(part.text)));
}

/** What a template says around its signs: nothing may turn one around, and what is certain and what is not must be told as it is. */
function certaintyProblems(name, parts, lang) {
	const { certain, uncertain, negation } = CERTAINTY[lang];
	const problems = [];
	parts.forEach((part, i) => {
		if (part.kind === 'sign' && parts[i - 1]?.kind === 'words' && negation.test(parts[i - 1].text)) problems.push(`${name}: "${parts[i - 1].text.trim()}" turns "${part.text}" around`);
	});
	const words = parts.filter((part) => part.kind === 'words').map((part) => part.text).join(' … ');
	const isCertain = certain.test(words.replace(new RegExp(uncertain, 'g'), ''));
	const hasUncertain = parts.some((part) => part.kind === 'sign' && part.sign.startsWith('~'));
	if (hasUncertain !== uncertain.test(words)) problems.push(`${name}: ${hasUncertain ? 'does not say that something is not certain' : 'calls uncertain what it does not name'}`);
	if (isCertain && (hasUncertain || !parts.some((part) => part.name === 'n_certain'))) problems.push(`${name}: calls certain what it does not count`);
	return problems;
}

/** What an id, or the number of a group, must be named by; undefined where nobody has said so. */
function namedBy(id, data, lang) {
	const own = data.subjects[id]?.[lang === 'da' ? 0 : 1];
	if (own) return own;
	const estimate = data.estimateOf.get(id);
	const { variable, code } = subjectOf(id, data) ?? { variable: estimate?.group_variable, code: estimate?.group_code };
	return GROUP_WORDS[variable]?.[lang][code];
}

/** Everything that a finding rests on is named in it, in the order in which it rests on it, and of whom a share is said to be. */
function subjectProblems(name, parts, texts, lang, data) {
	const problems = [];
	const whole = texts.join('').toLowerCase();
	let from = 0;
	for (const part of parts) {
		const sig = /^sig:(.+)$/.exec(part.name ?? '');
		const ids = part.kind === 'number' ? [part.name] : part.kind === 'sign' ? part.ids : sig ? [sig[1]] : [];
		const places = [];
		for (const id of ids.filter((each) => !/^(traits|strongest|courses_max|(max|min)\d?)$/.test(each))) {
			const words = namedBy(id, data, lang);
			if (!words) problems.push(`${name}: nothing says what ${id} must be named by (scripts/findings/subjects.mjs)`);
			const found = words ? [...whole.matchAll(new RegExp(words, 'g'))].find((match) => match.index >= from) : null;
			if (found) places.push(found.index);
			else if (words) problems.push(`${name}: ${id} is not named there by "${words}"`);
		}
		if (places.length > 0) from = Math.min(...places);
	}
	for (const [words, domain] of Object.entries(POPULATIONS[lang])) {
		parts.forEach((part, i) => {
			const estimate = part.kind === 'number' && parts[i + 1]?.kind === 'words' && parts[i + 1].text.trimStart().startsWith(words) ? data.estimateOf.get(part.name) : null;
			if (estimate && !estimate.number_key.includes(domain)) problems.push(`${name}: ${part.name} is not "${words}"`);
		});
	}
	return problems;
}

/** A claim of the report, in our words, compares in the direction that is tested, in both languages. */
function claimProblems(claim) {
	if (!'+-'.includes(claim.printed_direction) || OTHER_COMPARISON.includes(claim.claim_id)) return [];
	return ['da', 'en'].flatMap((lang) => {
		const text = claim[`description_${lang}`] ?? '';
		if (NO_COMPARISON[lang].test(text)) return [];
		const words = ['more', 'less'].flatMap((kind) => SIGN_WORDS[lang][kind].map((word) => ({ kind, at: text.search(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu')) })));
		const [first] = words.filter((word) => word.at >= 0).sort((a, b) => a.at - b.at);
		return first && { '+': 'more', '-': 'less' }[claim.printed_direction] !== first.kind ? [`${lang} ${claim.claim_id}: says "${first.kind}" and is tested as ${claim.printed_direction}`] : [];
	});
}

/** The figure that a finding leads to shows something that the finding rests on. */
function placeProblems(finding, data) {
	const figuresOf = (id) => {
		const key = data.claimOf.get(id)?.number_key ?? id;
		const term = data.termOf.get(key);
		// the traits of a figure are coefficients of a model in the appendix
		const traits = term ? data.archetypes.filter((row) => row.model_id === term.model_id) : [];
		return [data.estimateOf.get(id), data.testOf.get(key), term, ...traits, ...data.estimates.filter((row) => row.number_key === key)].filter(Boolean).map((row) => row.figure_id);
	};
	const figures = parse(finding.text_en).flatMap((part) => (part.kind === 'number' ? [part.name] : part.ids ?? [])).flatMap(figuresOf);
	return figures.length === 0 || figures.includes(finding.figure_id) ? [] : [`${finding.finding_id}: leads to ${finding.figure_id}, and rests on ${[...new Set(figures)].join(', ')}`];
}

/**
 * One finding against the data.
 * @param {{ id: string, lang: 'da' | 'en', template: string, text: string, fallback: string, figure?: object }} finding `text` is
 *   what the page says, `fallback` what it must say when the data do not carry the finding
 * @returns {string[]} what is wrong
 */
export function checkFinding({ id, lang, template, text, fallback, figure }, data) {
	const name = `${lang} ${id}`;
	const parts = parse(template);
	const problems = [];
	let isSupported = true;
	problems.push(...certaintyProblems(name, parts, lang));
	for (const word of unmarked(lang, parts)) problems.push(`${name}: "${word}" claims something and names nothing that it rests on`);
	for (const part of parts) if (part.kind === 'words' && /\d/.test(part.text)) problems.push(`${name}: "${part.text.trim()}" holds a number that is not computed`);
	const expected = parts.map((part) => {
		if (part.kind === 'words' || part.kind === 'quoted') return part.text;
		if (part.kind === 'number') {
			const row = data.estimateOf.get(part.name);
			if (!row) problems.push(`${name}: there is no estimate ${part.name}`);
			// what states a claim of the report is about the report's wave
			const stated = row && !data.isOfReport && /\bD\d{3}\b/.test(template) ? data.reportEstimateOf.get(row.number_key) : row;
			if (!stated || stated.is_suppressed || stated.estimate === null) {
				isSupported = false;
				return '';
			}
			return written(lang, stated.statistic, stated.estimate) + mark(stated);
		}
		if (part.kind === 'fact') {
			const value = factText(part.name, data, lang, figure);
			if (value === undefined) problems.push(`${name}: nothing is known of ${part.name}`);
			if (value === null) isSupported = false;
			return value ?? '';
		}
		const kinds = [WORDS_OF_SIGN[part.sign], ALSO[part.sign]].filter(Boolean);
		if (!kinds.some((kind) => SIGN_WORDS[lang][kind].includes(part.text.toLowerCase()))) {
			problems.push(`${name}: "${part.text}" is no ${lang} word for the sign ${part.sign}`);
		}
		for (const each of part.ids) {
			const sign = signInData(each, data, figure);
			if (sign === undefined) problems.push(`${name}: there is no claim, test or coefficient ${each}`);
			if (sign !== part.sign) isSupported = false;
			const claim = data.claimOf.get(each);
			if (claim && /^~?[+-]$/.test(part.sign) && claim.printed_direction !== part.sign.at(-1)) problems.push(`${name}: ${each} says the opposite in the report`);
		}
		return part.text;
	});
	if (plain(text) !== plain(isSupported ? expected.join('') : fallback)) {
		problems.push(`${name}: "${text}" stands where the data give "${isSupported ? expected.join('') : fallback}"`);
	}
	if (isSupported) problems.push(...groupProblems(name, parts, expected, lang, data), ...subjectProblems(name, parts, expected, lang, data));
	return problems;
}

/** The groups a finding names, against those its numbers and tests are about. */
function groupProblems(name, parts, texts, lang, data) {
	const problems = [];
	const whole = texts.join('');
	const starts = texts.map((_, i) => texts.slice(0, i).join('').length);
	parts.forEach((part, i) => {
		if (part.kind !== 'sign') return;
		for (const id of part.ids) {
			const subject = subjectOf(id, data);
			const named = subject ? groupsIn(whole, subject.variable, lang) : [];
			if (named.length === 0) continue;
			const nearest = named.filter((group) => group.at < starts[i]).at(-1) ?? named.find((group) => group.at >= starts[i]);
			if (nearest.code !== String(subject.code)) problems.push(`${name}: "${part.text}" is said of ${subject.variable} ${nearest.code}, but ${id} is about ${subject.code}`);
		}
	});
	const numbers = parts.filter((part) => part.kind === 'number').map((part) => data.estimateOf.get(part.name)).filter((row) => row?.group_variable);
	for (const variable of new Set(numbers.map((row) => row.group_variable))) {
		const codes = [...new Set(numbers.filter((row) => row.group_variable === variable).map((row) => String(row.group_code)))];
		const named = [...new Set(groupsIn(whole, variable, lang).map((group) => group.code))].filter((code) => codes.includes(code));
		if (named.length > 1 && named.join() !== codes.join()) problems.push(`${name}: names ${variable} ${named.join(', ')} beside numbers of ${codes.join(', ')}`);
	}
	return problems;
}

/** Both languages of a finding must rest on the same things in the same order. */
export function sameInBoth(id, danish, english) {
	const rests = (template) => parse(template).filter((part) => !['words', 'quoted'].includes(part.kind)).map((part) => (part.kind === 'sign' ? `${part.sign} ${part.ids.join(' ')}` : part.name.toLowerCase()));
	return [...rests(danish)].sort().join('; ') === [...rests(english)].sort().join('; ') ? [] : [`${id}: Danish and English rest on different things`];
}

/** A title of a topic page: the number of all, and the differences it speaks of, or does not. */
export function checkOutcome({ id, lang, text }, data) {
	const name = `${lang} ${id}`;
	const problems = [];
	const outcome = data.cubeOutcomes.find((row) => row.outcome_id === id);
	const cells = data.cube.filter((row) => row.outcome_id === id && row.split_variable === null);
	const all = cells.find((row) => row.group_variable === null);
	const shown = plain(text);
	const [main, ...rest] = shown.split('; ');
	// what is not printed bears its mark here too: a number without one is said to be the report's
	const numberOf = (cell) => `${plain(written(lang, outcome.statistic, cell.estimate))}${mark(cell)}`;
	if (all && !all.is_suppressed && !` ${main} `.includes(` ${numberOf(all)} `)) problems.push(`${name}: "${main}" lacks the number of all, or its mark`);
	const splits = data.cubeGroups.filter((row) => row.is_split);
	const cellOf = (group) => cells.find((row) => row.group_variable === group.variable_name && row.group_code === group.code);
	const tests = data.cubeTests.filter((row) => row.outcome_id === id);
	const isComplete =
		tests.length > 0 && tests.every((row) => row.p_value_holm !== null) && splits.every((group) => cellOf(group) && !cellOf(group).is_suppressed);
	const certain = tests.filter((row) => row.p_value_holm !== null && row.p_value_holm < data.level);
	const said = [...rest.join('; ').matchAll(TOPIC_WORDS[lang].higher)];
	const none = TOPIC_WORDS[lang].none.exec(shown);
	const saysNone = none !== null;
	if (saysNone && Boolean(none[1]) !== (outcome.statistic === 'share')) problems.push(`${name}: does not say rightly what does not differ, a share or a mean`);
	if ((said.length > 0 || saysNone) && !isComplete) problems.push(`${name}: speaks of differences where a group is withheld, was not asked, or nothing was tested`);
	if (saysNone && certain.length > 0) problems.push(`${name}: denies ${certain.length} tested differences`);
	if (isComplete && !saysNone && said.length !== new Set(certain.map((row) => row.group_variable)).size) problems.push(`${name}: tells ${said.length} of the tested differences`);
	if (isComplete && certain.length === 0 && !saysNone) problems.push(`${name}: does not say that nothing differs`);
	for (const [, high, highText, low, lowText] of said) {
		const called = (label) => data.names.find((row) => row.code_list === 'group_in_sentence' && row[`label_${lang}`] === label)?.code;
		const find = (label) => splits.find((group) => `${group.variable_name}|${group.code}` === called(label));
		const [a, b] = [find(high), find(low)];
		if (!a || !b || a.variable_name !== b.variable_name) {
			problems.push(`${name}: compares "${high}" and "${low}", which are no groups of one variable`);
			continue;
		}
		for (const [group, shownText] of [[a, highText], [b, lowText]]) {
			const cell = cellOf(group);
			if (!cell || cell.is_suppressed || numberOf(cell) !== shownText) problems.push(`${name}: "${shownText}" is not the number of ${group.code_label_en}`);
		}
		const test = tests.find((row) => row.group_variable === a.variable_name && [row.group_code_a, row.group_code_b].every((code) => [a.code, b.code].includes(code)));
		const direction = test && Math.sign(test.difference) * (test.group_code_a === a.code ? 1 : -1);
		if (!test || test.p_value_holm === null || test.p_value_holm >= data.level || direction !== 1) problems.push(`${name}: "${high}" is not higher than "${low}"`);
	}
	return problems;
}

/** N as a figure must state it: of each of its models, where it is about several, else of its populations, the second by name. */
export function sizesOf(figure, lang, data) {
	const count = (n) => written(lang, 'count', Number(n));
	const terms = data.terms.filter((row) => row.figure_id === figure.figure_id);
	const models = [...new Map(terms.map((row) => [row.model_id, row])).values()].sort((a, b) => a.model_sort - b.model_sort);
	const traits = data.archetypes.filter((row) => row.figure_id === figure.figure_id);
	if (traits.length > 0) return [...new Set(traits.map((row) => count(row.n_unweighted)))].join('; ');
	if (figure.n_printed_second && !figure.population_second_da && models.length > 1) return models.map((row, i) => `model ${i + 1}: ${count(row.n_unweighted)}`).join('; ');
	const known = [...new Set([figure.n_ours, figure.n_ours_second])].filter((n) => n !== null && n !== undefined);
	return known.map((n, i) => (i > 0 ? `${figure[`population_second_${lang}`]}: ` : '') + count(n)).join('; ');
}

/** What stands around the picture of a figure: what it is said to measure, on which scale, and which group is subtracted from which. */
export function frameProblems(figure, data) {
	if (figure.data_source !== 'survey') return [];
	const panels = data.panels.filter((row) => row.figure_id === figure.figure_id);
	const [first] = [...panels].sort((a, b) => a.sort_order - b.sort_order);
	if (!first) return [];
	const kind = MEASURES[first.chart_kind] ? first.chart_kind : data.estimates.find((row) => row.spec_id === first.source_id)?.statistic;
	const outcomes = new Set(data.terms.filter((row) => row.figure_id === figure.figure_id && ['coefficients', 'table'].includes(kind)).map((row) => row.outcome_variable));
	const scales = [...outcomes].map((name) => SCALES[data.cubeOutcomes.find((row) => row.variable_name === name && row.statistic === 'mean')?.unit]).filter(Boolean);
	return ['da', 'en'].flatMap((lang) => {
		const name = `${lang} ${figure.figure_id}`;
		const measure = figure[`measure_${lang}`] ?? '';
		const wrong = [MEASURES[kind]?.[lang], ...scales].filter((words) => words && !words.test(measure)).map((words) => `${name}: "${measure}" does not say ${words}`);
		const reversed = panels.filter((row) => row.chart_kind === 'differences').flatMap((panel) => {
			const test = data.testOf.get(panel.source_id);
			const words = MINUS[test?.group_variable]?.[lang] ?? GROUP_WORDS[test?.group_variable]?.[lang];
			const title = (panel[`title_${lang}`] ?? '').toLowerCase();
			const at = [test?.group_code_a, test?.group_code_b].map((code) => title.search(new RegExp(words?.[code] ?? '$^')));
			return at[0] >= 0 && at[0] < at[1] ? [] : [`${name}: "${title}" does not subtract ${test?.group_variable} ${test?.group_code_b} from ${test?.group_code_a}`];
		});
		return [...wrong, ...new Set(reversed)];
	});
}

/** Names that sentences have for groups are those of the groups. */
const nameProblems = (data) =>
	data.names.filter((row) => row.code_list === 'group_in_sentence').flatMap((row) => {
		const [variable, code] = row.code.split('|');
		return ['da', 'en'].filter((lang) => GROUP_WORDS[variable]?.[lang][code] && !new RegExp(GROUP_WORDS[variable][lang][code]).test(row[`label_${lang}`].toLowerCase()))
			.map((lang) => `${lang} ${row.code}: is called "${row[`label_${lang}`]}"`);
	});

/** How many answered what the numbers of a figure rest on, where that is none of the N that the figure states. */
function otherSizes(figureId, sizes, lang, data) {
	const known = data.estimates.filter((row) => row.figure_id === figureId);
	const questions = new Set(known.map((row) => `${row.spec_id} ${row.outcome_variable} ${row.outcome_key}`));
	return [...questions].map((question) => known.filter((row) => `${row.spec_id} ${row.outcome_variable} ${row.outcome_key}` === question).map((row) => row.n_unweighted))
		.filter((sizesOfGroups) => sizesOfGroups.every((n) => n !== null && n !== undefined))
		.map((sizesOfGroups) => written(lang, 'count', sizesOfGroups.reduce((sum, n) => sum + Number(n), 0)))
		.filter((n) => !sizes.split(/; |: /).includes(n));
}

/**
 * Everything that the pages say, against the exports.
 * @param {object} exports rows of the exports (read.mjs)
 * @param {{ kind: 'figure' | 'finding' | 'headline' | 'explanation' | 'outcome', id: string, lang: string, text: string, n?: string }[]} said
 * @returns {{ problems: string[], tested: number }}
 */
export function checkAll(exports, said) {
	const data = indexed(exports);
	const problems = [];
	let tested = 0;
	for (const each of said) {
		const { kind, id, lang, text } = each;
		tested += 1;
		if (kind === 'outcome') {
			problems.push(...checkOutcome(each, data));
			continue;
		}
		if (kind === 'figure') {
			const figure = data.figureOf.get(id);
			problems.push(...checkFinding({ id, lang, text, template: figure[`finding_${lang}`], fallback: figure[`title_${lang}`], figure }, data));
			const sizes = sizesOf(figure, lang, data);
			if (figure.data_source === 'survey' && sizes !== '' && each.n !== sizes) problems.push(`${lang} ${id}: N ${each.n} stands where the data have ${sizes}`);
			const others = otherSizes(id, sizes, lang, data);
			if (figure.data_source === 'survey' && others.length > 0 !== Boolean(each.hasOwnN)) problems.push(`${lang} ${id}: ${others.length > 0 ? `numbers rest on ${[...new Set(others)].join(', ')}, which is not said beside` : 'says that numbers have an N of their own beside'} N ${each.n}`);
			continue;
		}
		if (kind === 'finding') {
			const finding = data.findingOf.get(id);
			problems.push(...checkFinding({ id, lang, text, template: finding[`text_${lang}`], fallback: UNSUPPORTED[lang] }, data));
			continue;
		}
		const figure = data.keyFigures.find((row) => row.key_figure_id === id);
		problems.push(...checkFinding({ id: `${kind} ${id}`, lang, text, template: figure[`${kind}_${lang}`], fallback: text }, data));
	}
	for (const figure of data.figures) problems.push(...sameInBoth(figure.figure_id, figure.finding_da, figure.finding_en));
	for (const finding of data.findings) problems.push(...sameInBoth(finding.finding_id, finding.text_da, finding.text_en), ...placeProblems(finding, data));
	problems.push(...data.claims.flatMap(claimProblems), ...data.figures.flatMap((figure) => frameProblems(figure, data)), ...nameProblems(data));
	const stated = (lang) => new Set(said.filter((each) => each.kind === 'finding' && each.lang === lang).flatMap((each) => data.findingOf.get(each.id)[`text_${lang}`].match(/\bD\d{3}\b/g) ?? []));
	for (const lang of ['da', 'en']) {
		const missing = data.claims.filter((row) => row.report_ref === 'Hovedresultater' && !stated(lang).has(row.claim_id)).map((row) => row.claim_id);
		if (missing.length > 0) problems.push(`${lang}: of the study’s main results ${missing.join(', ')} are stated nowhere`);
	}
	return { problems, tested };
}
