// The site as a whole: what it weighs, where its links lead, how it is protected, its searches, and other hosts.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { headerRules } from './serve.js';
import { ADDRESS, FIGURES, FRAMES, PAGES, RELEASE, SITE, exported, languageOf, readSite, start } from './support.js';

// Pages with what they load, and the documentation.
const LARGEST_PAGES = 21e6;
// Numbers and pictures to take away: no page loads them, so they cost a reader nothing who does not ask for them; the limit
// holds the release folder small, of which several are kept. The free choice loads its numbers, so they are none.
const LARGEST_DOWNLOADS = 40e6;
const isDownload = (file) => (file.startsWith('data/') && !/^data\/explore\/.*\.json$/.test(file)) || (/\.(png|svg)$/.test(file) && !file.startsWith('assets/'));
const MANIFEST = JSON.parse(readFileSync(path.join(RELEASE, 'manifest.json'), 'utf8'));

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const files = readdirSync(SITE, { recursive: true })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => statSync(path.join(SITE, file)).isFile());

test('the site is small and ships nothing that no page asks for', () => {
  const sizeOf = (some) => some.reduce((sum, file) => sum + statSync(path.join(SITE, file)).size, 0);
  const [pages, downloads] = [false, true].map((wanted) => sizeOf(files.filter((file) => isDownload(file) === wanted)));
  assert.ok(pages < LARGEST_PAGES, `pages and their data: ${pages} bytes`);
  assert.ok(downloads < LARGEST_DOWNLOADS, `whole downloads: ${downloads} bytes`);
  assert.deepEqual(files.filter((file) => /\.(wasm|map|parquet)$/.test(file) && !file.startsWith('data/')), []);
  const text = [...PAGES.map((address) => readSite(`${address.slice(1)}index.html`)), ...files.filter((file) => file.endsWith('.css')).map(readSite)].join('');
  for (const file of files.filter((name) => name.startsWith('assets/'))) {
    assert.ok(text.includes(path.basename(file)), `${file} is shipped, and no page asks for it`);
  }
});

test('every link of every page leads somewhere, and every download holds data', async () => {
  // the report's own page and the publisher, where they are given, are the only ways out
  const outside = (await exported("select value_da, value_en from {pub_about} where key in ('report_address', 'contact_address')"))
    .flatMap(({ value_da, value_en }) => [value_da, value_en]);
  const links = new Map();
  for (const address of PAGES) {
    const html = readSite(`${address.slice(1)}index.html`);
    for (const [, href] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (outside.includes(href.replace('mailto:', ''))) continue;
      // heads name the site's own address, where the build was told
      const inside = ADDRESS && href.startsWith(`${ADDRESS}/`) ? href.slice(ADDRESS.length) : href;
      const target = new URL(inside.replaceAll('&amp;', '&'), `http://site${address}`);
      assert.equal(target.host, 'site', `${address} leads outside: ${href}`);
      if (!links.has(target.pathname)) links.set(target.pathname, new Set());
      if (target.hash) links.get(target.pathname).add(`${decodeURIComponent(target.hash.slice(1))} (${address})`);
    }
  }
  for (const [target, anchors] of links) {
    const file = target.endsWith('/') ? `${target.slice(1)}index.html` : target.slice(1);
    assert.ok(files.includes(file), `a link leads to ${target}, where nothing is`);
    const ids = anchors.size > 0 ? new Set([...readSite(file).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)) : null;
    for (const anchor of anchors) assert.ok(ids.has(anchor.split(' (')[0]), `${target} has no place ${anchor}`);
    if (/\.csv$/.test(file)) assert.ok(readSite(file).split('\n').length > 2, `${file} is empty`);
    if (/\.json$/.test(file)) assert.ok(Object.keys(JSON.parse(readSite(file))).length > 0, `${file} is empty`);
  }
});

test('every page carries the policy of the headers file, and a page that breaks it is stopped', async () => {
  const rule = (await headerRules(SITE)).find(({ path: where }) => where === '/*');
  const policy = rule.headers['content-security-policy'];
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  assert.equal(rule.headers['x-frame-options'], 'DENY');
  for (const address of PAGES) {
    const [, meta] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(readSite(`${address.slice(1)}index.html`));
    assert.equal(meta, policy, address);
  }
  const { page, complaints, close } = await site.open('/');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.broken = true';
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.ok(complaints.some((text) => /Content Security Policy/.test(text)));
  await close();
});

