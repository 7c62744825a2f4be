// Every page as a visitor meets it: real Chromium, wide and narrow, light and dark, with and without JavaScript.
// One load with scripts serves all that a wide window shows, another without them what a phone does.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { after, before, describe, test } from 'node:test';

import { FIGURES, FRAMES, PAGES, languageOf, samplesOfEveryPart, start } from './support.js';

const LARGEST_BYTES = 150_000;
const MOST_REQUESTS = 10;
const SMALLEST_TEXT = 12;
const SYNTHETIC = /syntetisk|synthetic/i;
// words of an English interface that a Danish page must not hold; names of courses are marked as Danish
const ENGLISH = /\b(the|and|with|of|show|search|table|figure|download|home|page|menu|close|loading|next|previous)\b/i;
const DANISH = /\b(og|ikke|vis|søg|tabel|figur|hent|forside|luk|næste|forrige|andel|svar)\b/i;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

let site;
const measured = [];
before(async () => {
  site = await start();
});
after(async () => {
  await site?.close();
  measured.sort((a, b) => (a.address < b.address ? -1 : 1));
  if (process.env.MEASUREMENTS) writeFileSync(process.env.MEASUREMENTS, `${JSON.stringify(measured, null, 1)}\n`);
});

const openDetails = (page) =>
  page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));

/** Long tables are laid out when a reader comes near them: here they are from the start. */
const layOutAll = (page) =>
  page.evaluate(() => document.querySelectorAll('.scroll-frame').forEach((frame) => { frame.style.contentVisibility = 'visible'; }));

const CONTRAST = ['color-contrast', 'link-in-text-block'];

/** Violations that axe, which the page must already hold, finds with these options. */
async function violations(page, options) {
  // its report of what passed is not needed, and slow for tables of a thousand cells
  const found = await page.evaluate((given) => window.axe.run({ ...given, resultTypes: ['violations'], preload: false }), options);
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/** All rules but those on colours. */
const allButColours = (page) =>
  violations(page, { runOnly: RULES, rules: Object.fromEntries(CONTRAST.map((rule) => [rule, { enabled: false }])) });

/**
 * The rules on colours. Colours come from the style sheet alone (the policy forbids inline styles), so that table rows made
 * of the same elements and classes look the same: all but one of them leave the page before. To leave them out by axe's own
 * `exclude` costs more than to look at them.
 */
async function colours(page) {
  await page.evaluate(() => {
    const shape = (element) => `${element.localName}.${element.className}(${[...element.children].map(shape)})`;
    const shapes = new Set();
    for (const row of document.querySelectorAll('tbody tr')) {
      const own = `${row.closest('table').className} ${shape(row)}`;
      if (shapes.has(own)) row.remove();
      shapes.add(own);
    }
  });
  return violations(page, { runOnly: CONTRAST });
}

/** Whether the page scrolls sideways, and its text below the smallest size, as drawn. */
async function checkLayout(page) {
  const layout = await page.evaluate((smallest) => {
    const small = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !element.getClientRects().length || element.closest('title, desc, .visually-hidden')) continue;
      // a picture with a view box scales its text
      const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
      const size = scale * parseFloat(getComputedStyle(element).fontSize);
      if (size < smallest - 0.01) small.add(`${size.toFixed(1)} px: ${walker.currentNode.data.trim().slice(0, 40)}`);
    }
    return {
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
      // a long list that scrolls sideways hides on a phone what its rows are about
      wide: [...document.querySelectorAll('.scroll-frame:has(> .data-table--wide)')].filter((frame) => frame.scrollWidth > frame.clientWidth).map((frame) => frame.firstElementChild.id),
      small: [...small]
    };
  }, SMALLEST_TEXT);
  assert.ok(layout.content <= layout.window, `content is ${layout.content} px wide in a window of ${layout.window} px`);
  assert.deepEqual(layout.wide, [], 'lists that scroll sideways');
  assert.deepEqual(layout.small, [], `text below ${SMALLEST_TEXT} px`);
}

/** What travelled, and that nothing came from elsewhere or went wrong. */
async function checkTraffic({ traffic, foreign, complaints }) {
  const cost = await traffic();
  assert.ok(cost.bytes <= LARGEST_BYTES, `${cost.bytes} bytes travelled`);
  assert.ok(cost.requests <= MOST_REQUESTS, `${cost.requests} requests`);
  assert.equal(cost.wasm, 0, 'no database engine');
  assert.deepEqual(foreign(), [], 'requests to other hosts');
  assert.deepEqual(complaints, [], 'console errors');
  return cost;
}

