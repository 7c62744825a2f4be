// The built site, a browser to read it, and the exports it was built from.
// SITE names the folder of the site; exports and manifest of the publication lie beside that folder.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { serve } from './serve.js';

export const SITE = path.resolve(process.env.SITE ?? '../../reports/build');
export const RELEASE = path.dirname(SITE);
export const readSite = (file) => readFileSync(path.join(SITE, file), 'utf8');

// Chromium must neither look for its maker's hosts nor need a sandbox that containers lack.
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'
];

/** dbt's documentation is made by dbt; the rules for our pages do not hold for it. */
const isOurs = (file) => !file.startsWith('dbt/');

/** Addresses of all our pages, found in the built folder so that no page can be forgotten. */
export const PAGES = readdirSync(SITE, { recursive: true })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => path.basename(file) === 'index.html' && isOurs(file))
  .map((file) => `/${path.dirname(file)}/`.replace('/./', '/'))
  .sort();

/** Addresses of the pages that other sites may show in a frame, found in the same way. */
export const FRAMES = readdirSync(SITE, { recursive: true })
  .map((file) => `/${file.replaceAll(path.sep, '/')}`)
  .filter((file) => file.endsWith('.html') && !/(^|\/)(index|404)\.html$/.test(file))
  .sort();

/**
 * Of pages made by one template as few as hold, in each language, every element and class that any of them holds: colours,
 * sizes and roles come from these alone. What is about their contents is looked at in all of them.
 */
export function samplesOfEveryPart(addresses) {
  const left = addresses.map((address) => {
    const html = readSite(`${address.slice(1)}${address.endsWith('/') ? 'index.html' : ''}`);
    const tags = html.match(/<[a-z][^>]*>/g).map((tag) => /^<([^\s>]*)(?:.* class="([^"]*)")?/s.exec(tag));
    return { address, parts: new Set(tags.map(([, element, classes = '']) => `${languageOf(address)} ${element} ${classes}`)) };
  });
  const seen = new Set();
  const news = ({ parts }) => [...parts].filter((part) => !seen.has(part)).length;
  const samples = [];
  for (;;) {
    const [next] = left.sort((a, b) => news(b) - news(a) || (a.address < b.address ? -1 : 1));
    if (!next || news(next) === 0) return samples.sort();
    next.parts.forEach((part) => seen.add(part));
    samples.push(next.address);
  }
}

/** Where the site says that it lies, without a slash at the end; empty where its build was not told. */
export const ADDRESS = /<link rel="canonical" href="([^"]*)\/">/.exec(readSite('index.html'))?.[1] ?? '';

/** Addresses of the pages of one figure. */
export const FIGURES = PAGES.filter((address) => /^\/(figurer|en\/figures)\/./.test(address));

/** The language of a page: Danish, but for the pages below /en/. */
export const languageOf = (address) => (address.startsWith('/en/') ? 'en' : 'da');

export const SCREENS = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 780 } };

/**
 * A server and a browser; `close` ends both. Tabs are used again, since to start one costs more than to check a page in
 * it; a visit is that of a first reader all the same, since nothing is taken from the browser's cache.
 */
export async function start(options = {}) {
  const server = await serve(SITE, options);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  /** Tabs that nobody reads in, with and without JavaScript. */
  const idle = { true: [], false: [] };

  async function newTab(javaScriptEnabled) {
    // The policy forbids the scripts of the accessibility checker too; what it would block is collected all the same.
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    return page;
  }

  return {
    origin: server.origin,
    /**
     * Open `address` and give the page with all it complained about, asked for and was sent; `settled` waits until
     * fonts and numbers have come too.
     */
    async open(address, { screen = 'desktop', colorScheme = 'light', javaScript = true, settled = false } = {}) {
      const page = idle[javaScript].pop() ?? (await newTab(javaScript));
      await page.setViewportSize(SCREENS[screen]);
      await page.emulateMedia({ colorScheme });
      const complaints = [];
      const requests = [];
      // what the page before asked for may still be called off
      const pending = new Set();
      const listeners = {
        console: (message) => {
          if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
        },
        pageerror: (error) => complaints.push(String(error)),
        response: (response) => {
          if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
        },
        request: (request) => pending.add(request),
        requestfinished: (request) => {
          if (pending.delete(request)) requests.push(request);
        },
        requestfailed: (request) => {
          if (pending.delete(request)) complaints.push(`${request.failure()?.errorText} ${request.url()}`);
        }
      };
      for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
      await page.goto(server.origin + address, { waitUntil: 'load' });
      if (settled) {
        // scripts have run when the page is loaded: what they and the style sheet ask for is under way
        await page.evaluate(() => document.fonts.ready.then(() => new Promise((resolve) => { requestAnimationFrame(resolve); })));
        while (pending.size > 0) await page.waitForTimeout(20);
      }
      return {
        page,
        complaints,
        /** Addresses outside the site that were asked for. */
        foreign: () => requests.map((request) => request.url()).filter((url) => /^(https?|wss?):/.test(url) && new URL(url).origin !== server.origin),
        /** What travelled: number of requests and bytes, headers included. */
        async traffic() {
          const sizes = await Promise.all(requests.map((request) => request.sizes()));
          return {
            requests: requests.length,
            bytes: sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0),
            wasm: requests.filter((request) => request.url().includes('.wasm')).length
          };
        },
        /** Leaves the tab to the next visit. */
        async close() {
          for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
          // what a click began, or the page still asks for, is no part of the next visit
          await page.goto('about:blank');
          idle[javaScript].push(page);
        }
      };
    },
    /** A tab that nobody else uses, without the cache's being off: for pages of other sites. */
    newPage: async () => (await browser.newContext()).newPage(),
    async close() {
      await browser.close();
      await server.close();
    }
  };
}

// The engine that the site's build reads the exports with.
const { DuckDBInstance } = createRequire(new URL('../../reports/package.json', import.meta.url))('@duckdb/node-api');
let connection;

/** Rows of a query over the exports; `{table}` stands for the file of that table. */
export async function exported(sql) {
  connection ??= await (await DuckDBInstance.create(':memory:')).connect();
  const files = sql.replace(/\{(\w+)\}/g, (_, table) => `read_parquet('${path.join(RELEASE, 'exports', table)}.parquet')`);
  const answer = await connection.runAndReadAll(files);
  return answer.getRowObjectsJS().map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]))
  );
}
