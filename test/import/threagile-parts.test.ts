import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles, IMPORTERS, namesNotes } from '../../src/import/formats.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectManifest, sampleFiles, sampleMapping } from './samples.ts';

const bakery = sampleFiles('threagile/bakery');

/** The files of a folder as something to follow to, and which of them were asked for. */
function followable(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const follow = (path: string) => {
    asked.push(path);
    return path in files ? { path, bytes: new TextEncoder().encode(files[path]) } : undefined;
  };
  return { asked, follow };
}

const threagile = IMPORTERS.get('threagile');
if (threagile === undefined) throw new Error('no importer');
const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });

describe('a model in parts', () => {
  it('is one model, whatever the order of its files', () => {
    expectManifest('threagile', bakery, 'threagile/bakery.expected.yaml', sampleMapping('threagile/bakery'));
    const turned = Object.fromEntries(Object.entries(bakery).toReversed());
    expect(importedAs('threagile', turned).manifest).toBe(importedAs('threagile', bakery).manifest);
  });

  it('lets the owner of a runtime that the mapping names reach what runs there', () => {
    const { access, parties } = manifestAs('threagile', bakery, { parties: { 'rack-host': 'lenders' } });
    expect(access).toEqual({
      'rack-host.operator': { party: 'lenders', systems: ['letters', 'site'], kind: 'admin' },
    });
    expect(parties?.lenders).toEqual({});
    expect(manifestAs('threagile', bakery).access).toBeUndefined();
    expect(importedAs('threagile', bakery).summary?.open).toContain(
      'who runs a shared runtime (under parties in the mapping): all that runs there is within reach: 1',
    );
  });

  it('has risks as comments, and no waiver', () => {
    const { manifest, summary } = importedAs('threagile', bakery);
    expect(manifest).toContain(
      '  # risk tracked in the model: unencrypted-asset@ledger accepted: the strongroom is locked, BR-7, 2025-03-30, checked by Head Baker\n',
    );
    expect(manifest).not.toMatch(/^waivers:/m);
    expect(summary?.dropped).toContainEqual(expect.objectContaining({ field: 'risk_tracking.*', count: 2 }));
  });

  it('has a title or an id once in all its files', () => {
    const one = 'data_assets: { D: { id: d }, E: { id: e } }\n';
    const other = 'data_assets: { D: { id: x }, F: { id: e } }\n';
    const { problems } = importedAs('threagile', { 'a.yaml': one, 'b.yaml': other });
    expect(problems).toMatchObject([
      { code: 'defined-twice', file: 'b.yaml', start: other.indexOf('D:'), related: [{ file: 'a.yaml' }] },
      { code: 'defined-twice', file: 'b.yaml', start: other.indexOf('F:'), values: { file: 'a.yaml' } },
    ]);
  });

  it('takes no file that is something else', () => {
    const { problems } = importedAs('threagile', {
      'a.yaml': 'data_assets: { D: { id: d } }\n',
      'b.yaml': 'otmVersion: 0.2.0\n',
    });
    expect(problems).toMatchObject([{ code: 'not-a-model', file: 'b.yaml' }]);
  });
});

describe('an unrelated asset', () => {
  it('changes nothing else, wherever it stands', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(word, word, fc.boolean(), (id, owner, isFirst) => {
        const extra = `technical_assets: { New: { id: new-${id}, owner: New ${owner} } }\n`;
        const before = manifestAs('threagile', bakery);
        const after = manifestAs('threagile', { ...bakery, [isFirst ? 'a.yaml' : 'z.yaml']: extra });
        expect(after).toMatchObject(before);
        expect(Object.keys(after.systems ?? {})).toHaveLength(Object.keys(before.systems ?? {}).length + 1);
        expect(after.flows).toEqual(before.flows);
      }),
      { numRuns: 30 },
    );
  });
});

