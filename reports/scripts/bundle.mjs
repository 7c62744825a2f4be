/**
 * Scripts of single pages: each file of `client/` with what it imports, components among them, as one file. Only what is
 * used is taken along.
 */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { compile } from 'svelte/compiler';

const svelte = {
	name: 'svelte',
	setup({ onLoad }) {
		onLoad({ filter: /\.svelte$/ }, async ({ path: filename }) => ({
			contents: compile(await readFile(filename, 'utf8'), { filename, generate: 'dom' }).js.code
		}));
	}
};

/**
 * @param {string} root folder of the site's project
 * @param {string} target folder to write the scripts to, under the names they have in `client/`
 * @throws {Error} when a script, or what it imports, cannot be read
 */
export async function bundleScripts(root, target) {
	const folder = path.join(root, 'client');
	await esbuild.build({
		entryPoints: (await readdir(folder)).map((name) => path.join(folder, name)),
		outdir: target,
		bundle: true,
		format: 'iife',
		minify: true,
		target: 'es2022',
		charset: 'utf8',
		// terms of what is shipped stand in licenses/
		legalComments: 'none',
		logLevel: 'warning',
		plugins: [svelte]
	});
}
