// Every sentence of the built site against the exports it was built from; and that a fault planted in any of the real
// sentences, or in what they rest on, is found.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';

import { checkAll } from '../../reports/scripts/findings/check.mjs';
import { readExports, readSite } from '../../reports/scripts/findings/read.mjs';
import { RELEASE, SITE } from './support.js';

let data;
let said;
before(async () => {
  data = await readExports(path.join(RELEASE, 'exports'));
  said = await readSite(SITE);
});

test('every finding of the site is what the exports carry, and all main results of the study are stated', () => {
  const { problems, tested } = checkAll(data, said);
  assert.deepEqual(problems, []);
  assert.ok(tested > 300, `${tested} findings`);
  const claims = data.claims.filter((row) => row.report_ref === 'Hovedresultater');
  assert.equal(claims.length, 48);
  for (const lang of ['da', 'en']) {
    const stated = said.filter((row) => row.kind === 'finding' && row.lang === lang).map((row) => data.findings.find((finding) => finding.finding_id === row.id));
    const ids = new Set(stated.flatMap((finding) => finding[`text_${lang}`].match(/\bD0\d\d\b/g) ?? []));
    assert.equal(claims.filter((row) => ids.has(row.claim_id)).length, 48, `${lang}: 48 of 48`);
  }
});

const swap = (text, pairs) => {
  for (const [a, b] of pairs) {
    const word = (name) => new RegExp(`(^|[^\\p{L}])${name}(?=$|[^\\p{L}])`, 'iu');
    if (word(a).test(text)) return text.replace(word(a), `$1${b}`);
  }
  return text;
};
const WORDS = {
  da: [['mere', 'mindre'], ['mindre', 'mere'], ['større', 'mindre'], ['oftere', 'sjældnere'], ['sjældnere', 'oftere'], ['flest', 'færrest'], ['mest', 'mindst'], ['højere', 'lavere']],
  en: [['more', 'less'], ['less', 'more'], ['greater', 'less'], ['most', 'least'], ['higher', 'lower'], ['largest', 'smallest']]
};
const SENTENCE_FAULTS = {
  'another number': (text) => text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
  'another direction': (text, lang) => swap(text, WORDS[lang]),
  'no unit': (text) => text.replace(/\u00a0?%/, ''),
  'a word more': (text) => `${text} x`
};

test('a fault in any sentence is found', () => {
  let planted = 0;
  for (const each of said) {
    for (const [name, change] of Object.entries(SENTENCE_FAULTS)) {
      const text = change(each.text, each.lang);
      if (text === each.text || each.kind === 'explanation') continue;
      // a title of a topic may end in any words that claim nothing, and name anything by its label
      if (each.kind === 'outcome' && ['a word more', 'another direction', 'another number'].includes(name)) continue;
      planted += 1;
      const { problems } = checkAll(data, [{ ...each, text }]);
      const own = problems.filter((problem) => problem.startsWith(`${each.lang} `) && problem.includes(each.id));
      assert.notDeepEqual(own, [], `${name} in ${each.lang} ${each.id}: ${text}`);
    }
  }
  assert.ok(planted > 200, `${planted} faults`);
});