// What is looked at in a page is asked for in one question: each costs the browser more than its answer.
async function checkLanguage(page, lang) {
  const { words, withoutNotice, ...head } = await page.evaluate(({ own, synthetic }) => {
    const isSeen = (element) => element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true });
    // the words of the page itself: without what is marked as another language
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll(`[lang]:not([lang="${own}"]), svg, .citation, .cell-note`).forEach((element) => element.remove());
    return {
      lang: document.documentElement.lang,
      isTitled: document.title.trim() !== '',
      headings: document.querySelectorAll('h1').length,
      withoutNotice: ['header', 'footer'].filter((place) => {
        const noticed = [...document.querySelectorAll(place)].find((element) => new RegExp(synthetic, 'i').test(element.textContent));
        return !noticed || !isSeen(noticed);
      }),
      words: copy.textContent.replace(/\s+/g, ' ')
    };
  }, { own: lang, synthetic: SYNTHETIC.source });
  assert.deepEqual(head, { lang, isTitled: true, headings: 1 });
  assert.deepEqual(withoutNotice, [], 'no notice of synthetic data in');
  const foreignWord = (lang === 'da' ? ENGLISH : DANISH).exec(words);
  assert.equal(foreignWord, null, foreignWord && `“${words.slice(Math.max(0, foreignWord.index - 40), foreignWord.index + 40)}”`);
}

const STOPS = 9;

async function checkKeyboard(page) {
  const unreachable = await page.evaluate(() => {
    window.stops = [];
    document.addEventListener('focusin', ({ target }) => {
      window.stops.push({ place: [...document.querySelectorAll('*')].indexOf(target), className: target.className, isSeen: target.getClientRects().length > 0 && target.checkVisibility({ visibilityProperty: true }) });
    });
    return [...document.querySelectorAll('a[href], button, input, select, summary, .scroll-frame')]
      .filter((element) => element.getClientRects().length && (element.tabIndex !== 0 || element.disabled))
      .map((element) => element.outerHTML.slice(0, 80));
  });
  assert.deepEqual(unreachable, [], 'out of the keyboard’s reach');
  for (let i = 0; i < STOPS; i += 1) await page.keyboard.press('Tab');
  const stops = await page.evaluate(() => window.stops);
  assert.equal(stops.length, STOPS, 'every press leads on');
  assert.equal(stops[0].className, 'skip-link');
  assert.ok(stops[0].isSeen, 'the skip link is not seen');
  // the order of the document, for the first stops
  const places = stops.map(({ place }) => place);
  assert.deepEqual(places, [...places].sort((a, b) => a - b), 'order of the stops');
}

// Each figure is looked at on the page of its chapter, in whole.
const LOOKED_AT = [...PAGES.filter((address) => !FIGURES.includes(address)), ...samplesOfEveryPart(FIGURES)];

test('the site has its pages', () => {
  assert.ok(PAGES.length >= 30, `found ${PAGES.join(' ')}`);
});

// pages side by side, since each waits for the browser most of the time
describe('pages', { concurrency: availableParallelism() }, () => {
  for (const address of LOOKED_AT) {
    test(`${address} is small, silent, whole, and accessible to eye and keyboard, in light and dark`, async () => {
      const opened = await site.open(address, { settled: true });
      const { page, close } = opened;
      const cost = await checkTraffic(opened);
      await checkLanguage(page, languageOf(address));
      await checkKeyboard(page);
      // what is folded away is examined too
      await openDetails(page);
      await layOutAll(page);
      await checkLayout(page);
      // through the debugger, since the page's policy lets no foreign script in
      await page.evaluate(AXE);
      const found = [...(await allButColours(page)), ...(await colours(page))];
      assert.deepEqual(found, [], 'axe');
      await page.emulateMedia({ colorScheme: 'dark' });
      // nothing but colours differs in the dark
      const foundInTheDark = await colours(page);
      assert.deepEqual(foundInTheDark, [], 'axe, dark');
      measured.push({ address, bytes: cost.bytes, requests: cost.requests, axe: found.length + foundInTheDark.length });
      await close();
    });

    test(`${address} on a phone without JavaScript: the same text, readable, without sideways scrolling`, async () => {
      const { page, close } = await site.open(address, { screen: 'phone', javaScript: false });
      await layOutAll(page);
      const text = await page.evaluate(() => document.querySelector('main').innerText);
      assert.match(text, /\p{L}/u);
      assert.doesNotMatch(text, /\b(NaN|undefined|Infinity|\[object Object\])/);
      await openDetails(page);
      await checkLayout(page);
      await close();
    });
  }

  for (const address of samplesOfEveryPart(FRAMES)) {
    test(`${address}, for a frame of another site, is small, silent, readable when narrow, and accessible`, async () => {
      const opened = await site.open(address, { screen: 'phone', settled: true });
      const { page, close } = opened;
      await checkTraffic(opened);
      await checkLayout(page);
      assert.ok(await page.locator('.synthetic-notice').isVisible());
      await page.evaluate(AXE);
      assert.deepEqual([...(await allButColours(page)), ...(await colours(page))], [], 'axe');
      await close();
    });
  }
});
