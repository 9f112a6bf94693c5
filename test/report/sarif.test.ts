import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { builtInPacks } from '../../src/rules/built-in.ts';
import { sarifLog } from '../../src/report/sarif.ts';
import { PROGRAM, reportedOf } from '../../src/run/reported.ts';
import { openWorkspace, type WorkspaceInput } from '../../src/run/workspace.ts';

interface Location {
  readonly id?: number;
  readonly message?: { readonly text: string };
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly Location[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly { readonly location: Location }[] }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Notification {
  readonly level: string;
  readonly descriptor: { readonly id: string };
  readonly message: { readonly text: string };
  readonly locations?: readonly Location[];
}

interface Run {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly name: string;
        readonly shortDescription: { readonly text: string };
        readonly fullDescription: { readonly text: string };
        readonly help: { readonly text: string; readonly markdown: string };
        readonly defaultConfiguration: { readonly level: string };
        readonly properties: { readonly tags: readonly string[] };
      }[];
    };
  };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolConfigurationNotifications: readonly Notification[];
    readonly toolExecutionNotifications: readonly Notification[];
  }[];
  readonly results: readonly Result[];
  readonly properties: { readonly workspaces: readonly Readonly<Record<string, unknown>>[] };
}

interface Input extends WorkspaceInput {
  readonly prefix?: string;
}

const AT = parseDay('2019-06-01') ?? 0;

/** The one run of the SARIF of some workspaces. */
function runOf(inputs: readonly Input[], { limit, horizon }: { limit?: number; horizon?: string } = {}): Run {
  const checked = inputs.map(({ prefix = '', ...input }) => {
    const opened = openWorkspace(input);
    const { workspace } = opened;
    if (workspace === undefined) return { prefix, opened };
    const until = horizon === undefined ? undefined : parseDay(horizon);
    return { prefix, opened, result: checkWorkspace(workspace, { at: AT, horizon: until }) };
  });
  const { runs } = sarifLog(checked.map(reportedOf), PROGRAM, limit) as { runs: Run[] };
  expect(runs.length).toBe(1);
  return runs[0];
}

const GROUND = {
  flowdown: 1,
  parties: { agency: {}, vendor: {} },
  zones: { port: { operator: 'agency' }, office: { operator: 'vendor' } },
  data: { plates: { category: 'vehicle', owner: 'agency' } },
  systems: { camera: { zone: 'port', collects: ['plates'] }, share: { zone: 'office' } },
  flows: { send: { from: 'camera', to: 'share', data: ['plates'] } },
  contracts: { service: { acquirer: 'agency', supplier: 'vendor' } },
};
const ONE_PURPOSE = {
  hold: { by: 'agency', to: 'vendor', data: ['plates'], actions: ['hold'], purposes: ['matching'] },
};

/** A workspace of one file. */
function input(
  manifest: object,
  path = 'a.flow.json',
  config: WorkspaceInput['config'] = {},
): WorkspaceInput {
  return { files: [{ path, text: JSON.stringify(manifest, undefined, 1) }], config };
}

describe('a violation', () => {
  const [result] = runOf([
    input({ ...GROUND, authorizations: { hold: { ...ONE_PURPOSE.hold, actions: ['view'] } } }),
  ]).results;

  it('has a level, a message with what to do, and an identity', () => {
    expect(result).toMatchObject({ ruleId: 'core/unauthorized-transfer', kind: 'fail', level: 'error' });
    expect(result.message.text).toMatch(
      /^share, in the custody of vendor, has a copy of plates, owned by agency\. /,
    );
    expect(result.message.text).toContain(' Closest: [authorization hold](1) fails action (');
    expect(result.message.text).toMatch(/ To fix: remove send .*\.$/);
    expect(result.partialFingerprints).toEqual({
      'flowdownFinding/v1': 'core/unauthorized-transfer|flow:send/plates|plates|agency',
    });
    expect(result.suppressions).toBeUndefined();
    expect(result.properties).toMatchObject({ verdict: 'violation', data: 'plates', owners: ['agency'] });
  });

  it('links to the authorization and to where the data came from', () => {
    expect(result.relatedLocations?.map(({ id, message }) => `${id} ${message?.text}`)).toEqual([
      '1 Comes closest: authorization hold fails action (it permits to view) and purpose (it is for matching).',
      '2 camera collects plates, in port, kept by agency.',
    ]);
  });

  it('shows the way of the data in travel order', () => {
    const [{ threadFlows }] = result.codeFlows ?? [];
    expect(threadFlows[0].locations.map(({ location }) => location.message?.text)).toEqual([
      'camera collects plates, in port, kept by agency.',
      'send brings plates to share, in office, kept by vendor: first unauthorized step.',
    ]);
  });
});

