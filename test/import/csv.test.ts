import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_WORDS, TABLE_WORDS } from '../../src/import/csv/words.ts';
import { TABLE_MESSAGES } from '../../src/manifest/messages.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { detailTables, sectionTables } from '../../src/manifest/tables.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';

const tablesIn = (folder: string): Record<string, Uint8Array> => {
  const at = new URL(`csv/${folder}/`, import.meta.url);
  return Object.fromEntries(
    readdirSync(at)
      .toSorted()
      .map((name) => [name, readFileSync(new URL(encodeURIComponent(name), at))]),
  );
};

const PARTIES = 'id,name\nagency,Border Agency\nacme,"Acme, Inc."\n';
const ZONES = 'id,operator\nplaza,agency\n';

/** Code and cell of each problem. */
function troubles(files: Readonly<Record<string, string>>): string[] {
  const { problems, manifest } = importedAs('csv', files);
  expect(manifest === undefined).toBe(problems.length > 0);
  return problems.map(({ code, file, start, end }) => `${code}: ${files[file].slice(start, end)}`);
}

function wordsFor(files: Readonly<Record<string, string>>): string {
  return importedAs('csv', files)
    .problems.map((problem) => `${wordsOf(problem).message} ${wordsOf(problem).help}`)
    .join('\n');
}

describe('samples', () => {
  it.each(['fleet', 'suppliers'])('%s', (folder) => {
    const { manifest = '', problems } = importedAs('csv', tablesIn(folder));
    expect(problems).toEqual([]);
    expect(manifest).toBe(readFileSync(new URL(`csv/${folder}.expected.yaml`, import.meta.url), 'utf8'));
    expect(openWorkspace({ files: [{ path: 'x.flow.yaml', text: manifest }] }).problems).toEqual([]);
    expect(importedAs('csv', tablesIn(folder)).manifest).toBe(manifest);
  });

  it('permit nothing that no table of authorizations permits', () => {
    expect(manifestAs('csv', tablesIn('suppliers')).authorizations).toBeUndefined();
    expect(Object.keys(manifestAs('csv', tablesIn('fleet')).authorizations ?? {})).toEqual(['keep-plates']);
  });

  it('are counted whole', () => {
    const { summary } = importedAs('csv', tablesIn('suppliers'));
    expect(summary?.mapped.map(({ from, count, made }) => `${from}: ${count} ${made}`)).toContain(
      'rows of parties: 3 3',
    );
    expect(summary?.dropped.map(({ field, count, reason }) => `${field} ${count}: ${reason}`)).toEqual([
      'Supplier list 2026.csv rows 1: it stands above the names of the columns',
      'Supplier list 2026.csv Budget code 2: no column of that name is known',
      'data transfers.csv Remarks 1: no column of that name is known',
      'Supplier list 2026.csv contact 1: it says that it is not known, as an empty cell does',
      'clinic.systems.csv ports.removableMedia 1: it says that it is not known, as an empty cell does',
    ]);
  });
});

