/** Which of several declarations of one id counts, and what is told of the others (docs/semantics.md, D4). */
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/manifest/format.ts';
import type { Model, SectionName } from '../../src/model/model.ts';
import type { Voice } from '../../src/model/trust.ts';
import { openWorkspace, type WorkspaceInput } from '../../src/run/workspace.ts';

type Parts = Partial<Omit<Manifest, 'flowdown'>>;

/** The folder of the gate comes last, so that what counts does not do so for being first. */
const TRUST = {
  'a-stranger/*': ['stranger'],
  'b-keeper/*': ['agency', 'vendor'],
  'c-owner/*': ['agency'],
  'd-vendor/*': ['vendor'],
};

const GROUND: Parts = {
  parties: { agency: {}, vendor: {}, stranger: {}, holder: {} },
  zones: { port: { operator: 'agency' }, office: { operator: 'vendor' } },
  systems: { lane: { zone: 'port' }, share: { zone: 'office' } },
  data: { plates: { category: 'vehicle', owner: 'agency' } },
};

function open(files: Readonly<Record<string, Parts>>, more: Partial<WorkspaceInput> = {}) {
  return openWorkspace({
    files: Object.entries({ 'b-keeper/ground.flow.json': GROUND, ...files }).map(([path, parts]) => ({
      path,
      text: JSON.stringify({ flowdown: 1, ...parts }),
    })),
    config: { trust: TRUST },
    ...more,
  });
}

function modelOf(files: Readonly<Record<string, Parts>>, more: Partial<WorkspaceInput> = {}): Model {
  const { workspace, problems } = open(files, more);
  expect(problems).toEqual([]);
  if (workspace === undefined) throw new Error('it cannot be opened');
  return workspace.model;
}

/** The file whose declaration of an id counts, or nothing. */
function counting(model: Model, section: SectionName, id: string): string | undefined {
  const { ids, file } = model[section];
  const at = ids.indexOf(id);
  return at < 0 ? undefined : model.files[file[at]];
}

const told = ({ unentitled, files }: Model) =>
  unentitled.map(({ subject, defect, file, path, entitled, reason }) => ({
    subject,
    defect,
    file: files[file],
    path,
    entitled,
    ...(reason !== undefined && { reason }),
  }));

/** For each section an entry, who may state it, and the first file in which they do. */
const RIGHTS: readonly (readonly [SectionName, object, readonly string[]])[] = [
  ['zones', { operator: 'agency' }, ['agency']],
  ['systems', { zone: 'port', custodian: 'vendor' }, ['vendor', 'agency']],
  ['systems', { zone: 'office' }, ['vendor']],
  ['data', { category: 'vehicle', owner: 'agency' }, ['agency']],
  ['contracts', { acquirer: 'agency', supplier: 'stranger' }, ['agency']],
  ['authorizations', { by: 'agency', to: 'stranger', data: ['plates'], actions: ['hold'] }, ['agency']],
  ['access', { party: 'holder', systems: ['share'], kind: 'admin' }, ['holder', 'vendor']],
  ['access', { party: 'vendor', systems: ['lane', 'share'], kind: 'admin' }, ['vendor', 'agency', 'vendor']],
  ['access', { party: 'agency', systems: ['lane'], kind: 'admin' }, ['agency', 'agency']],
];

/** A folder that speaks for all who may state an entry, as far as one does; not that of the first who do. */
const folderOf = (entitled: readonly string[]): string => {
  const isBoth = entitled.filter((party) => party === 'vendor').length > 1;
  return isBoth ? 'b-keeper' : ownerOf(entitled);
};

const ownerOf = (entitled: readonly string[]): string =>
  entitled.includes('agency') ? 'c-owner' : 'd-vendor';

describe('of two declarations of one id', () => {
  it.each(RIGHTS)('in %s, that of somebody with the right counts', (section, entry, entitled) => {
    const parts = { [section]: { it: entry } };
    const by = folderOf(entitled);
    const model = modelOf({ 'a-stranger/x.flow.json': parts, [`${by}/y.flow.json`]: parts });
    expect(counting(model, section, 'it')).toBe(`${by}/y.flow.json`);
    const subject = `${section}:it`;
    expect(told(model)).toEqual([
      { subject, defect: 'not-entitled', file: 'a-stranger/x.flow.json', path: [section, 'it'], entitled },
    ]);
  });

  it.each(RIGHTS)(
    'in %s, that of the first entry of trust counts, and the name is taken',
    (section, entry, all) => {
      const parts = { [section]: { it: entry } };
      const own = ownerOf(all);
      const files = { 'b-keeper/x.flow.json': parts, [`${own}/a.flow.json`]: parts };
      for (const given of [files, Object.fromEntries(Object.entries(files).reverse())]) {
        const model = modelOf(given);
        expect(counting(model, section, 'it')).toBe('b-keeper/x.flow.json');
        expect(told(model)).toMatchObject([
          { subject: `${section}:it`, defect: 'name-taken', file: `${own}/a.flow.json` },
        ]);
      }
    },
  );

  it.each([
    ['parties', {}],
    ['flows', { from: 'lane', to: 'share' }],
  ] as const)('in %s, which anyone may state, that of the first entry of trust counts', (section, entry) => {
    const parts = { [section]: { it: entry } };
    const model = modelOf({ 'd-vendor/a.flow.json': parts, 'c-owner/z.flow.json': parts });
    expect(counting(model, section, 'it')).toBe('c-owner/z.flow.json');
    expect(told(model)).toEqual([
      {
        subject: `${section}:it`,
        defect: 'name-taken',
        file: 'd-vendor/a.flow.json',
        path: [section, 'it'],
        entitled: [],
      },
    ]);
  });

  it('both of one entry of trust, neither counts: it is an error, which names the other place', () => {
    const parts: Parts = { data: { it: { category: 'vehicle', owner: 'agency' } } };
    const { problems } = open({
      'a-stranger/w.flow.json': parts,
      'c-owner/x.flow.json': parts,
      'c-owner/y.flow.json': parts,
    });
    expect(
      problems.map(({ code, file, related }) => [code, file, related?.map((each) => each.file)]),
    ).toEqual([
      ['duplicate-id', 'c-owner/x.flow.json', ['a-stranger/w.flow.json']],
      ['duplicate-id', 'c-owner/y.flow.json', ['a-stranger/w.flow.json']],
    ]);
  });
});

