import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { folderWith, run } from '../cli/run.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';
import { sampleText } from './samples.ts';

const PARKING = sampleText('kubernetes', 'parking.yaml');
const parking = manifestAs('kubernetes', { 'parking.yaml': PARKING });

const manifest = (text: string) => manifestAs('kubernetes', { 'x.yaml': text });
const summaryOf = (text: string) => importedAs('kubernetes', { 'x.yaml': text }).summary;
const troubles = (text: string, path = 'x.yaml') =>
  importedAs('kubernetes', { [path]: text }).problems.map(
    ({ code, start, end }) => `${code}: ${text.slice(start, end)}`,
  );

/** A pod with lines in the specification of its container. */
const pod = (container: string, name = 'web', more = '') => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec:
  containers:
    - name: c
      ${container}
${more}`;

const service = (name: string, spec: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec} }\n`;

describe('samples', () => {
  it.each(['parking.yaml', 'plain.json'])('%s becomes the manifest beside it, and checks', (name) => {
    const { manifest: written, problems } = importedAs('kubernetes', {
      [name]: sampleText('kubernetes', name),
    });
    expect(problems).toEqual([]);
    expect(written).toBe(sampleText('kubernetes', `${name.replace(/\..*/, '')}.expected.yaml`));
    const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: written ?? '' }] });
    expect(opened.problems).toEqual([]);
  });

  it('have no authorizations', () => {
    expect(parking.authorizations).toBeUndefined();
    expect(parking.waivers).toBeUndefined();
  });
});

