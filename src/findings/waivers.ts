/** Which waivers accept which findings: the one place that decides it. */
import type { Facts } from '../analysis/facts.ts';
import { FALSE, TRUE, type Truth } from '../analysis/truth.ts';
import { parseDay } from '../manifest/calendar.ts';
import { isEntitled, rightOn, waiverAt, waiverCount, type StatedWaiver } from '../rules/acceptance.ts';
import type { Finding } from './finding.ts';

/** What a waiver is matched with. */
export type Acceptable = Pick<Finding, 'rule' | 'subject' | 'fingerprint'>;

/** Whether a waiver has an effect, and if not, why. */
export type WaiverState =
  | 'in-force'
  /** It counts, and others who have to accept the finding as well have not. */
  | 'waiting'
  /** Another waiver of the same party comes first. */
  | 'superseded'
  | 'unused'
  | 'expired'
  /** The finding is not for its giver to accept. */
  | 'without-right';

/** What has come of a waiver. */
export interface WaiverOutcome {
  readonly stated: StatedWaiver;
  readonly state: WaiverState;
  /** Fingerprints of the findings that it accepts, alone or with others. */
  readonly hides: readonly string[];
}

/** Waivers at the day of the check, and what they have been matched with so far. */
export interface WaiverMatcher {
  /** Reasons for which a finding is accepted by everyone who has to accept it; undefined where somebody has not. */
  accept(finding: Acceptable): readonly string[] | undefined;
  /** What has come of each waiver, by its number. */
  outcomes(): readonly WaiverOutcome[];
}

/** What one waiver has met. */
interface Met {
  readonly stated: StatedWaiver;
  readonly isCurrent: boolean;
  readonly hides: Set<string>;
  isWaiting: boolean;
  isSuperseded: boolean;
}

/**
 * A finding on data is waived by each of its owners, one waiver each; one on a contract by its acquirer; any other by
 * the gate: the configuration, or, where every file speaks for everyone, any file.
 */
export function waiverMatcher(facts: Facts): WaiverMatcher {
  const { model, at } = facts;
  const all = Array.from({ length: waiverCount(model) }, (_, i): Met => {
    const stated = waiverAt(model, i);
    const isCurrent = at <= (parseDay(stated.waiver.expires) ?? at - 1);
    return { stated, isCurrent, hides: new Set(), isWaiting: false, isSuperseded: false };
  });
  const bySubject = groupBySubject(all.filter(({ isCurrent }) => isCurrent));
  return {
    accept({ rule, subject, fingerprint }) {
      const matching = (bySubject.get(subject) ?? []).filter(({ stated }) =>
        namesRule(stated.waiver.rule, rule),
      );
      if (matching.length === 0) return undefined;
      const votes = votesOn(facts, subject, matching);
      const accepting = votes.flatMap(([first]) => first ?? []);
      const isAccepted = votes.length > 0 && accepting.length === votes.length;
      for (const met of accepting) {
        if (isAccepted) met.hides.add(fingerprint);
        else met.isWaiting = true;
      }
      for (const [, ...others] of votes) for (const met of others) met.isSuperseded = true;
      return isAccepted ? accepting.map(({ stated }) => stated.waiver.reason) : undefined;
    },
    outcomes: () =>
      all.map((met) => ({ stated: met.stated, state: stateOf(facts, met), hides: [...met.hides].sort() })),
  };
}

/** For each one who has to accept, the waivers that do so for it, of which the first counts. */
function votesOn(facts: Facts, subject: string, matching: readonly Met[]): readonly (readonly Met[])[] {
  const { parties } = facts.model;
  const right = rightOn(facts, subject);
  if (right.of === 'owners')
    return right.parties.map((owner) =>
      matching.filter(({ stated }) => stated.waiver.by === parties.ids[owner]),
    );
  return [matching.filter(({ stated }) => isEntitled(facts, stated))];
}

function stateOf(facts: Facts, { stated, isCurrent, hides, isWaiting, isSuperseded }: Met): WaiverState {
  if (!isCurrent) return 'expired';
  if (!isEntitled(facts, stated)) return 'without-right';
  if (hides.size > 0) return 'in-force';
  if (isWaiting) return 'waiting';
  return isSuperseded ? 'superseded' : 'unused';
}

/**
 * Whether each waiver, by its number, accepts anything. Of one that accepts a finding on a waiver that is not asked, or the
 * answer would hang on itself; it counts as used where that waiver is there.
 */
function waiverUse(outcomes: readonly WaiverOutcome[]): readonly Truth[] {
  const named = new Set(outcomes.map(({ stated }) => `waivers:${stated.id}`));
  return outcomes.map(({ stated, state }) =>
    state === 'in-force' || state === 'waiting' || named.has(stated.waiver.subject) ? TRUE : FALSE,
  );
}

/** The facts as rules on waivers see them: with what has come of each. */
export function withWaiverUse(facts: Facts, outcomes: readonly WaiverOutcome[]): Facts {
  // What not every check asks for stays underived.
  return Object.create(facts, {
    waiverUse: { value: waiverUse(outcomes), enumerable: true },
  }) as Facts;
}

function groupBySubject(waivers: readonly Met[]): Map<string, Met[]> {
  const groups = new Map<string, Met[]>();
  for (const met of waivers) {
    const group = groups.get(met.stated.waiver.subject);
    if (group === undefined) groups.set(met.stated.waiver.subject, [met]);
    else group.push(met);
  }
  return groups;
}

/** A rule by its full id, or by its name alone. */
function namesRule(named: string, id: string): boolean {
  return named === id || id.endsWith(`/${named}`);
}
