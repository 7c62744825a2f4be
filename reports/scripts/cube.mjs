/**
 * The cube as one compact file for the page of free choice: labels once, and per outcome, background and split the
 * numbers in the order of the categories. Read from the exports; nothing is computed here but the order.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * @param {string} root folder of the Evidence project, whose source queries name the exports
 * @param {string} target file to write
 * @throws {Error} when the export is empty or a category has no label
 */
export async function writeCube(root, target) {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	const rows = async (table, order) => {
		const sql = (await readFile(path.join(root, 'sources/warehouse', `${table}.sql`), 'utf8'))
			.replace(/read_parquet\('/, `read_parquet('${root.replaceAll("'", "''")}/`);
		const answer = await connection.runAndReadAll(`select * from (${sql}) order by ${order}`);
		const found = answer.getRowObjectsJS();
		if (found.length === 0) throw new Error(`${table} is empty: export the published models again (make build)`);
		return found;
	};
	await writeFile(
		target,
		JSON.stringify(
			compactCube(
				await rows('pub_cube_outcomes', 'sort_order'),
				await rows('pub_cube_groups', 'variable_sort, code_sort'),
				await rows('pub_cube', 'outcome_id, group_variable, group_code, split_variable, split_code')
			)
		)
	);
	connection.closeSync();
}

const pair = (row, name) => [row[`${name}_da`], row[`${name}_en`]];

/** @returns {object} outcomes, variables with their categories, and numbers by outcome, `group|split` and category */
export function compactCube(outcomes, groups, cells) {
	const variables = {};
	for (const row of groups) {
		const variable = (variables[row.variable_name] ??= { label: pair(row, 'label'), isSplit: row.is_split, codes: [] });
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
		table[`${cell.group_code}|${cell.split_code}`] = cell.is_suppressed
			? 0
			: [cell.estimate, cell.ci_low, cell.ci_high, cell.n_unweighted];
	}
	return {
		outcomes: outcomes.map((row) => ({
			id: row.outcome_id,
			topic: pair(row, 'topic_label'),
			label: pair(row, 'variable_label'),
			value: pair(row, 'value_label'),
			question: pair(row, 'question'),
			population: pair(row, 'population'),
			isShare: row.statistic === 'share',
			low: row.scale_min,
			high: row.scale_max
		})),
		variables,
		numbers
	};
}
