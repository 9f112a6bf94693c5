/** A result -> the part of it that one party may see, or that is about one contract. */
import { groupFindings, type Act } from './acts.ts';
import { fillTemplate, type CustodyStep, type Exposed, type Finding, type Span } from './finding.ts';
import type { CheckResult } from './result.ts';
import { failsAt, summarise, type FailLevel } from './summary.ts';
import { plainFinding } from './telling.ts';
import type { PartyView } from './view.ts';

/** What is needed to put the rest of a result together again. */
export interface Regrouping {
  readonly failOn: FailLevel;
  exposedBy(data: readonly string[]): Exposed;
}

/** A result with some of its findings alone; what it counts is counted anew. */
export function resultOf(
  result: CheckResult,
  keep: (finding: Finding) => boolean,
  { failOn, exposedBy }: Regrouping,
): CheckResult {
  const findings = result.findings.filter(keep);
  const acts = groupFindings(findings, exposedBy);
  return {
    ...result,
    findings,
    acts,
    summary: summarise(findings, acts, 0),
    fails: failsAt(findings, failOn),
    facts: 0,
  };
}

/** A result as a party may see it: with what concerns it, and without a name that it has no need to know. */
export function resultFor(result: CheckResult, view: PartyView, regrouping: Regrouping): CheckResult {
  const own = resultOf(result, ({ subject, place }) => view.concerns(subject, place?.file), regrouping);
  const told = new Map(own.findings.map((finding) => [finding, findingFor(finding, view)]));
  const of = (finding: Finding): Finding => told.get(finding) ?? findingFor(finding, view);
  const actFor = (act: Act): Act => ({
    ...act,
    findings: act.findings.map(of),
    general: act.general.map(of),
    consequences: act.consequences.map(actFor),
  });
  const findings = own.findings.map(of);
  return {
    ...own,
    findings,
    acts: own.acts.map(actFor),
    files: new Set(findings.flatMap(({ place }) => place?.file ?? [])).size,
    coverage: view.coverage,
    // What is noted of a workspace can be about anybody in it.
    notes: [],
    // Counts of facts, of rules and of a baseline are about everybody too.
    ruled: [],
    absent: [],
    baseline: undefined,
  };
}

function findingFor(finding: Finding, view: PartyView): Finding {
  const plain = plainFinding(finding);
  const words = Object.fromEntries(
    Object.entries(plain.words).map(([name, values]) => [name, values.map(view.text)]),
  );
  const { closest, consequenceOf, data, waived } = plain;
  const isClosestOpen =
    closest?.authorization !== undefined &&
    view.name('authorizations', closest.authorization) === closest.authorization;
  return {
    ...plain,
    subject: view.text(plain.subject),
    fingerprint: view.text(plain.fingerprint),
    act: view.text(plain.act),
    ...(data !== undefined && { data: view.name('data', data) }),
    owners: plain.owners.map((owner) => view.name('parties', owner)),
    message: fillTemplate(plain.templates.message, words),
    remedy: fillTemplate(plain.templates.remedy, words),
    words,
    place: placeFor(plain.place, view),
    custody: custodyFor(plain.custody, view),
    unstated: plain.unstated.map(view.text),
    closest: isClosestOpen ? closestFor(closest, view) : undefined,
    ...(consequenceOf !== undefined && { consequenceOf: view.text(consequenceOf) }),
    ...(waived && { waived: waived.map(view.text) }),
  };
}

function closestFor(closest: NonNullable<Finding['closest']>, view: PartyView): Finding['closest'] {
  const { owner, keeper, terms = {}, place } = closest;
  return {
    ...closest,
    owner: view.name('parties', owner),
    ...(keeper !== undefined && { keeper: view.name('parties', keeper) }),
    terms: Object.fromEntries(Object.entries(terms).map(([factor, words]) => [factor, view.text(words)])),
    place: placeFor(place, view),
  };
}

function placeFor(place: Span | undefined, { isOpen }: PartyView): Span | undefined {
  return place !== undefined && isOpen(place.file) ? place : undefined;
}

/** The steps that the party takes part in, and those next to them; it comes last where it only looks or reaches. */
function custodyFor(steps: readonly CustodyStep[], view: PartyView): readonly CustodyStep[] {
  const isOwn = (i: number): boolean =>
    i === steps.length - 1 || (steps[i]?.keepers.includes(view.party) ?? false);
  return steps
    .filter((_, i) => isOwn(i) || (i > 0 && isOwn(i - 1)) || (i < steps.length - 1 && isOwn(i + 1)))
    .map((step) => stepFor(step, view));
}

function stepFor(step: CustodyStep, view: PartyView): CustodyStep {
  const isMade = step.step === 'collect' || step.step === 'produce';
  const isKnown =
    view.name('systems', step.system) === step.system &&
    (isMade || view.name('flows', step.step) === step.step);
  return {
    ...step,
    omitted: undefined,
    step: isMade ? step.step : view.name('flows', step.step),
    system: view.name('systems', step.system),
    zone: view.name('zones', step.zone),
    keepers: step.keepers.map((keeper) => view.name('parties', keeper)),
    data: view.name('data', step.data),
    place: isKnown ? placeFor(step.place, view) : undefined,
  };
}
