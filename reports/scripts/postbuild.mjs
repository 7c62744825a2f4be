/**
 * Turns Evidence's output into the publishable folder.
 *
 * Of each rendered page only the content is kept; the document around it (language, title, policy, style) is
 * written here, since Evidence's own template cannot be replaced and brings a splash screen, inline scripts
 * and somebody else's social tags. Of the assets only what a page refers to is kept. All addresses become
 * relative, so that the folder works under any path of any static server.
 *
 * Files that the publication made beside the pages (numbers to download, documentation of the warehouse) are
 * taken over as they are.
 *
 * Fails, and leaves the last published folder as it was, when a page is missing or unlisted, a query failed,
 * an internal link leads nowhere, or an address points outside the site.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languages, matchPath, pages, pathOf } from '../components/site/pages.js';
import { placeOfDefinition } from '../components/site/places.js';
import { texts } from '../components/site/texts.js';
import { discoveryFiles, escape, headOf, wayUp } from './discovery.mjs';
import { linkTerms } from './glossary.mjs';
import { SEARCH_FILES } from './search.mjs';

const CONTENT_START = '<!-- SvelteKit Hydrated Content -->';
const CONTENT_END = '<!-- SplashScreen -->';
const ASSETS = 'assets';
/** Folder of the numbers of the cube's topics, written beside the rendered pages. */
export const TOPIC_FILES = 'data/explore';
/** Their CSV in the form that English programs expect. */
export const ENGLISH_TOPIC_FILES = 'data/en/explore';
/** Folder of the terms of what others made: of fonts, map and libraries. */
export const LICENSES = 'licenses';
/** What is not shipped: the same numbers stand there topic by topic, and in one file would be a quarter of the site. */
export const REPLACED_FILES = ['data/pub_cube.json', 'data/pub_cube.csv', 'data/en/pub_cube.csv'];
const DATA_PACKAGE = 'data/datapackage.json';
// Where the site will lie on its server; only the page for addresses that lead nowhere needs to know.
const BASE_PATH = (process.env.SITE_BASE_PATH ?? '').replace(/\/+$/, '');

const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"font-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'"
].join('; ');

/** What is known of a site without figures drawn beside its pages (scripts/figures/draw.mjs). */
const NOTHING_BESIDE = { files: [], heads: new Map(), images: {}, revisions: [] };

/**
 * Headers in the form of common hosts. Where two rules give the same header, hosts send either the later one or both, and
 * a browser obeys every policy that it is sent. So that no page may be framed but those made for it, under either kind of
 * host, the general rule forbids frames by the older header: browsers leave it alone where a policy speaks of frames
 * (Content Security Policy, level 3, "frame-ancestors").
 */
