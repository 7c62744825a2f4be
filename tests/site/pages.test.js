// Every page as a visitor meets it: real Chromium, wide and narrow, light and dark, with and without JavaScript.
// One load with scripts serves all that a wide window shows, another without them what a phone does.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { after, before, describe, test } from 'node:test';

import { FIGURES, FRAMES, PAGES, SCREENS, exported, languageOf, samplesOfEveryPart, start } from './support.js';

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

/** What axe has looked at so far, by screen, language, rules, and what it is made of. */
const EXAMINED = new Set();

/**
 * Of the parts that `selector` finds those leave the page that axe has looked at before, there or on another page: made of the
 * same elements, classes, attributes, roles and languages, in the same surroundings, with text in the same places. Colours come
 * from the style sheet alone (the policy forbids inline styles), so that such parts look and are read the same. To leave them
 * out by axe's own `exclude` costs more than to look at them.
 */
async function keepWhatIsNew(page, kind, selector) {
  const made = await page.evaluate((wanted) => {
    const VALUES = ['role', 'scope', 'lang', 'type', 'tabindex', 'aria-hidden', 'aria-live', 'colspan', 'rowspan'];
    const own = (element) => {
      const attributes = element.getAttributeNames().sort()
        .map((name) => name + (VALUES.includes(name) ? `=${element.getAttribute(name)}` : element.getAttribute(name).trim() ? '' : '=empty'));
      return `${element.localName}.${element.getAttribute('class') ?? ''}[${attributes}]`;
    };
    const shapes = new Map();
    const shape = (element) => {
      if (!shapes.has(element)) {
        const inside = [...element.childNodes].map((node) =>
          node.nodeType === Node.ELEMENT_NODE ? shape(node) : node.nodeType === Node.TEXT_NODE && node.data.trim() ? 'text' : '');
        // one bar more, as the one before it, is no other picture
        shapes.set(element, `${own(element)}(${inside.filter((part, i) => part && part !== inside[i - 1])})`);
      }
      return shapes.get(element);
    };
    const surroundings = (element) => (element.parentElement ? `${surroundings(element.parentElement)}>${element.parentElement.localName}.${element.parentElement.className}` : '');
    window.parts = [...document.querySelectorAll(wanted)];
    return window.parts.map((part) => `${surroundings(part)} ${shape(part)}`);
  }, selector);
  const isOld = made.map((part) => EXAMINED.size === EXAMINED.add(`${kind} ${part}`).size);
  await page.evaluate((old) => window.parts.forEach((part, i) => old[i] && part.remove()), isOld);
}

/** What only the contents of a part can break, however often axe has seen its like: an id that stands twice, or nowhere. */
async function checkReferences(page) {
  const broken = await page.evaluate(() => {
    const ids = new Set();
    const twice = [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id) => ids.size === ids.add(id).size);
    const lost = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers'].flatMap((attribute) =>
      [...document.querySelectorAll(`[${attribute}]`)].flatMap((element) => element.getAttribute(attribute).split(/\s+/)))
      .filter((id) => !ids.has(id));
    return { twice, lost };
  });
  assert.deepEqual(broken, { twice: [], lost: [] });
}

/** What axe finds, the rules on colours in light and dark: nothing but colours differs in the dark. */
async function examine(page, kind) {
  await checkReferences(page);
  // through the debugger, since the page's policy lets no foreign script in
  await page.evaluate(AXE);
  await keepWhatIsNew(page, kind, 'tbody tr');
  await keepWhatIsNew(page, kind, 'figure');
  const found = await violations(page, { runOnly: RULES, rules: Object.fromEntries(CONTRAST.map((rule) => [rule, { enabled: false }])) });
  await keepWhatIsNew(page, `${kind} colours`, 'body *');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page, { runOnly: CONTRAST })).map((violation) => `${colorScheme}: ${violation}`));
  }
  assert.deepEqual(found, [], 'axe');
  return found.length;
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
      // a table that scrolls sideways hides what its rows are about, or what they say
      wide: [...document.querySelectorAll('.scroll-frame')].filter((frame) => frame.scrollWidth > frame.clientWidth).map((frame) => frame.textContent.trim().slice(0, 60)),
      small: [...small],
      // the numbers of a plot stand beside its scale, not on it
      covering: [...document.querySelectorAll('.interval-plot')].flatMap((plot) => {
        const edge = plot.querySelector('svg').getBoundingClientRect().right;
        return [...plot.querySelectorAll('.estimate-text')].filter((text) => text.getBoundingClientRect().left < edge && edge > 0).map((text) => text.textContent);
      })
    };
  }, SMALLEST_TEXT);
  assert.ok(layout.content <= layout.window, `content is ${layout.content} px wide in a window of ${layout.window} px`);
  assert.deepEqual(layout.wide, [], 'tables that scroll sideways');
  assert.deepEqual(layout.covering, [], 'numbers on the scale of their plot');
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

// A first page is mostly drawn before its letters come, and keeps those of the machine; the next ones have them from the cache.
test('with the site’s own letters, too, every page keeps to its width, and numbers beside their scale', async () => {
  const page = await site.newPage();
  const wrong = [];
  for (const size of Object.values(SCREENS)) {
    await page.setViewportSize(size);
    for (const address of LOOKED_AT) {
      await page.goto(site.origin + address, { waitUntil: 'load' });
      await openDetails(page);
      await layOutAll(page);
      await checkLayout(page).catch((error) => wrong.push(`${address} ${size.width} px: ${error.message.slice(0, 200)}`));
    }
  }
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a chapter is printed on few sheets: what belongs to a figure does not spill over to a page of its own', async () => {
  const page = await site.newPage();
  const [{ waves }] = await exported('select count(distinct wave) as waves from {pub_wave_estimates}');
  for (const address of ['/drivkraefter-og-barrierer/', '/en/drivers-and-barriers/']) {
    await page.goto(site.origin + address, { waitUntil: 'load' });
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
    assert.ok(sheets <= 11 * waves, `${address}: ${sheets} sheets`);
  }
  await page.close();
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
      const axe = await examine(page, `desktop ${languageOf(address)}`);
      measured.push({ address, bytes: cost.bytes, requests: cost.requests, axe });
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
      await examine(page, `phone ${languageOf(address)}`);
      await close();
    });
  }
});
