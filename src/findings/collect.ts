/** Facts and rules -> findings. */
import type { Facts } from '../analysis/facts.ts';
import { formatDay } from '../manifest/calendar.ts';
import type { ManifestDocument } from '../manifest/read.ts';
import { byCodePoint } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { compileRule, type CompiledRule, type Params } from '../rules/evaluate.ts';
import type { Rule, Severity } from '../rules/format.ts';
import type { Place } from '../rules/kinds/kind.ts';
import { closestNamed, custodyPath, exposedBy, transferVerdicts, type TransferVerdicts } from './custody.ts';
import { fillTemplate, fingerprint, type Finding } from './finding.ts';
import { placesOf, type Places } from './places.ts';
import type { Waivers } from './waivers.ts';

/** A rule that is on, with the severity that the configuration gives it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly params: Params;
}

/** What evaluating rules gives: what is wrong or open, and how much was looked at. */
export interface Collected {
  readonly findings: readonly Finding[];
  /** Facts of the kinds that some rule looks at. */
  readonly facts: number;
  /** Pairs of rule and fact that comply. */
  readonly complies: number;
}

interface Hit {
  readonly active: ActiveRule;
  readonly compiled: CompiledRule;
  readonly i: number;
  readonly verdict: 'violation' | 'undecided';
}

/** Evaluates every rule on every fact of its kind. */
export function collectFindings(
  facts: Facts,
  documents: readonly ManifestDocument[],
  rules: readonly ActiveRule[],
  waivers: Waivers,
  undecided?: Severity,
): Collected {
  const hits: Hit[] = [];
  const counts = new Map<string, number>();
  let complies = 0;
  for (const active of rules) {
    const compiled = compileRule(active.rule, active.params, facts);
    const count = compiled.kind.count(facts);
    counts.set(active.rule.for, count);
    for (let i = 0; i < count; i++) {
      const verdict = compiled.verdict(i);
      if (verdict === 'complies') complies++;
      else if (verdict !== 'not-applicable') hits.push({ active, compiled, i, verdict });
    }
  }
  const deep = hits.map(({ compiled, i }) => compiled.kind.place(facts, i)).filter(isDeep);
  const places = placesOf(documents, deep);
  const on = new Set(rules.map(({ rule }) => rule.id));
  const verdicts = transferVerdicts(facts);
  const findings = hits
    .map((hit) => findingOf(hit, facts, places, waivers, verdicts, on, undecided))
    .sort(compareFindings);
  return { findings, complies, facts: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}

function isDeep(place: Place | undefined): place is Place {
  return place !== undefined && place.path.length !== 2;
}

function findingOf(
  { active: { rule, severity }, compiled, i, verdict }: Hit,
  facts: Facts,
  places: Places,
  waivers: Waivers,
  verdicts: TransferVerdicts,
  on: ReadonlySet<string>,
  undecided: Severity | undefined,
): Finding {
  const { kind } = compiled;
  const { parties, data } = facts.model;
  const datum = kind.datum(facts, i);
  const subject = kind.subject(facts, i);
  const owners = datum < 0 ? [] : [...row(facts.owners, datum)].map((owner) => parties.ids[owner]);
  const name = datum < 0 ? undefined : data.ids[datum];
  const words = compiled.words(i);
  const closest = kind.refusal?.(facts, i);
  const cause = kind.cause?.(facts, i);
  const isOpen = verdict === 'undecided' && kind.isCertain(facts, i);
  const waived = waivers.reasons(rule.id, subject, datum);
  const refines = [rule.refines ?? []].flat().filter((id) => on.has(id));
  const exposed = datum >= 0 ? [datum] : kind.exposed?.(facts, i);
  return {
    rule: rule.id,
    severity: verdict === 'undecided' ? (undecided ?? undecidedLevel(severity)) : severity,
    verdict,
    subject,
    fingerprint: fingerprint(rule.id, subject, name, owners),
    act: kind.act(facts, i),
    ...(name !== undefined && { data: name }),
    owners,
    title: rule.title,
    message: fillTemplate(rule.message, words),
    remedy: fillTemplate(rule.remedy, words),
    rationale: rule.rationale,
    references: rule.references,
    ...(refines.length > 0 && { refines }),
    place: places.of(kind.place(facts, i)),
    custody:
      datum < 0 ? [] : custodyPath(facts, datum, kind.ends(facts, i), cause !== undefined, verdicts, places),
    ...(exposed && { exposed: exposedBy(facts.model, exposed) }),
    ...(closest && { closest: closestNamed(facts, closest, isOpen, places) }),
    unstated: verdict === 'undecided' ? compiled.unstated(i) : [],
    ...(cause && { consequenceOf: causeSubject(cause, facts) }),
    ...(waived && { waived }),
    since: formatDay(facts.at) ?? '',
    words,
    templates: { message: rule.message, remedy: rule.remedy },
  };
}

/** What is undecided is a warning, and no worse than the violation would be. */
function undecidedLevel(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : severity;
}

/** The subject of the fact that another follows from. */
function causeSubject({ step, datum }: { step: string; datum: number }, { model }: Facts): string {
  return step.startsWith('flow:') ? `${step}/${model.data.ids[datum]}` : step;
}

/** Order of a report: file, line, column, rule, subject. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    byCodePoint(a.place?.file ?? '', b.place?.file ?? '') ||
    (a.place?.start ?? 0) - (b.place?.start ?? 0) ||
    byCodePoint(a.rule, b.rule) ||
    byCodePoint(a.subject, b.subject)
  );
}
