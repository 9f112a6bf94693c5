/** What one party may see of a report: its own affairs, and no word on others, in any format. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/analysis/facts.ts';
import type { CheckResult } from '../../src/findings/result.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { row } from '../../src/model/rows.ts';
import { FORMAT_NAMES, FORMATS } from '../../src/report/formats.ts';
import { plain } from '../../src/report/layout.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { limitedResult } from '../../src/run/limited.ts';
import { PROGRAM, reportedOf } from '../../src/run/reported.ts';
import { openWorkspace, type Opened, type Workspace } from '../../src/run/workspace.ts';
import { EXAMPLE_NAMES, exampleInput } from '../run/examples.ts';

const AT = parseDay('2018-10-01') ?? 0;

interface Limited {
  readonly result: CheckResult;
  /** By format. */
  readonly reports: Readonly<Record<string, string>>;
}

/** A report in every format, as the command line makes it. */
async function limited(opened: Opened, party: string): Promise<Limited> {
  const { workspace } = opened;
  if (workspace === undefined) throw new Error(JSON.stringify(opened.problems));
  const whole = checkWorkspace(workspace, { at: AT, horizon: AT + 100 });
  const result = limitedResult(workspace, whole, AT, { party });
  const reported = [reportedOf({ prefix: '', opened, result })];
  const reports: Record<string, string> = {};
  for (const name of FORMAT_NAMES) {
    const report = await FORMATS[name].load();
    reports[name] = report(reported, { limit: Infinity, paint: plain, program: PROGRAM });
  }
  return { result, reports };
}

/** Ids that a party has no need to know, found out from what is declared and nothing else. */
function secrets({ model }: Workspace, party: string): ReadonlySet<string> {
  const { parties, contracts, systems, zones, flows } = model;
  const p = parties.indexOf(party);
  const { handles, owners } = factsOf(model, AT);
  const known = new Set([p]);
  contracts.supplier.forEach((supplier, k) => supplier === p && known.add(contracts.acquirer[k]));
  handles.row.forEach((who, i) => {
    if (who === p) for (const owner of row(owners, handles.column[i])) known.add(owner);
  });
  const keeps = (s: number, who: number): boolean => s >= 0 && row(systems.keepers, s).includes(who);
  const isOthers = (s: number): boolean =>
    !keeps(s, p) && [...row(systems.keepers, s)].some((k) => !known.has(k));
  const hidden = [
    ...parties.ids.filter((_, i) => !known.has(i)),
    ...systems.ids.filter((_, s) => isOthers(s)),
    ...zones.ids.filter((_, z) => !known.has(zones.operator[z])),
    ...flows.ids.filter((_, f) => !keeps(flows.source[f], p) && !keeps(flows.target[f], p)),
  ];
  const open = [
    ...parties.ids.filter((_, i) => known.has(i)),
    ...systems.ids.filter((_, s) => !isOthers(s)),
    ...zones.ids.filter((_, z) => known.has(zones.operator[z])),
    ...flows.ids.filter((_, f) => keeps(flows.source[f], p) || keeps(flows.target[f], p)),
    ...model.data.ids,
  ];
  return new Set(hidden.filter((id) => !open.includes(id)));
}

/** Words of a report; a path of names with dots is also its parts. */
function wordsIn(report: string): ReadonlySet<string> {
  const words = report.match(/[A-Za-z0-9][A-Za-z0-9_.-]*/g) ?? [];
  return new Set(words.flatMap((word) => [word, word.replace(/[.-]+$/, ''), ...word.split('.')]));
}

function expectNothingOf(hidden: ReadonlySet<string>, reports: Limited['reports']): void {
  for (const [format, report] of Object.entries(reports)) {
    const words = wordsIn(report);
    expect([format, [...hidden].filter((id) => words.has(id))]).toEqual([format, []]);
  }
}

describe.each(EXAMPLE_NAMES)('%s', (name) => {
  const opened = openWorkspace(exampleInput(name));
  const parties = opened.workspace?.model.parties.ids ?? [];

  it.each(parties.map((party) => [party]))('limited to %s tells nothing of others', async (party) => {
    if (opened.workspace === undefined) throw new Error('the example is not read');
    const { result, reports } = await limited(opened, party);
    expectNothingOf(secrets(opened.workspace, party), reports);
    expect(reports.text).toContain(`note: this is limited to what concerns ${party}; others are not named`);
    expect(result).toMatchObject({ limitedTo: { party }, facts: 0, summary: { complies: 0 } });
  });
});

describe('border-pilot, limited to the supplier', () => {
  const opened = openWorkspace(exampleInput('border-pilot'));

  it('has its own affairs, with the way as far as it takes part', async () => {
    const { result } = await limited(opened, 'reader-supplier');
    const subjects = result.findings.map(({ subject }) => subject);
    expect(subjects).toContain('flow:upload/plates');
    expect(subjects).toContain('parties:reader-supplier');
    expect(subjects.filter((subject) => /prime-|parties:prime/.test(subject))).toEqual([]);
    const upload = result.findings.find(({ subject }) => subject === 'flow:upload/plates');
    expect(upload?.custody.map(({ step, system }) => `${step} ${system}`)).toEqual([
      'another flow pilot-server',
      'copy-to-drive usb-drive',
      'upload vendor-share',
    ]);
  });

  it('shows of the texts the names of what it found, and nothing around them', async () => {
    const { reports } = await limited(opened, 'reader-supplier');
    expect(reports.text).toMatch(/\n {4}72 \| {5}upload\n +\| {5}\^{6}\n/);
    expect(reports.text).not.toContain('Back at the office');
  });
});