describe('a cell', () => {
  const flowWith = (column: string, cell: string, divider = ',') => {
    const flows = `id${divider}from${divider}to${divider}${column}\nf${divider}a${divider}b${divider}"${cell}"\n`;
    return manifestAs('csv', { 'flows.csv': flows }).flows?.f;
  };
  it.each([
    ['period.from', '2019-05-31', { period: { from: '2019-05-31' } }],
    ['period.from', '2019/5/3', { period: { from: '2019-05-03' } }],
    ['period.from', '31.05.2019', { period: { from: '2019-05-31' } }],
    ['period.from', '05/31/2019', { period: { from: '2019-05-31' } }],
    ['period.from', '05/05/2019', { period: { from: '2019-05-05' } }],
    ['period.from', '31 May 2019', { period: { from: '2019-05-31' } }],
    ['period.from', 'May 31, 2019', { period: { from: '2019-05-31' } }],
    ['period.from', '2019-05-31 00:00:00', { period: { from: '2019-05-31' } }],
    ['logged', 'WAHR', { logged: true }],
    ['logged', 'No', { logged: false }],
    ['logged', 'n/a', {}],
    ['mode', 'View', { mode: 'view' }],
    ['channel', 'Removable media', { channel: 'removable-media' }],
    ['volume.records', '1,234,567', { volume: { records: 1_234_567 } }],
    ['volume.records', '184,000', { volume: { records: 184_000 } }],
    ['volume.records', '1\u00a0234', { volume: { records: 1234 } }],
    ['volume.records', "1'234", { volume: { records: 1234 } }],
    ['volume.records', '12.0', { volume: { records: 12 } }],
    ['encryption', 'No', { encryption: { inTransit: 'none' } }],
    ['encryption', 'n/a', { encryption: { inTransit: 'unknown' } }],
    ['encryption in transit', 'TLS 1.3', { encryption: { inTransit: 'TLS 1.3' } }],
    ['data', 'ALL', { data: 'all' }],
    ['data', 'b, a', { data: ['b', 'a'] }],
    ['data sets', 'b\na;', { data: ['b', 'a'] }],
    ['purpose', 'Toll enforcement', { purpose: 'toll-enforcement' }],
    ['purpose', "'=cmd()", { purpose: 'cmd' }],
  ])('%s %j', (column, cell, expected) => {
    expect(flowWith(column, cell)).toEqual({ from: 'a', to: 'b', ...expected });
  });

  it('tells thousands from fractions by what divides the cells', () => {
    expect(flowWith('volume.records', '184.000', ';')).toMatchObject({ volume: { records: 184_000 } });
    expect(troubles({ 'flows.csv': 'from,to,volume.records\na,b,184.000\n' })).toEqual([
      'wrong-cell: 184.000',
    ]);
    expect(troubles({ 'flows.csv': 'from\tto\tvolume.records\na\tb\t184,000\n' })).toEqual([
      'wrong-cell: 184,000',
    ]);
  });

  it.each([
    ['period.from', '05.04.2019', 'it could be 2019-04-05 or 2019-05-04'],
    ['period.from', '43616', 'the number that a spreadsheet keeps'],
    ['period.from', '31.05.19', 'two digits'],
    ['period.from', '2019-02-30', 'no such day'],
    ['period.from', 'soon', 'a day such as 2019-05-31'],
    ['logged', 'maybe', 'yes or no'],
    ['mode', 'veiw', 'Did you mean "view"?'],
    ['volume.records', '1.2E+06', 'a whole number'],
    ['volume.records', '99999999999999999999', 'it is too large'],
  ])('%s %j is refused at its place', (column, cell, words) => {
    const files = { 'flows.csv': `from,to,${column}\na,b,"${cell}"\n` };
    expect(troubles(files)).toEqual([`wrong-cell: "${cell}"`]);
    expect(wordsFor(files)).toContain(words);
    expect(wordsFor(files)).toContain(cell);
  });

  it.each([
    ['P3Y', 'P3Y'],
    ['p30d', 'P30D'],
    ['3 years', 'P3Y'],
    ['72 hours', 'PT72H'],
    ['1 Month', 'P1M'],
  ])('a duration such as %s', (cell, expected) => {
    const { data } = manifestAs('csv', { 'data.csv': `id,category,owner,retention\nd,health,a,${cell}\n` });
    expect(data?.d.retention).toBe(expected);
  });

  it('holds clauses with their days, and what else is in brackets', () => {
    const clauses = 'far-1 (31.05.2019); ""x; (2019-01-01)""; HSAR 7 (DEC 2019)';
    const { contracts } = manifestAs('csv', {
      'contracts.csv': `id,acquirer,supplier,clauses\nc,a,b,"${clauses}"\n`,
    });
    expect(contracts?.c.clauses).toEqual([
      { id: 'far-1', date: '2019-05-31' },
      'x; (2019-01-01)',
      'HSAR 7 (DEC 2019)',
    ]);
  });
});

