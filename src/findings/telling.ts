/** A fact that a rule has found -> the finding. What only a report tells of it is worked out when it is asked for. */
import type { Facts } from '../analysis/facts.ts';
import { formatDay } from '../manifest/calendar.ts';
import { row } from '../model/rows.ts';
import type { CompiledRule } from '../rules/evaluate.ts';
import type { Rule, Severity } from '../rules/format.ts';
import { closestNamed, custodyPath, exposedBy, type TransferVerdicts } from './custody.ts';
import {
  fillTemplate,
  fingerprint,
  type ClosestAuthorization,
  type ComparedLimit,
  type CustodyStep,
  type Exposed,
  type Finding,
  type Known,
  type Span,
} from './finding.ts';
import type { Limits } from './limits.ts';
import type { Places } from './places.ts';
import type { WaiverMatcher } from './waivers.ts';

/** A rule and a fact that violates it, or for which it is undecided. */
export interface Hit {
  readonly rule: Rule;
  readonly compiled: CompiledRule;
  readonly i: number;
  readonly verdict: 'violation' | 'undecided';
}

/** What telling a finding needs beside the fact itself. */
export interface Telling {
  readonly facts: Facts;
  readonly places: Places;
  readonly waivers: WaiverMatcher;
  /** Are all findings to count, whoever has accepted them? */
  readonly areWaiversOff: boolean;
  readonly verdicts: TransferVerdicts;
  readonly limits: Limits;
  /** Ids of the rules that are on. */
  readonly on: ReadonlySet<string>;
  /** Severity of undecided findings, where the configuration states one. */
  readonly undecided: Severity | undefined;
  /** Is its day a later one of the horizon? */
  readonly isLater: boolean;
  /** Which findings were there before. */
  known?(finding: Finding): Known | undefined;
}

/** Who and what a finding is about. */
export interface Identity {
  readonly subject: string;
  readonly owners: readonly string[];
  readonly data?: string;
  readonly fingerprint: string;
}

/** The identity of what was found. */
export function identityOf({ rule, compiled: { kind }, i }: Hit, facts: Facts): Identity {
  const datum = kind.datum(facts, i);
  const subject = kind.subject(facts, i);
  if (datum < 0) return { subject, owners: [], fingerprint: fingerprint(rule.id, subject) };
  const data = facts.model.data.ids[datum];
  const owners = Array.from(row(facts.owners, datum), (owner) => facts.model.parties.ids[owner]);
  return { subject, owners, data, fingerprint: fingerprint(rule.id, subject, data, owners) };
}

/** Tells what was found at a place, at a severity. */
export function findingOf(hit: Hit, place: Span | undefined, severity: Severity, telling: Telling): Finding {
  return new ToldFinding(hit, place, severity, telling);
}

/**
 * A finding of which only what orders and groups findings is there from the beginning. Of many findings few are told, and
 * the ways, the words and the numbers of a finding cost far more than finding it.
 */
