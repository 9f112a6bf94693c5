import type { Facts } from '../../analysis/facts.ts';
import { contractsBehind, handledUnder, NONE } from '../../analysis/handlings.ts';
import type { SomeData } from '../../analysis/holdings.ts';
import { clausesCarried, contractsAbove, cutOffData, tiersBelow } from '../../analysis/subcontracts.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import { fieldsOf, idOf, OPEN, someOf, sure, type Attributes } from './attribute.ts';
import { periodAttributes } from './dated.ts';
import { doubtfulHandlings } from './doubts.ts';

function anyOf({ sure: certain, maybe }: SomeData): Truth {
  return certain.size > 0 ? TRUE : maybe.size > 0 ? UNKNOWN : FALSE;
}

function doubtfulCutOff(facts: Facts, i: number): readonly string[] {
  const supplier = facts.model.contracts.supplier[i];
  const { maybe } = cutOffData(facts, i);
  return doubtfulHandlings(facts, ({ party, datum }) => party === supplier && maybe.has(datum));
}

const ofContract = fieldsOf('contracts');
/** What can be asked of a contract. */
export const contract: Attributes = {
  id: idOf('contracts'),
  ...periodAttributes('contracts'),
  acquirer: ofContract.one('acquirer', 'party', 'The party that buys.'),
  supplier: ofContract.one('supplier', 'party', 'The party that supplies.'),
  under: ofContract.one('under', 'contract', 'The contract that it hangs under.'),
  above: {
    type: 'contract',
    description: 'All contracts above it, up to the top.',
    several: ({ model }, i) => sure(contractsAbove(model, i)),
  },
  'tiers-below': {
    type: 'number',
    description: 'How many contracts the longest chain of active contracts under it has.',
    one: (facts, i) => tiersBelow(facts)[i],
  },
  awarded: ofContract.one('awarded', 'date', 'Day of the award or of the last modification.'),
  clauses: {
    type: 'name',
    description:
      'Ids of the clauses that it carries, as the catalogue has them, and of those that these replace.',
    several: ({ model }, i) => {
      const clauses = clausesCarried(model, i);
      return clauses === undefined ? OPEN : sure(new Set(clauses));
    },
    unstated: ofContract.unstated('clauses'),
  },
  'incidentNotification.within': ofContract.one(
    'incidentNotification.within',
    'duration',
    'Time to give notice of an incident, from discovery.',
  ),
  'incidentNotification.to': ofContract.one('incidentNotification.to', 'party', 'Who is told.'),
  'incidentNotification.direct': ofContract.one(
    'incidentNotification.direct',
    'truth',
    'Is the data owner told directly? No when it is not stated.',
    FALSE,
  ),
  'subcontracting.allowed': ofContract.one(
    'subcontracting.allowed',
    'truth',
    'May the supplier sub-contract?',
  ),
  'subcontracting.approved': ofContract.several(
    'subcontracting.approved',
    'party',
    'Sub-contractors that the acquirer has approved.',
  ),
  'subcontracting.maxTiers': ofContract.one(
    'subcontracting.maxTiers',
    'number',
    'How many tiers may stand below the supplier.',
  ),
  'terms.auditRight': ofContract.one('terms.auditRight', 'truth', 'May the acquirer audit?'),
  'terms.confidentiality': ofContract.one(
    'terms.confidentiality',
    'truth',
    'Are staff bound to confidentiality?',
  ),
  'terms.dataOwnership': ofContract.one('terms.dataOwnership', 'truth', 'Does the data stay the acquirer’s?'),
  'terms.dataReturn': ofContract.one('terms.dataReturn', 'truth', 'Is the data returned at the end?'),
  'terms.deletionAtEnd': ofContract.one(
    'terms.deletionAtEnd',
    'truth',
    'Are copies deleted at the end, with proof?',
  ),
  'terms.documentedInstructions': ofContract.one(
    'terms.documentedInstructions',
    'truth',
    'Is the data used on documented instructions only?',
  ),
  'terms.terminationOnBreach': ofContract.one(
    'terms.terminationOnBreach',
    'truth',
    'May the acquirer end it on a breach?',
  ),
  locations: ofContract.several('locations', 'name', 'Countries in which the work may be done.'),
  handled: {
    type: 'data',
    description:
      'Data that is handled under it: by a party at the end of a chain in which it stands, for its owner.',
    several: (facts, i) => someOf(handledUnder(facts).get(i) ?? NONE),
    unstated: (facts, i) => doubtfulHandlings(facts, (handling) => contractsBehind(facts, handling).has(i)),
  },
  'breaks-chain': {
    type: 'truth',
    description:
      'Does its supplier handle data of somebody for whom its acquirer works, without a chain of contracts, since it does not say under which contract it hangs?',
    one: (facts, i) => anyOf(cutOffData(facts, i)),
    unstated: doubtfulCutOff,
  },
  'cut-off': {
    type: 'data',
    description: 'Data whose owner the missing link cuts off from it.',
    several: (facts, i) => someOf(cutOffData(facts, i)),
    unstated: doubtfulCutOff,
  },
};
