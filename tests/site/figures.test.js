// What readers take away of a figure: its picture, its numbers as a file, the frame for another site, and what search
// engines and feed readers are told of it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { serve } from './serve.js';
import { ADDRESS, FIGURES, FRAMES, PAGES, SITE, exported, languageOf, readSite, start } from './support.js';

const idOf = (address) => address.split('/').at(-2).replaceAll('-', '_');

let site;
let tab;
const about = {};
before(async () => {
  site = await start();
  tab = (await site.open('/')).page;
  for (const row of await exported('from {pub_about}')) about[row.key] = { da: row.value_da, en: row.value_en };
});
after(() => site?.close());

/** What a picture shows, as the browser reads its file: texts, and per plot its points, numbers and intervals in order. */
const pictureAt = (address) =>
  tab.evaluate(async (where) => {
    const svg = new DOMParser().parseFromString(await (await fetch(where)).text(), 'image/svg+xml');
    const textsOf = (parent, selector) => [...parent.querySelectorAll(selector)].map((text) => text.textContent);
    const groups = [...svg.querySelectorAll('g.interval-plot')];
    return {
      fault: svg.querySelector('parsererror')?.textContent ?? null,
      words: textsOf(svg, 'text').join(' ').replace(/\s+/g, ' '),
      // a plot is followed by its numbers
      plots: groups.filter((_, i) => i % 2 === 0).map((plot, i) => ({
        width: Math.max(...[...plot.querySelectorAll('.track, .rest')].map((line) => Number(line.getAttribute('x2') ?? line.getAttribute('width')))),
        points: [...plot.querySelectorAll('.point')].map((line) => Number(line.getAttribute('x1'))),
        isOfShares: [...plot.querySelectorAll('.tick')].every((tick) => tick.textContent.includes('%')),
        estimates: textsOf(groups[2 * i + 1], '.estimate-text'),
        intervals: textsOf(groups[2 * i + 1], '.interval-text')
      })),
      parts: [...svg.querySelectorAll('.part-text')].map((text) => text.textContent.replace('°', ''))
    };
  }, address);

/** Every number that the exports hold for a figure, with its bounds. */
const numbersOf = (id) =>
  exported(`
    select estimate as value, ci_low as low, ci_high as high, statistic = 'share' as is_share, stars from (select *, '' as stars from {pub_estimates}) where figure_id = '${id}' and not is_suppressed
    union all by name select estimate as value, ci_low as low, ci_high as high, statistic = 'share' as is_share, coalesce(stars, '') as stars from {pub_wave_estimates} where figure_id = '${id}' and not is_suppressed
    union all by name select estimate * factor as value, least(ci_low * factor, ci_high * factor) as low, greatest(ci_low * factor, ci_high * factor) as high, false as is_share, '' as stars
      from {pub_wave_estimates} join (select fitted_key, if(outcome_variable = 'is_trained', 100, 1) * if(fitted_key = number_key, 1, -1) as factor from {pub_archetypes} natural join (select distinct model_id, outcome_variable from {pub_regression_terms}) where figure_id = '${id}')
      on number_key = fitted_key
    union all by name select coefficient as value, ci_low as low, ci_high as high, false as is_share, coalesce(stars_figures, '') as stars from {pub_regression_terms} where figure_id = '${id}' and not is_reference
    union all by name select difference as value, ci_low as low, ci_high as high, false as is_share, coalesce(stars, '') as stars from {pub_group_tests} where figure_id = '${id}' and not is_suppressed
    union all by name select effect_points as value, ci_low as low, ci_high as high, false as is_share, '' as stars from {pub_archetypes} where figure_id = '${id}'`);

/** Whether a text is a number, rounded as far as the text is written. */
function isWritten(text, value, lang) {
  const plain = text.replace(/[*°%\s+]/g, '').replace('\u2212', '-');
  const number = lang === 'da' ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  const decimals = number.split('.')[1]?.length ?? 0;
  return number !== '' && Math.abs(Number(number) - value) <= 0.5 * 10 ** -decimals * (1 + 1e-6);
}
const boundsOf = (text) => text.split(/–| til | to /);

