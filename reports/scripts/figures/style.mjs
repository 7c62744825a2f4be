/** The site's style sheet as a picture needs it that stands alone: light colours in the place of variables, and its rules for SVG only. */

const PROPERTIES = /^(fill|stroke|fill-opacity|stroke-[a-z]+|paint-order|font-size|font-weight|font-variant-numeric)$/;
const CLASS = /\.([\w-]+)/g;

/** @returns {{ selector: string, declarations: [string, string][] }[]} top-level rules of a style sheet, colours by value */
function rulesOf(css) {
	const plain = css.replace(/\/\*.*?\*\//gs, '').replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
	const rules = [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) => {
		const declarations = body.split(';').map((line) => line.split(/:(.*)/s).slice(0, 2).map((part) => part?.trim())).filter(([, value]) => value);
		return selectors.split(',').map((selector) => ({ selector: selector.trim(), declarations }));
	});
	const variables = Object.fromEntries(rules.filter(({ selector }) => selector === ':root').flatMap(({ declarations }) => declarations));
	const byValue = (value) =>
		value.replace(/var\((--[\w-]+)\)/g, (whole, name) => {
			if (!variables[name]) throw new Error(`The style sheet has no ${name}`);
			return variables[name];
		});
	return rules.map(({ selector, declarations }) => ({ selector, declarations: declarations.map(([name, value]) => [name, byValue(value)]) }));
}

/** @param {string} css the whole style sheet */
export function pictureStyle(css) {
	const rules = rulesOf(css);
	const valueOf = (selector, name) => rules.filter((rule) => rule.selector === selector).flatMap(({ declarations }) => declarations).findLast(([key]) => key === name)?.[1];
	return {
		/** Value of a variable. */
		colour: (name) => valueOf(':root', `--${name}`),
		/** The rules that apply to a picture with these classes. */
		for(markup) {
			const used = new Set([...markup.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(' ')));
			return rules
				.map(({ selector, declarations }) => [selector, declarations.filter(([name]) => PROPERTIES.test(name))])
				.filter(([selector, declarations]) => declarations.length > 0 && !/[:[>+~*]/.test(selector) && (selector.includes('.') || selector === 'svg text'))
				.filter(([selector]) => [...selector.matchAll(CLASS)].every(([, name]) => used.has(name)))
				.map(([selector, declarations]) => `${selector}{${declarations.map(([name, value]) => `${name}:${value}`).join(';')}}`)
				.join('\n');
		},
		/** Fill and outline of the sign before an entry of a legend, which the style sheet draws as a box. */
		sign(classes) {
			const sign = { fill: 'none', stroke: 'none', dash: null };
			for (const name of classes) {
				const background = valueOf(`.${name}::before`, 'background');
				const border = valueOf(`.${name}::before`, 'border');
				if (background) sign.fill = background;
				if (border) [sign.stroke, sign.dash] = [border.split(' ').at(-1), border.includes('dashed') ? '3 2' : null];
				sign.stroke = valueOf(`.${name}::before`, 'border-color') ?? sign.stroke;
			}
			return sign;
		}
	};
}
