// Every number that stands in a table of the site is read back and compared with the export it came from, and
// so is its form: what is shown is the export's number, written as the page's language writes it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { PAGES, exported, languageOf, start } from './support.js';

/** How the rows of an export are found again: key of the row as SQL, and the columns that the site shows. */
const EXPORTS = {
  pub_estimates: { key: 'number_key' },
  pub_group_tests: { key: 'test_id' },
  pub_archetypes: { key: "archetype_id || '|' || variable_name" },
  pub_register_margins: { key: "variable_name || '|' || category_code" },
  pub_catalogue_summary: { key: 'measure_id' },
  pub_interview_design: { key: "interview_group || '|' || criterion_code" },
  pub_catalogue_region_category: { key: "region_code || '|' || category_code" },
  pub_key_figures: { key: 'key_figure_id' },
  pub_strata: { key: 'stratum_code' },
  pub_replication: { key: 'estimate_id' },
  pub_claims: { key: 'claim_id' },
  // a column of the page is a stratum
  pub_response_flow: { key: 'measure_id', column: 'stratum_code', value: 'value' },
  pub_weight_diagnostics: { key: 'measure_id', column: 'stratum_code', value: 'value' },
  pub_response_model: {
    key: "case row_type when 'joint_test' then 'joint|' || variable_name else 'coefficient|' || variable_name || '|' || level_code end",
    column: 'stratum_code',
    value: "case row_type when 'joint_test' then p_value else coefficient end"
  },
  // a row is an outcome and a background, a column a split
  pub_cube: {
    key: "outcome_id || '@' || coalesce(group_variable, '') || '|' || group_code",
    column: "coalesce(split_variable, '') || '|' || split_code",
    value: 'estimate',
    percent: "outcome_id in (select outcome_id from {pub_cube_outcomes} where statistic = 'share')",
    bounds: 'ci_low, ci_high'
  },
  // a table of one model a row, or of several models side by side; a reference category has no number
  pub_regression_terms: { key: "model_id || '|' || variable_name || '|' || level_code", isNumber: (row) => !row.is_reference }
};
/** Columns whose numbers bear a mark where the report does not print them; null: all of the table but p-values. */
const MARKED = {
  pub_estimates: ['estimate'],
  pub_group_tests: ['difference'],
  pub_archetypes: ['effect_points'],
  pub_key_figures: ['estimate'],
  pub_register_margins: null,
  pub_response_flow: null,
  pub_weight_diagnostics: null,
  pub_response_model: null,
  pub_cube: null
};
const LOCALES = { da: 'da-DK', en: 'en-GB' };

let site;
let reader;
const rows = {};
before(async () => {
  site = await start();
  reader = (await site.open('/')).page;
  for (const [table, { key, column, value, percent = 'false', bounds = 'null as ci_low, null as ci_high' }] of Object.entries(EXPORTS)) {
    rows[table] = new Map(
      (await exported(column ? `select ${key} as row_key, ${column} as column_key, ${value} as number, provenance, ${percent} as is_percent, ${bounds} from {${table}}` : `select *, ${key} as row_key from {${table}}`))
        .map((row) => [column ? `${row.row_key}@${row.column_key}` : row.row_key, row])
    );
  }
});
after(() => site?.close());

/** All cells with a number of all tables of a page, and its figures; parsed by the browser, not drawn. */
const contentOf = (address) =>
  reader.evaluate(async (where) => {
    const html = await (await fetch(where)).text();
    const page = new DOMParser().parseFromString(html, 'text/html');
    return {
      cells: [...page.querySelectorAll('table[data-table] td[data-value], table[data-table] td[data-low]')].map((cell) => ({
        table: cell.closest('table').dataset.table,
        row: cell.parentElement.dataset.row,
        // what all cells of a column share stands at its head
        column: cell.closest('table').tHead.rows[0].cells[cell.cellIndex].dataset.column,
        text: cell.firstChild?.textContent ?? '',
        ...cell.dataset
      })),
      figures: [...page.querySelectorAll('figure[data-figure]')].map((figure) => ({
        id: figure.dataset.figure,
        title: figure.querySelector('.figure__title').textContent,
        tables: figure.querySelectorAll('table').length,
        files: [...figure.querySelectorAll('.figure__links a[download]')].map((link) => link.getAttribute('href').split('/').at(-1)),
        links: [...figure.querySelectorAll('.figure__links a')].map((link) => link.getAttribute('href')),
        anchor: figure.id,
        pictures: [...figure.querySelectorAll('svg[role="img"]')].map((svg) => ({
          title: svg.querySelector('title')?.textContent ?? '',
          description: svg.querySelector('desc')?.textContent ?? ''
        }))
      }))
    };
  }, address);