for (const address of FIGURES) {
  const lang = languageOf(address);
  const id = idOf(address);
  const svg = `${address}${address.split('/').at(-2)}.svg`;
  if (!existsSync(path.join(SITE, svg))) continue;

  test(`${svg} is whole, says where it is from and what the answers are, and shows the numbers of the exports`, async () => {
    const picture = await pictureAt(svg);
    assert.equal(picture.fault, null);
    for (const text of [about.source[lang], about.synthetic_notice[lang]]) assert.ok(picture.words.includes(text), `it lacks “${text}”`);
    const numbers = await numbersOf(id);
    for (const { estimates, intervals, points, width, isOfShares } of picture.plots) {
      assert.equal(estimates.length, points.length);
      for (const [i, text] of estimates.entries()) {
        // a reference category has no number
        if (!/\d/.test(text)) continue;
        const found = numbers.filter((row) => {
          const factor = row.is_share ? 100 : 1;
          const bounds = boundsOf(intervals[i]);
          return isWritten(text, row.value * factor, lang) && (bounds.length < 2 || [row.low, row.high].every((bound, k) => isWritten(bounds[k], bound * factor, lang)));
        });
        assert.ok(found.length > 0, `${text} (${intervals[i]}) is not in the exports`);
        if (isOfShares) assert.ok(found.some((row) => Math.abs(points[i] / width - row.value) < 0.1 / width + 5e-5), `${text} is drawn at ${points[i]} of ${width}`);
      }
    }
    for (const text of picture.parts) {
      // shares shown together are the sum of what the exports withhold or hold; the notes beside the bar say which
      assert.ok(numbers.some((row) => isWritten(text, row.value * 100, lang)) || (await mergedOf(id)).some((share) => isWritten(text, share * 100, lang)), `${text} is not in the exports`);
    }
  });
}

const merged = new Map();
async function mergedOf(id) {
  if (!merged.has(id)) merged.set(id, (await exported(`select distinct m.* from {pub_merged_categories} m join {pub_figure_panels} p on p.source_id = m.spec_id where p.figure_id = '${id}'`)).map((row) => row.estimate));
  return merged.get(id);
}

test('questions that a figure asked about, and items of one question, are told apart by their numbers', () => {
  for (const address of FIGURES) {
    const asked = /<p>(?:Asked about|Spurgt om):(.*?)<\/p>/s.exec(readSite(`${address.slice(1)}index.html`))?.[1] ?? '';
    const numbers = [...asked.matchAll(/(?:^|; )\s*\(([\d.]+)\)/g)].map(([, number]) => number);
    assert.deepEqual(numbers, [...new Set(numbers)], `${address}: ${numbers}`);
  }
});

test('pictures to take away and to share are light, hold something, and have the size that heads tell', async () => {
  for (const address of FIGURES) {
    const name = address.split('/').at(-2);
    for (const [file, width, height] of [[`${address}${name}.png`, 1080, null], [`${address}card.png`, 900, 473]]) {
      if (!existsSync(path.join(SITE, file))) continue;
      const image = await tab.evaluate(async (where) => {
        const picture = new Image();
        picture.src = where;
        await picture.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
        const context = canvas.getContext('2d');
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let dark = 0;
        for (let i = 0; i < data.length; i += 4) dark += data[i] + data[i + 1] + data[i + 2] < 300 ? 1 : 0;
        return { width: canvas.width, height: canvas.height, corner: [...data.slice(-4)], dark: dark / (data.length / 4) };
      }, file);
      assert.equal(image.width, width, file);
      if (height) assert.equal(image.height, height, file);
      assert.deepEqual(image.corner, [255, 255, 255, 255], file);
      assert.ok(image.dark > 0.005 && image.dark < 0.5, `${file}: ${image.dark} of it is dark`);
    }
  }
});

