/**
 * The free choice: outcomes of the cube by a background, and by what splits. It stands in the address, so that a link
 * shows what its sender saw; numbers come from the files of the topics (scripts/cube.mjs). Nothing is computed here.
 */
import { absenceOf } from './absence.js';
import { plotRow } from './cube.js';

/** Pictures beside each other that a reader can still compare. */
export const MOST_OUTCOMES = 4;

/** @typedef {{ outcomes: string[], group: string, split: string }} Choice ids of outcomes, names of variables or '' */

/**
 * @param {string} search query of an address
 * @param {{ outcomes: { id: string }[], variables: Record<string, { isSplit: boolean }> }} known
 * @returns {Choice} what the address asks for, without what is not known here; the first outcome by sector where it asks for nothing
 */
export function readChoice(search, { outcomes, variables }) {
	const parameters = new URLSearchParams(search);
	const asked = [...new Set(parameters.getAll('outcome'))].filter((id) => outcomes.some((outcome) => outcome.id === id));
	const group = parameters.has('group') || asked.length > 0 ? (parameters.get('group') ?? '') : 'sector';
	const split = parameters.get('split') ?? '';
	return whole({
		outcomes: asked.length > 0 ? asked.slice(0, MOST_OUTCOMES) : [outcomes[0].id],
		group: Object.hasOwn(variables, group) ? group : '',
		split: Object.hasOwn(variables, split) && variables[split].isSplit ? split : ''
	});
}

/** A variable is not split by itself. */
export const whole = (choice) => (choice.split === choice.group ? { ...choice, split: '' } : choice);

/** @returns {string} query of the address that `readChoice` reads the choice from */
export function writeChoice({ outcomes, group, split }) {
	const parameters = new URLSearchParams(outcomes.map((id) => ['outcome', id]));
	if (group) parameters.set('group', group);
	if (split) parameters.set('split', split);
	return `?${parameters}`;
}

/** A cell of a topic's file as the row of the cube that it was made of; 0 is withheld, nothing was not asked. */
function cellOf(packed, origin) {
	if (packed === undefined) return undefined;
	const [estimate, ci_low, ci_high, n_unweighted, isPrinted] = packed || [null, null, null, null, 0];
	return { estimate, ci_low, ci_high, n_unweighted, is_suppressed: packed === 0, provenance: isPrinted ? 'printed' : origin };
}

/**
 * What is shown of one outcome: a row per group, and per part of it where there is a split.
 * @param {object} outcome of the page's list
 * @param {Record<string, object>} numbers of the outcome, by `group|split` and category
 * @param {Choice} choice
 * @param {{ variables: object, all: string, absences: Record<string, string>, origin: string }} words names of categories, and where unprinted numbers come from
 */
export function chosenRows(lang, outcome, numbers, choice, { variables, all, absences, origin }) {
	const table = numbers[`${choice.group}|${choice.split}`] ?? {};
	const codesOf = (name) => (name ? variables[name].codes : [['all', all]]);
	return codesOf(choice.group).flatMap(([code, label]) =>
		codesOf(choice.split).map(([splitCode, splitLabel], i) => {
			const cell = cellOf(table[`${code}|${splitCode}`], origin);
			return {
				...plotRow(lang, outcome, cell, choice.split ? splitLabel : label, absences),
				heading: choice.split && i === 0 ? label : null,
				key: `${outcome.id}@${code}|${splitCode}`,
				cell,
				group: [choice.group, code, label],
				split: [choice.split, splitCode, splitLabel]
			};
		})
	);
}

/** Exactly what is shown, as lines of a CSV file; columns as in the files of the topics, with the names beside the codes. */
export function chosenLines(panels) {
	const columns = [
		'outcome_id', 'outcome', 'statistic', 'unit', 'group_variable', 'group_code', 'group', 'split_variable', 'split_code', 'split',
		'estimate', 'ci_low', 'ci_high', 'n_unweighted', 'status', 'provenance'
	];
	return [
		columns,
		...panels.flatMap(({ outcome, rows }) =>
			rows.map(({ cell, group, split }) => [
				outcome.id, outcome.name, outcome.statistic, outcome.unit, ...group, ...split,
				...['estimate', 'ci_low', 'ci_high', 'n_unweighted'].map((name) => cell?.[name] ?? null),
				absenceOf(cell) ?? 'shown', absenceOf(cell) ? null : cell.provenance
			])
		)
	];
}