describe('a workload', () => {
  it.each([
    ['apps/v1', 'Deployment', 'template'],
    ['apps/v1', 'ReplicaSet', 'template'],
    ['apps/v1', 'StatefulSet', 'template'],
    ['extensions/v1beta1', 'DaemonSet', 'template'],
    ['batch/v1', 'Job', 'template'],
    ['batch/v1beta1', 'CronJob', 'jobTemplate'],
    ['v1', 'ReplicationController', 'template'],
    ['serving.knative.dev/v1', 'Service', 'template'],
  ])('%s %s is a system that calls', (apiVersion, kind, key) => {
    const template = {
      spec: { containers: [{ name: 'c', env: [{ name: 'DB_HOST', value: 'db.example.org' }] }] },
    };
    const spec = { [key]: key === 'jobTemplate' ? { spec: { template } } : template };
    const object = { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
    const { systems, flows } = manifest(JSON.stringify(object));
    const id = `shop.${kind.toLowerCase()}.web`;
    expect(systems?.[id]).toEqual({ zone: 'shop', kind: 'service' });
    expect(flows?.[`${id}.to.db.example.org`]).toEqual({
      from: id,
      to: 'db.example.org',
      channel: 'network',
    });
  });

  it('is of the party that its label names, whatever stands before the slash of the key', () => {
    const text = pod('image: x').replace('app: web', 'example.com/team: shoppers');
    expect(manifest(text).systems?.['shop.pod.web'].custodian).toBe('team-shoppers');
    const mapping = { parties: { 'team=shoppers': 'acme' } };
    const mapped = manifestAs('kubernetes', { 'x.yaml': text }, mapping);
    expect(mapped.systems?.['shop.pod.web'].custodian).toBe('acme');
    expect(mapped.parties?.acme).toEqual({});
  });

  it('has the data of its labels, with the categories that the mapping gives', () => {
    const text = pod('image: x').replace('app: web', 'data-class: plates');
    const mapping = { categories: { 'data-class=plates': ['vehicle.plate'] }, parties: { shop: 'acme' } };
    const { data, systems, zones } = manifestAs('kubernetes', { 'x.yaml': text }, mapping);
    expect(data).toEqual({
      'data-class-plates': { category: ['vehicle.plate'], owner: 'data-owner-not-stated' },
    });
    expect(systems?.['shop.pod.web'].collects).toEqual(['data-class-plates']);
    expect(zones?.shop.operator).toBe('acme');
    const named = manifestAs('kubernetes', { 'x.yaml': text }, { data: { 'data-class=plates': 'plates' } });
    expect(named.systems?.['shop.pod.web'].collects).toEqual(['plates']);
  });

  it('is one, where the objects that it makes are there as well', () => {
    const owned = pod('image: x').replace(
      'name: web',
      'name: web-1, ownerReferences: [{ kind: Pod, name: web }]',
    );
    expect(Object.keys(manifest(`${pod('image: x')}\n---\n${owned}`).systems ?? {})).toEqual([
      'shop.pod.web',
    ]);
  });
});

describe('a setting', () => {
  const flowsOf = (text: string) =>
    Object.keys(manifest(text).flows ?? {}).filter((id) => id.startsWith('shop.pod.web.'));
  const env = (name: string, value: string) => pod(`env: [{ name: ${name}, value: "${value}" }]`);

  it('leads to what a service selects', () => {
    const db = `---\n${pod('image: x', 'db')}${service('store', 'selector: { app: db }')}`;
    for (const host of ['store', 'store.shop', 'store.shop.svc', 'db-0.store.shop.svc.cluster.local'])
      expect(flowsOf(`${env('URL', `tcp://${host}:1`)}${db}`)).toEqual(['shop.pod.web.to.shop.pod.db']);
  });

  it('leads to a service whose workloads are elsewhere, and to one that is only named', () => {
    const store = service('store', 'selector: { app: elsewhere }');
    expect(flowsOf(`${env('STORE', 'store:80')}${store}`)).toEqual(['shop.pod.web.to.shop.service.store']);
    expect(flowsOf(env('STORE_HOST', 'store'))).toEqual(['shop.pod.web.to.shop.service.store']);
    expect(flowsOf(env('STORE', 'store:80'))).toEqual([]);
  });

  it('leads outside through an external name, which can lead on', () => {
    const names = service('a', 'type: ExternalName, externalName: b.shop.svc.cluster.local');
    const more = service('b', 'type: ExternalName, externalName: x.example.org.');
    expect(flowsOf(`${env('A_URL', 'https://a/')}${names}${more}`)).toEqual([
      'shop.pod.web.to.x.example.org',
    ]);
    const circle = service('b', 'type: ExternalName, externalName: a');
    expect(flowsOf(`${env('A_URL', 'https://a/')}${names}${circle}`)).toHaveLength(1);
  });

  it('leads nowhere where an ingress leads back', () => {
    const web = service('web', 'selector: { app: web }');
    const ingress =
      '---\napiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: i, namespace: shop }\nspec: { rules: [{ host: Shop.example.com, http: { paths: [{ backend: { serviceName: web, servicePort: 1 } }] } }] }\n';
    expect(flowsOf(`${env('URL', 'https://shop.example.com')}${web}${ingress}`)).toEqual([]);
  });

  it('of a host outside is encrypted as its scheme says, but may be by a mesh within', () => {
    const { flows } = manifest(
      pod('args: ["--a=http://a.example.org", "--b=http://b.shop.svc", "https://c.example.org"]'),
    );
    const encryption = (to: string) => flows?.[`shop.pod.web.to.${to}`].encryption;
    expect(encryption('a.example.org')).toEqual({ inTransit: 'none' });
    expect(encryption('shop.service.b')).toBeUndefined();
    expect(encryption('c.example.org')).toEqual({ inTransit: 'https' });
  });

  it('that is not in the files is told', () => {
    const text = pod('env: [{ name: DB_URL, valueFrom: { secretKeyRef: { name: s, key: k } } }]');
    expect(summaryOf(text)?.open).toEqual(
      expect.arrayContaining([
        'settings that lead to a host which the files do not tell: 1',
        'settings that are taken from a ConfigMap or Secret which is not in the files: 1',
      ]),
    );
  });

  it('of a secret counts as far as it leads somewhere, and is shown nowhere', () => {
    const secret = `---\napiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\ndata: { k: ${btoa('https://me:hush@x.example.org')}, bad: "%%" }\n`;
    const { manifest: written } = importedAs('kubernetes', {
      'x.yaml': pod('envFrom: [{ secretRef: { name: s } }]') + secret,
    });
    expect(written).toContain('shop.pod.web.to.x.example.org');
    expect(written).not.toContain('hush');
  });

  it('can repeat others only so far', () => {
    const repeats = Array.from({ length: 40 }, (_, at) => ({
      name: `V${at + 1}`,
      value: `$(V${at})$(V${at})`,
    }));
    const container = { name: 'c', env: [{ name: 'V0', value: 'xx' }, ...repeats] };
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [container] },
    };
    expect(importedAs('kubernetes', { 'x.json': JSON.stringify(object) }).problems).toEqual([]);
  });
});

describe('a volume', () => {
  const claim = (name: string, more = '') =>
    `${pod('image: x', name)}  volumes: [{ name: v, persistentVolumeClaim: { claimName: files${more} } }]\n`;

  it('is a store where several workloads have it, with ways as they can write', () => {
    const { systems, flows } = manifest(`${claim('a')}---\n${claim('b', ', readOnly: true')}`);
    expect(systems?.['shop.persistentvolumeclaim.files']).toEqual({ zone: 'shop', kind: 'store' });
    expect(Object.keys(flows ?? {})).toEqual([
      'shop.persistentvolumeclaim.files.to.shop.pod.a',
      'shop.persistentvolumeclaim.files.to.shop.pod.b',
      'shop.pod.a.to.shop.persistentvolumeclaim.files',
    ]);
  });

  it('of one workload is part of it, with its labels', () => {
    const object =
      '---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: files, namespace: shop, labels: { pii: "true" } }\n';
    const { systems } = manifest(`${claim('a')}${object}`);
    expect(systems).toEqual({ 'shop.pod.a': { zone: 'shop', kind: 'service', collects: ['pii-true'] } });
    expect(Object.keys(manifest(object.slice(4)).systems ?? {})).toEqual([
      'shop.persistentvolumeclaim.files',
    ]);
  });

  it('of a server elsewhere leads there, directly or by a persistent volume', () => {
    const objects = `${claim('a')}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files, namespace: shop }
spec: { volumeName: pv }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { nfs: { server: nfs.example.org, path: / } }
`;
    expect(Object.keys(manifest(objects).flows ?? {})).toEqual([
      'nfs.example.org.to.shop.pod.a',
      'shop.pod.a.to.nfs.example.org',
    ]);
  });
});

describe('a policy', () => {
  const namespaces = ['shop', 'other']
    .map(
      (name) =>
        `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { owner: ${name}, tier: t-${name} } }\n`,
    )
    .join('');
  const other = `---\n${pod('image: x', 'caller').replace('namespace: shop', 'namespace: other')}`;
  const policy = (spec: string) =>
    `${pod('image: x')}${namespaces}${other}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`;

  it('that lets in another party is an ability of that party, and no flow', () => {
    for (const from of [
      'namespaceSelector: { matchLabels: { tier: t-other } }',
      'namespaceSelector: {}',
      'namespaceSelector: { matchExpressions: [{ key: tier, operator: In, values: [t-other] }] }, podSelector: { matchLabels: { app: caller } }',
      'namespaceSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [t-shop] }] }',
    ]) {
      const { access, flows } = manifest(policy(`{ podSelector: {}, ingress: [{ from: [{ ${from} }] }] }`));
      expect(access).toEqual({
        'shop.p.ingress.owner-other': { party: 'owner-other', systems: ['shop.pod.web'] },
      });
      expect(flows).toBeUndefined();
    }
  });

  it('that lets out to another party is an ability as well', () => {
    const to = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } }';
    const { access } = manifest(policy(`{ podSelector: {}, egress: [{ to: [{ ${to} }] }] }`));
    expect(access).toEqual({
      'shop.p.egress.owner-shop': { party: 'owner-shop', systems: ['other.pod.caller'] },
    });
  });

  it('for a range of addresses is one for whoever has them, unless everyone can', () => {
    const cidr = (range: string) =>
      manifestAs(
        'kubernetes',
        { 'x.yaml': policy(`{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: ${range} } }] }] }`) },
        { parties: { '203.0.113.0/24': 'acme' } },
      ).access;
    expect(cidr('203.0.113.0/24')).toEqual({
      'shop.p.ingress.acme': { party: 'acme', systems: ['shop.pod.web'] },
    });
    expect(cidr('0.0.0.0/0')).toBeUndefined();
    expect(cidr('10.0.0.0/8')).toBeUndefined();
  });

  it('that lets in nobody else, or anyone, names no party; where there is none, that is told', () => {
    const nobody = policy('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }');
    const anyone = policy('{ podSelector: { matchLabels: { app: web } }, ingress: [{}] }');
    expect(manifest(nobody).access).toBeUndefined();
    expect(manifest(anyone).access).toBeUndefined();
    expect(summaryOf(anyone)?.assumed.join('\n')).toContain(
      'let in anyone, or out to anywhere, name no party: 1',
    );
    expect(summaryOf(nobody)?.open.join('\n')).toMatch(/anything in the cluster may reach them: 1/);
  });

  it('of a mesh is an ability of those who run as its principals, and denial is none', () => {
    const rule = (action: string, source: string) =>
      `${pod('image: x')}${namespaces}${other}---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: p, namespace: shop }\nspec: { action: ${action}, rules: [{ from: [{ source: { ${source} } }] }] }\n`;
    for (const source of [
      'principals: [cluster.local/ns/other/sa/default]',
      'principals: [cluster.local/ns/other/*]',
      'principals: [spiffe://cluster.local/ns/other/sa/unseen]',
      'namespaces: [other]',
    ])
      expect(Object.keys(manifest(rule('ALLOW', source)).access ?? {})).toEqual([
        'shop.p.callers.owner-other',
      ]);
    expect(manifest(rule('DENY', 'namespaces: [other]')).access).toBeUndefined();
    const strange = manifest(rule('ALLOW', 'principals: [town.example.org/ns/a/sa/b]'));
    expect(Object.keys(strange.access ?? {})).toEqual(['shop.p.callers.town.example.org']);
  });
});

