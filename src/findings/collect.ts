/** Facts and rules -> findings. */
import type { Facts } from '../analysis/facts.ts';
import { formatDay } from '../manifest/calendar.ts';
import type { ManifestDocument } from '../manifest/read.ts';
import { byCodePoint } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { compileRule, type CompiledRule, type Params } from '../rules/evaluate.ts';
import type { Rule, Severity } from '../rules/format.ts';
import type { Place } from '../rules/kinds/kind.ts';
import { surveyOf, type Survey } from '../rules/survey.ts';
import { closestNamed, custodyPath, exposedBy, transferVerdicts, type TransferVerdicts } from './custody.ts';
import { fillTemplate, fingerprint, type Finding, type Span } from './finding.ts';
import { limitsOf, type Limits } from './limits.ts';
import { placesOf, type Places } from './places.ts';
import type { Waivers } from './waivers.ts';

/** What a rule is worth: a severity, or nothing. */
type Level = Severity | 'off';

/** A rule that is on somewhere, with the severity that the configuration gives it. */
export interface ActiveRule {
  readonly rule: Rule;
  /** Severity where no path has another; off where only some paths have one. */
  readonly severity: Level;
  readonly params: Params;
  /** Severity of findings in a file, where it differs by path. */
  levelIn?(file: string): Level;
}

/** What evaluating rules gives: what is wrong or open, and how much was looked at. */
export interface Collected {
  readonly findings: readonly Finding[];
  /** Facts of the kinds that some rule looks at. */
  readonly facts: number;
  /** Pairs of rule and fact that comply. */
  readonly complies: number;
  /** Findings that would be there if their rule were not off in their file. */
  readonly off: readonly OffFinding[];
}

/** What is left of a finding whose rule is off in its file. */
export interface OffFinding {
  readonly rule: string;
  readonly fingerprint: string;
}

interface Compiled {
  readonly active: ActiveRule;
  readonly compiled: CompiledRule;
}

interface Hit extends Compiled {
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
  const compiledRules: Compiled[] = [];
  const counts = new Map<string, number>();
  let complies = 0;
  const surveys = new Map<string, Survey>();
  for (const active of rules) {
    const compiled = compileRule(active.rule, active.params, facts);
    compiledRules.push({ active, compiled });
    counts.set(active.rule.for, compiled.kind.count(facts));
    // Rules that differ in their texts alone find the same.
    const survey = surveys.get(compiled.form) ?? surveyOf(compiled, facts);
    surveys.set(compiled.form, survey);
    complies += survey.complies;
    for (const { i, verdict } of survey.found) hits.push({ active, compiled, i, verdict });
  }
  const limits = limitsOf(hits.length === 0 ? [] : compiledRules, facts.at);
  const deep = hits.map(({ compiled, i }) => compiled.kind.place(facts, i)).filter(isDeep);
  const context: Context = {
    facts,
    places: placesOf(documents, deep),
    waivers,
    verdicts: transferVerdicts(facts),
    limits,
    on: new Set(rules.map(({ rule }) => rule.id)),
    undecided,
  };
  const off: OffFinding[] = [];
  const findings: Finding[] = [];
  for (const hit of hits) {
    const place = context.places.of(hit.compiled.kind.place(facts, hit.i));
    const level = levelAt(hit.active, place);
    if (level !== 'off') findings.push(findingOf(hit, place, level, context));
    // Off everywhere but in some files is off by `rules`, which is not told either.
    else if (hit.active.severity !== 'off')
      off.push({ rule: hit.active.rule.id, fingerprint: identityOf(hit, facts).fingerprint });
  }
  findings.sort(compareFindings);
  return { findings, complies, off, facts: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}

/** A finding without a file of its own, such as a missing manifest, is matched by no path. */
function levelAt({ severity, levelIn }: ActiveRule, place: Span | undefined): Level {
  return levelIn === undefined || place === undefined ? severity : levelIn(place.file);
}

interface Identity {
  readonly subject: string;
  readonly owners: readonly string[];
  readonly data?: string;
  readonly fingerprint: string;
}

function identityOf({ active: { rule }, compiled: { kind }, i }: Hit, facts: Facts): Identity {
  const { parties, data } = facts.model;
  const datum = kind.datum(facts, i);
  const subject = kind.subject(facts, i);
  const owners = datum < 0 ? [] : [...row(facts.owners, datum)].map((owner) => parties.ids[owner]);
  const name = datum < 0 ? undefined : data.ids[datum];
  return {
    subject,
    owners,
    ...(name !== undefined && { data: name }),
    fingerprint: fingerprint(rule.id, subject, name, owners),
  };
}

function isDeep(place: Place | undefined): place is Place {
  return place !== undefined && place.path.length !== 2;
}

/** What telling a finding needs beside the fact itself. */
interface Context {
  readonly facts: Facts;
  readonly places: Places;
  readonly waivers: Waivers;
  readonly verdicts: TransferVerdicts;
  readonly limits: Limits;
  /** Ids of the rules that are on. */
  readonly on: ReadonlySet<string>;
  /** Severity of undecided findings, where the configuration states one. */
  readonly undecided: Severity | undefined;
}

function findingOf(hit: Hit, place: Span | undefined, severity: Severity, context: Context): Finding {
  const { facts, places, waivers, verdicts, limits, on, undecided } = context;
  const { active, compiled, i, verdict } = hit;
  const { rule } = active;
  const { kind } = compiled;
  const { subject, owners, data, fingerprint: identity } = identityOf(hit, facts);
  const datum = kind.datum(facts, i);
  const words = compiled.words(i);
  const closest = kind.refusal?.(facts, i);
  const cause = kind.cause?.(facts, i);
  const isOpen = verdict === 'undecided' && kind.isCertain(facts, i);
  const waived = waivers.reasons(rule.id, subject, datum);
  const compared = limits.concerning(rule, i);
  const looser = compared.slice(compared.findIndex((limit) => limit.rule === rule.id) + 1);
  const refines = [...(rule.refines ?? []), ...looser.map((limit) => limit.rule)].filter((id) => on.has(id));
  const exposed = datum >= 0 ? [datum] : kind.exposed?.(facts, i);
  return {
    rule: rule.id,
    severity: verdict === 'undecided' ? (undecided ?? undecidedLevel(severity)) : severity,
    verdict,
    subject,
    fingerprint: identity,
    act: kind.act(facts, i),
    ...(data !== undefined && { data }),
    owners,
    title: rule.title,
    message: fillTemplate(rule.message, words),
    remedy: fillTemplate(rule.remedy, words),
    rationale: rule.rationale,
    references: rule.references,
    ...(refines.length > 0 && { refines }),
    place,
    custody:
      datum < 0 ? [] : custodyPath(facts, datum, kind.ends(facts, i), cause !== undefined, verdicts, places),
    ...(exposed && { exposed: exposedBy(facts.model, exposed) }),
    ...(closest && { closest: closestNamed(facts, closest, isOpen, places) }),
    unstated: verdict === 'undecided' ? compiled.unstated(i) : [],
    ...(compared.length > 1 && { compared }),
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
