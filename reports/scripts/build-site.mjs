/**
 * Builds the site: checks what it needs, renders the pages, and hands over to postbuild.mjs,
 * which writes the publishable folder (SITE_OUTPUT_DIR, `build` when unset) only when every check has passed.
 *
 * Evidence ends with status 0 after a broken page query, so its log is read as well as its exit status.
 */
import { spawn } from 'node:child_process';
import { copyFile, cp, mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleScripts } from './bundle.mjs';
import { writeCube } from './cube.mjs';
import { drawFigures, readStyle } from './figures/draw.mjs';
import { readRows } from './rows.mjs';
import { writeSearch } from './search.mjs';
import { checkAll } from './findings/check.mjs';
import { readExports, readSite } from './findings/read.mjs';
import { EXPORTS, generate, withdraw } from './generate.mjs';
import { ENGLISH_TOPIC_FILES, LICENSES, REPLACED_FILES, TOPIC_FILES, publish } from './postbuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const fonts = [
	'@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2',
	'@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2',
	'@fontsource/ibm-plex-serif/files/ibm-plex-serif-latin-500-normal.woff2'
];

/** Packages of which something is shipped with the site, and whose terms therefore go with it. */
const TERMS = {
	'ibm-plex-sans': '@fontsource/ibm-plex-sans/LICENSE',
	'ibm-plex-serif': '@fontsource/ibm-plex-serif/LICENSE',
	minisearch: 'minisearch/LICENSE.txt',
	svelte: 'svelte/LICENSE.md'
};

/** What the logs of Evidence say when something failed, whatever its exit status. */
export const SIGNS_OF_TROUBLE = ['Error in Query!', 'Build failed', '[ERROR]'];

/** A failure whose message is all the reader needs. */
class BuildError extends Error {}

/** Runs a step, shows its output, and fails on its status or on a sign of trouble in its log. */
export function run(step, command, args, signsOfTrouble) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		let log = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				log += chunk;
			});
		}
		child.on('error', reject);
		child.on('close', (status) => {
			const sign = signsOfTrouble.find((text) => log.includes(text));
			if (status !== 0 || sign) {
				process.stderr.write(log);
				reject(new BuildError(`${step} failed${sign ? ` ("${sign}" in its log)` : ''}: see the log above`));
			} else {
				resolve(log);
			}
		});
	});
}

/** Values of tasks that run beside each other. When all have ended, throws what the first of those that failed threw. */
export async function together(...tasks) {
	const ended = await Promise.allSettled(tasks);
	const failed = ended.find(({ status }) => status === 'rejected');
	if (failed) throw failed.reason;
	return ended.map(({ value }) => value);
}

/** Names the exports that are missing. */
export async function checkExports(project) {
	const missing = [];
	for (const table of EXPORTS) {
		const parquet = `sources/warehouse/${table}.parquet`;
		await stat(path.join(project, parquet)).catch(() => missing.push(parquet));
	}
	if (missing.length > 0) {
		throw new BuildError(`Missing exports: ${missing.join(', ')}. Run "make build", which writes them.`);
	}
}

/** Without its patch Evidence would publish by itself, and begin before all pages are there. */
async function checkPatch() {
	const cli = path.join(root, 'node_modules/@evidence-dev/evidence/cli.js');
	const code = await readFile(cli, 'utf8').catch(() => {
		throw new BuildError('The packages are not installed: run "npm ci" in reports/');
	});
	if (!code.includes('Pages rendered into')) {
		throw new BuildError('patches/ are not applied: run "npx patch-package" in reports/');
	}
}

/** What the downloads page says of every table: its description, and the size of its files. */
export async function describeTables(folder) {
	const { resources } = JSON.parse(await readFile(path.join(folder, 'datapackage.json'), 'utf8'));
	const tables = await Promise.all(
		resources.map(async ({ name, description }) => {
			const json = await readFile(path.join(folder, `${name}.json`));
			const [da, en] = await Promise.all([`${name}.csv`, `en/${name}.csv`].map((file) => stat(path.join(folder, file))));
			// the first row names the columns
			const rows = JSON.parse(json).resources[0].data.length - 1;
			const isShipped = !REPLACED_FILES.includes(`data/${name}.csv`);
			return { name, description, rows, csv: isShipped ? { da: da.size, en: en.size } : null, json: isShipped ? json.length : null };
		})
	);
	// what may have no rows, and has none, was settled before the export
	return tables.filter(({ rows }) => rows > 0);
}

