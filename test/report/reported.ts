/** Workspaces to be reported, made from texts. */
import { parseDay } from '../../src/manifest/calendar.ts';
import type { Finding, Known } from '../../src/findings/finding.ts';
import { FORMATS, type Format, type FormatName } from '../../src/report/formats.ts';
import { plain } from '../../src/report/layout.ts';
import type { Reported, ReportOptions } from '../../src/report/reporter.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { reportedOf } from '../../src/run/reported.ts';
import { openWorkspace, type WorkspaceInput } from '../../src/run/workspace.ts';

/** A workspace below a folder, and what of it was there before. */
export interface Given extends WorkspaceInput {
  readonly prefix?: string;
  readonly horizon?: string;
  known?(finding: Finding): Known | undefined;
}

const dayOf = (text: string): number => parseDay(text) ?? 0;

/** Checks a workspace, as the command line does. */
export function reported({ prefix = '', horizon, known, ...input }: Given, at = '2019-06-01'): Reported {
  const opened = openWorkspace(input);
  const { workspace } = opened;
  if (workspace === undefined) return reportedOf({ prefix, opened });
  const until = horizon === undefined ? {} : { horizon: dayOf(horizon) };
  return reportedOf({
    prefix,
    opened,
    result: checkWorkspace(workspace, { at: dayOf(at), known, ...until }),
  });
}

const OPTIONS: ReportOptions = { limit: Infinity, paint: plain, program: { version: '0.0.0' } };

/** The report in a format, without a bound where none is stated. */
export async function reportIn(
  format: FormatName,
  workspaces: readonly Reported[],
  options: Partial<ReportOptions> = {},
): Promise<string> {
  const report = await FORMATS[format].load();
  return report(workspaces, { ...OPTIONS, ...options });
}

/** The page for the job. */
export async function jobSummaryOf(
  workspaces: readonly Reported[],
  options: Partial<ReportOptions> = {},
): Promise<string> {
  const { loadSummary }: Format = FORMATS.github;
  const report = await loadSummary?.();
  return report?.(workspaces, { ...OPTIONS, ...options }) ?? '';
}

const GROUND = {
  flowdown: 1,
  parties: { agency: {}, vendor: {} },
  zones: { port: { operator: 'agency' }, office: { operator: 'vendor' } },
  data: {
    plates: { category: 'vehicle.license-plate', owner: 'agency', records: 1200 },
    faces: { category: 'biometric.face.image', owner: 'agency' },
  },
  systems: { camera: { zone: 'port', collects: ['plates', 'faces'] }, share: { zone: 'office' } },
  contracts: { service: { acquirer: 'agency', supplier: 'vendor' } },
};

/** A workspace with something of each sort: a violation, a waived and a known one, and something undecided. */
export function mixed(reason = 'until the new server is there'): Given {
  const manifest = {
    ...GROUND,
    flows: {
      send: { from: 'camera', to: 'share', data: ['plates'] },
      mail: { from: 'camera', to: 'share', data: ['plates'], channel: 'email' },
      old: { from: 'camera', to: 'share', data: ['faces'] },
      quiet: { from: 'camera', to: 'share' },
    },
    waivers: {
      mail: {
        rule: 'core/unauthorized-transfer',
        subject: 'flow:mail/plates',
        reason,
        by: 'agency',
        expires: '2019-12-31',
      },
    },
  };
  return {
    prefix: 'mixed/',
    files: [{ path: 'a.flow.json', text: JSON.stringify(manifest, undefined, 1) }],
    config: { undecided: 'warning', rules: { 'opaque-flow': 'warning' } },
    known: ({ subject }) => (subject === 'flow:old/faces' ? 'baseline' : undefined),
  };
}

/** One without any finding, as long as the permission lasts. */
export function clean(period: { readonly until?: string } = {}): Given {
  const hold = { by: 'agency', to: 'vendor', data: ['plates'], actions: ['hold'], period };
  const flows = { send: { from: 'camera', to: 'share', data: ['plates'] } };
  const text = JSON.stringify({ ...GROUND, flows, authorizations: { hold } });
  return { prefix: 'clean/', files: [{ path: 'a.flow.json', text }] };
}

/** One that cannot be read, and one in which there is nothing. */
export const BROKEN: Given = {
  prefix: 'broken/',
  files: [{ path: 'b.flow.yaml', text: 'flowdown: 1\nparties: [\n' }],
};
export const EMPTY: Given = { prefix: 'empty/', files: [] };
