/** Workspaces as reports see them, checked on one day. */
import { readFileSync } from 'node:fs';
import { parseDay } from '../../src/manifest/calendar.ts';
import type { Reported, ReportOptions } from '../../src/report/reporter.ts';
import { plain } from '../../src/report/layout.ts';
import { checkWorkspace, type CheckOptions } from '../../src/run/check.ts';
import { reportedOf } from '../../src/run/reported.ts';
import { openWorkspace, type WorkspaceInput } from '../../src/run/workspace.ts';

export const OPTIONS: ReportOptions = { limit: Infinity, paint: plain, program: { version: '1.2.3' } };

const AT = parseDay('2026-03-01') ?? 0;

/** A workspace of some files, with the result of its check where it can be read. */
export function reported(
  files: WorkspaceInput['files'],
  { prefix = '', ...options }: Partial<CheckOptions> & { readonly prefix?: string } = {},
): Reported {
  const opened = openWorkspace({ files });
  const result = opened.workspace && checkWorkspace(opened.workspace, { at: AT, ...options });
  return reportedOf({ prefix, opened, ...(result && { result }) });
}

/** A path that somebody may give a file. */
export const HOSTILE_PATH = `"><script>document.title='owned'</script>@all #1 \`x\` | [a](javascript:b).flow.yaml`;

/** The manifest of somebody who wants reports to do more than to be read. */
export function hostile(): Reported {
  const text = readFileSync(new URL('hostile.flow.yaml', import.meta.url), 'utf8');
  return reported([{ path: HOSTILE_PATH, text }]);
}

/** The same with a mistake in it, so that it cannot be read. */
export function hostileProblems(): Reported {
  const text = readFileSync(new URL('hostile.flow.yaml', import.meta.url), 'utf8');
  return reported([{ path: HOSTILE_PATH, text: `${text}"<b>@all #1 www.tracker.invalid</b>": 1\n` }]);
}

const GROUND = `flowdown: 1
parties: { agency: { name: Border agency }, prime: {}, vendor: { name: Supplier of readers } }
contracts:
  pilot: { acquirer: agency, supplier: prime }
  readers: { acquirer: prime, supplier: vendor, under: pilot }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency, records: 1000, subjects: 900 }
  rota: { category: personal.contact, owner: agency }
systems:
  camera: { zone: port, collects: [plates, rota] }
  share: { zone: office }
  archive: { zone: office }
flows:
  send: { from: camera, to: share, data: [plates] }
  keep: { from: share, to: archive, data: [plates] }
  roster: { from: camera, to: share, data: [rota] }
`;

/** A small workspace with a cause, its consequence and a finding on other data. */
export function small(options: Parameters<typeof reported>[1] = {}): Reported {
  return reported([{ path: 'pilot.flow.yaml', text: GROUND }], options);
}

/** A workspace in which nothing is wrong. */
export function clean(): Reported {
  const text = GROUND.slice(0, GROUND.indexOf('flows:'));
  return reported([{ path: 'pilot.flow.yaml', text }]);
}