describe('a file', () => {
  it.each([
    ['semicolons', 'id;name\r\nagency;"A; B"\r\n'],
    ['tabs', 'id\tname\nagency\tA; B\n'],
    ['a byte order mark', '\ufeffid,name\nagency,A; B\n'],
    ['a line that names the divider', 'sep=;\r\nid;name\r\nagency;"A; B"\r\n'],
    ['empty rows and columns', ',id,,name,\n,,,,\n,agency,,A; B,\n,,,,\n'],
    ['rows above the header', 'Parties as of today,\n,\nid,name\nagency,A; B\n'],
    ['spaces around quotes', 'id , name\n agency , "A; B" \n'],
    ['headers in plain words', 'Supplier ID,Supplier Name\nagency,A; B\n'],
    ['a column that is a note', 'id,#nmae,name\nagency,x,A; B\n'],
    ['old line ends', 'id,name\ragency,A; B\r'],
  ])('with %s', (_, text) => {
    expect(manifestAs('csv', { 'parties.csv': text }).parties).toEqual({ agency: { name: 'A; B' } });
  });

  it.each([
    'parties.csv',
    'x.parties.csv',
    'parties-2026.csv',
    'Suppliers.txt',
    'prime/Vendor list (final).tsv',
    'contracts-and-parties.csv',
  ])('%s is a table of parties', (path) => {
    expect(manifestAs('csv', { [path]: PARTIES }).parties).toHaveProperty('agency');
  });

  it('in UTF-16 is read as spreadsheets write it', () => {
    const bytes = Buffer.from(`\ufeff${PARTIES.replaceAll(',', '\t')}`, 'utf16le');
    expect(importedAs('csv', { 'parties.csv': bytes }).problems).toEqual([]);
  });
});

describe('problems', () => {
  const CASES: [string, Record<string, string>, string[]][] = [
    [
      'a name that says nothing',
      { 'partys-x.csv': PARTIES, 'q.csv': PARTIES },
      ['unnamed-table: ', 'unnamed-table: '],
    ],
    ['no header', { 'parties.csv': '{"parties": []}\n' }, ['no-header: ']],
    ['an empty file', { 'parties.csv': '' }, ['no-header: ']],
    ['a slip in a header', { 'parties.csv': 'id,naem,country\na,b,c\n' }, ['unknown-column: naem']],
    ['a column twice', { 'parties.csv': 'id,name,Supplier name\na,b,c\n' }, ['column-twice: Supplier name']],
    ['a column that is needed', { 'data.csv': 'id,owner\nd,a\n' }, ['missing-column: id,owner']],
    ['a cell that is needed', { 'data.csv': 'id,category,owner\nd,,a\n' }, ['missing-cell: ']],
    ['too many cells', { 'parties.csv': 'id,name\na,Acme, Inc.\n' }, ['cells-beyond: Inc.']],
    ['open quotes', { 'parties.csv': 'id,name\na,"b\nc,d\n' }, ['open-quote: "']],
    ['behind quotes', { 'parties.csv': 'id,name\na,"b" c\n' }, ['behind-quote:  c']],
    [
      'two rows of one id',
      { 'parties.csv': 'id,name\na,b\na,c\n', 'x.parties.csv': 'id\na\n' },
      ['defined-twice: a', 'defined-twice: a'],
    ],
    [
      'a name of two',
      { 'parties.csv': 'id,name\na,One\nb,One\n', 'zones.csv': 'id,operator\nz,One\n' },
      ['ambiguous-name: One'],
    ],
    [
      'a slip in a name',
      { 'parties.csv': PARTIES, 'zones.csv': 'id,operator\nz,Border Agencie\n' },
      ['unknown-reference: Border Agencie'],
    ],
    [
      'a disposal of nothing, and one of two',
      {
        'training.csv': 'party,topic,on\n,privacy,2019-01-01\nnobody,privacy,2019-01-01\n',
        'parties.csv': PARTIES,
      },
      ['two-holders: ,privacy,2019-01-01', 'unknown-reference: nobody'],
    ],
  ];
  it.each(CASES)('%s', (_, files, expected) => expect(troubles(files)).toEqual(expected));

  it('produce every message, all of it filled in', () => {
    const wrong = { 'flows.csv': 'from,to,logged\na,b,maybe\n' };
    const problems = [...CASES.map(([, files]) => files), wrong].flatMap(
      (files) => importedAs('csv', files).problems,
    );
    const codes = new Set<string>(problems.map(({ code }) => code));
    expect(Object.keys(TABLE_MESSAGES).filter((code) => !codes.has(code))).toEqual([]);
    for (const problem of problems)
      expect(`${wordsOf(problem).message}${wordsOf(problem).help}`).not.toMatch(/[{}[\]]|undefined/);
  });

  it('say what was meant', () => {
    expect(wordsFor({ 'partys.csv': PARTIES })).toContain('Did you mean "parties"?');
    expect(wordsFor({ 'parties.csv': 'id,naem\na,b\n' })).toContain('Did you mean "name"?');
    const twice = importedAs('csv', { 'parties.csv': PARTIES, 'x.parties.csv': PARTIES }).problems;
    expect(twice[0]).toMatchObject({ file: 'x.parties.csv', related: [{ file: 'parties.csv' }] });
  });
});

