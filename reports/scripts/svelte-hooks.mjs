// Lets Node import the components as the build renders them: compiled for the server, without a bundler.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'svelte/compiler';

export async function load(url, context, nextLoad) {
	if (!url.endsWith('.svelte')) return nextLoad(url, context);
	const filename = fileURLToPath(url);
	const { js } = compile(await readFile(filename, 'utf8'), { filename, generate: 'ssr', dev: false });
	return { format: 'module', shortCircuit: true, source: js.code };
}
