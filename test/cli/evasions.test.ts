import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../../src/manifest/format.ts';
import { allVerdicts, findings, rulesOf } from '../reference/findings.ts';
import { worldOf } from '../reference/rules/world.ts';
import { folderWith, run, type Files } from './run.ts';

// Each evasion stands in the supplier's files alone. The command line still ends with 1, the reference
// implementation finds the same, and the honest variant passes: the evasion is all that lies between.

const AT = '2019-06-01';

const CONFIG = `
packs: [core, case-cbp-2019]
trust:
  agency.flow.yaml: [agency]
  supplier.flow.yaml: [supplier]
required: [agency, supplier]
`;

/** What the rules of the packs want of every system that keeps such data, and of whoever handles it. */
const KEPT = 'retention: P30D, assessments: [{ on: 2019-01-15, by: agency, kind: review }]';
const FIT =
  'training: [{ topic: privacy, on: 2019-01-15 }], assessments: [{ on: 2019-01-15, by: agency, kind: review }]';

const AGENCY = `
flowdown: 1
speaksFor: [agency]
parties: { agency: {}, supplier: { ${FIT} } }
contracts:
  service: { acquirer: agency, supplier: supplier, incidentNotification: { within: PT1H } }
zones: { port: { operator: agency } }
systems:
  camera: { zone: port, collects: [plates, faces], ${KEPT} }
data:
  plates: { category: vehicle.license-plate.image, owner: agency }
  faces: { category: biometric.face.image, owner: agency }
`;

const SUPPLIER = `
flowdown: 1
speaksFor: [supplier]
zones: { office: { operator: supplier } }
systems:
  share: { zone: office, ${KEPT} }
flows:
  send: { from: camera, to: share, data: [plates], logged: true }
`;

const WITHOUT_FLOW =
  'flowdown: 1\nzones: { office: { operator: supplier } }\nsystems: { share: { zone: office } }\n';

const PERMITTED = `${AGENCY}
authorizations:
  hold: { by: agency, to: supplier, data: [plates], actions: [hold] }
`;

/** The supplier holds faces and derives from them by permission, in its office; what it derives goes on to its cloud. */
const DERIVING = `${AGENCY}
authorizations:
  work: { by: agency, to: supplier, data: [faces], actions: [hold, derive], zones: [office] }
`;
const DECLASSIFIED = `${DERIVING}
  release: { by: agency, to: supplier, data: [faces], actions: [declassify] }
`;
const DERIVED = `
flowdown: 1
zones: { office: { operator: supplier }, cloud: { operator: supplier } }
systems:
  share: { zone: office, produces: [statistics], ${KEPT} }
  bucket: { zone: cloud, ${KEPT} }
data:
  statistics: { category: text, owner: supplier, derivedFrom: [faces], deidentified: { method: hashing } }
flows:
  send: { from: camera, to: share, data: [faces], logged: true }
`;

/** A broker keeps the share. The agency approves of the broker; that it may have the data is the supplier's word alone. */
const APPROVED = PERMITTED.replace('supplier: {', `broker: { ${FIT} }, supplier: {`).replace(
  'supplier: supplier,',
  'supplier: supplier, subcontracting: { approved: [broker] },',
);
const PASSED_ON = `
flowdown: 1
zones: { office: { operator: supplier } }
systems: { share: { zone: office, custodian: broker, ${KEPT} } }
flows: { send: { from: camera, to: share, data: [plates], logged: true } }
contracts:
  storage:
    { acquirer: supplier, supplier: broker, under: service, incidentNotification: { within: PT1H, direct: true } }
authorizations: { on: { by: supplier, to: broker, data: [plates], actions: [hold] } }
`;

/** A copy of plates by a flow, as both rules see it. */
const copied = (flow: string, data = 'plates'): string[] => [
  `case-cbp-2019/unauthorized-contractor-copy flow:${flow}/${data}`,
  `core/unauthorized-transfer flow:${flow}/${data}`,
];
const unentitled = (subject: string): string => `core/unentitled-statement ${subject}`;
const UNKNOWN_CUSTODY = 'core/unknown-custody systems:share';
const BROKEN_DELEGATION = 'core/broken-delegation flow:send/plates';
const MISSING = 'core/missing-manifest manifest:supplier';

