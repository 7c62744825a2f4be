import { fileURLToPath } from 'node:url';

// Nothing of Evidence's component library is drawn on these pages. Its stand-ins keep charts, editors and
// icon sets (80 MB of browser bundles that no page would load) out of the build.
export default {
	kit: {
		alias: {
			'@evidence-dev/core-components': fileURLToPath(new URL('./stand_ins', import.meta.url))
		}
	}
};