describe('references', () => {
  it('lead to ids, or names in whatever capitals', () => {
    const zones = 'id,operator\nx,acme\ny,"Acme, Inc."\nz,"ACME,  inc."\n';
    const { zones: made } = manifestAs('csv', { 'parties.csv': PARTIES, 'zones.csv': zones });
    expect(Object.values(made ?? {})).toEqual(Array.from({ length: 3 }, () => ({ operator: 'acme' })));
  });

  it('make parties that no table has, but no others', () => {
    const { parties, zones } = manifestAs('csv', { 'zones.csv': 'id,operator\nx,"Bolt & Sons"\ny,acme\n' });
    expect(parties).toEqual({ acme: {}, 'bolt-sons': { name: 'Bolt & Sons' } });
    expect(zones).toEqual({ x: { operator: 'bolt-sons' }, y: { operator: 'acme' } });
    const { summary } = importedAs('csv', { 'systems.csv': 'id,zone\ns,plaza\n' });
    expect(summary?.open).toEqual(['plaza in zones, which systems.csv names and no table has']);
  });

  it('go through the mapping, categories too', () => {
    const mapping = {
      parties: { 'Bolt & Sons': 'bolt' },
      categories: { 'Number plates': ['vehicle.license-plate'] },
    };
    const files = { 'data.csv': 'id,category,owner\nd,Number plates,Bolt & Sons\ne,Faces,Bolt & Sons\n' };
    expect(manifestAs('csv', files, mapping).data).toEqual({
      d: { category: 'vehicle.license-plate', owner: 'bolt' },
      e: { category: 'csv.faces', owner: 'bolt' },
    });
  });

  it('to "unknown" are to nobody, unless there is one of that name', () => {
    const systems = 'id,zone,custodian\ns,plaza,unknown\n';
    const files = { 'parties.csv': PARTIES, 'zones.csv': ZONES, 'systems.csv': systems };
    expect(manifestAs('csv', files).systems).toEqual({ s: { zone: 'plaza' } });
    const known = manifestAs('csv', { ...files, 'parties.csv': `${PARTIES}unknown,\n` });
    expect(known.systems).toEqual({ s: { zone: 'plaza', custodian: 'unknown' } });
  });
});