test('works under a path of its server', async () => {
  const below = await start({ prefix: '/under/sti' });
  try {
    for (const address of ['/', '/en/drivers-and-barriers/', '/replikation/modsigelser/']) {
      const { page, complaints, close } = await below.open(`/under/sti${address}`);
      assert.deepEqual(complaints, []);
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.site-name')).textDecorationLine), 'underline', 'no style');
      await page.locator('.site-name').click();
      assert.equal(new URL(page.url()).pathname, languageOf(address) === 'da' ? '/under/sti/' : '/under/sti/en/');
      await close();
    }
  } finally {
    await below.close();
  }
});

for (const [address, lang, heading] of [['/findes-ikke/her', 'da', 'Siden findes ikke'], ['/en/not/here', 'en', 'There is no such page']]) {
  test(`an address that leads nowhere is answered in its language (${lang})`, async () => {
    const { page, complaints, close } = await site.open(address);
    assert.equal(await page.locator('html').getAttribute('lang'), lang);
    assert.equal(await page.locator('h1').innerText(), heading);
    // the address itself, and nothing else: style and links are there
    assert.deepEqual(complaints.filter((text) => !text.includes(address) && !/status of 404/.test(text)), []);
    await page.locator('main a').first().click();
    assert.equal(await page.locator('html').getAttribute('lang'), lang);
    await close();
  });
}

for (const address of ['/', '/en/']) {
  test(`${address} shows its key number with the interval`, async () => {
    const { page, close } = await site.open(address);
    const number = page.locator('.big-number');
    assert.ok(await number.isVisible());
    assert.match(await number.innerText(), /^\d/);
    assert.match(await page.locator('.big-number__interval').innerText(), /\d.*\d/);
    const reproduced = new Intl.NumberFormat(languageOf(address)).format(MANIFEST.verdicts.reproduced);
    assert.ok((await page.locator('main').innerText()).includes(reproduced), `the count of reproduced figures, ${reproduced}, is not there`);
    await close();
  });
}

/** Searchable tables by address, with the warehouse table that they show. */
const TABLES = {
  '/udbud/': ['#courses', 'select count(*) as n from {pub_catalogue_courses}'],
  '/en/supply/': ['#courses', 'select count(*) as n from {pub_catalogue_courses}'],
  '/replikation/': ['#ledger', 'select count(*) as n from {pub_replication}'],
  '/en/replication/': ['#ledger', 'select count(*) as n from {pub_replication}'],
  '/replikation/udsagn/': ['#ledger', 'select count(*) as n from {pub_claims}'],
  '/en/replication/claims/': ['#ledger', 'select count(*) as n from {pub_claims}'],
  '/om-data/spoergeskema/': ['#codebook', 'select count(distinct variable_name) as n from {pub_codebook}'],
  '/en/about-the-data/questionnaire/': ['#codebook', 'select count(distinct variable_name) as n from {pub_codebook}']
};

