/** Facts and rules -> findings. */
import type { Facts } from '../analysis/facts.ts';
import type { ManifestDocument } from '../manifest/read.ts';
import { byCodePoint } from '../model/names.ts';
import { waiverCount } from '../rules/acceptance.ts';
import { compileRule, type CompiledRule, type Params } from '../rules/evaluate.ts';
import type { Rule, Severity } from '../rules/format.ts';
import type { Place } from '../rules/kinds/kind.ts';
import { EMPTY_SURVEY, surveyOf, type Survey } from '../rules/survey.ts';
import { KINDS } from '../rules/vocabulary.ts';
import { transferVerdicts } from './custody.ts';
import type { Finding, Known, Span } from './finding.ts';
import { limitsOf } from './limits.ts';
import { placesOf } from './places.ts';
import { findingOf, identityOf, type Hit, type Telling } from './telling.ts';
import type { Ruled } from './result.ts';
import { waiverMatcher, withWaiverUse, type WaiverMatcher } from './waivers.ts';

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
  /** How many facts there are of the kinds that some rule looks at. */
  readonly asked: number;
  /** Pairs of rule and fact that comply. */
  readonly complies: number;
  /** What each rule had to say, in order of their ids. */
  readonly ruled: readonly Ruled[];
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

interface ActiveHit extends Hit {
  readonly active: ActiveRule;
}

/** How findings are told. */
export interface CollectOptions {
  /** Severity of undecided findings; less than that of the rule where it is absent. */
  readonly undecided?: Severity;
  /** Is its day a later one of the horizon? */
  readonly isLater?: boolean;
  /** Are all findings to count, whoever has accepted them? */
  readonly areWaiversOff?: boolean;
  /** Which findings were there before. */
  known?(finding: Finding): Known | undefined;
}

/**
 * Evaluates every rule on every fact of its kind. Rules on waivers come last, since they may ask whether a waiver accepts
 * anything.
 */
export function collectFindings(
  facts: Facts,
  documents: readonly ManifestDocument[],
  rules: readonly ActiveRule[],
  options: CollectOptions = {},
): Collected {
  const waivers = waiverMatcher(facts);
  const on = new Set(rules.map(({ rule }) => rule.id));
  const judging = { documents, waivers, on, options };
  const [others, onWaivers] = [rules.filter((each) => !isOnWaivers(each)), rules.filter(isOnWaivers)];
  const first = judged(facts, others, judging);
  if (onWaivers.length === 0) return first;
  const second = judged(withWaiverUse(facts, waivers.outcomes()), onWaivers, judging);
  return {
    findings: [...first.findings, ...second.findings].sort(compareFindings),
    asked: first.asked + second.asked,
    complies: first.complies + second.complies,
    ruled: [...first.ruled, ...second.ruled].sort((a, b) => byCodePoint(a.rule, b.rule)),
    off: [...first.off, ...second.off],
  };
}

/** The facts with what comes of each waiver where these rules are on. */
export function factsWithWaiverUse(
  facts: Facts,
  documents: readonly ManifestDocument[],
  rules: readonly ActiveRule[],
): Facts {
  const waivers = waiverMatcher(facts);
  const on = new Set(rules.map(({ rule }) => rule.id));
  const others = rules.filter((each) => !isOnWaivers(each));
  if (waiverCount(facts.model) > 0) judged(facts, others, { documents, waivers, on, options: {} });
  return withWaiverUse(facts, waivers.outcomes());
}

function isOnWaivers({ rule }: ActiveRule): boolean {
  return rule.for === 'waiver';
}

/** What judging some rules takes beside the facts. */
interface Judging {
  readonly documents: readonly ManifestDocument[];
  readonly waivers: WaiverMatcher;
  readonly on: ReadonlySet<string>;
  readonly options: CollectOptions;
}

function judged(
  facts: Facts,
  rules: readonly ActiveRule[],
  { documents, waivers, on, options }: Judging,
): Collected {
  const hits: ActiveHit[] = [];
  const compiledRules: Compiled[] = [];
  const counts = new Map<string, number>();
  const ruled: Ruled[] = [];
  let complies = 0;
  const surveys = new Map<string, Survey>();
  for (const active of rules) {
    if (KINDS[active.rule.for].count(facts) === 0) {
      ruled.push(ruledBy(active.rule, EMPTY_SURVEY));
      continue;
    }
    const compiled = compileRule(active.rule, active.params, facts);
    compiledRules.push({ active, compiled });
    // Rules that differ in their texts alone find the same.
    const survey = surveys.get(compiled.form) ?? surveyOf(compiled, facts);
    surveys.set(compiled.form, survey);
    counts.set(active.rule.for, survey.facts);
    ruled.push(ruledBy(active.rule, survey));
    complies += survey.complies;
    for (const { i, verdict } of survey.found) {
      hits.push({ active, rule: active.rule, compiled, i, verdict });
    }
  }
  const limits = limitsOf(hits.length === 0 ? [] : compiledRules, facts.at);
  const deep = hits.map(({ compiled, i }) => compiled.kind.place(facts, i)).filter(isDeep);
  const { undecided, isLater = false, areWaiversOff = false, known } = options;
  const telling: Telling = {
    facts,
    places: placesOf(documents, deep),
    waivers,
    areWaiversOff,
    verdicts: transferVerdicts(facts),
    limits,
    on,
    undecided,
    isLater,
    known,
  };
  const { findings, off } = told(hits, telling);
  ruled.sort((a, b) => byCodePoint(a.rule, b.rule));
  const asked = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { findings, complies, ruled, off, asked };
}

function told(hits: readonly ActiveHit[], telling: Telling): Pick<Collected, 'findings' | 'off'> {
  const off: OffFinding[] = [];
  const findings: Finding[] = [];
  for (const hit of hits) {
    const place = telling.places.of(hit.compiled.kind.place(telling.facts, hit.i));
    const level = levelAt(hit.active, place);
    if (level !== 'off') findings.push(findingOf(hit, place, level, telling));
    // Off everywhere but in some files is off by `rules`, which is not told either.
    else if (hit.active.severity !== 'off')
      off.push({ rule: hit.rule.id, fingerprint: identityOf(hit, telling.facts).fingerprint });
  }
  return { findings: findings.sort(compareFindings), off };
}

function ruledBy({ id, for: kind }: Rule, { facts, complies, violations, found }: Survey): Ruled {
  const undecided = found.length - violations;
  const applicable = complies + found.length;
  return { rule: id, for: kind, facts, applicable, complies, violations, undecided };
}

/** A finding without a file of its own, such as a missing manifest, is matched by no path. */
function levelAt({ severity, levelIn }: ActiveRule, place: Span | undefined): Level {
  return levelIn === undefined || place === undefined ? severity : levelIn(place.file);
}

function isDeep(place: Place | undefined): place is Place {
  return place !== undefined && place.path.length !== 2;
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
