import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPORT_MESSAGES } from '../../src/manifest/messages.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { inspect } from '../../src/index.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { imported, importedAs, manifestOf, modelText, troubles, withLink } from './models.ts';

const clinic = manifestOf(modelText('clinic'));

describe('a model', () => {
  it('has owners as parties, and a system for each technical asset', () => {
    expect(clinic.parties).toEqual({
      patient: { name: 'Patient' },
      'city-clinic': { name: 'City Clinic' },
      'message-courier-ltd': { name: 'Message Courier Ltd.' },
    });
    expect(clinic.systems).toEqual({
      phone: {
        zone: 'no-boundary.patient',
        kind: 'device',
        custodian: 'patient',
        purpose: 'business',
        collects: ['patient-contacts'],
        encryption: { atRest: 'none' },
      },
      portal: {
        zone: 'vault',
        kind: 'server',
        custodian: 'city-clinic',
        purpose: 'business',
        storage: 'transient',
        encryption: { atRest: 'none' },
      },
      database: {
        zone: 'vault',
        kind: 'store',
        custodian: 'city-clinic',
        collects: ['appointments'],
        encryption: { atRest: 'transparent' },
      },
      courier: {
        zone: 'courier-cloud',
        kind: 'service',
        custodian: 'message-courier-ltd',
        collects: ['delivery-reports'],
      },
    });
  });

  it('has a zone for each boundary with something in it; the innermost one counts', () => {
    expect(clinic.zones).toEqual({
      'no-boundary.patient': { operator: 'patient' },
      vault: { operator: 'city-clinic' },
      'courier-cloud': { operator: 'message-courier-ltd', kind: 'cloud-tenant' },
    });
  });

  it('has data with what it inherits by a merge key', () => {
    expect(clinic.data).toEqual({
      'patient-contacts': { category: 'threagile.patient-contacts', owner: 'city-clinic' },
      appointments: { category: 'threagile.appointments', owner: 'city-clinic' },
      'delivery-reports': { category: 'threagile.delivery-reports', owner: 'message-courier-ltd' },
    });
  });

  it('has a flow for each direction of a link that carries data, and both where it states nothing', () => {
    const web = { purpose: 'business', channel: 'network', encryption: { inTransit: 'https' } };
    const sql = { purpose: 'business', channel: 'network', encryption: { inTransit: 'none' } };
    const both = ['patient-contacts', 'appointments'];
    expect(clinic.flows).toEqual({
      'phone.booking': { from: 'phone', to: 'portal', data: ['patient-contacts'], ...web },
      'phone.booking.received': { from: 'portal', to: 'phone', data: ['appointments'], ...web },
      'portal.database-traffic': { from: 'portal', to: 'database', data: both, ...sql },
      'portal.database-traffic.received': { from: 'database', to: 'portal', data: both, ...sql },
      // A plain protocol in a private network: nothing is said about its encryption.
      'courier.reminder-fetch.received': { from: 'portal', to: 'courier', data: both, channel: 'network' },
      'courier.health-probe': { from: 'courier', to: 'portal' },
      'courier.health-probe.received': { from: 'portal', to: 'courier' },
    });
  });

  it('moves data over its flows in both directions', () => {
    const { manifest } = imported(modelText('clinic'));
    const { facts } = inspect(
      { files: [{ path: 'x.flow.yaml', text: manifest ?? '' }] },
      { at: '2025-06-01' },
    );
    const moved = facts?.transfers.filter(({ certain }) => certain).map(({ flow }) => flow);
    expect(new Set(moved)).toEqual(
      new Set([
        'phone.booking',
        'phone.booking.received',
        'portal.database-traffic',
        'portal.database-traffic.received',
        'courier.reminder-fetch.received',
      ]),
    );
    expect(facts?.holdings.every(({ grounded, certain }) => grounded || !certain)).toBe(true);
  });

  it('says above each entry where it comes from, and what the format has no field for', () => {
    const { manifest } = imported(modelText('clinic'));
    expect(manifest).toMatch(
      /^# From the Threagile model model\.yaml \(Appointment reminders, 2025-03-01\), by/,
    );
    expect(manifest).toContain(`  # from model.yaml technical_assets."Patient's Phone" line 32
  # out of scope in the model: belongs to the patient
  # on the internet
  phone:
`);
    expect(manifest).toContain('  # runs on the shared runtime Host One\n');
    expect(manifest).toContain(
      '  # in the model: confidentiality confidential, quantity many, origin Patient\n',
    );
    expect(manifest).toContain(
      '  # from model.yaml technical_assets."Courier Gateway".communication_links."Reminder Fetch" line 87\n',
    );
  });

  it('is counted whole in the summary', () => {
    const { summary } = imported(modelText('clinic'));
    expect(summary?.mapped.map(({ from, count, to, made }) => `${count} ${from}: ${made} ${to}`)).toEqual([
      '4 technical assets: 4 systems',
      '3 data assets: 3 data sets',
      '4 communication links: 7 flows',
      '2 trust boundaries: 3 zones',
      '3 names of owners: 3 parties',
      '1 shared runtimes: 0 access',
    ]);
    expect(summary?.assumed.map((line) => line.replace(/^.*: /, ''))).toEqual(['2', '1', '1', '1', '3']);
    expect(summary?.open).toEqual(
      expect.arrayContaining([
        'systems without encryption.atRest: 1',
        'flows without encryption.inTransit: 3',
      ]),
    );
    expect(summary?.dropped.map(({ field, count }) => `${field} ${count}`)).toEqual([
      'author 1',
      'business_criticality 1',
      'data_assets.*.availability 2',
      'data_assets.*.description 2',
      'data_assets.*.integrity 2',
      'data_assets.*.usage 2',
      'technical_assets.*.communication_links.*.authentication 1',
      'risk_tracking.* 1',
      'trust_boundaries.* 1',
    ]);
  });
});

