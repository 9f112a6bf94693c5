/** Model -> facts -> findings -> the result of a check. */
import { changePoints } from '../analysis/change-points.ts';
import { factsOf } from '../analysis/facts.ts';
import { collectFindings, compareFindings } from '../findings/collect.ts';
import { exposedBy } from '../findings/custody.ts';
import type { Finding, Known } from '../findings/finding.ts';
import { groupFindings } from '../findings/acts.ts';
import type { CheckResult } from '../findings/result.ts';
import { failsAt, summarise } from '../findings/summary.ts';
import { waiversOf } from '../findings/waivers.ts';
import { formatDay, parseDay } from '../manifest/calendar.ts';
import { byCodePoint } from '../model/names.ts';
import { lapseDays } from '../rules/lapses.ts';
import type { Workspace } from './workspace.ts';

/** When a check is made. */
export interface CheckOptions {
  /** Day of the check, in days since 1970-01-01. */
  readonly at: number;
  /** Last day of the horizon; each finding is told at its first day. */
  readonly horizon?: number;
  /** Today, where the day of the check is that of the configuration; absent where somebody has asked for a day. */
  readonly today?: number;
  /** Which findings were there before. */
  known?(finding: Finding): Known | undefined;
}

/** Checks a workspace at a day, and over a horizon where one is given. */
export function checkWorkspace(
  workspace: Workspace,
  { at, horizon, today = at, known }: CheckOptions,
): CheckResult {
  const { model, documents, rules, config } = workspace;
  const days = [at, ...(horizon === undefined ? [] : daysUpTo(horizon, workspace, at))];
  const found = new Map<string, Finding>();
  const off = new Map<string, string>();
  const [now, ...later] = days.map((day) => {
    const facts = factsOf(model, day);
    const waivers = waiversOf(facts, config.waivers ?? {});
    const collected = collectFindings(facts, documents, rules.rules, waivers, {
      undecided: config.undecided,
      isLater: day !== at,
      known,
    });
    for (const finding of collected.findings) {
      const key = `${finding.fingerprint}|${finding.verdict}|${finding.waived !== undefined}|${finding.place?.file}`;
      if (!found.has(key)) found.set(key, finding);
    }
    for (const { rule, fingerprint } of collected.off) off.set(fingerprint, rule);
    return { ...collected, coverage: facts.coverage, notes: waivers.notes() };
  });
  const findings = later.length === 0 ? now.findings : [...found.values()].sort(compareFindings);
  const acts = groupFindings(findings, (data) => exposedBy(model, data.map(model.data.indexOf)));
  return {
    at: formatDay(at) ?? '',
    ...(horizon !== undefined && { horizon: formatDay(horizon) }),
    files: documents.length,
    coverage: now.coverage,
    packs: rules.packs.map(({ pack }) => pack),
    rules: rules.rules.length,
    facts: now.facts,
    findings,
    acts,
    summary: summarise(findings, acts, now.complies),
    notes: [...farNotes(at, today), ...workspace.notes, ...now.notes, ...offNotes([...off.values()])],
    fails: failsAt(findings, config.failOn ?? 'error'),
    nothing: isNothing(workspace),
  };
}

/** Days after which a day that is fixed in a configuration is more likely forgotten than meant. */
const FAR = 30;

/** A check of a day long past finds nothing that has happened since. */
function farNotes(at: number, today: number): readonly string[] {
  if (Math.abs(at - today) <= FAR) return [];
  const side = at < today ? 'before' : 'after';
  return [
    `at of the configuration, ${formatDay(at)}, is more than ${FAR} days ${side} today: the check is one of that day`,
  ];
}

/** What is off by path is counted, so that a clean report does not say more than it does. */
function offNotes(rules: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(
      ([rule, count]) =>
        `${count} ${count === 1 ? 'finding' : 'findings'} of ${rule} off by path (overrides)`,
    );
}

/** Days on which the facts, the age of records, or the waivers change. */
export function daysUpTo(
  horizon: number,
  { model, config, rules }: Workspace,
  at: number,
): readonly number[] {
  const waivers = [...model.waivers.entry.all(), ...Object.values(config.waivers ?? {})];
  const expiries = waivers
    .map(({ expires }) => (parseDay(expires) ?? at - 1) + 1)
    .filter((day) => at < day && day <= horizon);
  const lapses = lapseDays(model, rules.rules, at, horizon);
  return [...new Set([...changePoints(model, at, horizon), ...lapses, ...expiries])].sort((a, b) => a - b);
}

/** A workspace without a flow, a system, an access and anything required has nothing to check. */
function isNothing({ documents, rules, model }: Workspace): boolean {
  const stated = model.flows.ids.length + model.systems.ids.length + model.access.ids.length;
  const declared = stated + model.unentitled.length + model.required.length;
  return documents.length + model.required.length === 0 || rules.rules.length === 0 || declared === 0;
}
