/** What the kinds of facts that need a permission have in common. */
import { FAILURES, type Closest, type FACTORS, type NearMiss } from '../../analysis/authorization.ts';
import type { Asked } from '../../analysis/custody.ts';
import type { Facts } from '../../analysis/facts.ts';
import type { Judged } from '../../analysis/judged.ts';
import { FALSE, TRUE, type Truth } from '../../analysis/truth.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { isNamed, type Named } from '../../analysis/usage.ts';
import {
  leadsTo,
  NO_YES,
  NOTHING,
  OPEN,
  readFrom,
  someOf,
  statedText,
  sure,
  TRUTHS,
  type Attributes,
  type SeveralAttribute,
} from '../things/attribute.ts';

/** A number for each fact of a kind, as a column. */
export type Numbers = (facts: Facts) => Int32Array;

/** What the kinds of facts that need a permission have in common. */
export interface Judging {
  judged(facts: Facts): Judged;
  readonly datum: Numbers;
  readonly system: Numbers;
  /** Number of the purpose, or -1. */
  readonly purpose: Numbers;
  /** Who has the data: the keepers, or the party that has access. */
  readonly holders: (facts: Facts, i: number) => Iterable<number>;
  /** Is there one among them who does not own the data alone, or is nobody known? */
  readonly contractor: (facts: Facts, i: number) => Truth;
  /** Equal numbers for facts that need the same permissions, of the same parties. */
  readonly alike?: Numbers;
  /** Is what brings the data there over? 1 where it is. */
  readonly ended: (facts: Facts) => Uint8Array;
  /** Fields whose absence leaves the permission open. */
  readonly unstated: (facts: Facts, i: number) => readonly string[];
  readonly purposeField: (facts: Facts, i: number) => string;
}

/** What can be asked of every fact that needs a permission. */
export function judgedAttributes(of: Judging): Attributes {
  const refusal = refused(of.judged);
  // Where nobody is known to have it, nobody can have been permitted anything by name.
  const named = (facts: Facts, i: number, what: Named): Truth =>
    [...of.holders(facts, i)].length === 0 ? FALSE : isNamed(facts, of.judged(facts).asked(i), what);
  const alike = of.alike && { alike: of.alike };
  return {
    data: leadsTo('data', 'The data.', of.datum),
    system: leadsTo('system', 'The system where it is, or where it can be reached.', of.system),
    authorized: {
      type: 'truth',
      description: 'Is it authorized by every owner of the data for everyone concerned?',
      ...readFrom((facts) => ({ numbers: of.judged(facts).authorized, values: TRUTHS })),
      unstated: of.unstated,
    },
    'closest.failed': {
      type: 'name',
      description: 'What the authorization that comes closest fails on; nothing where it is authorized.',
      values: FAILURES,
      several: (facts, i) => sure(refusal(facts, i)?.failed ?? []),
    },
    'closest.authorization': {
      type: 'authorization',
      description: 'The authorization that comes closest, where it is not authorized.',
      one: (facts, i) => known(refusal(facts, i)?.authorization ?? -1),
      unstated: () => [],
    },
    ...onlyFails(of),
    'permission.names-purpose': {
      type: 'truth',
      description: 'Do the permissions that it needs name the purpose, rather than leave it open?',
      ...alike,
      one: (facts, i) => named(facts, i, 'purposes'),
      unstated: of.unstated,
    },
    'permission.names-channel': {
      type: 'truth',
      description: 'Do the permissions that it needs name the channel, rather than leave it open?',
      ...alike,
      one: (facts, i) => named(facts, i, 'channels'),
      unstated: of.unstated,
    },
    purpose: {
      type: 'name',
      description: 'The purpose: of the flow, of the system that makes the data, or of the access.',
      ...readFrom((facts) => ({ numbers: of.purpose(facts), values: statedPurposes(facts) })),
      unstated: (facts, i) => [of.purposeField(facts, i)],
    },
    contractor: {
      type: 'truth',
      description: 'Does somebody who does not own the data alone have it there, or is it unknown who does?',
      ...alike,
      one: of.contractor,
    },
    holders: {
      type: 'party',
      description: 'Who has the data there: the keepers of the system, or the party that has access.',
      several: (facts, i) => {
        const holders = [...of.holders(facts, i)];
        return holders.length === 0 ? OPEN : sure(holders);
      },
      unstated: () => [],
    },
    ended: {
      type: 'truth',
      description: 'Is what brought it there over, and the copy still there?',
      ...readFrom((facts) => ({ numbers: of.ended(facts), values: NO_YES })),
    },
  };
}

const statedPurposes = perFacts(({ model }) => model.purposes.map(statedText));

/** Factors that can be all that an authorization to the right party lacks, and what each means for it. */
const LACKING: Readonly<Record<Exclude<(typeof FACTORS)[number], 'grantee'>, string>> = {
  delegation: 'the right of its giver to pass it on',
  data: 'the data that it covers',
  action: 'what it permits to do',
  purpose: 'its purposes',
  zone: 'its zones',
  channel: 'its channels',
  period: 'its period',
};

/** For each factor, authorizations that would do, for the first pair that fails, but for that factor alone. */
function onlyFails(of: Judging): Attributes {
  const misses = (facts: Facts, i: number, factor: string): readonly NearMiss[] => {
    if (of.judged(facts).authorized[i] === TRUE) return [];
    const { owner, grantee, request } = firstRefused(facts, of.judged(facts).asked(i)) ?? {};
    if (owner === undefined || grantee === undefined || request === undefined) return [];
    return facts.permissions.nearMisses(owner, grantee, request).filter((miss) => miss.factor === factor);
  };
  return Object.fromEntries(
    Object.entries(LACKING).map(([factor, what]): [string, SeveralAttribute] => [
      `only-fails.${factor}`,
      {
        type: 'authorization',
        description: `Authorizations to the holder that would do, for the first owner and holder who lack one, but for ${what} alone.`,
        ...(of.alike && { alike: of.alike }),
        several: (facts, i) => {
          const found = misses(facts, i, factor);
          if (found.length === 0) return NOTHING;
          return someOf({
            sure: found.filter(({ isOpen }) => !isOpen).map(({ authorization }) => authorization),
            maybe: found.filter(({ isOpen }) => isOpen).map(({ authorization }) => authorization),
          });
        },
        unstated: of.unstated,
      },
    ]),
  );
}

/** The first permission that is missing; of several actions, one for the first. */
function firstRefused({ permissions }: Facts, asked: readonly Asked[]): Asked | undefined {
  const missing = asked.filter(
    ({ owner, grantee, request }) => permissions.authorized(owner, grantee, request) !== TRUE,
  );
  return missing.find(({ request }) => request.action === asked[0].request.action) ?? missing[0];
}

function known(number: number): number | undefined {
  return number < 0 ? undefined : number;
}

/** What comes closest to allowing a fact, where it is not authorized. */
export function refused(judged: Judging['judged']) {
  return (facts: Facts, i: number): Closest | undefined =>
    judged(facts).authorized[i] === TRUE ? undefined : judged(facts).refusal(i);
}
