/** Rows of all page queries, as the pages are given them, read from the exports without Evidence. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { QUERIES, TABLES } from '../generate.mjs';

const plain = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]));

/** @param {string} folder of the Parquet exports */
export async function readRows(folder) {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	for (const file of (await readdir(folder)).filter((name) => name.endsWith('.parquet'))) {
		await connection.run(`create view ${path.basename(file, '.parquet')} as from read_parquet('${path.join(folder, file).replaceAll("'", "''")}')`);
	}
	const queries = {
		...Object.fromEntries(Object.entries(TABLES).map(([name, [table, order]]) => [name, `from ${table} order by ${order}`])),
		...QUERIES,
		figure_tables: 'from pub_figure_tables order by figure_id, table_name'
	};
	const rows = {};
	for (const [name, sql] of Object.entries(queries)) rows[name] = (await connection.runAndReadAll(sql)).getRowObjectsJS().map(plain);
	connection.closeSync();
	return rows;
}
