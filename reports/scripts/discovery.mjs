/**
 * What others find the site by: tags for where a page is shared, and, where the site's own address is known (SITE_URL),
 * a site map and a feed of the editions. Site maps, feeds and shared pictures know absolute addresses only, so without
 * that address there are none of them.
 */
import { FEED } from '../components/site/files.js';
import { languages, pathOf } from '../components/site/pages.js';
import { texts } from '../components/site/texts.js';
import { CARD, CARD_SCALE } from './figures/picture.mjs';

const LOCALES = { da: 'da_DK', en: 'en_GB' };

export const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** `../` once for every folder that a site path lies deep. */
export const wayUp = (sitePath) => '../'.repeat(sitePath.split('/').length - 2) || './';

/**
 * The lines of a document's head that tell others of it.
 * @param {{ title: string, description: string, alternates: Record<string, string>, head: { image?: string, dataset?: object, canonical?: string } }} about
 *   title as markup, the page's paths by language, and what is known of this page alone
 */
export function headOf({ title, description, page, lang, sitePath, alternates, head, siteUrl }) {
	const property = (name, content) => `<meta property="${name}" content="${content}">`;
	// a page for addresses that lead nowhere has none of its own
	const hasAddress = siteUrl && page.id !== 'missing';
	const canonical = siteUrl + (head.canonical ?? sitePath);
	const dataset = head.dataset && JSON.stringify(head.dataset).replaceAll('<', '\\u003c').replaceAll('"/', `"${siteUrl ? `${siteUrl}/` : wayUp(sitePath)}`);
	return [
		property('og:title', title),
		property('og:description', escape(description)),
		property('og:type', 'website'),
		property('og:site_name', escape(texts[lang].siteName)),
		property('og:locale', LOCALES[lang]),
		...(hasAddress ? [property('og:url', canonical), `<link rel="canonical" href="${canonical}">`] : []),
		...(hasAddress && head.image
			? [
					property('og:image', siteUrl + head.image),
					property('og:image:width', Math.round(CARD.width * CARD_SCALE)),
					property('og:image:height', Math.round(CARD.height * CARD_SCALE)),
					property('og:image:alt', title),
					'<meta name="twitter:card" content="summary_large_image">'
				]
			: []),
		...(page.isFrame ? ['<meta name="robots" content="noindex">'] : languages.map((other) => `<link rel="alternate" hreflang="${other}" href="${siteUrl}${alternates[other]}">`)),
		...(siteUrl && !page.isFrame ? [`<link rel="alternate" type="application/atom+xml" title="${texts[lang].figurePage.feed}" href="${siteUrl}${FEED[lang]}">`] : []),
		...(dataset ? [`<script type="application/ld+json">${dataset}</script>`] : [])
	].join('\n');
}

/**
 * @param {{ page: object, lang: string, sitePath: string, alternates: Record<string, string> }[]} documents
 * @param {string} day of the current edition
 */
function siteMap(documents, siteUrl, day) {
	const entries = documents
		.filter(({ page }) => page.id !== 'missing' && !page.isFrame)
		.map(({ sitePath, alternates }) => {
			const links = languages.map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${siteUrl}${alternates[lang]}"/>`);
			return `<url><loc>${siteUrl}${sitePath}</loc><lastmod>${day}</lastmod>${links.join('')}</url>`;
		});
	return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`;
}

/** An Atom feed with an entry per edition of the numbers (pub_revisions), the latest first. */
function feedOf(lang, revisions, siteUrl) {
	const t = texts[lang];
	const about = siteUrl + pathOf('about', lang);
	const time = (day) => `${day}T00:00:00Z`;
	const entries = revisions.map(
		(row) => `<entry>
<id>${about}#${row.version}</id>
<title>${escape(t.figurePage.edition(row.version))}</title>
<updated>${time(row.revised_on)}</updated>
<link href="${about}#revisions"/>
<summary>${escape(row[`change_${lang}`])}</summary>
</entry>`
	);
	return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${siteUrl}${FEED[lang]}</id>
<title>${escape(`${t.siteName}: ${t.figurePage.feed.toLowerCase()}`)}</title>
<updated>${time(revisions[0].revised_on)}</updated>
<author><name>${escape(t.siteName)}</name></author>
<link rel="self" href="${siteUrl}${FEED[lang]}"/>
<link href="${siteUrl}${pathOf('home', lang)}"/>
${entries.join('\n')}
</feed>
`;
}

/** @returns {Record<string, string>} files at the root of the site: what a search engine asks for first */
export function discoveryFiles(documents, revisions, siteUrl) {
	const robots = `User-agent: *\nAllow: /\n${siteUrl ? `Sitemap: ${siteUrl}/sitemap.xml\n` : ''}`;
	if (!siteUrl) return { 'robots.txt': robots };
	return {
		'robots.txt': robots,
		'sitemap.xml': siteMap(documents, siteUrl, revisions[0].revised_on),
		...Object.fromEntries(languages.map((lang) => [FEED[lang].slice(1), feedOf(lang, revisions, siteUrl)]))
	};
}