describe('a way in', () => {
  it.each([
    [
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      '{ hostnames: [a.example.com], rules: [{ backendRefs: [{ name: web }] }] }',
    ],
    ['route.openshift.io/v1', 'Route', '{ host: a.example.com, to: { kind: Service, name: web } }'],
    [
      'networking.istio.io/v1',
      'VirtualService',
      '{ hosts: [a.example.com], gateways: [g], http: [{ route: [{ destination: { host: web } }] }] }',
    ],
    [
      'networking.k8s.io/v1',
      'Ingress',
      '{ rules: [{ host: a.example.com }], defaultBackend: { service: { name: web } } }',
    ],
  ])('%s %s is told at what it leads to', (apiVersion, kind, spec) => {
    const entry = `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: r, namespace: shop }\nspec: ${spec}\n`;
    const text = pod('image: x') + service('web', 'selector: { app: web }') + entry;
    const { manifest: written } = importedAs('kubernetes', { 'x.yaml': text });
    expect(written).toContain(`  # open to the outside: ${kind} shop/r, as a.example.com\n  shop.pod.web:`);
  });
});

describe('what is not read', () => {
  it('is counted by kind, with why', () => {
    const text = `${pod('image: x')}---\napiVersion: x.example.com/v1\nkind: Gate\nmetadata: { name: g }\n---\nreplicas: 3\n`;
    expect(summaryOf(text)?.dropped).toEqual([
      { field: 'documents without a kind', count: 1, reason: 'no apiVersion and kind' },
      { field: 'objects Gate (x.example.com/v1)', count: 1, reason: 'a kind that is not read' },
    ]);
  });

  it('is refused where nothing in a file is an object', () => {
    expect(troubles('image: { tag: "1" }\n')).toEqual(['not-a-model: image: { tag: "1" }']);
    expect(troubles('- 1\n')).toEqual(['not-a-model: - 1']);
    expect(troubles('')).toEqual(['not-a-model: ']);
    expect(troubles('# nothing\n---\n')).toEqual(['not-a-model: ']);
  });

  it('is refused as a template, at its first braces, with what to do', () => {
    const chart = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n';
    expect(troubles(chart)).toEqual(['not-a-model: {{']);
    expect(troubles(`{{- if .Values.on }}\n${chart}{{- end }}\n`)).toEqual(['not-a-model: {{']);
    expect(troubles(chart.replace('{{ .Release.Name }}', '"{{ .Release.Name }}"'))).toEqual([
      'not-a-model: "{{ .Release.Name }}"',
    ]);
    const [problem] = importedAs('kubernetes', { 'x.yaml': chart }).problems;
    expect(wordsOf(problem).help).toContain('helm template');
  });

  it('is refused where it is cut off or misshapen, with its place', () => {
    expect(troubles(PARKING.slice(0, PARKING.indexOf('claimName')))[0]).toMatch(/^yaml-syntax/);
    expect(troubles('{"apiVersion": "v1", "kind":', 'x.json')[0]).toMatch(/^json-syntax/);
    expect(troubles('apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: 3 }\n')).toEqual([
      'wrong-type: 3',
    ]);
    expect(troubles('apiVersion: v1\nkind: Pod\nmetadata: {}\n')).toEqual(['missing-field: ']);
  });

  it('is an object that stands twice, and both places are named', () => {
    const { problems } = importedAs('kubernetes', { 'a.yaml': pod('image: x'), 'b.yaml': pod('image: y') });
    expect(
      problems.map(({ code, file, values, related }) => ({ code, file, values, other: related?.[0].file })),
    ).toEqual([
      {
        code: 'defined-twice',
        file: 'b.yaml',
        values: { name: 'Pod shop/web', file: 'a.yaml' },
        other: 'a.yaml',
      },
    ]);
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const object = fc.record({
  kind: fc.constantFrom('Deployment', 'StatefulSet', 'Job'),
  name: word,
  namespace: fc.constantFrom('a', 'b'),
  hosts: fc.array(fc.oneof(word, fc.constantFrom('x.example.org', 'db.a', 'https://y.example.org')), {
    maxLength: 3,
  }),
});
const written = ({
  kind,
  name,
  namespace,
  hosts,
}: {
  kind: string;
  name: string;
  namespace: string;
  hosts: readonly string[];
}) => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name, namespace },
  spec: {
    template: {
      spec: { containers: [{ name: 'c', env: hosts.map((value, at) => ({ name: `V${at}_HOST`, value })) }] },
    },
  },
});

describe('any objects', () => {
  it('give the same bytes each time, in whatever order files and objects come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(object, {
          selector: ({ kind, name, namespace }) => kind + name + namespace,
          minLength: 1,
          maxLength: 6,
        }),
        (objects) => {
          const files = objects.map((each, at) => [`${at}.json`, JSON.stringify(written(each))] as const);
          const first = importedAs('kubernetes', Object.fromEntries(files));
          expect(importedAs('kubernetes', Object.fromEntries([...files].reverse())).manifest).toBe(
            first.manifest,
          );
          const list = (items: readonly unknown[]) =>
            JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
          const items = objects.map(written);
          const forth = manifestAs('kubernetes', { 'x.json': list(items) });
          expect(manifestAs('kubernetes', { 'x.json': list(items.toReversed()) })).toEqual(forth);
          const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: first.manifest ?? '' }] });
          expect(opened.problems).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stay as they are where another one is added', () => {
    const more = written({ kind: 'Job', name: 'other', namespace: 'elsewhere', hosts: ['z.example.net'] });
    fc.assert(
      fc.property(
        fc.uniqueArray(object, {
          selector: ({ kind, name, namespace }) => kind + name + namespace,
          minLength: 1,
          maxLength: 5,
        }),
        (objects) => {
          const files = Object.fromEntries(
            objects.map((each, at) => [`${at}.json`, JSON.stringify(written(each))]),
          );
          const before = manifestAs('kubernetes', files);
          const after = manifestAs('kubernetes', { ...files, 'z.json': JSON.stringify(more) });
          for (const section of ['parties', 'zones', 'systems', 'flows'] as const)
            expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never crash, whatever is in them', () => {
    const kinds = [
      'Pod',
      'Service',
      'Ingress',
      'ConfigMap',
      'NetworkPolicy',
      'List',
      'PersistentVolumeClaim',
      'Namespace',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string(),
        fc.jsonValue(),
        fc.jsonValue(),
        (kind, name, spec, data) => {
          const text = JSON.stringify({
            apiVersion: 'v1',
            kind,
            metadata: { name, labels: data },
            spec,
            data,
            items: spec,
          });
          const { manifest: made, problems } = importedAs('kubernetes', { 'x.json': text });
          expect(made === undefined).toBe(problems.length > 0);
        },
      ),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { manifest: made, problems } = importedAs('kubernetes', { 'x.yaml': text });
        expect(made === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the program', () => {
  it('imports objects, and checks them beside a manifest that declares what they name', async () => {
    const beside = `flowdown: 1
parties: { town: {}, acme: {} }
data: { permits: { category: government.permit, owner: town } }
`;
    const mapping = `parties: { owner=town-hall: town, owner=plate-readers: acme, example.org: acme, example.net: acme, 203.0.113.0/24: acme }
data: { data-class=permits: permits }
`;
    const cwd = folderWith({
      'k8s/parking.yaml': PARKING,
      'flowdown.mapping.yaml': mapping,
      'x.flow.yaml': beside,
    });
    const made = await run(['import', 'kubernetes', 'k8s/parking.yaml'], { cwd });
    expect({ code: made.code, first: made.stdout.split('\n')[0] }).toEqual({
      code: 0,
      first: '# From the Kubernetes objects in k8s/parking.yaml, by flowdown import kubernetes.',
    });
    expect(made.stderr).toContain('how it runs, not what it does with data');
    const checked = await run(['check', '--at', '2025-06-01', '--from', 'kubernetes', 'k8s/parking.yaml'], {
      cwd,
    });
    expect(checked.stdout).toMatch(/k8s\/parking\.yaml:\d+:\d+ /);
    expect(checked.code).toBe(1);
  });

  it('tells of a template with its place', async () => {
    const cwd = folderWith({
      'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n',
    });
    const { stderr, code } = await run(['import', 'kubernetes', 'a.yaml'], { cwd });
    expect(stderr).toContain('a.yaml:4:9');
    expect(stderr).toContain('helm template');
    expect(code).toBe(2);
  });
});

it('the page shows what comes of its example', () => {
  const blocks = blocksOf(textOf('docs/import/kubernetes.md'));
  const block = (file: string) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '';
  const { manifest: made } = importedAs('kubernetes', { 'shop.yaml': block('shop.yaml') });
  expect(made?.split('\n').slice(2).join('\n')).toBe(block('shop.flow.yaml'));
});
