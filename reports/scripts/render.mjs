import { register } from 'node:module';

register('./svelte-hooks.mjs', import.meta.url);

const components = new Map();

/** @returns {Promise<string>} markup of a component, as the build writes it */
export async function render(name, properties) {
	if (!components.has(name)) components.set(name, (await import(`../components/${name}.svelte`)).default);
	return components.get(name).render(properties).html.replace(/<!--.*?-->/gs, '');
}