class ToldFinding implements Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: Finding['verdict'];
  readonly subject: string;
  readonly fingerprint: string;
  readonly act: string;
  readonly data: string | undefined;
  readonly owners: readonly string[];
  readonly refines: readonly string[] | undefined;
  readonly place: Span | undefined;
  readonly compared: readonly ComparedLimit[] | undefined;
  readonly consequenceOf: string | undefined;
  readonly waived: readonly string[] | undefined;
  readonly known: Known | undefined;
  readonly isLater: true | undefined;
  readonly #hit: Hit;
  readonly #telling: Telling;
  #words: Finding['words'] | undefined;
  #custody: readonly CustodyStep[] | undefined;
  #unstated: readonly string[] | undefined;

  constructor(hit: Hit, place: Span | undefined, severity: Severity, telling: Telling) {
    const { rule, compiled, i, verdict } = hit;
    const { facts, waivers, areWaiversOff, limits, on, undecided, isLater } = telling;
    const { kind } = compiled;
    const { subject, owners, data, fingerprint: identity } = identityOf(hit, facts);
    const compared = limits.concerning(rule, i);
    this.rule = rule.id;
    this.severity = verdict === 'undecided' ? (undecided ?? undecidedLevel(severity)) : severity;
    this.verdict = verdict;
    this.subject = subject;
    this.fingerprint = identity;
    this.act = kind.act(facts, i);
    this.data = data;
    this.owners = owners;
    this.refines = refinedBy(rule, compared, on);
    this.place = place;
    this.compared = compared.length > 1 ? compared : undefined;
    this.consequenceOf = causeOf(hit, facts);
    // What a waiver would accept is asked all the same, so that none counts as unused for it.
    const accepted = waivers.accept(this);
    this.waived = areWaiversOff ? undefined : accepted;
    this.isLater = isLater ? true : undefined;
    this.known = telling.known?.(this);
    this.#hit = hit;
    this.#telling = telling;
  }

  get title(): string {
    return this.#hit.rule.title;
  }

  get message(): string {
    return fillTemplate(this.#hit.rule.message, this.words);
  }

  get remedy(): string {
    return fillTemplate(this.#hit.rule.remedy, this.words);
  }

  get rationale(): string {
    return this.#hit.rule.rationale;
  }

  get references(): readonly string[] {
    return this.#hit.rule.references;
  }

  get custody(): readonly CustodyStep[] {
    return (this.#custody ??= custodyOf(this.#hit, this.#telling));
  }

  get exposed(): Exposed | undefined {
    return exposedOf(this.#hit, this.#telling);
  }

  get closest(): ClosestAuthorization | undefined {
    return closestTo(this.#hit, this.#telling);
  }

  get unstated(): readonly string[] {
    const { compiled, i, verdict } = this.#hit;
    return (this.#unstated ??= verdict === 'undecided' ? compiled.unstated(i) : []);
  }

  get since(): string {
    return formatDay(this.#telling.facts.at) ?? '';
  }

  get words(): Finding['words'] {
    return (this.#words ??= this.#hit.compiled.words(this.#hit.i));
  }

  get templates(): Finding['templates'] {
    const { message, remedy } = this.#hit.rule;
    return { message, remedy };
  }

  /** Everything, for programs. */
  toJSON(): Finding {
    return plainFinding(this);
  }
}

/** A finding as a plain object in which everything is told. */
export function plainFinding(finding: Finding): Finding {
  const { rule, severity, verdict, subject, fingerprint: identity, act, data, owners } = finding;
  const { title, message, remedy, rationale, references, refines, place, custody } = finding;
  const { exposed, closest, unstated, compared, consequenceOf, waived, known, since, isLater } = finding;
  return {
    rule,
    severity,
    verdict,
    subject,
    fingerprint: identity,
    act,
    ...(data !== undefined && { data }),
    owners,
    title,
    message,
    remedy,
    rationale,
    references,
    ...(refines && { refines }),
    place,
    custody,
    ...(exposed && { exposed }),
    ...(closest && { closest }),
    unstated,
    ...(compared && { compared }),
    ...(consequenceOf !== undefined && { consequenceOf }),
    ...(waived && { waived }),
    ...(known && { known }),
    since,
    words: finding.words,
    templates: finding.templates,
    ...(isLater && { isLater }),
  };
}

/** What is undecided is a warning, and no worse than the violation would be. */
export function undecidedLevel(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : severity;
}

/** More general rules that are on: those that the rule says, and those of its family with a looser limit. */
function refinedBy(
  { id, refines = [] }: Rule,
  compared: readonly ComparedLimit[],
  on: ReadonlySet<string>,
): readonly string[] | undefined {
  const looser = compared.slice(compared.findIndex((limit) => limit.rule === id) + 1);
  const all = [...refines, ...looser.map(({ rule }) => rule)].filter((each) => on.has(each));
  return all.length > 0 ? all : undefined;
}

/** The subject of the fact that another follows from. */
function causeOf({ compiled: { kind }, i }: Hit, facts: Facts): string | undefined {
  const cause = kind.cause?.(facts, i);
  if (cause === undefined) return undefined;
  const { step, datum } = cause;
  return step.startsWith('flow:') ? `${step}/${facts.model.data.ids[datum]}` : step;
}

function custodyOf({ compiled: { kind }, i }: Hit, { facts, verdicts, places }: Telling) {
  const datum = kind.datum(facts, i);
  if (datum < 0) return [];
  const isConsequence = kind.cause?.(facts, i) !== undefined;
  return custodyPath(facts, datum, kind.ends(facts, i), isConsequence, verdicts, places);
}

function exposedOf({ compiled: { kind }, i }: Hit, { facts }: Telling): Exposed | undefined {
  const datum = kind.datum(facts, i);
  const exposed = datum >= 0 ? [datum] : kind.exposed?.(facts, i);
  return exposed && exposedBy(facts.model, exposed);
}

function closestTo(
  { compiled: { kind }, i, verdict }: Hit,
  { facts, places }: Telling,
): ClosestAuthorization | undefined {
  const closest = kind.refusal?.(facts, i);
  const isOpen = verdict === 'undecided' && kind.isCertain(facts, i);
  return closest && closestNamed(facts, closest, isOpen, places);
}