for (const [address, [table, count]] of Object.entries(TABLES)) {
  test(`${address} holds every row of its table without JavaScript, and can be searched with it`, async () => {
    const plain = await site.open(address, { javaScript: false });
    const rows = plain.page.locator(`${table} tbody tr`);
    assert.equal(await rows.count(), (await exported(count))[0].n);
    assert.ok(await rows.last().isVisible());
    await plain.close();

    const { page, complaints, close } = await site.open(address);
    const visible = page.locator(`${table} tbody tr:visible`);
    const all = await visible.count();
    const search = page.locator('input[type="search"]');
    // rows are laid out when a reader comes near them; their words are there before
    await search.fill((await page.locator(`${table} tbody tr`).nth(all - 1).locator('th').textContent()).trim().split(/\s+/).slice(0, 4).join(' '));
    const found = await visible.count();
    assert.ok(found >= 1 && found < all, `${found} of ${all} rows`);
    await search.fill('qqqqqq');
    assert.equal(await visible.count(), 0);
    assert.match(await page.locator('[role="status"]').innerText(), /\p{L}/u);
    await page.locator('button[type="reset"]').click();
    await visible.nth(all - 1).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
}

for (const address of ['/replikation/', '/en/replication/']) {
  test(`${address} gives every verdict the count that the warehouse holds`, async () => {
    const { page, close } = await site.open(address);
    const counts = {};
    for (const verdict of await page.locator('#ledger tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.verdict))) {
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    assert.deepEqual(counts, MANIFEST.verdicts);
    await page.locator('select[data-key="verdict"]').selectOption('reproduced');
    assert.equal(await page.locator('#ledger tbody tr:visible').count(), MANIFEST.verdicts.reproduced);
    await close();
  });
}

for (const address of ['/udforsk/', '/en/explore/']) {
  test(`${address} shows any choice, with the numbers of the cube`, async () => {
    const { page, complaints, close } = await site.open(address, { settled: true });
    const rows = page.locator('#explore table').first().locator('tbody tr:not(.heading-row)');
    const status = page.locator('#explore [role="status"]');
    for (const [group, split] of [['gender', ''], ['industry9', 'leader_type'], ['', 'sector'], ['sector', '']]) {
      await page.locator('#explore-group').selectOption(group);
      await page.locator('#explore-split').selectOption(split);
      const expected = await exported(`select estimate, n_unweighted from {pub_cube} where outcome_id = (select outcome_id from {pub_cube_outcomes} order by sort_order limit 1)
        and coalesce(group_variable, '') = '${group}' and coalesce(split_variable, '') = '${split}'`);
      assert.equal(await rows.count(), expected.length, `${group} by ${split}`);
      assert.match(await status.innerText(), new RegExp(`\\b${expected.length}\\b`));
      const shown = await rows.locator('td:nth-child(4)').allTextContents();
      const format = new Intl.NumberFormat(languageOf(address) === 'da' ? 'da-DK' : 'en-GB');
      assert.deepEqual(shown.sort(), expected.map((row) => (row.n_unweighted === null ? '–' : format.format(row.n_unweighted))).sort());
    }
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${address} keeps the choice in the address, for the reader who returns, goes back, or changes the language`, async () => {
    const { page, complaints, close } = await site.open(address, { settled: true });
    const view = async () => {
      await page.locator('#explore .interval-plot').first().waitFor();
      return page.locator('#explore .panel').allInnerTexts();
    };
    const first = await view();
    await page.locator('#explore-add').click();
    await page.locator('#explore-outcome-2').selectOption('desire_points__mean');
    await page.locator('#explore-group').selectOption('gender');
    // the numbers of another topic are fetched
    await page.locator('#explore .panel').nth(1).getByText(/0.100/).first().waitFor();
    const chosen = await view();
    assert.equal(chosen.length, 2);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'explore-outcome-2', 'focus follows');
    await page.reload();
    await page.locator('#explore .panel').nth(1).waitFor();
    assert.deepEqual(await view(), chosen);
    assert.equal(new URL(await page.locator('.language-link').evaluate((link) => link.href)).search, new URL(page.url()).search);
    for (let i = 0; i < 3; i += 1) await page.goBack();
    await page.locator('#explore .panel').nth(1).waitFor({ state: 'detached' });
    assert.deepEqual(await view(), first);
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${address} gives what is shown as a file that its language’s programs read`, async () => {
    // not every table is published in every wave
    const outcomes = (await exported("select distinct outcome_id from {pub_cube} where group_variable = 'industry9' and split_variable = 'sector' and outcome_id in ('q9__1_2', 'q16_1__4_5', 'desire__4_5') order by all limit 2")).map((row) => row.outcome_id);
    assert.equal(outcomes.length, 2);
    const { page, close } = await site.open(`${address}?outcome=${outcomes.join('&outcome=')}&group=industry9&split=sector`, { settled: true });
    await page.locator('#explore table').nth(1).waitFor({ state: 'attached' });
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.link-button').click()]);
    const [head, ...lines] = readFileSync(await download.path(), 'utf8').replace('\ufeff', '').trimEnd().split('\r\n');
    const [delimiter, point] = languageOf(address) === 'da' ? [';', ','] : [',', '.'];
    const at = (name) => head.split(delimiter).indexOf(name);
    const cells = await exported(`select estimate from {pub_cube} where outcome_id in ('${outcomes.join("', '")}') and group_variable = 'industry9' and split_variable = 'sector'`);
    const values = (texts) => texts.map(Number).sort((a, b) => a - b);
    // labels hold no delimiter of these groups but in quotes
    const fields = lines.map((line) => line.match(new RegExp(`("[^"]*"|[^${delimiter}]*)(?:${delimiter}|$)`, 'g')).map((field) => field.replace(new RegExp(`${delimiter}$`), '')));
    assert.deepEqual(values(fields.map((field) => field[at('estimate')].replace(point, '.')).filter(Boolean)), values(cells.filter(({ estimate }) => estimate !== null).map(({ estimate }) => String(estimate))));
    const shown = await page.locator('#explore table tbody tr:not(.heading-row)').count();
    assert.equal(lines.length, shown);
    await close();
  });
}

test('what the report prints is marked as printed, whatever it is called; of a wave that it is not about, nothing is', async () => {
  const { page, close } = await site.open('/udforsk/?outcome=training_status__1_2&group=sector', { settled: true });
  await page.locator('#explore .estimate-text').first().waitFor();
  const shown = await page.locator('#explore .estimate-text').allTextContents();
  const [{ isReportWave }] = await exported('select count(distinct value_en) = 1 as "isReportWave" from {pub_about} where key in (\'wave\', \'report_wave\')');
  assert.deepEqual(shown, (await exported(`select estimate from {pub_cube} where outcome_id = 'training_status__1_2' and group_variable = 'sector' and split_variable is null
    order by group_code`)).map(({ estimate }) => (isReportWave ? `${Math.round(100 * estimate)}\u00a0%` : `${String(Math.round(200 * estimate) / 2).replace('.', ',')}\u00a0%°`)));
  await close();
});

// those of typewriters, which tell neither an opening from a closing quotation mark nor either from a sign of code
const STRAIGHT = /['"]/;

test('apostrophes and quotation marks are typographic in every text, on pages, in pictures and in files', async () => {
  const unescaped = (text) => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
  const found = [];
  for (const address of [...PAGES, ...FRAMES, ...files.filter((file) => file.endsWith('.svg')).map((file) => `/${file}`)]) {
    const html = readSite(`${address.slice(1)}${address.endsWith('/') ? 'index.html' : ''}`)
      .replace(/<(script|style|code|pre)\b.*?<\/\1>|<meta http-equiv[^>]*>/gs, '');
    const texts = [...html.matchAll(/>([^<]+)</g), ...html.matchAll(/ (?:alt|aria-label|content|placeholder|title)="([^"]*)"/g)];
    found.push(...texts.map(([, text]) => unescaped(text).trim()).filter((text) => STRAIGHT.test(text)).map((text) => `${address}: ${text}`));
  }
  const tables = readdirSync(path.join(RELEASE, 'exports')).map((file) => path.basename(file, '.parquet'));
  for (const table of tables) {
    const columns = (await exported(`select column_name from (describe from {${table}}) where regexp_matches(column_name, '_(da|en)$')`)).map(({ column_name }) => column_name);
    for (const row of columns.length ? await exported(`select distinct ${columns} from {${table}}`) : []) {
      // between braces stands what a finding is filled with, in the notation of reports/README.md
      const texts = Object.values(row).filter((text) => typeof text === 'string').map((text) => text.replace(/\{[^}]*\}/g, ''));
      found.push(...texts.filter((text) => STRAIGHT.test(text)).map((text) => `${table}: ${text}`));
    }
  }
  assert.deepEqual([...new Set(found)], []);
});

const LARGEST_SEARCH = 60_000;

for (const [address, words] of [
  ['/soeg/', ['arbejdsmiljø', 'ARBEJDSMILJOE', 'miljø']],
  ['/en/search/', ['environment', 'ENVIRON', 'viron']]
]) {
  test(`${address} is light before the first letter, and finds every kind as readers type it`, async () => {
    const { page, traffic, complaints, close } = await site.open(address, { settled: true });
    const { bytes } = await traffic();
    assert.ok(bytes <= LARGEST_SEARCH, `${bytes} bytes before the first letter`);
    const input = page.locator('#search-words');
    const status = page.locator('#search [role="status"]');
    const search = async (text) => {
      await input.fill('');
      await status.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
      await input.fill(text);
      await status.filter({ hasText: /./ }).waitFor();
      return page.locator('.search-results a').evaluateAll((links) => links.map((link) => link.href));
    };
    for (const word of words) assert.ok((await search(word)).length > 10, word);
    // one of each kind, by its own name
    const lang = languageOf(address);
    for (const [kind, query, place] of [
      ['figures', `select title_${lang} as text, replace(figure_id, '_', '-') as place from {pub_figures} order by sort_order desc limit 1`, (found) => `/${found}/`],
      ['questions', `select label_${lang} as text, variable_name as place from {pub_codebook} where question_number is not null order by variable_sort desc limit 1`, (found) => `#var-${found}`],
      ['courses', 'select course_name as text, course_id as place from {pub_catalogue_courses} order by course_id desc limit 1', (found) => `#${found}`],
      ['claims', `select description_${lang} as text, claim_id as place from {pub_claims} order by sort_order desc limit 1`, (found) => `#${found}`]
    ]) {
      const [{ text, place: found }] = await exported(query);
      await search(text);
      const more = page.locator(`[data-kind="${kind}"] button`);
      if (await more.isVisible()) await more.click();
      const links = await page.locator(`[data-kind="${kind}"] a`).evaluateAll((all) => all.map((link) => link.href));
      assert.ok(links.some((link) => link.endsWith(place(found))), `${kind}: ${text}`);
    }
    assert.deepEqual(await search('qqqqqq'), []);
    assert.match(await status.innerText(), /\p{L}/u);
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${address} lists what there is without JavaScript; its results please axe`, async () => {
    const plain = await site.open(address, { javaScript: false });
    const [{ n }] = await exported('select count(*) as n from {pub_figures}');
    assert.ok((await plain.page.locator('#search-lists a:visible').count()) > n);
    assert.equal(await plain.page.locator('form:visible').count(), 0);
    await plain.close();
    const { page, close } = await site.open(`${address}?q=${encodeURIComponent(words[0])}`, { settled: true });
    await page.locator('.search-results a').first().waitFor();
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], preload: false }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), []);
    await page.locator('.search-results a').first().click();
    await page.waitForLoadState();
    assert.ok(new URL(page.url()).pathname !== address);
    await close();
  });
}

test('a word that is explained leads to its definition', async () => {
  const { page, close } = await site.open('/metode/', { javaScript: false });
  await page.locator('a.term').first().click();
  await page.waitForLoadState();
  assert.match(page.url(), /\/om-data\/#term-/);
  assert.ok(await page.locator(':target').isVisible());
  await close();
});

// topics of the method that stand on the page on the interviews
const OF_INTERVIEWS = "'interviews', 'financing', 'interview_guide', 'interview_findings'";

/** Texts that stand on a page, one by one, with the exported texts they are. */
const READ_OUT = [
  ['/metode/', '/en/method/', '.definitions dd', `select text_da, text_en from {pub_method_facts} where topic_id not in (${OF_INTERVIEWS})`],
  ['/interview/', '/en/interviews/', '.definitions dd', `select text_da, text_en from {pub_method_facts} where topic_id in (${OF_INTERVIEWS})`],
  ['/forsoeg/', '/en/experiment/', '.definitions li', "select text_da, text_en from {pub_vignette} where part = 'level'"],
  ['/forsoeg/', '/en/experiment/', '.vignette-questions li', "select text_da, text_en from {pub_vignette} where part = 'question'"],
  ['/om-data/', '/en/about-the-data/', '.definitions dd', 'select change_da as text_da, change_en as text_en from {pub_revisions}']
];

for (const [danish, english, place, query] of READ_OUT) {
  test(`${danish} and ${english} give every text of: ${query}`, async () => {
    for (const [address, column] of [[danish, 'text_da'], [english, 'text_en']]) {
      const { page, close } = await site.open(address, { javaScript: false });
      const shown = (await page.locator(place).allInnerTexts()).map((text) => text.split('\n')[0].trim());
      const expected = (await exported(query)).map((row) => row[column]);
      assert.ok(expected.length > 0);
      assert.deepEqual(expected.filter((text) => !shown.includes(text)), [], address);
      await close();
    }
  });
}

test('the downloads page, or the figure’s own, links every file that holds numbers', () => {
  // a table without a row, as of the printed numbers of a wave that the report is not about, holds none
  const isEmpty = (file) => !readSite(file).trimEnd().includes('\n');
  const empty = files.filter((file) => /^data\/[^/]*\.csv$/.test(file) && isEmpty(file)).map((file) => path.basename(file, '.csv'));
  const numbers = files.filter((file) => file.startsWith('data/') && !file.startsWith('data/search/') && !empty.includes(path.basename(file).split('.')[0]));
  assert.ok(numbers.length > 100, `${numbers.length} files`);
  const isCsv = (file) => file.endsWith('.csv');
  const isEnglish = (file) => file.startsWith('data/en/');
  assert.deepEqual(numbers.filter(isCsv).filter(isEnglish).map((file) => file.replace('/en/', '/')), numbers.filter(isCsv).filter((file) => !isEnglish(file)));
  for (const [address, isOthers] of [['/om-data/hent/', isEnglish], ['/en/about-the-data/downloads/', (file) => isCsv(file) && !isEnglish(file)]]) {
    const own = FIGURES.filter((page) => languageOf(page) === languageOf(address));
    const html = [address, ...own].map((page) => readSite(`${page.slice(1)}index.html`)).join('');
    assert.deepEqual(numbers.filter((file) => !isOthers(file) && !html.includes(`/${file}"`)), [], address);
  }
});

test('a figure leads to its rows of the ledger', async () => {
  const { page, close } = await site.open('/brug/');
  await page.locator('#fig-2-3 .figure__links a[href*="replikation"]').first().click();
  await page.waitForLoadState();
  const shown = await page.locator('#ledger tbody tr:visible td.reference').allInnerTexts();
  assert.ok(shown.length >= 1 && shown.every((text) => text.includes('Figur 2.3')), shown.join(' '));
  await close();
});
