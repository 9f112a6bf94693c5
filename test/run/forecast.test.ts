/** The calendar of verdicts agrees with checks of its days, and says what each change comes from. */
import { describe, expect, it } from 'vitest';
import { standingOf, type Forecast, type Standing } from '../../src/findings/forecast.ts';
import { formatDay, parseDay } from '../../src/manifest/calendar.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { forecast } from '../../src/run/forecast.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';
import { EXAMPLE_NAMES, exampleInput } from './examples.ts';

const dayOf = (text: string): number => parseDay(text) ?? Number.NaN;

function opened(input: Parameters<typeof openWorkspace>[0]): Workspace {
  const { workspace, problems } = openWorkspace(input);
  if (workspace === undefined) throw new Error(JSON.stringify(problems));
  return workspace;
}

const MANIFEST = {
  flowdown: 1,
  parties: { clinic: {}, billing: {}, archive: {} },
  zones: { ward: { operator: 'clinic' }, office: { operator: 'billing' } },
  data: { invoices: { category: 'health.invoice', owner: 'clinic' } },
  systems: { records: { zone: 'ward', collects: ['invoices'] }, server: { zone: 'office' } },
  flows: { send: { from: 'records', to: 'server', data: ['invoices'], period: { from: '2026-02-01' } } },
  contracts: {
    service: { acquirer: 'clinic', supplier: 'billing', period: { until: '2026-09-30' } },
    storage: { acquirer: 'clinic', supplier: 'archive', period: { until: '2026-09-30' } },
  },
  authorizations: {
    order: {
      by: 'clinic',
      to: 'billing',
      data: ['invoices'],
      actions: ['hold'],
      period: { until: '2026-06-30' },
    },
    renewal: {
      by: 'clinic',
      to: 'billing',
      data: ['invoices'],
      actions: ['hold'],
      period: { from: '2026-08-01' },
    },
  },
  waivers: {
    gap: {
      rule: 'core/unauthorized-transfer',
      subject: 'flow:send/invoices',
      reason: 'the renewal is being signed',
      by: 'clinic',
      expires: '2026-07-15',
    },
  },
};

const workspace = opened({ files: [{ path: 'a.flow.json', text: JSON.stringify(MANIFEST) }] });

/** Changes in short: day, what it concerns, how it changes, and why. */
function shortly({ days }: Forecast): readonly string[] {
  return days.flatMap(({ day, changes }) =>
    changes.map(
      ({ rule, subject, before, after, because }) =>
        `${day} ${rule} ${subject}: ${before} > ${after}: ${because.map(({ section, id, what }) => `${section}:${id} ${what}`).join(' and ')}`,
    ),
  );
}

describe('a forecast', () => {
  it('tells what begins and what ends, each with its reason', () => {
    const calendar = forecast(workspace, { at: dayOf('2026-01-01'), until: dayOf('2026-12-31') });
    expect(shortly(calendar)).toEqual([
      '2026-02-01 core/unused-authorization authorizations:order: violation > none: flows:send begins',
      '2026-07-01 core/expired-authorization flow:send/invoices: none > violation: authorizations:order ends',
      '2026-07-01 core/not-yet-effective-authorization flow:send/invoices: none > violation: authorizations:order ends',
      '2026-07-01 core/unauthorized-transfer flow:send/invoices: none > waived: authorizations:order ends',
      '2026-07-01 core/unused-waiver waivers:gap: violation > none: authorizations:order ends and authorizations:order passes',
      '2026-07-16 core/unauthorized-transfer flow:send/invoices: waived > violation: waivers:gap ends',
      '2026-07-16 core/expired-waiver waivers:gap: none > violation: waivers:gap ends and waivers:gap passes',
      '2026-08-01 core/expired-authorization flow:send/invoices: violation > none: authorizations:renewal begins',
      '2026-08-01 core/not-yet-effective-authorization flow:send/invoices: violation > none: authorizations:renewal begins',
      '2026-08-01 core/unauthorized-transfer flow:send/invoices: violation > none: authorizations:renewal begins',
      // The other contract that ends that day is none of its business.
      '2026-10-01 core/handling-without-contract handle:billing/invoices: none > violation: contracts:service ends',
    ]);
    expect(calendar).toMatchObject({ at: '2026-01-01', until: '2026-12-31', looked: 7 });
  });

  it('folds what a more specific rule tells of the same change', () => {
    const { days } = forecast(workspace, { at: dayOf('2026-07-20'), until: dayOf('2026-08-01') });
    expect(days[0].changes.map((change) => change.with)).toEqual([
      undefined,
      undefined,
      'core/expired-authorization|flow:send/invoices|invoices|clinic',
    ]);
  });

  it('says that a record grows old', () => {
    const parties = { ...MANIFEST.parties, billing: { training: [{ topic: 'privacy', on: '2025-05-01' }] } };
    const data = { invoices: { category: 'biometric.face.image', owner: 'clinic' } };
    const records = opened({
      files: [{ path: 'a.flow.json', text: JSON.stringify({ ...MANIFEST, parties, data }) }],
      config: { path: 'flowdown.config.yaml', text: 'packs: [case-cbp-2019]' },
    });
    const told = shortly(forecast(records, { at: dayOf('2026-04-01'), until: dayOf('2026-05-31') }));
    expect(told).toContain(
      '2026-05-02 case-cbp-2019/privacy-training-stale parties:billing: none > violation: parties:billing ages',
    );
  });
});

describe.each(EXAMPLE_NAMES)('%s', (name) => {
  it('each day has the verdicts of the beginning with all changes up to it', () => {
    const example = opened(exampleInput(name));
    const [at, until] = [dayOf('2018-01-01'), dayOf('2019-12-31')];
    const { days } = forecast(example, { at, until });
    const standings = new Map<string, Standing>(standingsAt(example, at));
    for (const { day, changes } of days) {
      for (const { fingerprint, before, after } of changes) {
        expect(standings.get(fingerprint) ?? 'none').toBe(before);
        if (after === 'none') standings.delete(fingerprint);
        else standings.set(fingerprint, after);
      }
      expect(new Map(standings)).toEqual(standingsAt(example, dayOf(day)));
    }
    expect(standings).toEqual(standingsAt(example, until));
    // A reason is of the day before, or of the day itself, or is measured from it.
    for (const { day, changes } of days) {
      for (const { on, what } of changes.flatMap(({ because }) => because)) {
        if (what === 'begins') expect(on).toBe(day);
        if (what === 'ends') expect(on).toBe(formatDay(dayOf(day) - 1));
      }
      expect(changes.every(({ because }) => because.length > 0)).toBe(true);
    }
  });
});

function standingsAt(example: Workspace, at: number): ReadonlyMap<string, Standing> {
  const { findings } = checkWorkspace(example, { at });
  return new Map(findings.map((finding) => [finding.fingerprint, standingOf(finding)]));
}
