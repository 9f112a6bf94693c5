/** Model -> facts -> findings -> the result of a check. */
import { changePoints } from '../analysis/change-points.ts';
import { factsOf, type Facts } from '../analysis/facts.ts';
import { matchBaseline, reviewBaseline, type Baseline } from '../findings/baseline.ts';
import { collectFindings, compareFindings, factsWithWaiverUse, type Collected } from '../findings/collect.ts';
import { exposedIn } from '../findings/custody.ts';
import type { Finding, Known } from '../findings/finding.ts';
import { groupFindings } from '../findings/acts.ts';
import type { BaselineState, CheckResult } from '../findings/result.ts';
import { failsAt, summarise } from '../findings/summary.ts';
import { formatDay, parseDay } from '../manifest/calendar.ts';
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { waiverCount } from '../rules/acceptance.ts';
import { counted } from '../rules/language/wording.ts';
import { lapseDays } from '../rules/lapses.ts';
import { BASELINE_FILE } from './select.ts';
import type { Workspace } from './workspace.ts';

/** When a check is made. */
export interface CheckOptions {
  /** Day of the check, in days since 1970-01-01. */
  readonly at: number;
  /** Last day of the horizon; each finding is told at its first day. */
  readonly horizon?: number;
  /** Are all findings to count, whoever has accepted them? */
  readonly areWaiversOff?: boolean;
  /** The subject of a finding as it is called now, where systems or flows have been renamed since the baseline. */
  renamed?(subject: string): string;
  /** Today, where the day of the check is that of the configuration; absent where somebody has asked for a day. */
  readonly today?: number;
  /** Which findings are about others than those of their identity were before, so that no baseline covers them. */
  isAboutOthers?(finding: Finding): boolean;
  /** Which findings were there before. */
  known?(finding: Finding): Known | undefined;
}

/** What is found in a workspace at one day. */
export interface DayState extends Collected {
  readonly facts: Facts;
}

type DayOptions = Pick<CheckOptions, 'at' | 'areWaiversOff' | 'known' | 'renamed' | 'isAboutOthers'>;

/** Derives the facts of a day, and what the rules find in them. */
export function stateOn(
  day: number,
  { model, documents, rules, config, baseline }: Workspace,
  { at, areWaiversOff = false, known, renamed, isAboutOthers }: DayOptions,
): DayState {
  const facts = factsOf(model, day);
  const before = baseline && matchBaseline(baseline, { renamed });
  const collected = collectFindings(facts, documents, rules.rules, {
    undecided: config.undecided,
    isLater: day !== at,
    areWaiversOff,
    known: (finding) =>
      isAboutOthers?.(finding) === true ? undefined : (before?.known(finding) ?? known?.(finding)),
  });
  return { ...collected, facts };
}

/** Findings that no fact of a workspace shows, such as those of a comparison. */
export interface MoreFindings {
  readonly findings: readonly Finding[];
  /** Knows their data, which the workspace may not know any more. */
  readonly model: Model;
}

/** Checks a workspace at a day, and over a horizon where one is given. The state of the day itself may be there already. */
export function checkWorkspace(
  workspace: Workspace,
  options: CheckOptions,
  now = stateOn(options.at, workspace, options),
  more: MoreFindings = { findings: [], model: workspace.model },
): CheckResult {
  const { model, documents, rules, config, baseline } = workspace;
  const { at, horizon, areWaiversOff = false } = options;
  const found = new Map<string, Finding>();
  const off = new Map<string, string>();
  const take = ({ findings, off: absent }: DayState): void => {
    for (const finding of findings) {
      const key = `${finding.fingerprint}|${finding.verdict}|${finding.waived !== undefined}|${finding.place?.file}`;
      if (!found.has(key)) found.set(key, finding);
    }
    for (const { rule, fingerprint } of absent) off.set(fingerprint, rule);
  };
  take(now);
  // One day after the other: the facts of a day are let go before those of the next are made.
  if (horizon !== undefined) {
    for (const day of daysUpTo(horizon, workspace, at)) take(stateOn(day, workspace, options));
  }
  const isPlain = horizon === undefined && more.findings.length === 0;
  const findings = isPlain ? now.findings : [...found.values(), ...more.findings].sort(compareFindings);
  const acts = groupFindings(findings, (data) => exposedIn([model, more.model], data));
  const state = baseline && baselineState(baseline, now.findings, workspace, options);
  const failOn = config.failOn ?? 'error';
  const absent = absentFrom(workspace);
  return {
    at: formatDay(at) ?? '',
    ...(horizon !== undefined && { horizon: formatDay(horizon) }),
    files: documents.length,
    coverage: now.facts.coverage,
    packs: rules.packs.map(({ pack }) => pack),
    rules: rules.rules.length,
    facts: now.asked,
    ruled: now.ruled,
    findings,
    acts,
    summary: summarise(findings, acts, now.complies),
    ...(state && { baseline: state }),
    notes: [
      ...farNotes(at, options.today ?? at),
      ...workspace.notes,
      ...(state ? baselineNotes(state) : []),
      ...(areWaiversOff ? waiverNotes(model) : []),
      ...offNotes([...off.values()]),
    ],
    failOn,
    fails: failsAt(findings, failOn),
    nothing: absent.length > 0,
    absent,
  };
}

/** The facts of a day as rules on waivers see them, with whether each waiver accepts anything. */
export function judgedFacts({ model, documents, rules }: Workspace, at: number): Facts {
  return factsWithWaiverUse(factsOf(model, at), documents, rules.rules);
}

function baselineState(
  baseline: Baseline,
  findings: readonly Finding[],
  { isPartial }: Workspace,
  { renamed }: CheckOptions,
): BaselineState {
  const entries = baseline.entries.length;
  // What the files that are left out have is not known.
  if (isPartial) return { entries, stale: [], eased: [] };
  const { stale, eased } = reviewBaseline(baseline, findings, { renamed });
  return { entries, stale, eased };
}

function baselineNotes({ stale, eased }: BaselineState): readonly string[] {
  const told = [
    ...(stale.length > 0
      ? [
          `${counted(stale.length, `entry of ${BASELINE_FILE} matches`, `entries of ${BASELINE_FILE} match`)} no finding any more`,
        ]
      : []),
    ...(eased.length > 0
      ? [
          `${counted(eased.length, `entry of ${BASELINE_FILE} is`, `entries of ${BASELINE_FILE} are`)} undecided and no violation any more`,
        ]
      : []),
  ];
  return told.map((words) => `${words}; see flowdown baseline check`);
}

function waiverNotes(model: Model): readonly string[] {
  return [
    `no waiver counts in this check; ${counted(waiverCount(model), 'waiver is', 'waivers are')} stated`,
  ];
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

/** What was to be checked and is not there: a report without findings must not come of that unnoticed. */
function absentFrom({ documents, rules, model, idleIncludes }: Workspace): readonly string[] {
  const stated = model.flows.ids.length + model.systems.ids.length + model.access.ids.length;
  const declared = stated + model.unentitled.length + model.required.length;
  const hasManifest = documents.length + model.required.length > 0;
  return [
    ...(hasManifest ? [] : ['nothing to check: no manifest was found']),
    ...(rules.rules.length > 0 ? [] : ['nothing to check: no rule is on']),
    ...(!hasManifest || declared > 0
      ? []
      : ['nothing to check: the manifests declare no system, flow or access']),
    ...idleIncludes.map(
      (pattern) => `nothing to check in ${pattern}: include names it, and no manifest matches`,
    ),
  ];
}
