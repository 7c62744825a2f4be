/**
 * The cube as files, one pair per topic: JSON for programs and for the page of free choice, with labels and per outcome,
 * background and split the numbers by category; CSV for spreadsheets. Read from the exports; nothing is computed here.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { absenceOf } from '../components/site/absence.js';
import { csvText } from '../components/site/csv.js';

const NUMBERS = ['estimate', 'ci_low', 'ci_high', 'n_unweighted'];
const KEYS = ['outcome_id', 'group_variable', 'group_code', 'split_variable', 'split_code'];

/**
 * @param {string} root folder of the Evidence project, whose source queries name the exports
 * @param {string} target folder to write `<topic>.json` and the Danish `<topic>.csv` to
 * @param {string} english folder to write the English `<topic>.csv` to
 * @throws {Error} when an export is empty or a category has no label
 */
export async function writeCube(root, target, english) {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	const rows = async (table, order) => {
		const file = path.join(root, 'sources/warehouse', `${table}.parquet`).replaceAll("'", "''");
		const answer = await connection.runAndReadAll(`select * from read_parquet('${file}') order by ${order}`);
		const found = answer.getRowObjectsJS();
		if (found.length === 0) throw new Error(`${table} is empty: export the published models again (make build)`);
		return found;
	};
	const outcomes = await rows('pub_cube_outcomes', 'sort_order');
	const groups = await rows('pub_cube_groups', 'variable_sort, code_sort');
	const cells = await rows('pub_cube', KEYS.join(', '));
	const about = (await rows('pub_about', 'key')).filter((row) => ['synthetic_notice', 'citation', 'licence'].includes(row.key));
	for (const folder of [target, english]) await mkdir(folder, { recursive: true });
	for (const topic of new Set(outcomes.map((row) => row.topic_id))) {
		const ofTopic = outcomes.filter((row) => row.topic_id === topic);
		const ids = new Set(ofTopic.map((row) => row.outcome_id));
		const own = cells.filter((cell) => ids.has(cell.outcome_id));
		await writeFile(path.join(target, `${topic}.json`), `${JSON.stringify({ name: topic, ...aboutOf(about), ...compactCube(ofTopic, groups, own) })}\n`);
		await writeFile(path.join(target, `${topic}.csv`), csvOf(own));
		await writeFile(path.join(english, `${topic}.csv`), csvOf(own, 'en'));
	}
	connection.closeSync();
}

const pair = (row, name) => [row[`${name}_da`], row[`${name}_en`]];
const aboutOf = (rows) => Object.fromEntries(rows.map((row) => [row.key, pair(row, 'value')]));

/** @returns {object} outcomes, variables with their categories, and numbers by outcome, `group|split` and category */
export function compactCube(outcomes, groups, cells) {
	const variables = {};
	for (const row of groups) {
		const variable = (variables[row.variable_name] ??= { label: pair(row, 'label'), codes: [] });
		variable.codes.push([row.code, ...pair(row, 'code_label')]);
	}
	const numbers = {};
	for (const cell of cells) {
		const outcome = (numbers[cell.outcome_id] ??= {});
		const table = (outcome[`${cell.group_variable ?? ''}|${cell.split_variable ?? ''}`] ??= {});
		for (const [variable, code] of [[cell.group_variable, cell.group_code], [cell.split_variable, cell.split_code]]) {
			if (variable !== null && !variables[variable]?.codes.some(([known]) => known === code)) {
				throw new Error(`pub_cube_groups has no label for ${variable} ${code}`);
			}
		}
		// 0 stands for what is withheld; of a group that was not asked there is nothing
		table[`${cell.group_code}|${cell.split_code}`] = cell.is_suppressed ? 0 : [...NUMBERS.map((name) => cell[name]), cell.provenance === 'printed' ? 1 : 0];
	}
	return {
		topic: pair(outcomes[0], 'topic_label'),
		outcomes: outcomes.map((row) => ({
			id: row.outcome_id,
			label: pair(row, 'variable_label'),
			value: pair(row, 'value_label'),
			statistic: row.statistic,
			unit: row.unit,
			question: pair(row, 'question'),
			population: pair(row, 'population')
		})),
		variables,
		keys: 'outcome > group variable|split variable > group code|split code',
		fields: [...NUMBERS, 'is_printed'],
		withheld: 0,
		numbers
	};
}

/** A topic as CSV, in the form that programs of the language expect. */
export function csvOf(cells, lang = 'da') {
	return csvText(lang, [
		[...KEYS, ...NUMBERS, 'status', 'provenance'],
		...cells.map((cell) => [...KEYS.map((key) => cell[key]), ...NUMBERS.map((key) => (cell.is_suppressed ? null : cell[key])), absenceOf(cell) ?? 'shown', cell.provenance])
	]);
}
