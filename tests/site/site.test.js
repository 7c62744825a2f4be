// The built site as a visitor meets it: real Chromium, two widths, with and without JavaScript.
// SITE names the folder of the site; the manifest of the publication lies beside that folder.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { chromium } from 'playwright-core';

import { serve } from './serve.js';

const SITE = path.resolve(process.env.SITE ?? '../../reports/build');
const MANIFEST = JSON.parse(readFileSync(path.join(SITE, '..', 'manifest.json'), 'utf8'));
const SCREENS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const SYNTHETIC = /syntetisk|synthetic/i;
// Chromium must neither look for its maker's hosts nor need a sandbox that containers lack.
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'
];

/** Addresses of all pages, found in the built folder so that no page can be forgotten. */
function pages() {
  return readdirSync(SITE, { recursive: true })
    .filter((file) => path.basename(file) === 'index.html')
    .map((file) => `/${path.dirname(file)}/`.replace('/./', '/').replaceAll(path.sep, '/'))
    .sort();
}

let browser;
let server;

before(async () => {
  server = await serve(SITE);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Open `address`, wait until it is `settled`, and give the page with all it complained about and all it asked other hosts for. */
async function open(address, { screen = 'desktop', javaScript = true, settled = 'load' } = {}) {
  const context = await browser.newContext({ viewport: SCREENS[screen], javaScriptEnabled: javaScript });
  const page = await context.newPage();
  const complaints = [];
  const foreign = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.origin !== server.origin) foreign.push(url.href);
  });
  await page.goto(server.origin + address, { waitUntil: settled });
  return { page, complaints, foreign, close: () => context.close() };
}

/** The language of a page: Danish, but for the pages below /en/. */
const languageOf = (address) => (address.startsWith('/en/') ? 'en' : 'da');

test('the site has pages', () => {
  assert.ok(pages().includes('/'), `no front page in ${SITE}`);
  assert.ok(pages().length >= 3, `front page, catalogue and ledger are expected, found ${pages().join(' ')}`);
});

for (const address of pages()) {
  describe(address, () => {
    test('says what it is, and that its microdata are synthetic, in header and footer', async () => {
      const { page, close } = await open(address);
      assert.equal(await page.locator('html').getAttribute('lang'), languageOf(address));
      assert.notEqual((await page.title()).trim(), '');
      assert.equal(await page.locator('h1').count(), 1, 'one h1 a page');
      assert.notEqual((await page.locator('h1').innerText()).trim(), '');
      for (const place of ['header', 'footer']) {
        const notice = page.locator(place).filter({ hasText: SYNTHETIC }).first();
        assert.ok(await notice.isVisible(), `no visible notice of synthetic microdata in the ${place}`);
      }
      await close();
    });

    test('its links within the site lead somewhere', async () => {
      const { page, close } = await open(address);
      const links = await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href));
      for (const link of new Set(links.map((href) => href.split('#')[0]).filter((href) => href.startsWith(server.origin)))) {
        const answer = await page.request.get(link);
        assert.ok(answer.ok(), `${link}: ${answer.status()}`);
      }
      await close();
    });

    test('reads the same without JavaScript', async () => {
      const { page, close } = await open(address, { javaScript: false });
      assert.ok(await page.locator('h1').isVisible());
      const text = await page.locator('main').innerText();
      assert.match(text, /\d/, 'no number is visible');
      assert.doesNotMatch(text, /\b(NaN|undefined|Infinity|\[object Object\])/);
      await close();
    });

    for (const screen of Object.keys(SCREENS)) {
      test(`opens on a ${screen} without complaint, foreign request or sideways scrolling`, async () => {
        const { page, complaints, foreign, close } = await open(address, { screen, settled: 'networkidle' });
        assert.deepEqual(complaints, [], 'console errors');
        assert.deepEqual(foreign, [], 'requests to other hosts');
        const [content, window] = await page.evaluate(() => [
          document.documentElement.scrollWidth, document.documentElement.clientWidth
        ]);
        assert.ok(content <= window, `content is ${content} px wide in a window of ${window} px`);
        await close();
      });
    }
  });
}

for (const address of ['/', '/en/']) {
  test(`${address} shows its key number with the interval`, async () => {
    const { page, close } = await open(address);
    const number = page.locator('.big-number');
    assert.ok(await number.isVisible());
    assert.match(await number.innerText(), /^\d/);
    assert.match(await page.locator('.big-number__interval').innerText(), /\d.*\d/);
    const reproduced = new Intl.NumberFormat(languageOf(address)).format(MANIFEST.verdicts.reproduced);
    const text = await page.locator('main').innerText();
    assert.ok(text.includes(reproduced), `the count of reproduced figures, ${reproduced}, is not there`);
    await close();
  });
}

/** Rows of a table by address and by the warehouse table that it shows. */
const TABLES = {
  '/kurser/': { table: '#courses', warehouse: 'pub_catalogue_courses' },
  '/en/courses/': { table: '#courses', warehouse: 'pub_catalogue_courses' },
  '/replikation/': { table: '#ledger', warehouse: 'pub_replication' },
  '/en/replication/': { table: '#ledger', warehouse: 'pub_replication' }
};

for (const [address, { table, warehouse }] of Object.entries(TABLES)) {
  test(`${address} holds every row of ${warehouse}, without JavaScript too`, async () => {
    const { page, close } = await open(address, { javaScript: false });
    assert.equal(await page.locator(`${table} tbody tr`).count(), MANIFEST.published_rows[warehouse]);
    assert.ok(await page.locator(`${table} tbody tr`).last().isVisible());
    await close();
  });

  test(`${address} can be searched`, async () => {
    const { page, complaints, close } = await open(address);
    const visible = page.locator(`${table} tbody tr:visible`);
    const all = await visible.count();
    const word = (await page.locator(`${table} tbody tr`).nth(all - 1).locator('th').innerText()).trim().split('\n')[0];
    await page.locator('input[type="search"]').fill(word);
    const found = await visible.count();
    assert.ok(found >= 1 && found < all, `${found} of ${all} rows match “${word}”`);
    await page.locator('input[type="search"]').fill('qqqqqq');
    assert.equal(await visible.count(), 0);
    await page.locator('input[type="search"]').fill('');
    assert.equal(await visible.count(), all);
    assert.deepEqual(complaints, []);
    await close();
  });
}

for (const address of ['/replikation/', '/en/replication/']) {
  test(`${address} gives every verdict the count that the warehouse holds`, async () => {
    const { page, close } = await open(address);
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