/** Suppliers of one owner, side by side or one under another, with systems, flows and permissions at random. */
const workspaces = fc
  .record({
    parties: fc.integer({ min: 3, max: 6 }),
    systems: fc.array(fc.nat(100), { minLength: 3, maxLength: 9 }),
    flows: fc.array(fc.tuple(fc.nat(100), fc.nat(100), fc.boolean(), fc.boolean()), {
      minLength: 1,
      maxLength: 12,
    }),
    uppers: fc.array(fc.nat(100), { minLength: 6, maxLength: 6 }),
    orders: fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 5 }),
    access: fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 4 }),
  })
  .map(({ parties, systems, flows, uppers, orders, access }) => {
    const party = (n: number): string => `pty${n % parties}`;
    const system = (n: number): string => `sys${n % systems.length}`;
    const numbered = <T>(prefix: string, items: readonly T[], of: (item: T, i: number) => object) =>
      Object.fromEntries(items.map((item, i) => [`${prefix}${i}`, of(item, i)]));
    const all = Array.from({ length: parties }, (_, i) => i);
    return {
      flowdown: 1,
      parties: numbered('pty', all, (i) => ({ name: `Firm of ${i} and sons` })),
      zones: numbered('zne', all, (i) => ({ operator: party(i) })),
      systems: numbered('sys', systems, (zone, i) => ({
        zone: `zne${zone % parties}`,
        ...(i === 0 && { collects: ['set0', 'set1'] }),
      })),
      data: {
        set0: { category: 'health', owner: party(0) },
        set1: { category: 'vehicle.license-plate', owner: party(1) },
      },
      flows: numbered('flw', flows, ([from, to, isAll, isView]) => ({
        from: system(from),
        to: system(to),
        ...(isAll ? { data: 'all' } : { data: ['set0'] }),
        ...(isView && { mode: 'view' }),
      })),
      contracts: numbered('cnt', all.slice(1), (i) => {
        const upper = uppers[i - 1] % i;
        return { acquirer: party(upper), supplier: party(i), ...(upper > 0 && { under: `cnt${upper - 1}` }) };
      }),
      authorizations: numbered('ath', orders, ([by, to]) => ({
        by: party(by),
        to: party(to),
        categories: ['health'],
        actions: ['hold'],
        delegable: 2,
        reference: `seen by Firm of ${by % parties} and sons`,
      })),
      access: numbered('acs', access, ([who, where]) => ({
        party: party(who),
        systems: [system(where)],
        kind: 'maintenance',
      })),
    };
  });

it('any workspace, limited to any party, tells nothing of others', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(workspaces, fc.nat(100), async (manifest, n) => {
      const opened = openWorkspace({
        files: [{ path: 'all.flow.json', text: JSON.stringify(manifest, null, 2) }],
        config: { path: 'flowdown.config.yaml', text: 'packs: [core, case-cbp-2019, gdpr-processor]\n' },
      });
      const { workspace } = opened;
      if (workspace === undefined) return fc.pre(false);
      const party = workspace.model.parties.ids[n % workspace.model.parties.ids.length];
      const { reports, result } = await limited(opened, party);
      const hidden = secrets(workspace, party);
      expectNothingOf(hidden, reports);
      for (const id of hidden) {
        if (!id.startsWith('pty')) continue;
        for (const report of Object.values(reports)) {
          expect(report).not.toContain(`Firm of ${id.slice(3)} and sons`);
        }
      }
      const whole = checkWorkspace(workspace, { at: AT, horizon: AT + 100 });
      expect(result.findings.length).toBeLessThanOrEqual(whole.findings.length);
      expect(!result.fails || whole.fails).toBe(true);
    }),
    { numRuns: 80 },
  );
});

describe('limited to a contract', () => {
  const opened = openWorkspace(exampleInput('border-pilot'));
  const limit = (contract: string): readonly string[] => {
    if (opened.workspace === undefined) throw new Error('the example is not read');
    const whole = checkWorkspace(opened.workspace, { at: AT });
    const result = limitedResult(opened.workspace, whole, AT, { contract });
    expect(result.notes[0]).toBe(`this is limited to what is about contract ${contract}`);
    return [...new Set(result.findings.map(({ subject }) => subject))];
  };

  it('has its clauses, and what is handled under it', () => {
    const subjects = limit('reader-supply');
    expect(subjects).toContain('contracts:reader-supply/class-dev-15-01');
    expect(subjects).toContain('flow:upload/plates');
    expect(subjects).toContain('tier:reader-supplier/agency');
    // Another customer's data is handled under another contract.
    expect(subjects.filter((subject) => subject.includes('toll-images'))).toEqual([]);
  });

  it('has what is under the contracts below it, too', () => {
    expect(limit('pilot-integration')).toEqual(expect.arrayContaining([...limit('reader-supply')]));
  });
});
