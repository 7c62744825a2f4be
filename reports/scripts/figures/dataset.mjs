/**
 * What search engines for data read: the study and every figure as a Dataset of schema.org. Values that begin with a slash
 * are addresses of the site; the post-build step makes them absolute, or relative where the site's own address is unknown.
 */
import { pathOf } from '../../components/site/pages.js';

const FORMATS = { csv: 'text/csv', json: 'application/json', png: 'image/png', svg: 'image/svg+xml', zip: 'application/zip' };
const COUNTRY = { da: 'Danmark', en: 'Denmark' };

const download = (href) => ({ '@type': 'DataDownload', encodingFormat: FORMATS[href.split('.').at(-1)], contentUrl: href });

function common(lang, about) {
	return {
		'@context': 'https://schema.org',
		'@type': 'Dataset',
		inLanguage: lang,
		version: about.version,
		dateModified: about.revised_on,
		temporalCoverage: about.wave,
		spatialCoverage: COUNTRY[lang],
		isAccessibleForFree: true,
		usageInfo: about.licence,
		isBasedOn: { '@type': 'Report', name: about.source_report, ...(/^https?:/.test(about.report_address ?? '') ? { url: about.report_address } : {}) }
	};
}

export const datasetOfFigure = ({ lang, figure, about, sitePath, files }) => ({
	...common(lang, about),
	name: `${figure.number}. ${figure.subject}`,
	description: [`${figure.title}.`, figure.subtitle, about.synthetic_notice, about.source].filter(Boolean).join(' '),
	url: sitePath,
	isPartOf: { '@type': 'Dataset', name: about.study_title, url: pathOf('downloads', lang) },
	distribution: files.map(({ href }) => download(href))
});

export const datasetOfStudy = ({ lang, about, hasFiles }) => ({
	...common(lang, about),
	name: about.study_title,
	description: [about.synthetic_notice, about.source].join(' '),
	url: pathOf('downloads', lang),
	...(hasFiles ? { license: '/data/licence.txt', distribution: ['/data/datapackage.json', '/data/manager_training_parquet.zip'].map(download) } : {})
});
