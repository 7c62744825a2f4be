import { fileURLToPath } from 'node:url';

const standIn = (name) => fileURLToPath(new URL(`./stand_ins/${name}`, import.meta.url));

// Nothing of Evidence's component library is drawn on these pages, and nothing queries in a browser. The stand-ins keep
// charts, editors, icon sets and the database engine (80 MB of browser bundles that no page would load) out of the build.
export default {
	kit: {
		alias: {
			'@evidence-dev/core-components': standIn('.'),
			'@evidence-dev/component-utilities/buildQuery': standIn('buildQuery.js'),
			'@evidence-dev/component-utilities/formatting': standIn('formatting.js'),
			'@evidence-dev/sdk/usql': standIn('usql.js')
		}
	}
};
