/** Facts about contracts: chains of them, one under another, clauses that should be passed on. */
import { contractsOf, noticeOf } from '../../analysis/chains.ts';
import type { Facts } from '../../analysis/facts.ts';
import { handledFor } from '../../analysis/handlings.ts';
import {
  clausesAbove,
  clausesCarried,
  clausesOf,
  isApproved,
  isPassedOn,
  subcontracts,
} from '../../analysis/subcontracts.ts';
import { row } from '../../model/rows.ts';
import { OPEN, someOf, sure, type Attributes, type Several } from '../things/attribute.ts';
import { durationWords } from '../language/wording.ts';
import { doubtfulHandlings } from '../things/doubts.ts';
import type { FactKind } from './kind.ts';

const certainly = {
  isCertain: () => true,
  doubts: () => [],
  datum: () => -1,
  ends: () => ({ system: -1, flow: -1 }),
} as const;

function placeOf({ model: { contracts } }: Facts, contract: number) {
  return { file: contracts.file[contract], path: ['contracts', contracts.ids[contract]] };
}

function noticeFrom(facts: Facts, i: number) {
  return noticeOf(facts.tiers[i], facts.model, facts.at * 86_400);
}

/** A party at the end of a chain of contracts from a data owner. */
export const tier: FactKind = {
  ...certainly,
  description: 'A party to which a chain of active contracts leads from a data owner.',
  count: ({ tiers }) => tiers.length,
  subject: ({ model, tiers }, i) =>
    `tier:${model.parties.ids[tiers[i].party]}/${model.parties.ids[tiers[i].owner]}`,
  act: ({ model, tiers }, i) =>
    `tier:${model.parties.ids[tiers[i].party]}/${model.parties.ids[tiers[i].owner]}`,
  place: (facts, i) => placeOf(facts, facts.tiers[i].contract),
  exposed: (facts, i) => handledFor(facts, facts.tiers[i].party, facts.tiers[i].owner).sure,
  attributes: {
    party: { type: 'party', description: 'The party at the end.', one: ({ tiers }, i) => tiers[i].party },
    owner: {
      type: 'party',
      description: 'The owner at the beginning.',
      one: ({ tiers }, i) => tiers[i].owner,
    },
    length: {
      type: 'number',
      description: 'Number of contracts in the chain.',
      one: ({ tiers }, i) => tiers[i].tier,
    },
    contract: {
      type: 'contract',
      description: 'The last contract of the chain, by which the party supplies.',
      one: ({ tiers }, i) => tiers[i].contract,
    },
    contracts: {
      type: 'contract',
      description: 'All contracts of the chain.',
      several: ({ model, tiers }, i) => sure(contractsOf(tiers[i], model)),
    },
    data: {
      type: 'data',
      description: 'Data of the owner that the party handles.',
      several: (facts, i) => someOf(handledFor(facts, facts.tiers[i].party, facts.tiers[i].owner)),
      unstated: (facts, i) => {
        const { party: handler, owner } = facts.tiers[i];
        return doubtfulHandlings(
          facts,
          ({ party, datum }) => party === handler && row(facts.owners, datum).includes(owner),
        );
      },
    },
    notice: {
      type: 'duration',
      description:
        'Time until the owner hears of an incident at the party: the windows up the chain, one after another, up to the first notice that is direct.',
      one: (facts, i) => noticeFrom(facts, i).seconds,
      unstated: (facts, i) =>
        noticeFrom(facts, i).silent.map(
          (k) => `contracts.${facts.model.contracts.ids[k]}.incidentNotification.within`,
        ),
    },
  },
  words: (facts, i) => {
    const { ids, entry } = facts.model.contracts;
    const windows = noticeFrom(facts, i).steps.map(
      ({ contract: k }) =>
        `${durationWords(entry.at(k).incidentNotification?.within ?? 'a time that is not stated')} by ${ids[k]}`,
    );
    return { windows };
  },
  placeholders: ['windows'],
};

/** Attributes of a sub-contract and the one above it. */
function pairAttributes(lower: (facts: Facts, i: number) => number): Attributes {
  return {
    lower: { type: 'contract', description: 'The sub-contract.', one: lower },
    upper: {
      type: 'contract',
      description: 'The contract directly above it.',
      one: (facts, i) => facts.model.contracts.under[lower(facts, i)],
    },
    approved: {
      type: 'truth',
      description: 'Does the contract above allow sub-contracting and name the supplier as approved?',
      one: (facts, i) => isApproved(facts, lower(facts, i)),
      unstated: (facts, i) => {
        const { ids, under } = facts.model.contracts;
        return [`contracts.${ids[under[lower(facts, i)]]}.subcontracting.approved`];
      },
    },
    'missing-clauses': {
      type: 'name',
      description: 'Clauses of the contract above that the sub-contract does not carry.',
      several: (facts, i) => missingClauses(facts, lower(facts, i)),
      unstated: (facts, i) => {
        const { contracts } = facts.model;
        const below = lower(facts, i);
        return [below, contracts.under[below]]
          .filter((k) => contracts.entry.at(k).clauses === undefined)
          .map((k) => `contracts.${contracts.ids[k]}.clauses`);
      },
    },
  };
}

function missingClauses({ model }: Facts, lower: number): Several {
  const above = clausesOf(model, model.contracts.under[lower]);
  const below = clausesCarried(model, lower);
  if (above === undefined) return OPEN;
  if (below === undefined) return { sure: [], maybe: above, open: false };
  return sure(above.filter((clause) => !below.includes(clause)));
}

/** A sub-contract and the contract above it. */
export const contractPair: FactKind = {
  ...certainly,
  description: 'An active contract and the one that it hangs under.',
  count: (facts) => subcontracts(facts).length,
  subject: (facts, i) => `contracts:${facts.model.contracts.ids[subcontracts(facts)[i]]}`,
  act: (facts, i) => `contracts:${facts.model.contracts.ids[subcontracts(facts)[i]]}`,
  place: (facts, i) => placeOf(facts, subcontracts(facts)[i]),
  attributes: pairAttributes((facts, i) => subcontracts(facts)[i]),
  words: () => ({}),
  placeholders: [],
};

/** A clause that a contract carries, and a contract somewhere under it. */
export const clause: FactKind = {
  ...certainly,
  description: 'A clause of a contract, once for each active contract somewhere under it.',
  count: (facts) => clausesAbove(facts).length,
  subject: (facts, i) => {
    const { clause: id, lower } = clausesAbove(facts)[i];
    return `contracts:${facts.model.contracts.ids[lower]}/${id}`;
  },
  act: (facts, i) => `contracts:${facts.model.contracts.ids[clausesAbove(facts)[i].lower]}`,
  place: (facts, i) => placeOf(facts, clausesAbove(facts)[i].lower),
  attributes: {
    id: { type: 'name', description: 'Id of the clause.', one: (facts, i) => clausesAbove(facts)[i].clause },
    upper: {
      type: 'contract',
      description: 'The nearest contract above that carries it.',
      one: (facts, i) => clausesAbove(facts)[i].upper,
    },
    lower: {
      type: 'contract',
      description: 'The sub-contract.',
      one: (facts, i) => clausesAbove(facts)[i].lower,
    },
    'passed-on': {
      type: 'truth',
      description: 'Does the sub-contract carry it too?',
      one: (facts, i) => isPassedOn(facts, clausesAbove(facts)[i]),
      unstated: (facts, i) => [
        `contracts.${facts.model.contracts.ids[clausesAbove(facts)[i].lower]}.clauses`,
      ],
    },
  },
  words: () => ({}),
  placeholders: [],
};
