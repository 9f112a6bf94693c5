import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import { textReport } from '../../src/report/text.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import type { Config } from '../../src/run/config-format.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const RULES = {
  'gdpr-processor/notice-to-controller': 'error',
  'hipaa-ba/breach-notice': 'error',
  'case-cbp-2019/incident-window-too-long': 'error',
} as const;

/** Findings of the rules on notice alone, for a chain whose notice takes some time. */
function noticed(within: string | undefined, category: string | string[], config: Config = {}) {
  const manifest = {
    flowdown: 1,
    parties: { clinic: {}, billing: {} },
    zones: { office: { operator: 'billing' } },
    data: { records: { category, owner: 'clinic' } },
    systems: { share: { zone: 'office', collects: ['records'] } },
    contracts: {
      main: { acquirer: 'clinic', supplier: 'billing', ...(within && { incidentNotification: { within } }) },
    },
  };
  const { workspace, problems } = openWorkspace({
    files: [{ path: 'a.flow.json', text: JSON.stringify(manifest) }],
    config: { packs: ['case-cbp-2019', 'gdpr-processor', 'hipaa-ba'], rules: RULES, ...config },
  });
  expect(problems).toEqual([]);
  if (workspace === undefined) throw new Error('it cannot be opened');
  const result = checkWorkspace(workspace, { at: parseDay('2026-01-15') ?? 0 });
  const isNotice = ({ rule }: { rule: string }): boolean => Object.hasOwn(RULES, rule);
  return {
    result,
    findings: result.findings.filter(isNotice),
    acts: result.acts.filter(({ findings }) => findings.some(isNotice)),
  };
}

const BOTH = [
  { rule: 'gdpr-processor/notice-to-controller', limit: '72 hours', clause: 'GDPR Art. 33(1)' },
  { rule: 'hipaa-ba/breach-notice', limit: '60 days', clause: '45 CFR 164.410' },
];

describe('limits of several regimes', () => {
  it('each finding lists all that concern the fact, the shortest first', () => {
    const { findings } = noticed('P90D', 'health.record');
    expect(findings.map(({ rule, compared }) => [rule, compared])).toEqual([
      ['gdpr-processor/notice-to-controller', BOTH],
      ['hipaa-ba/breach-notice', BOTH],
    ]);
  });

  it('the report tells the one of the shortest, with the others beside it', () => {
    const { acts, result } = noticed('P90D', 'health.record');
    expect(acts.map(({ findings, general }) => [findings[0].rule, general.map(({ rule }) => rule)])).toEqual([
      ['gdpr-processor/notice-to-controller', ['hipaa-ba/breach-notice']],
    ]);
    expect(textReport(result, { textOf: () => undefined })).toContain(
      'limits    72 hours (GDPR Art. 33(1)), 60 days (45 CFR 164.410)\n',
    );
  });

  it('a finding that is less serious does not stand for one that is more so', () => {
    const rules = { ...RULES, 'gdpr-processor/notice-to-controller': 'warning' } as const;
    const { acts } = noticed('P90D', 'health.record', { rules });
    expect(acts.map(({ findings, general }) => [findings[0].rule, general])).toEqual([
      ['gdpr-processor/notice-to-controller', []],
      ['hipaa-ba/breach-notice', []],
    ]);
  });

  it('a limit that is met is listed beside the one that is not', () => {
    const { findings } = noticed('P30D', 'health.record');
    expect(findings.map(({ rule, compared }) => [rule, compared])).toEqual([
      ['gdpr-processor/notice-to-controller', BOTH],
    ]);
  });

  it('limits that do not concern the data are not listed, nor is a single one', () => {
    const { findings } = noticed('P90D', 'personal.contact');
    expect(findings.map(({ rule, compared }) => [rule, compared])).toEqual([
      ['gdpr-processor/notice-to-controller', undefined],
    ]);
  });

  it('what the configuration sets is compared, and is no longer that of the clause', () => {
    const rules = {
      ...RULES,
      'gdpr-processor/notice-to-controller': { severity: 'error', params: { limit: 'P70D' } },
    } as const;
    const { findings } = noticed('P90D', 'health.record', { rules });
    expect(findings[0].compared).toEqual([
      BOTH[1],
      { rule: 'gdpr-processor/notice-to-controller', limit: '70 days' },
    ]);
  });

  it('is undecided for each where nobody states a time', () => {
    const { findings, acts } = noticed(undefined, ['health.record', 'biometric.face.image']);
    expect(findings.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['case-cbp-2019/incident-window-too-long', 'undecided'],
      ['gdpr-processor/notice-to-controller', 'undecided'],
      ['hipaa-ba/breach-notice', 'undecided'],
    ]);
    expect(acts).toHaveLength(1);
    expect(acts[0].findings[0].rule).toBe('case-cbp-2019/incident-window-too-long');
  });
});