describe('a system of which a stranger says who keeps it', () => {
  it('has no keepers who could state access to it', () => {
    const access: Parts['access'] = { it: { party: 'holder', systems: ['lost'], kind: 'admin' } };
    const model = modelOf({
      'a-stranger/x.flow.json': { systems: { lost: { zone: 'port', custodian: 'vendor' } }, access },
      'd-vendor/y.flow.json': { access },
    });
    // A stranger cannot make the vendor the keeper, so that neither has the right, and nothing of the first is left.
    expect(counting(model, 'access', 'it')).toBeUndefined();
    expect(told(model)).toMatchObject([
      { subject: 'access:it', defect: 'access', file: 'a-stranger/x.flow.json', entitled: ['holder'] },
      { subject: 'access:it', defect: 'not-entitled', file: 'd-vendor/y.flow.json', entitled: ['holder'] },
      { subject: 'systems:lost', defect: 'custody', entitled: ['agency', 'vendor'] },
    ]);
  });
});

describe('what a file says of itself', () => {
  const voiceOf = (path: string): Voice =>
    path.startsWith('d-vendor/signed')
      ? { keys: ['pen'], parties: ['vendor'], reason: 'it is not signed' }
      : { keys: [], parties: [], reason: 'it is not signed', isMissing: true };

  it('gives it no party that its path does not', () => {
    const model = modelOf({ 'a-stranger/x.flow.json': { speaksFor: ['agency', 'stranger'] } });
    expect(told(model)).toEqual([
      {
        subject: 'speaksFor:a-stranger/x.flow.json',
        defect: 'speaks-for',
        file: 'a-stranger/x.flow.json',
        path: ['speaksFor'],
        entitled: ['agency'],
      },
    ]);
  });

  it('takes from it the parties that it does not name', () => {
    const zones = { it: { operator: 'vendor' } };
    const model = modelOf({ 'b-keeper/x.flow.json': { speaksFor: ['agency'], zones } });
    expect(counting(model, 'zones', 'it')).toBeUndefined();
    expect(told(model)).toMatchObject([
      { subject: 'zones:it', defect: 'not-entitled', entitled: ['vendor'] },
    ]);
  });

  it('names no categories: those are the gate’s', () => {
    const model = modelOf({ 'c-owner/x.flow.json': { taxonomy: { categories: ['mine'] } } });
    expect(told(model)).toEqual([
      {
        subject: 'taxonomy:c-owner/x.flow.json',
        defect: 'taxonomy',
        file: 'c-owner/x.flow.json',
        path: ['taxonomy'],
        entitled: [],
      },
    ]);
  });

  it('counts only with the signature that its entry of trust asks for', () => {
    const model = modelOf(
      {
        'd-vendor/signed.flow.json': { zones: { one: { operator: 'vendor' } } },
        'd-vendor/unsigned.flow.json': { zones: { two: { operator: 'vendor' } } },
      },
      {
        voiceOf,
        config: {
          trust: { ...TRUST, 'd-vendor/*': { parties: ['vendor'], signedBy: ['pen', 'quill'] } },
          keys: Object.fromEntries(
            ['pen', 'quill'].map((name) => [
              name,
              { public: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=' },
            ]),
          ),
        },
      },
    );
    expect(counting(model, 'zones', 'one')).toBe('d-vendor/signed.flow.json');
    expect(counting(model, 'zones', 'two')).toBeUndefined();
    expect(told(model)).toMatchObject([
      {
        subject: 'signature:d-vendor/unsigned.flow.json',
        defect: 'signature',
        path: ['flowdown'],
        entitled: ['a holder of the key pen', 'a holder of the key quill'],
        reason: 'it is not signed',
      },
      { subject: 'zones:two', defect: 'not-entitled' },
    ]);
  });
});