it('docs/import/threagile.md shows the manifest of its model', () => {
  const blocks = blocksOf(textOf('docs/import/threagile.md'));
  const [model, manifest] = ['post.yaml', 'post.flow.yaml'].map(
    (file) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '',
  );
  const { manifest: written } = importedAs('threagile', { 'post.yaml': model });
  expect(written?.replace(/^(?:#.*\n)+/, '')).toBe(manifest);
});

describe('what is not stated stays so', () => {
  it.each([
    ['protocol: https', { channel: 'network', encryption: { inTransit: 'https' } }],
    ['protocol: HTTPS', { channel: 'network', encryption: { inTransit: 'https' } }],
    ['protocol: jdbc', { channel: 'network', encryption: { inTransit: 'none' } }],
    ['{ protocol: jdbc, vpn: true }', { channel: 'network' }],
    ['protocol: smtp-encrypted', { channel: 'email', encryption: { inTransit: 'smtp-encrypted' } }],
    ['protocol: mqtt', { channel: 'network' }],
    ['protocol: in-process-library-call', {}],
    ['protocol: unknown-protocol', {}],
    ['protocol: carrier-pigeon', {}],
    ['usage: devops', { purpose: 'devops' }],
    ['usage: fun', {}],
  ])('%s', (line, expected) => {
    const lines = line.startsWith('{') ? line.slice(2, -2).replace(', ', '\n        ') : line;
    const { flows } = manifestOf(withLink(`${lines}\n        data_assets_sent: [letters]`));
    expect(flows).toEqual({ 'desk.post': { from: 'desk', to: 'shelf', data: ['letters'], ...expected } });
  });

  it.each([
    ['encryption: none', { encryption: { atRest: 'none' } }],
    [
      'encryption: data-with-end-user-individual-key',
      { encryption: { atRest: 'data-with-end-user-individual-key' } },
    ],
    ['encryption: rot13', {}],
    ['encryption:', {}],
    ['data_assets_stored:', { storage: 'transient' }],
    ['data_assets_stored: []', { storage: 'transient' }],
    ['data_assets_stored: [letters]', { collects: ['letters'] }],
    ['{ data_assets_stored: , out_of_scope: yes }', {}],
  ])('%s', (line, expected) => {
    const lines = line.startsWith('{') ? line.slice(2, -2).replace(', ', '\n    ') : line;
    const { systems } = manifestOf(withLink('', lines));
    expect(systems?.desk).toEqual({ zone: 'no-boundary.sender', custodian: 'sender', ...expected });
  });

  it('a missing owner is no party that could hold its own data', () => {
    const { parties, data, systems, zones } = manifestOf(`
data_assets: { Notes: { id: notes, owner: n/a } }
technical_assets: { Box: { id: box, owner: "?", data_assets_stored: [notes] } }
`);
    expect(Object.keys(parties ?? {})).toEqual(['data-owner-not-stated', 'operator-not-stated']);
    expect(data?.notes.owner).toBe('data-owner-not-stated');
    expect(systems?.box).toEqual({ zone: 'no-boundary.operator-not-stated', collects: ['notes'] });
    expect(zones).toEqual({ 'no-boundary.operator-not-stated': { operator: 'operator-not-stated' } });
  });

  it('owners that differ in case are two parties, and that is told', () => {
    const text = `technical_assets: { A: { id: a, owner: Ops team }, B: { id: b, owner: Ops  Team } }\n`;
    expect(manifestOf(text).parties).toEqual({
      'ops-team': { name: 'Ops Team' },
      'ops-team-2': { name: 'Ops team' },
    });
    expect(imported(text).summary?.open).toContain(
      'one party or several? "Ops team", "Ops Team" became several',
    );
  });

  it('fields that nobody knows are counted', () => {
    const { summary } = imported(
      'technical_assets: { A: { id: a, colour: red, size: system, type: cloud } }\nmood: {x: 1, y: 2}\n',
    );
    expect(summary?.dropped).toEqual([
      { field: 'mood', count: 1, reason: 'not a field of Threagile' },
      { field: 'technical_assets.*.colour', count: 1, reason: 'not a field of Threagile' },
      {
        field: 'technical_assets.*.size',
        count: 1,
        reason: 'says how something is built, not where data goes',
      },
      { field: 'technical_assets.*.type "cloud"', count: 1, reason: 'not a word of Threagile' },
    ]);
  });
});

describe('zones', () => {
  it('a boundary around assets of several owners is a zone for each', () => {
    const { zones, systems } = manifestOf(`
technical_assets: { A: { id: a, owner: X }, B: { id: b, owner: Y }, C: { id: c, owner: X } }
trust_boundaries: { Hall: { id: hall, technical_assets_inside: [a, b, c] } }
`);
    expect(zones).toEqual({ 'hall.x': { operator: 'x' }, 'hall.y': { operator: 'y' } });
    expect(Object.values(systems ?? {}).map(({ zone }) => zone)).toEqual(['hall.x', 'hall.y', 'hall.x']);
  });
});

describe('names', () => {
  it('in any script get ids, all different, whatever the order', () => {
    const assets = ['Büro', 'buro', 'Склад', '倉庫', 'all', 'x'.repeat(200), 'null', '7'];
    const entries = assets.map((id, at) => `  "${id} ": { id: "${id}", owner: "${id}", tags: [t${at}] }\n`);
    const one = manifestOf(`technical_assets:\n${entries.join('')}`);
    const other = manifestOf(`technical_assets:\n${entries.toReversed().join('')}`);
    expect(Object.keys(one.systems ?? {}).toSorted()).toEqual(Object.keys(other.systems ?? {}).toSorted());
    expect(one.systems).toEqual(other.systems);
    expect(Object.keys(one.systems ?? {})).toEqual(
      expect.arrayContaining(['buro', 'buro-2', 'system', 'system-2', 'all-2', 'null', '7', 'x'.repeat(128)]),
    );
  });

  it('that are too long for a manifest are cut', () => {
    const owner = `${'x'.repeat(4095)}\u{1f3e5}!`;
    const { parties, systems } = manifestOf(
      `technical_assets: { "${'t'.repeat(900)}": { id: a, owner: "${owner}" } }\n`,
    );
    expect(parties).toEqual({ ['x'.repeat(128)]: { name: 'x'.repeat(4095) } });
    expect(systems?.a.custodian).toBe('x'.repeat(128));
  });

  it('of links that ask for the same id are numbered', () => {
    const { flows } = manifestOf(`
data_assets: { D: { id: d, owner: o } }
technical_assets:
  A:
    id: a
    communication_links:
      Back up!: { target: a, data_assets_sent: [d], data_assets_received: [d] }
      back up?: { target: a, data_assets_sent: [d] }
      Back-up.received: { target: a, data_assets_sent: [d] }
`);
    expect(Object.keys(flows ?? {})).toEqual([
      'a.back-up',
      'a.back-up.received',
      'a.back-up-2',
      'a.back-up.received-2',
    ]);
  });

  it('cannot leave their comment or their quotes', () => {
    const title = 'a\\n  evil: {}\\n# \\u202e \\"\\\\';
    expect(troubles(`technical_assets: { "${title}": { id: a } }\n`)[0]).toMatch(/^control-character/);
    const { manifest } = imported(
      'technical_assets: { "a\\n  evil: {}\\n#": { id: a, owner: "b\\"\\\\\\n: c", justification_out_of_scope: "x\\n  y: z", out_of_scope: true } }\n',
    );
    expect(manifest).toContain('  # from model.yaml technical_assets."a\\n evil: {}\\n#" line 1\n');
    expect(manifest).toContain('    name: "b\\"\\\\ : c"\n');
    expect(manifest).toContain('  # out of scope in the model: x y: z\n');
  });
});

const BOUNDARIES = 'technical_assets: { A: { id: a } }\ntrust_boundaries:\n';

describe('problems, each at its place', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', '', ['not-a-model: ']],
    ['comments', '# nothing\n', ['not-a-model: ']],
    ['no YAML', 'technical_assets: [\n', ['yaml-syntax: ']],
    ['a text', 'hello\n', ['wrong-type: hello']],
    ['a list', '- a\n', ['wrong-type: - a']],
    ['an empty list', '[]\n', ['not-a-model: ']],
    ['an empty map', '{}\n', ['not-a-model: ']],
    ['another format', 'flowdown: 1\n', ['not-a-model: ']],
    ['a stub', 'threagile_version: 1.0.0\ntechnical_assets:\n', ['not-a-model: ']],
    ['a model in parts', 'includes: [a.yaml]\n', ['include-not-given: a.yaml']],
    [
      'a part that needs the others',
      'includes: [a.yaml]\ntechnical_assets: { A: { id: a, data_assets_stored: [d] } }\n',
      ['include-not-given: a.yaml', 'unknown-reference: d'],
    ],
    [
      'sections of another form',
      'technical_assets: [a]\ndata_assets: 5\n',
      ['wrong-type: [a]', 'wrong-type: 5'],
    ],
    [
      'fields of another form',
      'technical_assets: { A: { id: [a] }, B: { id: b, out_of_scope: maybe, data_assets_stored: d, communication_links: [x] } }\n',
      ['wrong-type: [a]', 'wrong-type: maybe', 'wrong-type: d', 'wrong-type: [x]'],
    ],
    [
      'items of another form',
      'technical_assets: { A: { id: a, technologies: [{ name: x }] } }\n',
      ['wrong-type: { name: x }'],
    ],
    [
      'no id',
      'technical_assets: { A: { type: process } }\ndata_assets: { D: }\n',
      ['missing-field: ', 'missing-field: '],
    ],
    ['no target', withLink('').replace('target: shelf', 'protocol: https'), ['missing-field: ']],
    [
      'a target that is nowhere',
      withLink('').replace('target: shelf', 'target: shelv'),
      ['unknown-reference: shelv'],
    ],
    ['data that is nowhere', withLink('data_assets_sent: [leters]'), ['unknown-reference: leters']],
    ['one id twice', 'data_assets: { A: { id: x }, B: { id: x } }\n', ['duplicate-id: B']],
    ['an inherited id', 'data_assets: { A: &a { id: x }, B: { <<: *a } }\n', ['duplicate-id: B']],
    ['one title twice', 'data_assets: { A: { id: x }, A: { id: y } }\n', ['duplicate-key: A']],
    ['an alias of nothing', 'data_assets: { A: { id: x, owner: *who } }\n', ['unknown-anchor: *who']],
    ['a merge of a text', 'data_assets: { A: { id: x, <<: base } }\n', ['wrong-merge: <<']],
    ['a merge into itself', 'data_assets: { A: &a { id: x, <<: *a } }\n', ['wrong-merge: <<']],
    ['a tag', 'data_assets: { A: { id: !!str x } }\n', ['tag: !!str']],
    ['two documents', 'data_assets: { D: { id: d } }\n---\n{}\n', ['several-documents: ---']],
    [
      'boundaries in a circle',
      `${BOUNDARIES}  X: { id: x, trust_boundaries_nested: [y] }\n  Y: { id: y, trust_boundaries_nested: [x] }\n`,
      ['nested-circle: X'],
    ],
    [
      'a boundary in itself',
      `${BOUNDARIES}  X: { id: x, trust_boundaries_nested: [x] }\n`,
      ['nested-circle: X'],
    ],
    [
      'an asset in two boundaries',
      `${BOUNDARIES}  X: { id: x, technical_assets_inside: [a] }\n  Y: { id: y, technical_assets_inside: [ a ] }\n`,
      ['two-boundaries: a'],
    ],
    [
      'hidden characters',
      'technical_assets: { A: { id: a, description: "\\e[2J" } }\n',
      ['control-character: "\\e[2J"'],
    ],
  ])('%s', (_, text, expected) => {
    expect(troubles(text)).toEqual(expected);
  });

  it('has all of them at once, in order, with both places of an id', () => {
    const text =
      'data_assets: { A: { id: x }, B: { id: x } }\ntechnical_assets: { C: { id: c, data_assets_stored: [y] }, D: 3 }\n';
    expect(troubles(text)).toEqual(['duplicate-id: B', 'unknown-reference: y', 'wrong-type: 3']);
    const [{ related }] = imported(text).problems;
    expect(related).toMatchObject([{ start: text.indexOf('A:'), note: 'first declared here' }]);
  });

  it('produces every message that a Threagile model can cause', () => {
    const texts = [
      'flowdown: 1\n',
      'includes: [a.yaml]\n',
      'data_assets: { A: { id: x, owner: *who } }\n',
      'data_assets: { A: { id: x, <<: base } }\n',
      `${BOUNDARIES}  X: { id: x, trust_boundaries_nested: [x] }\n`,
      `${BOUNDARIES}  X: { id: x, technical_assets_inside: [a] }\n  Y: { id: y, technical_assets_inside: [a] }\n`,
      BOMB,
    ];
    const problems = texts.flatMap((text) => imported(text).problems);
    expect([...new Set(problems.map(({ code }) => code))].toSorted()).toEqual(
      Object.keys(IMPORT_MESSAGES)
        .filter((code) => code !== 'defined-twice')
        .toSorted(),
    );
    for (const problem of problems)
      expect(`${wordsOf(problem).message}${wordsOf(problem).help}`).not.toMatch(/[{}?]/);
  });
});

