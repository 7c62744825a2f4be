import { register } from 'node:module';

register('./svelte-hooks.mjs', import.meta.url);

/** @returns {Promise<string>} markup of a component, as the build writes it */
export async function render(name, properties) {
	const { default: component } = await import(`../../components/${name}.svelte`);
	return component.render(properties).html.replace(/<!--.*?-->/gs, '');
}