/** The number a text begins with, in the notation of its language, or null; and the decimals it is written with. */
function numberIn(text, lang) {
  const parts = new Intl.NumberFormat(LOCALES[lang]).formatToParts(-1234567.8);
  const [group, decimal] = ['group', 'decimal'].map((type) => parts.find((part) => part.type === type).value);
  const match = new RegExp(`^[+\u2212]?[\\d${group === '.' ? '\\.' : group}]*(?:\\${decimal}(\\d+))?`).exec(text.trim());
  if (!match || !/\d/.test(match[0])) return null;
  return {
    value: Number(match[0].replaceAll(group, '').replace(decimal, '.').replace('\u2212', '-').replace('+', '')),
    decimals: match[1]?.length ?? 0
  };
}

/**
 * Whether a number stands for one of an export: nearer than half a unit, since exports are rounded themselves and half a unit
 * rounded again may be one too many.
 */
const isRounded = (shown, exact) => Math.abs(shown.value - exact) < 0.5 * 10 ** -shown.decimals * (1 - 1e-6);

/** Holds the interval in a text, if there is one, to the bounds of its row. */
function checkInterval(text, row, isPercent, lang, where) {
  const bounds = text.split(/(?<=\d)(?:–| til | to )/).map((bound) => numberIn(bound, lang));
  if (bounds.length !== 2) return;
  [row.ci_low, row.ci_high].map((bound) => bound * (isPercent ? 100 : 1)).forEach((bound, i) => assert.ok(isRounded(bounds[i], bound), `${where} is not ${bound} rounded once`));
}

const same = (shown, exact) => Math.abs(shown - exact) <= 1e-9 * Math.max(1, Math.abs(exact));
// keys of the rows that were found on a page, by export and language; figures by language and address
const seen = { da: {}, en: {} };
const figuresOn = { da: new Map(), en: new Map() };

for (const address of PAGES) {
  test(`${address} shows the numbers of the exports`, async () => {
    const { cells, figures } = await contentOf(address);
    const lang = languageOf(address);
    figuresOn[lang].set(address, figures);
    for (const cell of cells.filter(({ table }) => table in EXPORTS)) {
      const { column } = EXPORTS[cell.table];
      const key = column ? `${cell.row}@${cell.column}` : cell.model ? `${cell.model}|${cell.row}` : cell.row;
      const row = rows[cell.table].get(key);
      const where = `${cell.table} ${key} ${cell.column}: “${cell.text}”`;
      if (column && !row) {
        assert.equal(cell.value ?? '', '', `${where} is not in the export`);
        continue;
      }
      assert.ok(row, `${where} is not in the export`);
      (seen[lang][cell.table] ??= new Set()).add(key);
      if (cell.low !== undefined) {
        for (const [name, bound] of [['ci_low', cell.low], ['ci_high', cell.high]]) {
          if (row[name] === null) assert.equal(bound, '', where);
          else assert.ok(same(Number(bound), row[name]), `${where}, ${name} is ${row[name]}`);
        }
        const isPercent = row.statistic === 'share' || row.unit === 'percent' || (cell.table === 'pub_group_tests' && row.outcome_key !== 'mean');
        checkInterval(cell.text, row, isPercent && cell.table !== 'pub_replication', lang, where);
        continue;
      }
      const exact = column ? row.number : row[cell.column];
      assert.notEqual(exact, undefined, `${where}: no such column`);
      if (exact === null) {
        assert.equal(cell.value, '', where);
        assert.doesNotMatch(cell.text, /\d/, where);
        continue;
      }
      assert.ok(same(Number(cell.value), exact), `${where}, exported ${exact}, on the page ${cell.value}`);
      const shown = numberIn(cell.text.replace('°', ''), lang);
      if (shown !== null && cell.table in MARKED && !key.startsWith('joint|') && (MARKED[cell.table]?.includes(cell.column) ?? true)) {
        assert.equal(cell.text.includes('°'), row.provenance !== 'printed', `${where} is ${row.provenance}`);
      }
      // words (a reference category), or the bound of a p-value below it
      if (shown === null) continue;
      const factor = /%|procentpoint|percentage/.test(cell.text) || isPercentColumn(cell, row) ? 100 : 1;
      // claims on printed shares are in points already
      const wanted = cell.table === 'pub_replication' || row.unit === 'percentage_points' ? exact : exact * factor;
      assert.ok(isRounded(shown, wanted), `${where} is not ${wanted} rounded once`);
      if (cell.table === 'pub_cube') checkInterval(/\((.*)\)/.exec(cell.text)?.[1] ?? '', row, row.is_percent, lang, where);
    }
  });
}