describe('an include that was not named', () => {
  it('is read where it lies below the folder of the named file, and each once', () => {
    const { asked, follow } = followable({
      'm/parts/a.yaml': 'includes: [../main.yaml, b.yaml]\ndata_assets: { D: { id: d } }\n',
      'm/parts/b.yaml': 'includes: [a.yaml, ./../parts/b.yaml]\ndata_assets: { E: { id: e } }\n',
    });
    const main = file('m/main.yaml', 'includes: [parts/a.yaml]\n');
    const { result, paths } = importFiles(threagile, [main], {}, { follow });
    expect(result?.draft.data?.map(({ id }) => id)).toEqual(['d', 'e']);
    expect(paths).toEqual(['m/main.yaml', 'm/parts/a.yaml', 'm/parts/b.yaml']);
    expect(asked).toEqual(['m/parts/a.yaml', 'm/parts/b.yaml']);
  });

  it.each([
    ['m/main.yaml', ['../a.yaml', 'x/../../a.yaml', '/m/a.yaml', '..']],
    ['main.yaml', ['../a.yaml', '/a.yaml', '..', './../a.yaml']],
    ['../main.yaml', ['../a.yaml', '/a.yaml', '..']],
    ['/m/main.yaml', ['/a.yaml', '../a.yaml', '/mm/a.yaml']],
  ])('is left alone beyond the folder of %s', (path, includes) => {
    const { asked, follow } = followable({});
    const main = file(path, `includes: ${JSON.stringify(includes)}\ndata_assets: { D: { id: d } }\n`);
    const { result } = importFiles(threagile, [main], {}, { follow });
    expect(asked).toEqual([]);
    expect(result?.summary.open[0]).toMatch(/^what stands in files that are included and were not given: /);
  });

  it('is a problem, with the file to add, only where something leads there', () => {
    const text = 'includes: [parts/a.yaml]\ntechnical_assets: { A: { id: a, data_assets_stored: [d] } }\n';
    const { problems } = importedAs('threagile', { 'm/main.yaml': text });
    expect(problems).toMatchObject([
      { code: 'include-not-given', start: text.indexOf('parts'), values: { path: 'm/parts/a.yaml' } },
      { code: 'unknown-reference' },
    ]);
    const given = { 'm/main.yaml': text, 'm/parts/a.yaml': 'data_assets: { D: { id: d } }\n' };
    expect(importedAs('threagile', given).problems).toEqual([]);
  });
});

describe('the mapping', () => {
  const text = `
data_assets:
  Notes: { id: notes, owner: Ops, tags: [secret, odd] }
  Drafts: { id: drafts, owner: ops }
technical_assets:
  Box: { id: box, owner: Ops, data_assets_stored: [notes, drafts] }
  Bag: { id: bag, owner: Other, data_assets_stored: [drafts] }
trust_boundaries: { Hall: { id: hall, technical_assets_inside: [box, bag] } }
`;
  it('says that two names are one party, and two assets one data set', () => {
    const { parties, data, systems } = manifestAs(
      'threagile',
      { 'x.yaml': text },
      { parties: { Ops: 'operations', ops: 'operations' }, data: { notes: 'papers', drafts: 'papers' } },
    );
    expect(parties).toEqual({ operations: { name: 'Ops' }, other: { name: 'Other' } });
    expect(data).toEqual({ papers: { category: 'threagile.papers', owner: 'operations' } });
    expect(systems?.box.collects).toEqual(['papers']);
  });

  it('says which zone a boundary is, and its operator is not taken from what stands in it', () => {
    const { zones, systems, parties } = manifestAs(
      'threagile',
      { 'x.yaml': text },
      { zones: { hall: 'plant' } },
    );
    expect(zones).toEqual({ plant: { operator: 'operator-not-stated' } });
    expect(systems).toMatchObject({
      box: { zone: 'plant', custodian: 'ops-2' },
      bag: { zone: 'plant', custodian: 'other' },
    });
    expect(parties).toHaveProperty('operator-not-stated');
  });

  it('says what data is, by its id before its tags', () => {
    const category = (categories: Record<string, string | string[]>) =>
      manifestAs('threagile', { 'x.yaml': text }, { categories }).data?.notes.category;
    expect(category({ secret: 'financial' })).toBe('financial');
    expect(category({ secret: ['personal', 'financial'], odd: 'personal' })).toEqual([
      'financial',
      'personal',
    ]);
    expect(category({ secret: 'financial', notes: 'credentials' })).toBe('credentials');
    expect(category({ other: 'financial' })).toBe('threagile.notes');
  });

  it('is told of each name that it lacks, and of each that no file has', () => {
    const mapping = { parties: { Op: 'x' }, categories: { secret: 'financial' } };
    const { result } = importFiles(threagile, [file('x.yaml', text)], mapping);
    const lines = namesNotes(result?.names ?? { unmapped: [], idle: [] }, 'm.yaml').join('\n');
    expect(lines).toContain('owner Ops is not in m.yaml (it has Op: a slip?)');
    expect(lines).toContain('trust boundary hall is not in m.yaml');
    expect(lines).toContain('data asset notes is not in m.yaml');
    expect(lines).toContain('tag of data odd is not in m.yaml');
    expect(lines).not.toContain('tag of data secret');
    expect(lines).toContain('m.yaml: no file has Op of parties');
  });
});
