import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filled, variablesIn } from '../../src/import/compose/values.ts';
import { UNKNOWN } from '../../src/import/deployed/addresses.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { folderWith, run } from '../cli/run.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';
import { sampleText } from './samples.ts';

type Files = Readonly<Record<string, string>>;

const manifest = (files: string | Files) =>
  manifestAs('compose', typeof files === 'string' ? { 'compose.yaml': files } : files);
const flowsOf = (files: string | Files) => Object.keys(manifest(files).flows ?? {});
const summaryOf = (files: Files) => importedAs('compose', files).summary;
const troubles = (text: string, path = 'compose.yaml') =>
  importedAs('compose', { [path]: text }).problems.map(
    ({ code, start, end }) => `${code}: ${text.slice(start, end)}`,
  );

/** A compose file of two services, the first with these lines. */
const two = (lines: string, more = '') => `services:
  web:
    image: x
    ${lines}
  db:
    image: y
${more}`;

const LIBRARY = Object.fromEntries(
  readdirSync(new URL('compose/library', import.meta.url))
    .toSorted()
    .map((name) => [`library/${name}`, sampleText('compose', `library/${name}`)]),
);

describe('samples', () => {
  it.each([
    ['library', LIBRARY],
    ['first', { 'first.yaml': sampleText('compose', 'first.yaml') }],
  ])('%s becomes the manifest beside it, and checks', (name, files) => {
    const { manifest: written, problems } = importedAs('compose', files);
    expect(problems).toEqual([]);
    expect(written).toBe(sampleText('compose', `${name}.expected.yaml`));
    const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: written ?? '' }] });
    expect(opened.problems).toEqual([]);
    expect(written).not.toContain('authorizations:');
  });
});

