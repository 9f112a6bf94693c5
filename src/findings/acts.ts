/**
 * One act is told once: findings of one fact's data together, a specific rule before the general one that sees the
 * same, consequences under their cause. Presentation only: each finding keeps its own identity.
 */
import type { Severity } from '../rules/format.ts';
import type { Exposed, Finding } from './finding.ts';

/** Findings that are told together; the first leads. */
export interface Act {
  readonly verdict: Finding['verdict'];
  readonly isWaived: boolean;
  /** Was it there before? */
  readonly isKnown: boolean;
  readonly isConsequence: boolean;
  /** Findings of the leading rule, one for each datum. */
  readonly findings: readonly Finding[];
  /** Findings of more general rules on the same facts. */
  readonly general: readonly Finding[];
  /** Sums over the data of its findings. */
  readonly exposed?: Exposed;
  /** Acts that follow from this one. */
  readonly consequences: readonly Act[];
}

/** Groups findings into acts, in the order of their first findings. */
export function groupFindings(
  findings: readonly Finding[],
  exposedBy: (data: readonly string[]) => Exposed,
): readonly Act[] {
  const general = generalFindings(findings);
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (general.has(finding)) continue;
    addTo(groups, actKey(finding), finding);
  }
  const absorbed = new Map<string, Finding[]>();
  for (const [finding, specific] of general) addTo(absorbed, actKey(specific), finding);
  return foldConsequences(
    [...groups].map(([key, group]) => ({
      verdict: group[0].verdict,
      isWaived: group[0].waived !== undefined,
      isKnown: group[0].known !== undefined,
      isConsequence: group.every(({ consequenceOf }) => consequenceOf !== undefined),
      findings: group,
      general: absorbed.get(key) ?? [],
      ...(group[0].data !== undefined
        ? { exposed: exposedBy(group.map(({ data }) => data ?? '')) }
        : group[0].exposed && { exposed: group[0].exposed }),
      consequences: [],
    })),
  );
}

function addTo<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

function actKey({ act, rule, verdict, waived, known, place }: Finding): string {
  return `${act}|${rule}|${verdict}|${waived !== undefined}|${known}|${place?.file}`;
}

/** Findings of a general rule, each with the finding of a more specific rule on the same fact. */
function generalFindings(findings: readonly Finding[]): Map<Finding, Finding> {
  const specific = new Map<string, Finding>();
  const refined = new Set<string>();
  for (const finding of findings) {
    for (const rule of finding.refines ?? []) {
      refined.add(rule);
      const key = factKey(finding, rule);
      if (!specific.has(key)) specific.set(key, finding);
    }
  }
  const general = new Map<Finding, Finding>();
  for (const finding of findings) {
    if (!refined.has(finding.rule)) continue;
    const leading = leadingOf(finding, specific);
    if (leading !== finding) general.set(finding, leading);
  }
  return general;
}

/** The most specific finding on the same fact; a chain of refinements is followed to its end. */
function leadingOf(finding: Finding, specific: ReadonlyMap<string, Finding>): Finding {
  const passed = new Set<Finding>();
  let leading = finding;
  while (!passed.has(leading)) {
    passed.add(leading);
    const next = specific.get(factKey(leading, leading.rule));
    // What is less serious must not stand for what is more so.
    if (next !== undefined && RANK[next.severity] >= RANK[leading.severity]) leading = next;
  }
  return leading;
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function factKey({ subject, verdict, waived, known }: Finding, rule: string): string {
  return `${rule}|${subject}|${verdict}|${waived !== undefined}|${known}`;
}

/** Puts an act whose findings all follow from another act under that one. */
function foldConsequences(acts: readonly Act[]): readonly Act[] {
  const bySubject = new Map<string, number>();
  // What settles a finding settles no other: what follows from a waived or known act is not folded away with it.
  const keyOf = (subject: string, { isWaived, isKnown }: Act): string => `${isWaived}|${isKnown}|${subject}`;
  acts.forEach((act, at) => {
    const { findings, verdict } = act;
    for (const { subject } of findings) {
      const key = keyOf(subject, act);
      if (verdict === 'violation' && !bySubject.has(key)) bySubject.set(key, at);
    }
  });
  const under = acts.map((act) => {
    const cause = act.isConsequence ? act.findings[0].consequenceOf : undefined;
    return cause === undefined ? undefined : bySubject.get(keyOf(cause, act));
  });
  const followers = new Map<number, Act[]>();
  acts.forEach((act, at) => {
    const cause = under[at];
    if (cause === undefined || cause === at) return;
    addTo(followers, cause, { ...act, isConsequence: true });
  });
  return acts
    .map((act, at) => ({ ...act, isConsequence: false, consequences: followers.get(at) ?? [] }))
    .filter((_, at) => under[at] === undefined || under[at] === at);
}