function headers() {
	const frames = pages.filter((page) => page.isFrame).flatMap((page) => languages.map((lang) => page.paths[lang].replace(/\[.*/, '*')));
	return [
		'/*',
		`  Content-Security-Policy: ${POLICY}`,
		'  X-Frame-Options: DENY',
		'  X-Content-Type-Options: nosniff',
		'  Referrer-Policy: no-referrer',
		...frames.flatMap((where) => [where, `  Content-Security-Policy: ${POLICY}; frame-ancestors *`]),
		`/${ASSETS}/*`,
		'  Cache-Control: public, max-age=31536000, immutable',
		''
	].join('\n');
}

/** File of a site path: `/en/` is `en/index.html`. */
const fileOf = (sitePath) => (sitePath.endsWith('/') ? `${sitePath.slice(1)}index.html` : sitePath.slice(1));

/** The page's own markup, out of the document that Evidence wraps around it. */
function contentOf(html, sitePath) {
	const start = html.indexOf(CONTENT_START);
	const end = html.indexOf(CONTENT_END);
	if (start < 0 || end < start) {
		throw new Error(`${sitePath}: the rendered document has another shape than Evidence 40.1.8 gives`);
	}
	return html.slice(start + CONTENT_START.length, end);
}

/** Markup without what says nothing to a reader. */
const tidy = (html) =>
	html
		.replace(/<!--.*?-->/gs, '')
		// traces of the framework
		.replace(/ data-svelte-h="[^"]*"/g, '')
		// parts of pictures that hold nothing close themselves, as SVG in HTML may
		.replace(/><\/(?:circle|line|path|rect)>/g, '/>')
		.replace(/[ \t\n]+/g, ' ')
		.trim();

/** Pages that explain or list the words themselves. */
const WITHOUT_TERMS = ['about', 'search'];

/** A page with its words linked to where they are explained. */
function withTerms(content, page, lang) {
	// a link would leave the frame
	if (page.isFrame || WITHOUT_TERMS.includes(page.id)) return content;
	return linkTerms(content, texts[lang].about.definitions('', '').map(([, , { id, forms }]) => ({ id, forms, place: placeOfDefinition(lang, id) })));
}

/** Text of the first element of a kind, as it stands in the markup. */
const textOf = (html, element) => new RegExp(`<${element}[^>]*>([^<]*)<`).exec(html)?.[1].trim();

function documentOf({ content, page, lang, sitePath, alternates, head, siteUrl, styles, script, ownScripts, icon }) {
	const text = texts[lang].pages[page.id];
	// a templated page has a name of its own, which it shows as its heading
	const heading = page.isTemplate ? textOf(content, 'h1') : escape(text.title);
	const siteName = escape(texts[lang].siteName);
	const title = page.id === 'home' ? siteName : `${heading} – ${siteName}`;
	const description = head.description ?? text.description;
	const scripts = page.isFrame ? [] : [script, ...(page.script ? [ownScripts[page.script]] : [])];
	return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${escape(description)}">
${headOf({ title, description, page, lang, sitePath, alternates, head, siteUrl })}
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${styles}">
${scripts.map((address) => `<script src="${address}" defer></script>`).join('\n')}
</head>
<body>
${content}
</body>
</html>
`;
}

/** The parts of the style sheet, in the order in which they are put together. */
const STYLES = ['base', 'frame', 'front', 'figures', 'charts', 'verdicts', 'tables', 'own', 'print'];

/** Writes an asset under a name that changes with its content, so that it can be cached for ever. */
async function writeHashed(staging, name, content) {
	const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
	const { name: stem, ext, dir } = path.parse(name);
	const target = path.posix.join(ASSETS, dir, `${stem}.${hash}${ext}`);
	await mkdir(path.dirname(path.join(staging, target)), { recursive: true });
	await writeFile(path.join(staging, target), content);
	return target;
}

/** @returns {Promise<{ styles: string, script: string, ownScripts: object, icon: string }>} site paths of the written assets */
async function writeAssets(rendered, staging) {
	const read = (name) => readFile(path.join(rendered, ASSETS, name));
	let css = (await Promise.all(STYLES.map((name) => read(`css/${name}.css`)))).join('\n');
	for (const [, font] of css.matchAll(/url\('(fonts\/[^']+)'\)/g)) {
		const target = await writeHashed(staging, font, await read(font));
		css = css.replace(font, path.posix.relative(ASSETS, target));
	}
	return {
		styles: `/${await writeHashed(staging, 'site.css', css)}`,
		script: `/${await writeHashed(staging, 'filter.js', await read('filter.js'))}`,
		ownScripts: Object.fromEntries(
			await Promise.all(
				pages
					.filter((page) => page.script)
					.map(async ({ script }) => [script, `/${await writeHashed(staging, script, await read(script))}`])
			)
		),
		icon: `/${await writeHashed(staging, 'icon.svg', await read('icon.svg'))}`
	};
}

// A tag with its attributes. Text is left alone: a label that looks like markup stands there escaped.
const TAG = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi;

/** Values of the attributes whose names match, over all tags of a document. */
function attributesOf(html, names) {
	const attribute = new RegExp(` (?:${names})="([^"]*)"`, 'gi');
	return (html.match(TAG) ?? []).flatMap((tag) =>
		[...tag.matchAll(attribute)].map(([, value]) => value)
	);
}