describe('a value', () => {
  const variables = new Map([
    ['SET', 'set'],
    ['EMPTY', ''],
  ]);

  it.each([
    ['$SET/${SET}', 'set/set'],
    ['${NONE:-a}${NONE-b}${EMPTY:-c}${EMPTY-d}', 'abc'],
    ['${SET:-a}${SET:+b}${EMPTY:+c}', 'setb'],
    ['${NONE:-${SET}}/${NONE:-${OTHER:-deep}}', 'set/deep'],
    ['$$SET costs 5$', '$SET costs 5$'],
    ['http://$NONE:${NONE?must}/', `http://${UNKNOWN}:${UNKNOWN}/`],
    ['${A:-${B:-${C:-deeper}}}', UNKNOWN],
  ])('%s is filled in as far as the files tell', (text, expected) => {
    expect(filled(text, variables)).toBe(expected);
  });

  it('can come from a file of variables', () => {
    const text = '# no\nA=1\nexport B="two # three" # four\nC=\'$A\'\nD=${A}b # c\n E = \nnothing\n';
    const found = variablesIn(text).map(({ name, value }) => `${name}=${value}`);
    expect(found).toEqual(['A=1', 'B=two # three', 'C=$A', 'D=1b', 'E=']);
  });

  it('is filled in time', () => {
    const began = performance.now();
    for (const part of ['${A:-', '$', '${', '${A:-${B', '$$']) filled(part.repeat(100_000), variables);
    variablesIn(' export '.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('a service', () => {
  it('calls others by their names, in all forms of an environment', () => {
    for (const lines of [
      'environment: { DB_HOST: db }',
      'environment: ["DB_URL=postgres://db/x"]',
      'environment: { DB: "db:5432" }',
      'command: sh -c "wait tcp://db:5432"',
      'entrypoint: [run, "--db", "http://DB/"]',
      'links: ["db:database"]',
      'environment: { HOST: "${DB:-db}" }',
    ])
      expect(flowsOf(two(lines))).toEqual(['db.to.web', 'web.to.db']);
  });

  it('calls them by their other names', () => {
    const named = (lines: string, host: string) =>
      flowsOf(two(`environment: { URL: "http://${host}" }`, `    ${lines}\n`));
    expect(named('container_name: town_db', 'town_db')).toEqual(['db.to.web', 'web.to.db']);
    expect(named('hostname: store.example.net', 'store.example.net')).toEqual(['db.to.web', 'web.to.db']);
    expect(named('networks: { default: { aliases: [store] } }', 'store')).toEqual(['db.to.web', 'web.to.db']);
    expect(named('restart: always', 'other')).toEqual(['other.to.web', 'web.to.other']);
  });

  it('that only waits for another does not call it', () => {
    const text = two('depends_on: [db]');
    expect(flowsOf(text)).toEqual([]);
    expect(importedAs('compose', { 'compose.yaml': text }).manifest).toContain('  # starts after db\n  web:');
  });

  it('is open to the outside by its ports', () => {
    const text = two('ports: ["80:80", { published: 443, target: 8443 }, "127.0.0.1:9:9"]');
    const { manifest: written } = importedAs('compose', { 'compose.yaml': text });
    expect(written).toContain(
      '  # open to the outside by ports 443:8443, 80:80\n  # open on its own machine by ports 127.0.0.1:9:9\n  web:',
    );
  });

  it('is of the party, and has the data, of its labels', () => {
    const labels = 'labels: { com.example.data-class: "plates, faces", com.example.vendor: acme }';
    const { systems } = manifest(two(labels));
    expect(systems?.web).toEqual({
      zone: 'default',
      kind: 'service',
      custodian: 'vendor-acme',
      collects: ['data-class-faces', 'data-class-plates'],
    });
    const mapping = {
      parties: { compose: 'town', 'vendor=acme': 'acme' },
      zones: { default: 'town-network' },
    };
    const mapped = manifestAs('compose', { 'compose.yaml': two(labels) }, mapping);
    expect(mapped.systems?.web).toMatchObject({ zone: 'town-network', custodian: 'acme' });
    expect(mapped.zones?.['town-network']).toEqual({ operator: 'town' });
  });

  it('has what it extends, and its own before that', () => {
    const text = `services:
  base: { image: x, environment: { A_HOST: a.example.org, B_HOST: b.example.org } }
  middle: { extends: base }
  web: { extends: { service: middle }, environment: { B_HOST: c.example.org } }
`;
    expect(flowsOf(text).filter((id) => id.startsWith('web.'))).toEqual([
      'web.to.a.example.org',
      'web.to.c.example.org',
    ]);
  });

  it('can extend one of another file, if that is given', () => {
    const files = {
      'a/compose.yaml': 'services: { web: { extends: { file: ../common/base.yaml, service: base } } }',
      'common/base.yaml': 'services: { base: { image: x, environment: { A_URL: "https://a.example.org" } } }',
    };
    expect(flowsOf(files)).toContain('a.web.to.a.example.org');
    expect(summaryOf({ 'a/compose.yaml': files['a/compose.yaml'] })?.open).toContain(
      'extended, or named for its variables, and not given: common/base.yaml',
    );
  });

  it('cannot extend itself, or what is not there', () => {
    expect(troubles('services: { a: { extends: b }, b: { extends: a } }')).toEqual([
      'extends-circle: b',
      'extends-circle: a',
    ]);
    expect(troubles('services: { web: { image: x }, a: { extends: wep } }')).toEqual([
      'unknown-reference: wep',
    ]);
  });
});

describe('networks', () => {
  const zoneOf = (lines: string, more = '') => manifest(two(lines, more)).systems?.web.zone;

  it('are zones, and what is in several stands in one of its own', () => {
    expect(zoneOf('restart: always')).toBe('default');
    expect(zoneOf('networks: [b]')).toBe('b');
    expect(zoneOf('networks: { b: , a: { aliases: [x] } }')).toBe('a.b');
    expect(zoneOf('network_mode: host')).toBe('host');
    expect(zoneOf('network_mode: "service:db"', '    networks: [deep]\n')).toBe('deep');
    expect(zoneOf('network_mode: "service:web"')).toBe('service-web');
    expect(zoneOf('network_mode: "container:old"')).toBe('container-old');
  });

  it('of other projects are the same for all', () => {
    const file =
      'services: { NAME: { image: x, networks: [n] } }\nnetworks: { n: { external: true, name: town } }\n';
    const { systems, zones } = manifest({
      'a/compose.yaml': file.replace('NAME', 'one'),
      'b/compose.yaml': file
        .replace('NAME', 'two')
        .replace('external: true, name: town', 'external: { name: town }'),
    });
    expect(systems?.['a.one'].zone).toBe('town');
    expect(systems?.['b.two'].zone).toBe('town');
    expect(Object.keys(zones ?? {})).toEqual(['town']);
  });
});

describe('volumes', () => {
  const both = (web: string, db: string, more = '') =>
    flowsOf(two(`volumes: [${web}]`, `    volumes: [${db}]\n${more}`));

  it('that two services have are stores, if one of them can write', () => {
    const shared = ['db.to.volume.vo', 'volume.vo.to.db', 'volume.vo.to.web'];
    expect(both('"vo:/a:ro,z"', '"vo:/b"', 'volumes: { vo: }')).toEqual(shared);
    expect(both('{ type: volume, source: vo, target: /a, read_only: true }', '"vo:/b"')).toEqual(shared);
    expect(both('"vo:/a:ro"', '"vo:/b:ro"')).toEqual([]);
    expect(both('"vo:/a"', '/b')).toEqual([]);
    expect(both('"./x/../v:/a:ro"', '{ type: bind, source: v, target: /b }')).toEqual([
      'db.to.folder.v',
      'folder.v.to.db',
      'folder.v.to.web',
    ]);
    expect(both('"/etc/localtime:/etc/localtime"', '"/etc/localtime:/etc/localtime"')).toEqual([]);
    expect(both('"${DATA}:/a"', '"${DATA}:/b"')).toEqual([]);
  });

  it('of one service are part of it, with their labels', () => {
    const text = two(
      'volumes: ["vo:/a"]',
      'volumes: { vo: { labels: { pii: "true" } }, w: { labels: [phi=yes] } }\n',
    );
    const { systems } = manifest(text);
    expect(systems?.web.collects).toEqual(['pii-true']);
    expect(systems?.['volume.w'].collects).toEqual(['phi-yes']);
  });

  it('of a server elsewhere lead there', () => {
    const volumes = 'volumes: { vo: { driver_opts: { type: cifs, device: "//Files.example.org/x" } } }\n';
    expect(both('"vo:/a:ro"', '/b', volumes)).toEqual(['files.example.org.to.web']);
  });
});

describe('files', () => {
  const web = (value: string) => `services: { web: { image: x, environment: { A_HOST: "${value}" } } }`;

  it('of one folder are one project: an override counts before its base, and of others all count', () => {
    const base = { 'a/docker-compose.yml': web('base.example.org') };
    const over = { ...base, 'a/docker-compose.override.yml': web('over.example.org') };
    expect(flowsOf(over)).toEqual(['a.web.to.over.example.org', 'over.example.org.to.a.web']);
    const others = { ...base, 'a/dev.yaml': web('dev.example.org'), 'a/prod.yaml': web('prod.example.org') };
    expect(flowsOf(others).filter((id) => id.startsWith('a.'))).toEqual([
      'a.web.to.dev.example.org',
      'a.web.to.prod.example.org',
    ]);
  });

  it('of two folders are two projects, unless one includes the other', () => {
    const files = (include: string) => ({
      'a/compose.yaml': `${include}\nservices: { web: { image: x, environment: { DB_HOST: db } } }`,
      'a/more/db.yaml': 'services: { db: { image: y } }',
    });
    expect(flowsOf(files('name: n'))).toEqual(['n.db.to.n.web', 'n.web.to.n.db']);
    expect(Object.keys(manifest(files('name: n')).systems ?? {})).toEqual(['a.more.db', 'n.db', 'n.web']);
    for (const include of [
      'include: [more/db.yaml]',
      'include: [{ path: [./more/db.yaml], project_directory: . }]',
    ])
      expect(Object.keys(manifest(files(include)).systems ?? {})).toEqual(['a.db', 'a.web']);
    const { 'a/compose.yaml': alone } = files('include: [more/db.yaml]');
    expect(summaryOf({ 'a/compose.yaml': alone })?.open).toContain('included and not given: a/more/db.yaml');
  });

  it('of variables count for the files beside them', () => {
    const files = {
      'a/compose.yaml': web('${WHERE}'),
      'a/.env': 'WHERE=a.example.org',
      'b/.env': 'WHERE=b.example.org',
    };
    expect(flowsOf(files)).toContain('a.web.to.a.example.org');
    const { 'a/compose.yaml': alone } = files;
    expect(summaryOf({ 'a/compose.yaml': alone })?.open).toContain(
      'settings that lead to a host which the files do not tell: 1',
    );
    const named =
      'services: { web: { image: x, env_file: [../web.env, { path: no.env, required: false }] } }';
    const given = { 'a/compose.yaml': named, 'web.env': 'A_URL=https://a.example.org\n' };
    expect(flowsOf(given)).toContain('a.web.to.a.example.org');
    expect(summaryOf({ 'a/compose.yaml': named })?.open).toContain(
      'extended, or named for its variables, and not given: web.env',
    );
  });

  it('that are something else are refused, with their place', () => {
    expect(troubles('apiVersion: v1\nkind: Pod\n')).toEqual(['not-a-model: apiVersion: v1\nkind: Pod']);
    expect(troubles('on: push\n')).toEqual(['not-a-model: on: push']);
    expect(troubles('- a\n')).toEqual(['not-a-model: - a']);
    expect(troubles('')).toEqual(['not-a-model: ']);
    expect(troubles('A=1', '.env')).toEqual(['not-a-model: ']);
    expect(troubles('services: [a]')).toEqual(['wrong-type: [a]']);
    expect(troubles('services:\n  a:\n    image: "x')[0]).toMatch(/^yaml-syntax/);
    expect(troubles('{"services": {', 'compose.json')[0]).toMatch(/^json-syntax/);
  });
});

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
const service = fc.record({
  hosts: fc.array(fc.oneof(name, fc.constantFrom('x.example.org', '${A:-db}', '${B}')), { maxLength: 3 }),
  volumes: fc.array(fc.constantFrom('v:/v', 'w:/w:ro', './f:/f'), { maxLength: 2 }),
  networks: fc.array(fc.constantFrom('front', 'back'), { maxLength: 2 }),
});
const written = (
  services: Readonly<
    Record<string, { hosts: readonly string[]; volumes: readonly string[]; networks: readonly string[] }>
  >,
) =>
  Object.fromEntries(
    Object.entries(services).map(([key, { hosts, volumes, networks }]) => [
      key,
      {
        image: 'x',
        environment: Object.fromEntries(hosts.map((host, at) => [`H${at}_HOST`, host])),
        volumes,
        networks,
      },
    ]),
  );
const services = fc.dictionary(name, service, { minKeys: 1, maxKeys: 5 });

describe('the tags of compose files', () => {
  const base = two('environment: { A: http://db, B: http://one.example.com }', '  old:\n    image: z\n');
  const over = (text: string, path = 'compose.override.yaml'): Files => ({
    'compose.yaml': base,
    [path]: `services:\n${text}`,
  });
  const systemsOf = (files: Files) => Object.keys(manifest(files).systems ?? {});

  it('!reset takes away what files before it state, in part or whole', () => {
    const part = over('  web:\n    environment:\n      A: !reset null\n');
    expect(flowsOf(part)).toEqual(['one.example.com.to.web', 'web.to.one.example.com']);
    expect(flowsOf(over('  web:\n    environment: !reset {}\n'))).toEqual([]);
    expect(flowsOf(over('  web:\n    environment: !reset\n'))).toEqual([]);
    expect(systemsOf(over('  old: !reset null\n'))).not.toContain('old');
    expect(systemsOf({ 'compose.yaml': base })).toContain('old');
  });

  it('!override puts its value in the place of what they state', () => {
    const files = over('  web:\n    environment: !override\n      - C=http://two.example.com\n');
    expect(flowsOf(files)).toEqual(['two.example.com.to.web', 'web.to.two.example.com']);
  });

  it('count alone as well: nothing is reset, and a value is a value', () => {
    const text = two('environment: !override { A: http://db, B: !reset http://x.example.com }');
    expect(flowsOf(text)).toEqual(['db.to.web', 'web.to.db']);
  });

  it('count for what is extended, and for what is included', () => {
    const extending = over(
      '  new:\n    extends: { file: compose.yaml, service: web }\n    environment: !reset\n',
    );
    expect(flowsOf(extending).filter((id) => id.includes('new'))).toEqual([]);
    const including = {
      'a/compose.yaml': 'include: [../b/base.yaml]\nservices:\n  web:\n    environment: !reset\n',
      'b/base.yaml': base,
    };
    expect(flowsOf(including)).toEqual([]);
  });

  it('of a file of which nobody knows when it counts take nothing away among such files, and are told', () => {
    const files = {
      'one.yaml': base,
      'two.yaml': 'services:\n  web:\n    environment: !reset\n',
    };
    expect(flowsOf(files)).toHaveLength(4);
    expect(summaryOf(files)?.assumed.join('\n')).toMatch(/resets .* take nothing away there: 1/);
    expect(flowsOf(over('  web:\n    environment: !reset\n', 'prod.yaml'))).toEqual([]);
  });

  it('are the only ones: others are refused with their place', () => {
    expect(troubles(two('environment: !include x.yaml'))).toEqual(['tag: !include']);
  });
});

describe('any services', () => {
  it('give the same bytes each time, and the same manifest in whatever order they stand', () => {
    fc.assert(
      fc.property(services, (each) => {
        const content = written(each);
        const files = { 'compose.json': JSON.stringify({ services: content }) };
        const first = importedAs('compose', files);
        expect(importedAs('compose', files).manifest).toBe(first.manifest);
        const turned = Object.fromEntries(Object.entries(content).toReversed());
        expect(manifest({ 'compose.json': JSON.stringify({ services: turned }) })).toEqual(manifest(files));
        const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: first.manifest ?? '' }] });
        expect(opened.problems).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('stay as they are where one that they do not name is added', () => {
    fc.assert(
      fc.property(services, (each) => {
        const content = written(each);
        const more = {
          ...content,
          'unrelated-service': { image: 'y', environment: { H_HOST: 'z.example.net' } },
        };
        const before = manifest({ 'compose.json': JSON.stringify({ services: content }) });
        const after = manifest({ 'compose.json': JSON.stringify({ services: more }) });
        for (const section of ['parties', 'zones', 'systems', 'flows'] as const)
          expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
      }),
      { numRuns: 80 },
    );
  });

  it('never crash the import, whatever is in them', () => {
    const keys = [
      'environment',
      'volumes',
      'networks',
      'ports',
      'extends',
      'labels',
      'env_file',
      'links',
      'extra_hosts',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), fc.jsonValue(), (key, value, top) => {
        const text = JSON.stringify({
          services: { a: { image: 'x', [key]: value } },
          networks: top,
          volumes: top,
          include: top,
        });
        const { manifest: made, problems } = importedAs('compose', { 'compose.json': text });
        expect(made === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, variables) => {
        const { manifest: made, problems } = importedAs('compose', {
          'compose.yaml': text,
          '.env': variables,
        });
        expect(made === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the program', () => {
  it('imports a compose file, and checks it', async () => {
    const cwd = folderWith(LIBRARY);
    const made = await run(['import', 'compose', ...Object.keys(LIBRARY)], { cwd });
    expect(made.stdout).toBe(sampleText('compose', 'library.expected.yaml'));
    expect(made.stderr).toContain('an extension, which means something to its author');
    expect(made.code).toBe(0);
    const checked = await run(['check', '--at', '2025-06-01', '--from', 'compose', 'library/compose.yaml'], {
      cwd,
    });
    expect(checked.stdout).toMatch(/library\/compose\.yaml:\d+:\d+ /);
    expect(checked.code).not.toBe(2);
  });

  it('tells what else a file is', async () => {
    const cwd = folderWith({ 'a.yaml': 'apiVersion: v1\nkind: Pod\n' });
    const { stderr, code } = await run(['import', 'compose', 'a.yaml'], { cwd });
    expect(stderr).toContain('a.yaml:1:1');
    expect(stderr).toMatch(/flowdown import\s+kubernetes/);
    expect(code).toBe(2);
  });
});

it('the page shows what comes of its example', () => {
  const blocks = blocksOf(textOf('docs/import/compose.md'));
  const block = (file: string) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '';
  const { manifest: made } = importedAs('compose', { 'compose.yaml': block('compose.yaml') });
  expect(made?.split('\n').slice(2).join('\n')).toBe(block('compose.flow.yaml'));
});