const SIDES = { en: 'data/en', da: 'data' };
const ORDER = /(^|_)(sort|order)$/;
const isEmpty = (value) => value === null || value === undefined || value === '';

test('the CSV files of a figure hold its rows of the exports, and every column with a value', async () => {
  const figures = await exported('select figure_id, list(table_name order by table_name) as tables from {pub_figure_tables} group by all order by 1');
  assert.ok(figures.length >= 40);
  for (const { figure_id: id, tables } of figures) {
    for (const [i, table] of tables.entries()) {
      const name = `figures/${id}${i > 0 ? `.${table.replace('pub_', '')}` : ''}.csv`;
      const columns = (await exported(`describe select * from {${table}}`)).map((row) => row.column_name);
      const where = columns.includes('figure_id') ? `where figure_id = '${id}'` : '';
      const rows = await exported(`select * from {${table}} ${where}`);
      const kept = columns.filter((column) => column !== 'figure_id' && !ORDER.test(column) && !column.endsWith('_da') && rows.some((row) => !isEmpty(row[column])));
      const file = path.join(SITE, SIDES.en, name);
      const shown = await exported(`select * from read_csv('${file}', header = true, all_varchar = true, delim = ',', quote = '"', nullstr = '')`);
      assert.deepEqual(Object.keys(shown[0]), kept.map((column) => column.replace(/_en$/, '')), name);
      const line = (row, names) => JSON.stringify(names.map((column) => (isEmpty(row[column]) ? null : row[column])));
      const expected = rows.map((row) => line(row, kept));
      const read = shown.map((row) => line(Object.fromEntries(kept.map((column) => {
        const text = row[column.replace(/_en$/, '')];
        const kind = typeof rows.find((each) => !isEmpty(each[column]))[column];
        const value = text === null ? null : kind === 'number' ? Number(text) : kind === 'boolean' ? text === 'true' : text.replace(/^'(?=[=+\-@])/, '');
        return [column, value];
      })), kept));
      assert.equal(read.length, expected.length, name);
      expected.sort();
      for (const [k, own] of read.sort().entries()) assert.equal(own, expected[k], name);
      const danish = readFileSync(path.join(SITE, SIDES.da, name), 'utf8').replace('\ufeff', '').split('\r\n');
      assert.deepEqual(danish[0].split(';'), Object.keys(shown[0]), name);
    }
  }
});

/** A page of another site. */
async function otherSite(html) {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>x</title>${html}`));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { origin: `http://localhost:${server.address().port}/`, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

for (const sendsBoth of [true, false]) {
  test(`another site may frame what is made for it, and nothing else, where a host sends ${sendsBoth ? 'both of two headers' : 'the later of two headers'}`, async () => {
    const host = await serve(SITE, { sendsBoth });
    const page = await site.newPage();
    // the code as a reader copies it
    await page.goto(`${host.origin}/en/figures/fig-2-3/`);
    const code = (await page.locator('#embed-code').textContent()).replace(ADDRESS || host.origin, host.origin);
    assert.match(code, new RegExp(`^<iframe src="${host.origin}/en/embedded/fig-2-3\\.html" `));
    const forbidden = ['/', '/en/figures/fig-2-3/', '/brug/', '/findes-ikke/'].map((address) => `<iframe src="${host.origin}${address}"></iframe>`);
    const other = await otherSite(code + forbidden.join(''));
    try {
      await page.goto(other.origin, { waitUntil: 'load' });
      const frame = page.frameLocator('iframe').first();
      assert.match(await frame.locator('h1').innerText(), /43%/);
      assert.ok(await frame.locator('svg[role="img"]').first().isVisible());
      assert.notEqual(await frame.locator('.synthetic-notice').evaluate((notice) => getComputedStyle(notice).backgroundColor), 'rgba(0, 0, 0, 0)', 'no style');
      const framed = page.frames().slice(1).map((each) => each.url());
      assert.deepEqual(framed.filter((url) => !url.startsWith('chrome-error:')), [`${host.origin}/en/embedded/fig-2-3.html`]);
      assert.equal(framed.length, 5);
    } finally {
      await other.close();
      await host.close();
      await page.context().close();
    }
  });
}

test('every figure has its frame, in both languages', () => {
  const name = (address) => address.replace('/en/embedded/', '/en/figures/').replace('/indlejret/', '/figurer/').replace('.html', '/');
  assert.deepEqual(FRAMES.map(name).sort(), FIGURES);
});

test('a frame says what its bands are, and sends nobody to a table that it does not hold', () => {
  for (const address of FRAMES) {
    const html = readSite(address.slice(1));
    const isOf = (words) => words[languageOf(address)].test(html);
    if (html.includes('class="interval"')) assert.ok(isOf({ da: /Båndene er [^<]*konfidensintervaller/, en: /bands are [^<]*confidence intervals/ }), `${address}: bands of what?`);
    assert.ok(html.includes('<table') || !isOf({ da: /i tabellen/, en: /in the table/ }), `${address}: no table`);
  }
});

test('numbers on the parts of a bar can be read, in light and dark', async () => {
  for (const address of FRAMES.filter((frame) => readSite(frame.slice(1)).includes('part-text--'))) {
    for (const colorScheme of ['light', 'dark']) {
      const { page, close } = await site.open(address, { colorScheme });
      // numbers over a pattern bear a border of their own
      const faint = await page.evaluate(() => {
        const luminance = (colour) => {
          const [red, green, blue] = colour.match(/\d+/g).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        return [...document.querySelectorAll('.part-text:not(.part-text--merged)')].map((text) => {
          const [tone] = [...text.classList].filter((name) => name.startsWith('part-text--'));
          const part = text.closest('svg').querySelector(`.${tone.replace('-text', '')}`);
          const [dark, light] = [text, part].map((element) => luminance(getComputedStyle(element).fill)).sort((x, y) => x - y);
          return [tone, (light + 0.05) / (dark + 0.05)];
        }).filter(([, contrast]) => contrast < 4.5);
      });
      assert.deepEqual(faint, [], `${address}, ${colorScheme}`);
      await close();
    }
  }
});

test('what is told to search engines is what there is', async () => {
  for (const address of [...FIGURES, '/om-data/hent/', '/en/about-the-data/downloads/']) {
    const [, text] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(readSite(`${address.slice(1)}index.html`));
    const dataset = JSON.parse(text);
    assert.equal(dataset['@type'], 'Dataset');
    assert.ok(dataset.description.length >= 50 && dataset.description.includes(about.synthetic_notice[languageOf(address)]), address);
    for (const { contentUrl } of dataset.distribution) {
      const file = ADDRESS ? contentUrl.slice(ADDRESS.length) : new URL(contentUrl, `http://site${address}`).pathname;
      assert.ok(existsSync(path.join(SITE, file)), `${address}: ${contentUrl}`);
    }
  }
});

test('the site map lists every page, and the feed every edition, where the site knows its address', async () => {
  if (!ADDRESS) {
    assert.deepEqual(['sitemap.xml', 'feed.xml', 'en/feed.xml'].filter((file) => existsSync(path.join(SITE, file))), []);
    assert.doesNotMatch(readSite('robots.txt'), /Sitemap/);
    return;
  }
  const listed = [...readSite('sitemap.xml').matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url.slice(ADDRESS.length));
  assert.deepEqual(listed.sort(), PAGES.filter((address) => !address.endsWith('/404/')));
  const editions = await exported('select version, change_da, change_en from {pub_revisions} order by sort_order desc');
  for (const [file, lang] of [['feed.xml', 'da'], ['en/feed.xml', 'en']]) {
    const entries = await tab.evaluate((xml) => {
      const feed = new DOMParser().parseFromString(xml, 'application/xml');
      return [...feed.querySelectorAll('entry')].map((entry) => [entry.querySelector('id').textContent.split('#')[1], entry.querySelector('summary').textContent]);
    }, readSite(file));
    assert.deepEqual(entries, editions.map((row) => [row.version, row[`change_${lang}`]]));
  }
});
