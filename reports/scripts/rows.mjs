/** Rows of all page queries, as the pages are given them, read from the exports. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { QUERIES, TABLES } from './generate.mjs';

const plain = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]));

/**
 * @param {string} folder of the Parquet exports
 * @returns {Promise<Record<string, object[]>>} rows by the name of the page query (scripts/generate.mjs)
 */
export async function readRows(folder) {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	for (const file of (await readdir(folder)).filter((name) => name.endsWith('.parquet'))) {
		await connection.run(`create view ${path.basename(file, '.parquet')} as from read_parquet('${path.join(folder, file).replaceAll("'", "''")}')`);
	}
	const queries = { ...Object.fromEntries(Object.entries(TABLES).map(([name, [table, order]]) => [name, `from ${table} order by ${order}`])), ...QUERIES };
	const rows = {};
	for (const [name, sql] of Object.entries(queries)) rows[name] = (await connection.runAndReadAll(sql)).getRowObjectsJS().map(plain);
	connection.closeSync();
	return rows;
}

/** Of some page queries the rows about the outcomes of one topic, by the topic's name in the address. */
export function rowsOfTopic(rows, names, lang, slug) {
	const outcomes = new Set(rows.cube_outcomes.filter((row) => row[`topic_slug_${lang}`] === slug).map((row) => row.outcome_id));
	return Object.fromEntries(names.map((name) => [name, rows[name].filter((row) => outcomes.has(row.outcome_id))]));
}