/** Files that hold everything at once, as far as they were written: name and size. */
export async function describeWholes(folder) {
	const names = ['manager_training_public.duckdb', 'manager_training_parquet.zip', 'codebook.ddi.xml', 'cube.en.jsonstat.json', 'cube.da.jsonstat.json'];
	const sizes = await Promise.all(names.map((name) => stat(path.join(folder, name)).then(({ size }) => size, () => null)));
	return names.map((name, i) => ({ name, size: sizes[i] })).filter(({ size }) => size !== null);
}

/** Writes the terms of fonts, map and libraries into a folder: all may be shipped only together with them. */
export async function writeLicenses(project, folder) {
	await cp(path.join(project, 'licenses'), folder, { recursive: true });
	for (const [name, file] of Object.entries(TERMS)) await copyFile(path.join(project, 'node_modules', file), path.join(folder, `${name}.txt`));
}

async function main() {
	const started = Date.now();
	const outputDir = path.resolve(root, process.env.SITE_OUTPUT_DIR ?? 'build');
	// npx takes half a second to find a program that is here.
	process.env.PATH = [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
	await checkPatch();
	await checkExports(root);
	await generate(root);
	await rm(path.join(root, '.evidence/template'), { recursive: true, force: true });
	await mkdir(path.join(root, 'static/assets/fonts'), { recursive: true });
	for (const font of fonts) {
		await copyFile(
			path.join(root, 'node_modules', font),
			path.join(root, 'static/assets/fonts', path.basename(font))
		);
	}
	// Numbers to download and the warehouse's documentation: written by the publication, linked when there.
	const extras = path.join(root, 'extras');
	const hasExtras = await stat(path.join(extras, 'data')).then(() => true, () => false);
	process.env.VITE_SITE_FILES = hasExtras ? 'yes' : 'no';
	process.env.VITE_SITE_TABLES = JSON.stringify(hasExtras ? await describeTables(path.join(extras, 'data')) : []);
	process.env.VITE_SITE_WHOLES = JSON.stringify(hasExtras ? await describeWholes(path.join(extras, 'data')) : []);
	const siteUrl = (process.env.SITE_URL ?? '').replace(/\/+$/, '');
	if (siteUrl && !/^https?:\/\/[^\s"<>]+$/.test(siteUrl)) throw new BuildError(`SITE_URL is no address: ${siteUrl}`);
	process.env.VITE_SITE_URL = siteUrl;
	console.log('site: rendering the pages, drawing the figures beside them');
	const rendered = path.join(root, '.evidence/template/build');
	// Evidence empties its folder before it writes: what is drawn meanwhile waits in another.
	const drawn = path.join(root, '.evidence/drawn');
	await rm(drawn, { recursive: true, force: true });
	const exports = path.join(root, 'sources/warehouse');
	const drawing = async () => {
		await writeCube(root, path.join(drawn, TOPIC_FILES), path.join(drawn, ENGLISH_TOPIC_FILES));
		const data = await readRows(exports);
		await writeSearch(data, drawn);
		await bundleScripts(root, path.join(drawn, 'assets'));
		await writeLicenses(root, path.join(drawn, LICENSES));
		return drawFigures({
			data, rendered: drawn, siteUrl,
			css: await readStyle(path.join(root, 'static/assets/css')),
			fonts: fonts.map((font) => path.join(root, 'node_modules', font)),
			extras: hasExtras ? extras : null
		});
	};
	const [, beside] = await together(run('evidence build', 'evidence', ['build:strict'], SIGNS_OF_TROUBLE), drawing());
	await cp(drawn, rendered, { recursive: true });
	const { problems, tested } = checkAll(await readExports(exports), await readSite(rendered));
	if (problems.length > 0) throw new BuildError(`The pages say what the data do not carry:\n${problems.join('\n')}`);
	const summary = await publish(rendered, outputDir, hasExtras ? extras : null, beside, siteUrl);
	await withdraw(root);
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	console.log(
		`site: ${summary.pages} pages, ${summary.files} files, ${(summary.bytes / 1024).toFixed(0)} KB in ` +
			`${path.relative(process.cwd(), outputDir) || '.'} after ${seconds} s; ` +
			`${tested} findings tested; no address outside the site`
	);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	main().catch((error) => {
		console.error(`site: ${error.stack && !(error instanceof BuildError) ? error.stack : error.message}`);
		process.exit(1);
	});
}