const BOMB = `a: &a [x, x, x, x, x, x, x, x, x]\n${Array.from('bcdefghij', (name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]},`.repeat(9)}]\n`).join('')}`;
const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

describe('hostile models end, and are refused or read', () => {
  it.each<[string, () => string, string | undefined]>([
    ['a bomb of aliases', () => BOMB, 'expansion'],
    [
      'a bomb of merges',
      () =>
        `a: &a { x: 1 }\n${Array.from('bcdefghij', (name, at) => `${name}: &${name} { y${at}: 1, <<: [${`*${'abcdefghi'[at]},`.repeat(20)}] }\n`).join('')}data_assets: { D: { id: d } }\n`,
      undefined,
    ],
    [
      'a chain of merges',
      () =>
        `data_assets:\n${many(5000, (at) => `  D${at}: &d${at} { ${at === 0 ? '' : `<<: *d${at - 1}, `}id: d${at}, f${at}: 1 }\n`)}`,
      'expansion',
    ],
    ['a map in itself', () => 'data_assets: &a { A: { id: x, deeper: *a } }\n', 'nesting'],
    ['a list in itself', () => 'data_assets: { A: { id: x, tags: &t [*t] } }\n', 'nesting'],
    ['depth', () => `a: ${'['.repeat(100_000)}`, 'nesting'],
    ['indicators', () => '? '.repeat(1000), 'nesting'],
    [
      '20,000 anchors, each used',
      () => `data_assets: { D: { id: d } }\n${many(20_000, (at) => `a${at}: &x${at} 1\nb${at}: *x${at}\n`)}`,
      undefined,
    ],
    ['200 problems', () => `data_assets:\n${many(200, (at) => `  D${at}: {}\n`)}`, 'missing-field'],
    [
      '10,000 links',
      () =>
        `data_assets: { D: { id: d } }\ntechnical_assets:\n${many(100, (asset) => `  A${asset}:\n    id: a${asset}\n    communication_links:\n${many(100, (link) => `      L${link}: { target: a${link}, data_assets_sent: [d], data_assets_received: [d] }\n`)}`)}`,
      undefined,
    ],
    [
      '5,000 titles that ask for one id',
      () =>
        `technical_assets:\n${many(5000, (at) => `  "${'!'.repeat(at % 7)} ${at}": { id: "a${'!'.repeat(at % 71)}${'?'.repeat(at / 71)}" }\n`)}`,
      undefined,
    ],
    [
      '3,000 boundaries in a chain, with one asset in each',
      () =>
        `technical_assets: { A: { id: a } }\ntrust_boundaries:\n${many(3000, (at) => `  B${at}: { id: b${at}, technical_assets_inside: [a], trust_boundaries_nested: [${at < 2999 ? `b${at + 1}` : ''}] }\n`)}`,
      undefined,
    ],
  ])(
    '%s',
    (_, text, code) => {
      const { problems, manifest } = imported(text());
      expect(problems.map((each) => each.code).slice(0, 1)).toEqual(code === undefined ? [] : [code]);
      expect(manifest === undefined).toBe(code !== undefined);
      expect(problems.length).toBeLessThanOrEqual(101);
    },
    60_000,
  );

  it('any characters end in a manifest or in problems', () => {
    const pieces = fc.constantFrom(
      'technical_assets:',
      ' ',
      '\n',
      '  ',
      'A:',
      ' id: a',
      '&x',
      '*x',
      '<<: ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '- ',
      'data_assets:',
      ':',
      '\u00e9',
      '\ud800',
      '~',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const { manifest, problems } = imported(parts.join(''));
        expect(manifest === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('whatever a model holds', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
    fc.constantFrom(
      'a',
      'A',
      'a b',
      'a-b',
      'a_b',
      'all',
      'true',
      'null',
      'x.y',
      '__proto__',
      'constructor',
      '007',
      '~',
      '#',
      'Ops',
      'ops',
    ),
  );
  const reference = fc.nat({ max: 5 });
  const link = fc.record({
    title: name,
    target: reference,
    sent: fc.array(reference, { maxLength: 3 }),
    received: fc.array(reference, { maxLength: 3 }),
    protocol: fc.constantFrom('https', 'http', 'smtp', 'mqtt', 'local-file-access', ''),
  });
  const asset = fc.record({
    title: name,
    id: name,
    owner: fc.option(name, { nil: '' }),
    type: fc.constantFrom('process', 'datastore', 'external-entity', ''),
    stored: fc.array(reference, { maxLength: 3 }),
    links: fc.array(link, { maxLength: 4 }),
  });
  const data = fc.record({ title: name, id: name, owner: fc.option(name, { nil: '' }) });
  const distinct = <T extends { readonly title: string; readonly id: string }>(items: readonly T[]): T[] => {
    const key = (text: string) => text.trim().toLowerCase();
    const isFirst = (item: T, at: number) =>
      items.findIndex((each) => key(each.id) === key(item.id)) === at &&
      items.findIndex((each) => each.title === item.title) === at;
    // Written as nothing, or with what the reader refuses, they are problems and no models.
    const isPlain = ({ id, title }: T) => /[^\s]/.test(id) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(id + title);
    return items.filter((item, at) => isFirst(item, at) && isPlain(item));
  };

  it('its manifest can be read and linked, and is the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(asset, { minLength: 1, maxLength: 5 }),
        fc.array(data, { maxLength: 5 }),
        (rawAssets, rawData) => {
          const assets = distinct(rawAssets).filter(({ owner }) => !/\p{C}/u.test(owner));
          const sets = distinct(rawData).filter(({ owner }) => !/\p{C}/u.test(owner));
          fc.pre(assets.length > 0);
          const ids = (at: readonly number[]) => at.flatMap((each) => sets[each]?.id ?? []);
          const model = {
            data_assets: Object.fromEntries(sets.map(({ title, ...fields }) => [`${title} `, fields])),
            technical_assets: Object.fromEntries(
              assets.map(({ title, id, owner, type, stored, links }) => [
                `${title} `,
                {
                  id,
                  owner,
                  type,
                  data_assets_stored: ids(stored),
                  communication_links: Object.fromEntries(
                    links
                      .filter((each) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(each.title))
                      .map((each) => [
                        `${each.title} `,
                        {
                          target: assets[each.target % assets.length].id,
                          protocol: each.protocol,
                          data_assets_sent: ids(each.sent),
                          data_assets_received: ids(each.received),
                        },
                      ]),
                  ),
                },
              ]),
            ),
          };
          const text = JSON.stringify(model);
          const manifest = manifestOf(text);
          expect(Object.keys(manifest.systems ?? {})).toHaveLength(assets.length);
          const written = imported(text).manifest ?? '';
          expect(imported(text).manifest).toBe(written);
          const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: written }] });
          expect(opened.problems).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