/** Standard errors of shares, and the cube's shares, stand in per cent without a sign. */
function isPercentColumn(cell, row) {
  return row.is_percent || cell.column === 'std_error' && (row.statistic === 'share' || row.unit === 'percent');
}

test('every row of the exports stands on the site, in both languages', () => {
  for (const lang of ['da', 'en']) {
    for (const table of Object.keys(EXPORTS).filter((name) => !EXPORTS[name].column)) {
      const { isNumber = () => true } = EXPORTS[table];
      const missing = [...rows[table]].filter(([key, row]) => isNumber(row) && !seen[lang][table]?.has(key)).map(([key]) => key);
      assert.deepEqual(missing, [], `${table} (${lang})`);
    }
  }
});

for (const lang of ['da', 'en']) {
  test(`every figure and table of the report stands once among others, and once on a page of its own (${lang})`, async () => {
    const figures = await exported('select figure_id from {pub_figures}');
    const ownFolder = lang === 'en' ? '/en/figures/' : '/figurer/';
    const isOwn = ([address]) => address.startsWith(ownFolder);
    const idsOf = (some) => some.flatMap(([, each]) => each.map((figure) => figure.id)).sort();
    const pages = [...figuresOn[lang]];
    assert.deepEqual(idsOf(pages.filter(isOwn)), figures.map((row) => row.figure_id).sort());
    assert.deepEqual(idsOf(pages.filter((page) => !isOwn(page))), figures.map((row) => row.figure_id).sort());
    for (const [address, each] of pages.filter(isOwn)) {
      // the index of them all draws none
      for (const { anchor } of each) assert.equal(address, `${ownFolder}${anchor}/`);
    }
    const shown = pages.filter((page) => !isOwn(page)).flatMap(([, each]) => each);
    for (const { id, anchor, title, tables, pictures, files, links } of shown) {
      assert.match(title, /\p{L}/u, `${id} has no finding`);
      assert.ok(tables >= 1, `${id} has no table`);
      for (const picture of pictures) {
        assert.ok(picture.title && picture.description, `${id}: a picture without title or description`);
      }
      if (pictures.length > 0) assert.match(pictures[0].description, /\d/, `${id}: a description without numbers`);
      assert.deepEqual(files.sort(), [`${id}.csv`, `${id}.json`], `${id}: files`);
      assert.ok(links.some((link) => new URL(link, `http://site/${lang === 'en' ? 'en/' : ''}x/`).pathname === `${ownFolder}${anchor}/`), `${id} leads to no page of its own: ${links}`);
    }
  });
}

for (const lang of ['da', 'en']) {
  test(`${lang}: the questionnaire gives the frequencies of the export, answer by answer`, async () => {
    const address = { da: '/om-data/spoergeskema/', en: '/en/about-the-data/questionnaire/' }[lang];
    const shown = await reader.evaluate(async (where) => {
      const page = new DOMParser().parseFromString(await (await fetch(where)).text(), 'text/html');
      return Object.fromEntries([...page.querySelectorAll('#codebook tr[data-row]')].map((row) => [row.dataset.row, [...row.querySelectorAll('.answer b')].map((number) => number.textContent)]));
    }, address);
    const exportedRows = await exported(
      `select * from {pub_frequencies} where kind != 'status' or outcome_key != '1'
        order by variable_sort, list_position(['share', 'mean', 'status'], kind), code_sort`
    );
    const names = [...new Set(exportedRows.map((row) => row.variable_name))];
    assert.ok(names.length > 80);
    for (const name of names) {
      // a list as long as that of the municipalities is not printed
      const listed = exportedRows.filter((row) => row.variable_name === name && row.kind === 'share').length <= 12;
      const rowsOfOne = exportedRows.filter((row) => row.variable_name === name && (listed || row.kind !== 'share'));
      assert.equal(shown[name].length, rowsOfOne.length, name);
      rowsOfOne.forEach((row, i) => {
        const text = shown[name][i];
        const where = `${row.number_key}: “${text}”`;
        if (row.is_suppressed) return assert.equal(text, '–', where);
        assert.equal(text.includes('°'), row.provenance !== 'printed', where);
        const [estimate, persons] = text.split('(');
        const found = numberIn(estimate, lang);
        const exact = row.estimate * (row.kind === 'mean' ? 1 : 100);
        assert.ok(isRounded(found, exact), where);
        assert.equal(numberIn(persons.replace(/^\D*/, ''), lang).value, row.kind === 'mean' ? row.n_unweighted : row.n_with_outcome, where);
        assert.equal(/^(ca|c)\. /.test(persons), row.n_unit > 1, where);
      });
    }
  });
}