interface Evasion {
  readonly name: string;
  /** Its text; or its files, for the evasions that lie in the name. */
  readonly supplier: string | Files;
  readonly agency?: string;
  /** All violations, as rule and subject. */
  readonly violations: readonly string[];
  /** Those on files other than manifests, which the reference does not know. */
  readonly byFileName?: readonly string[];
  /** The variant that passes; the same supplier with a permission when absent. */
  readonly honest?: { readonly agency?: string; readonly supplier?: string };
}

const replaced = (from: string, to: string): string => {
  expect(SUPPLIER).toContain(from);
  return SUPPLIER.replace(from, to);
};
const flow = (stated: string): string => replaced('data: [plates],', `${stated},`);
const share = (stated: string): string => replaced('share: { zone: office,', `share: { ${stated},`);
const added = (section: string): string => `${SUPPLIER}${section}\n`;

const permitted = { agency: PERMITTED, supplier: SUPPLIER };
const withoutFlow = { supplier: WITHOUT_FLOW };

const EVASIONS: readonly Evasion[] = [
  { name: 'nothing is evaded', supplier: SUPPLIER, violations: copied('send') },
  {
    name: 'the agency is named as custodian of the share',
    supplier: share('zone: office, custodian: agency'),
    violations: copied('send'),
  },
  {
    name: 'the share is placed in the zone of the agency',
    supplier: share('zone: port'),
    violations: [...copied('send'), unentitled('systems:share'), UNKNOWN_CUSTODY],
    honest: permitted,
  },
  {
    name: 'the share is placed in the zone of the agency, kept by the supplier',
    supplier: share('zone: port, custodian: supplier'),
    violations: copied('send'),
  },
  {
    name: 'the office is said to be run by the agency',
    supplier: replaced('operator: supplier', 'operator: agency'),
    violations: [...copied('send'), unentitled('zones:office'), UNKNOWN_CUSTODY],
    honest: permitted,
  },
  {
    name: 'what is derived from faces is called de-identified',
    agency: DERIVING,
    supplier: `${DERIVED}  publish: { from: share, to: bucket, data: [statistics] }\n`,
    violations: ['core/unauthorized-transfer flow:publish/statistics'],
    honest: { agency: DERIVING, supplier: DERIVED },
  },
  {
    name: 'what is derived from faces is called de-identified, where the agency could have agreed',
    agency: DERIVING,
    supplier: `${DERIVED}  publish: { from: share, to: bucket, data: [statistics] }\n`,
    violations: ['core/unauthorized-transfer flow:publish/statistics'],
    honest: { agency: DECLASSIFIED },
  },
  {
    name: 'the flow ended yesterday',
    supplier: flow('data: [plates], period: { until: 2019-05-31 }'),
    violations: copied('send'),
  },
  {
    name: 'the flow ended yesterday, and nothing is said of a disposal',
    supplier: flow('data: [plates], period: { until: 2019-05-31 }'),
    violations: copied('send'),
    honest: {
      supplier: flow('data: [plates], period: { until: 2019-05-31 }').replace(
        'zone: office,',
        'zone: office, disposals: [{ on: 2019-05-31, data: all }],',
      ),
    },
  },
  {
    name: 'the share is out of service since yesterday',
    supplier: share('zone: office, period: { until: 2019-05-31 }'),
    violations: [...copied('send'), 'case-cbp-2019/out-of-service-with-data hold:share/plates'],
    honest: permitted,
  },
  {
    name: 'the flow is split over two relays',
    supplier: `
flowdown: 1
zones: { office: { operator: supplier }, cellar: { operator: supplier }, cloud: { operator: supplier } }
systems:
  share: { zone: office, ${KEPT} }
  first: { zone: cellar, storage: transient, ${KEPT} }
  second: { zone: cloud, storage: transient, ${KEPT} }
flows:
  one: { from: camera, to: first, data: [plates], logged: true }
  two: { from: first, to: second, data: all }
  three: { from: second, to: share, categories: [vehicle] }
`,
    violations: ['one', 'two', 'three'].flatMap((step) => copied(step)),
  },
  {
    name: 'the flow is called a move',
    supplier: flow('data: [plates], mode: move'),
    violations: copied('send'),
  },
  {
    name: 'the flow is called a view',
    supplier: flow('data: [plates], mode: view'),
    violations: ['core/unauthorized-transfer flow:send/plates'],
    honest: permitted,
  },
  {
    name: 'the data is left out',
    supplier: replaced(', data: [plates]', ''),
    violations: ['core/opaque-flow flow:send'],
    honest: permitted,
  },
  {
    name: 'the flow names a category one level up',
    supplier: flow('categories: [vehicle.license-plate]'),
    violations: copied('send'),
  },
  {
    name: 'the flow names a category one level down',
    supplier: flow('categories: [vehicle.license-plate.image.front]'),
    violations: ['core/opaque-flow flow:send'],
    honest: permitted,
  },
  {
    name: 'the data is packed in a container of its own',
    supplier: `${flow('data: [bundle]')}data:
  bundle: { category: archive, owner: supplier, contains: [plates] }
`,
    violations: [...copied('send'), 'core/data-without-origin flow:send/bundle'],
    honest: permitted,
  },
  {
    name: 'it permits itself in the name of the agency',
    supplier: added(
      'authorizations: { mine: { by: agency, to: supplier, categories: [vehicle], actions: [hold] } }',
    ),
    violations: [...copied('send'), unentitled('authorizations:mine')],
    honest: permitted,
  },
  {
    name: 'it permits itself in its own name',
    supplier: added(
      'authorizations: { mine: { by: supplier, to: supplier, categories: [vehicle], actions: [hold] } }',
    ),
    violations: [...copied('send'), BROKEN_DELEGATION],
    honest: permitted,
  },
  {
    name: 'it passes on a permission that it may not pass on',
    agency: APPROVED,
    supplier: PASSED_ON,
    violations: [...copied('send'), BROKEN_DELEGATION],
    honest: { agency: APPROVED.replace('actions: [hold] }', 'actions: [hold], delegable: 1 }') },
  },
  {
    name: 'it claims to speak for the agency',
    supplier: replaced('speaksFor: [supplier]', 'speaksFor: [supplier, agency]').concat(
      'authorizations: { mine: { by: agency, to: supplier, categories: [vehicle], actions: [hold] } }\n',
    ),
    violations: [
      ...copied('send'),
      unentitled('authorizations:mine'),
      unentitled('speaksFor:supplier.flow.yaml'),
    ],
    honest: permitted,
  },
  {
    name: 'it redefines the plates, the owner unchanged',
    supplier: added('data: { plates: { category: text, owner: agency } }'),
    violations: [...copied('send'), unentitled('data:plates')],
    honest: permitted,
  },
  {
    name: 'it redefines the plates as its own',
    supplier: added('data: { plates: { category: text, owner: supplier } }'),
    violations: [...copied('send'), unentitled('data:plates')],
    honest: permitted,
  },
  {
    name: 'it declares further categories',
    supplier: added('taxonomy: { categories: [vehicle.license-plate.blurred] }'),
    violations: [...copied('send'), unentitled('taxonomy:supplier.flow.yaml')],
    honest: permitted,
  },
  {
    name: 'it waives in its own name',
    supplier: added(`waivers:
  one: { rule: core/unauthorized-transfer, subject: flow:send/plates, reason: fine, by: supplier, expires: 2099-12-31 }
  two: { rule: unauthorized-contractor-copy, subject: flow:send/plates, reason: fine, by: supplier, expires: 2099-12-31 }`),
    violations: [
      ...copied('send'),
      ...['one', 'two'].map((id) => `core/self-granted-waiver waivers:${id}`),
      ...['one', 'two'].map((id) => `core/waiver-without-right waivers:${id}`),
    ],
    honest: permitted,
  },
  {
    name: 'it waives in the name of the agency',
    supplier: added(`waivers:
  one: { rule: core/unauthorized-transfer, subject: flow:send/plates, reason: fine, by: agency, expires: 2099-12-31 }
  two: { rule: unauthorized-contractor-copy, subject: flow:send/plates, reason: fine, by: agency, expires: 2099-12-31 }`),
    violations: [...copied('send'), unentitled('waivers:one'), unentitled('waivers:two')],
    honest: permitted,
  },
  {
    name: 'it writes a contract as acquirer, in its own name',
    supplier: added('contracts: { mine: { acquirer: supplier, supplier: agency } }'),
    violations: copied('send'),
  },
  {
    name: 'it writes a contract as acquirer, in the name of the agency',
    supplier: added('contracts: { mine: { acquirer: agency, supplier: supplier } }'),
    violations: [...copied('send'), unentitled('contracts:mine')],
    honest: permitted,
  },
  {
    name: 'the period is typed the wrong way round',
    supplier: flow('data: [plates], period: { from: 2019-05-31, until: 2018-05-31 }'),
    violations: ['core/reversed-period flows:send'],
    honest: withoutFlow,
  },
  {
    name: 'its file is renamed so that no pattern matches',
    supplier: { 'supplier.yaml': SUPPLIER },
    violations: [MISSING],
    honest: withoutFlow,
  },
  {
    name: 'its file is renamed so that nobody trusts it',
    supplier: { 'suppliers/supplier.flow.yaml': SUPPLIER.replace('speaksFor: [supplier]\n', '') },
    violations: [MISSING, ...copied('send'), unentitled('zones:office'), UNKNOWN_CUSTODY],
    honest: permitted,
  },
  {
    name: 'its file stands in a workspace of its own',
    supplier: { 'own/supplier.flow.yaml': SUPPLIER, 'own/flowdown.config.yaml': 'packs: [core]\n' },
    violations: [
      MISSING,
      ...copied('send'),
      unentitled('speaksFor:own/supplier.flow.yaml'),
      unentitled('zones:office'),
      UNKNOWN_CUSTODY,
    ],
    byFileName: [unentitled('configuration:own/flowdown.config.yaml')],
    honest: permitted,
  },
  { name: 'its file is deleted', supplier: {}, violations: [MISSING], honest: withoutFlow },
  { name: 'its file is emptied', supplier: 'flowdown: 1\n', violations: [MISSING], honest: withoutFlow },
];

