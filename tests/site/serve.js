// A static file server on the loopback address: compresses as hosts do, sends the headers that the site asks
// for in `_headers`, and can put the site under a path.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const TYPES = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2'
};
const COMPRESSED = /^(text|application\/(javascript|json|manifest))|svg/;

/** The file that a request path means, or null. */
async function resolve(folder, requested) {
  const file = path.join(folder, path.normalize(decodeURIComponent(requested)));
  for (const candidate of [file, path.join(file, 'index.html')]) {
    const found = await stat(candidate).catch(() => null);
    if (found?.isFile()) return candidate;
  }
  return null;
}

/** The rules of `_headers`: a path, `*` at its end for all below it, and indented headers. */
export async function headerRules(folder) {
  const rules = [];
  for (const line of (await readFile(path.join(folder, '_headers'), 'utf8')).split('\n')) {
    if (/^\S/.test(line)) rules.push({ path: line.trim(), headers: {} });
    const header = /^\s+([^:]+): (.+)$/.exec(line);
    if (header) rules.at(-1).headers[header[1].toLowerCase()] = header[2];
  }
  return rules;
}

const fits = (rule, requested) =>
  rule.path.endsWith('*') ? requested.startsWith(rule.path.slice(0, -1)) : rule.path === requested;

/** What all rules that fit give; of the same header twice some hosts send both, some the later one. */
function headersFor(rules, requested, sendsBoth) {
  const headers = {};
  for (const rule of rules.filter((each) => fits(each, requested))) {
    for (const [name, value] of Object.entries(rule.headers)) headers[name] = sendsBoth && name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/** Serve `folder` below `prefix`; gives the origin and a function that ends the server. */
export async function serve(folder, { prefix = '', sendsBoth = true } = {}) {
  const rules = await headerRules(folder).catch(() => []);
  const server = createServer(async (request, response) => {
    const requested = new URL(request.url, 'http://host').pathname;
    const inside = requested.startsWith(`${prefix}/`) ? requested.slice(prefix.length) : null;
    const found = inside === null ? null : await resolve(folder, inside);
    const file = found ?? (inside?.startsWith('/en/') ? path.join(folder, 'en/404.html') : path.join(folder, '404.html'));
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    const headers = { 'content-type': type, ...headersFor(rules, inside ?? '', sendsBoth) };
    let body = await readFile(file).catch(() => Buffer.from('not found'));
    if (COMPRESSED.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      body = await compress(body);
      headers['content-encoding'] = 'gzip';
    }
    response.writeHead(found ? 200 : 404, headers).end(body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); })
  };
}