it('columns count UTF-16 code units', () => {
  const text = JSON.stringify({ ...GROUND, parties: { agency: { name: '\u{10348}\u00fc' }, vendor: {} } });
  const [{ locations }] = runOf([{ files: [{ path: 'a.flow.json', text }] }]).results;
  const { startLine, startColumn, endLine, endColumn } = locations[0].physicalLocation.region;
  expect([startLine, endLine]).toEqual([1, 1]);
  expect(text.slice(startColumn - 1, endColumn - 1)).toBe('"send"');
});

it('what is undecided fails as a warning, and says what to state', () => {
  const hold = { ...ONE_PURPOSE.hold, channels: ['api'] };
  const [result] = runOf([input({ ...GROUND, authorizations: { hold } })]).results;
  expect(result).toMatchObject({ kind: 'fail', level: 'warning', properties: { verdict: 'undecided' } });
  expect(result.message.text).toMatch(/^This cannot be decided for flow:send\/plates: /);
  expect(result.message.text).toMatch(
    / To decide it, state flows\.send\.purpose and flows\.send\.channel\.$/,
  );
  expect(result.properties.unstated).not.toEqual([]);
});

it('what is waived is suppressed, and only a note where suppressions are not known', () => {
  const waiver = {
    rule: 'core/unauthorized-transfer',
    subject: 'flow:send/plates',
    reason: 'see [the order](https://example.org)',
    by: 'agency',
    expires: '2019-06-30',
  };
  const [result] = runOf([input({ ...GROUND, waivers: { order: waiver } })]).results;
  expect(result).toMatchObject({ kind: 'fail', level: 'note', properties: { severity: 'error' } });
  expect(result.suppressions).toMatchObject([{ kind: 'external', status: 'accepted' }]);
  const texts = [result.message.text, result.suppressions?.[0].justification ?? ''];
  for (const text of texts) {
    expect(text).toContain('the order');
    // What somebody else has written must not become a link.
    expect(text).not.toContain('](https');
  }
});

it('what has no place stands at the configuration', () => {
  const config = { path: 'flowdown.config.yaml', text: 'required: [vendor]\n' };
  const { results } = runOf([{ prefix: 'suppliers/', ...input(GROUND, 'a.flow.json', config) }]);
  const [missing] = results.filter(({ ruleId }) => ruleId === 'core/missing-manifest');
  expect(missing.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'suppliers/flowdown.config.yaml', uriBaseId: 'SRCROOT' },
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
  });
});

it.each([
  ['', 'a b/\u00fc#%.flow.json', { uri: 'a%20b/%C3%BC%23%25.flow.json', uriBaseId: 'SRCROOT' }],
  ['', 'c:x/y\\z.flow.json', { uri: 'c%3Ax/y%5Cz.flow.json', uriBaseId: 'SRCROOT' }],
  ['', 'half\ud800.flow.json', { uri: 'half%EF%BF%BD.flow.json', uriBaseId: 'SRCROOT' }],
  ['../other/', 'a.flow.json', { uri: '../other/a.flow.json' }],
])('the path %s%s is a relative URI', (prefix, path, artifactLocation) => {
  const [result] = runOf([{ prefix, ...input(GROUND, path) }]).results;
  expect(result.locations[0].physicalLocation.artifactLocation).toEqual(artifactLocation);
});