describe('whatever tables hold', () => {
  const files = tablesIn('fleet');
  const manifest = manifestAs('csv', files);

  it('an unrelated row or column changes nothing else', () => {
    const id = fc.stringMatching(/^[a-z]{5,9}$/);
    fc.assert(
      fc.property(id, fc.nat({ max: 2 }), (added, at) => {
        const lines = Buffer.from(files['systems.csv']).toString().split('\n');
        const cells = `${added},plaza,,,,`;
        lines.splice(1 + at, 0, cells);
        const withNote = lines.map((line, n) => (line === '' ? line : `${line},${n === 0 ? '# note' : 'x'}`));
        const changed = manifestAs('csv', { ...files, 'systems.csv': withNote.join('\r\n') });
        expect(changed).toEqual({
          ...manifest,
          systems: { ...manifest.systems, [added]: { zone: 'plaza' } },
        });
      }),
      { numRuns: 30 },
    );
  });

  it('the order of files and columns makes no difference', () => {
    const turned = Object.entries(files).map(([path, bytes]): [string, string] => {
      const lines = Buffer.from(bytes).toString().trim().split('\n');
      // Only tables without quotes can be turned around so plainly.
      if (lines.some((line) => line.includes('"'))) return [path, Buffer.from(bytes).toString()];
      return [path, lines.map((line) => line.split(',').toReversed().join(',')).join('\n')];
    });
    expect(manifestAs('csv', Object.fromEntries(turned.toReversed()))).toEqual(manifest);
  });

  it('any characters end in a manifest or in problems', () => {
    const words = 'id name from to zone , ; " "" \' = a b sep=; all 2019-05-31 __proto__ constructor # ( )';
    const others = ['\t', '\n', '\r\n', ' ', '\u00e9', '\ud800', '\u200d'];
    const pieces = fc.constantFrom(...words.split(' '), ...others);
    const path = fc.constantFrom('parties.csv', 'flows.csv', 'systems.csv', 'disposals.csv', 'contracts.csv');
    fc.assert(
      fc.property(path, fc.array(pieces, { maxLength: 40 }), (name, parts) => {
        const { manifest: made, problems } = importedAs('csv', { [name]: parts.join('') });
        expect(made === undefined).toBe(problems.length > 0);
        for (const { start, end } of problems) expect(start).toBeLessThanOrEqual(end);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, string]>([
    ['100,000 dividers', `id,name${','.repeat(100_000)}\n`],
    ['100,000 quotes', `id,name\na,${'"'.repeat(100_001)}\n`],
    ['a cell of a million', `id,name\na,${'x'.repeat(1_000_000)}\n`],
    ['30,000 rows', `id,name\n${Array.from({ length: 30_000 }, (_, at) => `a${at},n${at}\n`).join('')}`],
  ])('%s end in time', (_, text) => {
    const { problems, manifest: made } = importedAs('csv', { 'parties.csv': text });
    expect(made === undefined).toBe(problems.length > 0);
  });
});

describe('docs/import/csv.md', () => {
  const page = textOf('docs/import/csv.md');

  it('lists every other name of tables and columns', () => {
    const tables = [...sectionTables(), ...detailTables()].map(({ name }) => name);
    expect(Object.keys(COLUMN_WORDS).toSorted()).toEqual(tables.toSorted());
    for (const name of tables) {
      expect(page).toContain(`\`${name}\``);
      for (const word of TABLE_WORDS[name]) expect(page).toContain(word);
      for (const [column, words] of Object.entries(COLUMN_WORDS[name])) {
        const [line = ''] = page.split('\n').filter((each) => each.startsWith(`| ${name} | \`${column}\` |`));
        expect(line).toBe(`| ${name} | \`${column}\` | ${words.join(', ')} |`);
      }
    }
  });

  it('shows the manifest of its tables', () => {
    const blocks = blocksOf(page);
    const files = blocks.filter(({ attributes }) => attributes.file?.endsWith('.csv'));
    const expected = blocks.find(({ attributes }) => attributes.file?.endsWith('.yaml'))?.text;
    const { manifest } = importedAs(
      'csv',
      Object.fromEntries(files.map(({ attributes, text }) => [attributes.file, text])),
    );
    expect(manifest?.replace(/^(?:#.*\n)+/, '')).toBe(expected);
  });
});