/** Makes the site-absolute addresses of a page relative to it. */
const relativeTo = (sitePath, html) =>
	html.replace(TAG, (tag) => tag.replace(/( (?:href|src)=")\//g, `$1${wayUp(sitePath)}`));

/** Every file below a folder, as paths relative to it. */
async function filesBelow(folder) {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
}

// Address of a page or a mailbox elsewhere.
const OUTSIDE = / href="(?:https?:\/\/|mailto:)[^"]+"/i;

/** Problems of one document: addresses outside the site, links that lead nowhere, one heading, ids. */
function problemsOf(sitePath, documents, anchors, files, siteUrl) {
	// the site's own address is no other site
	const html = siteUrl ? documents.get(sitePath).replaceAll(`"${siteUrl}/`, '"/') : documents.get(sitePath);
	const problems = [];
	const say = (text) => problems.push(`${sitePath}: ${text}`);
	if (html.includes('Error in Query!')) say('a page query failed');
	// a link marked as external is a way out that a reader takes; nothing else may name another host
	const inside = html.replace(TAG, (tag) => (/^<a /i.test(tag) && / rel="external"/.test(tag) ? tag.replace(OUTSIDE, '') : tag));
	for (const address of attributesOf(inside, '[a-z:-]+')) {
		if (/^(?:[a-z]+:)?\/\//i.test(address)) say(`address outside the site: ${address}`);
	}
	if ((html.match(/<h1[ >]/g) ?? []).length !== 1) say('not exactly one h1');
	if (attributesOf(html, 'style').length > 0) say('inline style, which the policy forbids');
	const ids = attributesOf(html, 'id');
	const repeated = ids.filter((id, i) => ids.indexOf(id) !== i);
	if (repeated.length > 0) say(`ids not unique: ${[...new Set(repeated)].join(', ')}`);
	for (const address of attributesOf(inside, 'href|src')) {
		const [, target, anchor] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(address);
		const page = target === '' ? sitePath : target;
		if (!documents.has(page) && !files.has(page.slice(1))) {
			say(`link to nothing: ${address}`);
		} else if (anchor && !anchors.get(page)?.has(anchor)) {
			say(`link to a missing place: ${address}`);
		}
	}
	return problems;
}

/**
 * @param {string} rendered folder that `evidence build` wrote
 * @param {string} output publishable folder, replaced as a whole
 * @param {string | null} [extras] folder of files to publish beside the pages
 * @param {object} [beside] what scripts/figures/draw.mjs gives back
 * @param {string} [siteUrl] where the site will lie, without a slash at the end; empty where that is not known
 * @returns {Promise<{ pages: number, files: number, bytes: number }>}
 * @throws {Error} naming every problem found
 */
export async function publish(rendered, output, extras = null, beside = NOTHING_BESIDE, siteUrl = '') {
	const staging = `${output}.new-${process.pid}`;
	await rm(staging, { recursive: true, force: true });
	await mkdir(staging, { recursive: true });
	try {
		const summary = await assemble(rendered, staging, extras, beside, siteUrl);
		await replaceFolder(staging, output);
		return summary;
	} catch (error) {
		await rm(staging, { recursive: true, force: true });
		throw error;
	}
}

/** Puts a finished folder in the place of the old one; the old one stays until the new one stands ready. */
async function replaceFolder(staging, output) {
	const old = `${output}.old-${process.pid}`;
	await rename(output, old).catch((error) => {
		if (error.code !== 'ENOENT') throw error;
	});
	await rename(staging, output);
	await rm(old, { recursive: true, force: true });
}

/** Lets the data package name the files of the topics in place of the one file that is not shipped. */
async function describeTopics(staging) {
	const file = path.join(staging, DATA_PACKAGE);
	const text = await readFile(file, 'utf8').catch(() => null);
	if (text === null) return;
	const description = JSON.parse(text);
	for (const resource of description.resources.filter(({ path: name }) => REPLACED_FILES.includes(`data/${name}`))) {
		const names = (await readdir(path.join(staging, ENGLISH_TOPIC_FILES))).filter((name) => name.endsWith('.csv')).sort();
		const [header] = (await readFile(path.join(staging, ENGLISH_TOPIC_FILES, names[0]), 'utf8')).split(/\r?\n/);
		const known = new Map(resource.schema.fields.map((field) => [field.name, field]));
		resource.path = names.map((name) => `en/explore/${name}`);
		// Of one file each.
		delete resource.hash;
		delete resource.bytes;
		resource.schema = { fields: header.split(',').map((name) => known.get(name) ?? { name, type: 'string' }) };
	}
	await writeFile(file, `${JSON.stringify(description, null, 2)}\n`);
}

async function assemble(rendered, staging, extras, beside, siteUrl) {
	if (extras) {
		const replaced = REPLACED_FILES.map((file) => path.join(extras, file));
		await cp(extras, staging, { recursive: true, filter: (source) => !replaced.includes(source) });
	}
	for (const folder of [TOPIC_FILES, ENGLISH_TOPIC_FILES, SEARCH_FILES]) await cp(path.join(rendered, folder), path.join(staging, folder), { recursive: true });
	await describeTopics(staging);
	for (const file of beside.files) await cp(path.join(rendered, file), path.join(staging, file));
	await cp(path.join(rendered, LICENSES), path.join(staging, LICENSES), { recursive: true });
	const assets = await writeAssets(rendered, staging);
	const documents = new Map();
	const listing = [];
	const problems = [];
	const renderedPaths = (await filesBelow(rendered))
		.filter((name) => name.endsWith('.html'))
		.map((name) => `/${name.replace(/(^|\/)index\.html$/, '$1')}`);
	const expected = pages.flatMap((page) =>
		languages.flatMap((lang) =>
			page.isTemplate
				? renderedPaths.filter((sitePath) => matchPath(page, lang, sitePath)).map((sitePath) => ({ page, lang, sitePath }))
				: [{ page, lang, sitePath: page.paths[lang] }]
		)
	);
	for (const { page, lang, sitePath } of expected) {
		const html = await readFile(path.join(rendered, fileOf(sitePath)), 'utf8').catch(() => null);
		if (html === null) {
			problems.push(`${sitePath}: the page was not rendered`);
			continue;
		}
		const content = withTerms(tidy(page.isDrawnBeside ? html : contentOf(html, sitePath)), page, lang);
		// the way to the other language, which a templated page may know by another name, is the one that the page shows
		const [, otherPath] = /class="language-link" href="([^"]*)"/.exec(content) ?? [];
		const alternates = Object.fromEntries(languages.map((other) => [other, other === lang ? sitePath : (otherPath ?? pathOf(page.id, other))]));
		const image = beside.images[`${page.id}|${lang}`] ?? beside.images[`|${lang}`];
		const head = { image, ...beside.heads.get(sitePath) };
		listing.push({ page, lang, sitePath, alternates });
		documents.set(sitePath, documentOf({ content, page, lang, sitePath, alternates, head, siteUrl, ...assets }));
	}
	const listed = new Set([...documents.keys()].map(fileOf));
	for (const file of (await filesBelow(rendered)).filter((name) => name.endsWith('.html'))) {
		if (!listed.has(file)) problems.push(`${file}: rendered, but not in components/site/pages.js`);
	}
	for (const [name, content] of Object.entries(discoveryFiles(listing, beside.revisions, siteUrl))) {
		await mkdir(path.dirname(path.join(staging, name)), { recursive: true });
		await writeFile(path.join(staging, name), content);
	}
	const files = new Set(await filesBelow(staging));
	const anchors = new Map(
		[...documents].map(([sitePath, html]) => [sitePath, new Set(attributesOf(html, 'id'))])
	);
	for (const sitePath of documents.keys()) {
		problems.push(...problemsOf(sitePath, documents, anchors, files, siteUrl));
	}
	if (problems.length > 0) throw new Error(`the site is not published:\n  ${problems.join('\n  ')}`);

	for (const [sitePath, html] of documents) {
		const file = path.join(staging, fileOf(sitePath));
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, relativeTo(sitePath, html));
	}
	// A server shows 404.html under any address, so that nothing in it can be relative.
	for (const lang of languages) {
		const html = documents.get(pages.find((page) => page.id === 'missing').paths[lang]);
		await writeFile(
			path.join(staging, path.dirname(fileOf(pathOf('home', lang))), '404.html'),
			html.replace(TAG, (tag) => tag.replace(/( (?:href|src)=")\//g, `$1${BASE_PATH}/`))
		);
	}
	await writeFile(path.join(staging, '_headers'), headers());
	const written = await filesBelow(staging);
	let bytes = 0;
	for (const file of written) bytes += (await stat(path.join(staging, file))).size;
	return { pages: documents.size, files: written.length, bytes };
}