it('a later day of the horizon is told', () => {
  const authorizations = {
    hold: {
      by: 'agency',
      to: 'vendor',
      data: ['plates'],
      actions: ['hold'],
      period: { until: '2019-06-30' },
    },
  };
  const [result] = runOf([input({ ...GROUND, authorizations })], { horizon: '2019-12-31' }).results;
  expect(result.message.text).toContain(' This holds from 2019-07-01 on. ');
  expect(result.properties.since).toBe('2019-07-01');
});

describe('several workspaces', () => {
  const broken = { files: [{ path: 'b.flow.yaml', text: 'flowdown: 1\nparties: [\n' }] };
  const { invocations, results, properties, tool } = runOf([
    { prefix: 'one/', ...input(GROUND) },
    { prefix: 'two/', ...broken },
    { prefix: 'three/', ...input(GROUND, 'c.flow.json', { packs: ['case-cbp-2019'], at: '2019-06-01' }) },
    { prefix: 'four/', files: [], config: { path: 'flowdown.config.yaml', text: 'packs: [cor]\n' } },
  ]);

  it('make one run, with the rules of all', () => {
    expect(
      results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri),
    ).toEqual(['one/a.flow.json']);
    expect(new Set(tool.driver.rules.map(({ id }) => id.split('/')[0]))).toEqual(
      new Set(['case-cbp-2019', 'core']),
    );
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(properties.workspaces.map(({ folder }) => folder)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('of which one cannot be read: the run has not been successful, and says where', () => {
    const [{ executionSuccessful, toolConfigurationNotifications, toolExecutionNotifications }] = invocations;
    expect(executionSuccessful).toBe(false);
    const [inConfig] = toolConfigurationNotifications;
    expect(inConfig).toMatchObject({ level: 'error', descriptor: { id: 'unknown-pack' } });
    expect(inConfig.locations?.[0].physicalLocation.artifactLocation.uri).toBe('four/flowdown.config.yaml');
    expect(toolExecutionNotifications.length).toBeGreaterThan(0);
    for (const { level, locations } of toolExecutionNotifications) {
      expect(level).toBe('error');
      expect(locations?.[0].physicalLocation.artifactLocation.uri).toBe('two/b.flow.yaml');
    }
  });
});

it('notes, and nothing to check, are told', () => {
  const { invocations, results } = runOf([{ ...input({ flowdown: 1 }), strays: ['x.yaml'] }]);
  expect(results).toEqual([]);
  expect(invocations[0].executionSuccessful).toBe(true);
  expect(
    invocations[0].toolExecutionNotifications.map(({ level, message }) => `${level} ${message.text}`),
  ).toEqual([
    'note x.yaml has a flowdown key, and no pattern of the configuration takes it in.',
    'warning Nothing to check: the manifests declare no system, flow or access.',
  ]);
});

describe('limits', () => {
  const many = Array.from({ length: 30 }, (_, at) => `d${at}`);
  const plural = {
    ...GROUND,
    data: Object.fromEntries(many.map((id) => [id, { category: 'vehicle', owner: 'agency' }])),
    systems: { ...GROUND.systems, camera: { zone: 'port', collects: many } },
    flows: { send: { from: 'camera', to: 'share', data: many }, quiet: { from: 'camera', to: 'share' } },
  };

  it('are kept by severity, and what is left out is told first', () => {
    const whole = runOf([input(plural)]).results;
    const severe = whole.filter(({ level }) => level === 'error').length;
    expect(severe).toBeLessThan(whole.length);
    const { results, invocations } = runOf([input(plural)], { limit: severe });
    expect(results.map(({ level }) => level)).toEqual(results.map(() => 'error'));
    expect(results.length).toBe(severe);
    const [{ toolExecutionNotifications, executionSuccessful }] = invocations;
    expect(executionSuccessful).toBe(true);
    expect(toolExecutionNotifications[0]).toMatchObject({
      level: 'warning',
      descriptor: { id: 'findings-left-out' },
    });
    expect(toolExecutionNotifications[0].message.text).toContain(
      `${whole.length - severe} findings are left out`,
    );
  });

  it('of one result hold for a way of any length', () => {
    const numbers = Array.from({ length: 2001 }, (_, at) => at);
    const systems = numbers.map((at) => [
      `s${at}`,
      { zone: at === 0 ? 'port' : 'office', ...(at === 0 && { collects: ['plates'] }) },
    ]);
    const flows = numbers
      .slice(1)
      .map((at) => [`f${at}`, { from: `s${at - 1}`, to: `s${at}`, data: ['plates'] }]);
    const chain = { ...GROUND, systems: Object.fromEntries(systems), flows: Object.fromEntries(flows) };
    const { results } = runOf([input(chain)], { limit: 500 });
    expect(results.length).toBe(500);
    for (const { codeFlows = [], relatedLocations = [], locations } of results) {
      expect(codeFlows.length).toBeLessThanOrEqual(1);
      expect(codeFlows[0].threadFlows[0].locations.length).toBeLessThanOrEqual(100);
      expect(locations.length).toBe(1);
      expect(relatedLocations.length).toBeLessThanOrEqual(100);
    }
    const texts = results.map(({ codeFlows: [flow] = [] }) =>
      flow.threadFlows[0].locations.map(({ location }) => location.message?.text),
    );
    const cut = texts.filter((way) => way.length === 100 && way[50]?.startsWith('After '));
    expect(cut.length).toBeGreaterThan(0);
    for (const way of cut)
      expect(way[50]).toMatch(
        /^After \d+ more steps?: f\d+ brings plates to s\d+, in office, kept by vendor/,
      );
  });
});

it('findings that the text tells together name the one that leads', () => {
  const data = { plates: { category: 'vehicle.license-plate', owner: 'agency' } };
  const { results } = runOf([
    input({ ...GROUND, data }, 'a.flow.json', { packs: ['core', 'case-cbp-2019'] }),
  ]);
  const [special, general] = ['case-cbp-2019/unauthorized-contractor-copy', 'core/unauthorized-transfer'].map(
    (id) => results.find(({ ruleId }) => ruleId === id),
  );
  expect(general?.properties.toldWith).toBe(special?.partialFingerprints['flowdownFinding/v1']);
  expect(special?.properties).not.toHaveProperty('toldWith');
});

describe('every rule', () => {
  const packs = builtInPacks().map(({ pack }) => pack);
  const { rules } = runOf([input(GROUND, 'a.flow.json', { packs })]).tool.driver;

  it('is described, whether it is violated or not', () => {
    // Templates and previews are off.
    const ids = builtInPacks().flatMap((pack) =>
      pack.rules.filter(({ status }) => status === undefined).map(({ id }) => id),
    );
    expect(rules.map(({ id }) => id)).toEqual(ids.toSorted());
  });

  // What GitHub takes in of a rule.
  it.each(rules)(
    '$id fits',
    ({ name, shortDescription, fullDescription, help, defaultConfiguration, properties }) => {
      expect(name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
      for (const { text } of [shortDescription, fullDescription]) {
        expect(text).not.toBe('');
        expect(text.length).toBeLessThanOrEqual(1024);
      }
      for (const part of ['What it asks', 'Why', 'What to do', 'Where it comes from']) {
        expect(help.text).toContain(`${part}: `);
        expect(help.markdown).toContain(`## ${part}\n`);
      }
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
      expect(properties.tags.length).toBeLessThanOrEqual(10);
      expect(properties).not.toHaveProperty('security-severity');
    },
  );
});

it('says the same again, and no moment and no folder of the machine', () => {
  const text = JSON.stringify(runOf([input(GROUND)]));
  expect(JSON.stringify(runOf([input(GROUND)]))).toBe(text);
  expect(text).not.toMatch(/file:\/|"uri":"\/|TimeUtc/);
});