const PATH = 'supplier.flow.yaml';

describe.concurrent('a supplier cannot write itself out of a finding', () => {
  it.each(EVASIONS)('$name', expectCaught);

  async function expectCaught({
    supplier,
    agency = AGENCY,
    violations,
    byFileName = [],
    honest = {},
  }: Evasion): Promise<void> {
    const files = typeof supplier === 'string' ? { [PATH]: supplier } : supplier;
    expect(violationsOfReference(agency, files)).toEqual([...violations].sort());
    const evading = await check(agency, files);
    expect(evading.violations).toEqual([...violations, ...byFileName].sort());
    expect(evading.code).toBe(1);

    const open = { [PATH]: honest.supplier ?? (typeof supplier === 'string' ? supplier : SUPPLIER) };
    const permission = honest.agency ?? (honest.supplier === undefined ? PERMITTED : agency);
    expect(violationsOfReference(permission, open)).toEqual([]);
    expect(await check(permission, open)).toEqual({ code: 0, violations: [] });
  }
});

interface Report {
  readonly workspaces: readonly {
    readonly findings: readonly { rule: string; subject: string; verdict: string; severity: string }[];
  }[];
}

async function check(agency: string, files: Files): Promise<{ code: number | null; violations: string[] }> {
  const cwd = folderWith({ 'flowdown.config.yaml': CONFIG, 'agency.flow.yaml': agency, ...files });
  const { stdout, stderr, code } = await run(['check', '--at', AT, '--format', 'json'], { cwd });
  expect(stderr).toBe('');
  const [{ findings: found }] = (JSON.parse(stdout) as Report).workspaces;
  const violations = found.filter(({ verdict }) => verdict === 'violation');
  expect(violations.every(({ severity }) => severity === 'error')).toBe(true);
  return { code, violations: violations.map(({ rule, subject }) => `${rule} ${subject}`).sort() };
}

/** The reference sees the files that the default pattern takes in. */
function violationsOfReference(agency: string, files: Files): string[] {
  const seen = Object.entries({ 'agency.flow.yaml': agency, ...files }).filter(([path]) =>
    path.endsWith('.flow.yaml'),
  );
  const workspace = {
    files: seen.map(([path, text]) => ({ path, manifest: parse(String(text)) as Manifest })),
    trust: [
      { path: 'agency.flow.yaml', parties: ['agency'] },
      { path: PATH, parties: ['supplier'] },
    ],
    required: ['agency', 'supplier'],
    at: AT,
  };
  return findings(workspace, allVerdicts(worldOf(workspace), rulesOf(['core', 'case-cbp-2019'])))
    .filter(({ verdict }) => verdict === 'violation')
    .map(({ rule, subject }) => `${rule} ${subject}`)
    .sort();
}
