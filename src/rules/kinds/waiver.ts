/** Waivers as facts: what was accepted, by whom, whether that was theirs, until when, and whether it is of use. */
import type { Facts } from '../../analysis/facts.ts';
import { parseDay } from '../../manifest/calendar.ts';
import {
  concernedBy,
  isEntitled,
  rightOn,
  waiverAt as statedAt,
  waiverCount,
  type StatedWaiver,
} from '../acceptance.ts';
import { statedText, truth, type OneAttribute } from '../things/attribute.ts';
import type { FactKind } from './kind.ts';
import { partyNames } from './words.ts';

function waiverAt({ model }: Facts, i: number): StatedWaiver {
  return statedAt(model, i);
}

function subjectOf(facts: Facts, i: number): string {
  return `waivers:${waiverAt(facts, i).id}`;
}

function fieldAt(facts: Facts, i: number, field: string): string {
  const { id, file } = waiverAt(facts, i);
  return `${file === undefined ? 'configuration.' : ''}waivers.${id}.${field}`;
}

function textAttribute(
  field: 'rule' | 'subject' | 'reason' | 'reference',
  description: string,
): OneAttribute {
  return {
    type: 'name',
    description,
    one: (facts, i) => statedText(waiverAt(facts, i).waiver[field]),
    unstated: (facts, i) => [fieldAt(facts, i, field)],
  };
}

function expiryOf(facts: Facts, i: number): number | undefined {
  return parseDay(waiverAt(facts, i).waiver.expires);
}

/** Who may accept what a waiver accepts. */
function acceptersOf(facts: Facts, i: number): readonly string[] {
  const { of, parties } = rightOn(facts, waiverAt(facts, i).waiver.subject);
  if (of === 'owners') return partyNames(facts, parties);
  return [...partyNames(facts, parties), 'the configuration'];
}

/** A waiver that counts, or has counted. */
export const waiver: FactKind = {
  description: 'A waiver of a manifest or of the configuration, whether or not it has expired.',
  count: ({ model }) => waiverCount(model),
  subject: subjectOf,
  act: subjectOf,
  place: (facts, i) => {
    const { id, file } = waiverAt(facts, i);
    return file === undefined ? undefined : { file, path: ['waivers', id] };
  },
  isCertain: () => true,
  doubts: () => [],
  datum: () => -1,
  ends: () => ({ system: -1, flow: -1 }),
  attributes: {
    id: { type: 'name', description: 'Its id.', one: (facts, i) => waiverAt(facts, i).id },
    rule: textAttribute('rule', 'The rule whose finding is accepted, as it is written there.'),
    subject: textAttribute('subject', 'The subject of that finding.'),
    by: {
      type: 'party',
      description: 'Who accepts it.',
      one: (facts, i) => {
        const party = facts.model.parties.indexOf(waiverAt(facts, i).waiver.by);
        return party < 0 ? undefined : party;
      },
      unstated: (facts, i) => [fieldAt(facts, i, 'by')],
    },
    expires: { type: 'date', description: 'Last day on which it counts.', one: expiryOf },
    reason: textAttribute('reason', 'Why it is accepted.'),
    reference: textAttribute('reference', 'The document that records it.'),
    expired: {
      type: 'truth',
      description: 'Has its last day passed?',
      one: (facts, i) => truth((expiryOf(facts, i) ?? facts.at - 1) < facts.at),
    },
    entitled: {
      type: 'truth',
      description: 'Is a finding on its subject for its giver to accept, alone or with others?',
      one: (facts, i) => truth(isEntitled(facts, waiverAt(facts, i))),
    },
    'concerns-giver': {
      type: 'truth',
      description:
        'Is a finding on its subject about its giver: as the one who has the data, has the access, or supplies?',
      one: (facts, i) => {
        const { waiver: stated } = waiverAt(facts, i);
        return truth(concernedBy(facts, stated.subject).includes(stated.by));
      },
    },
    'names-pack': {
      type: 'truth',
      description: 'Does it name its rule with the pack, rather than by the name alone?',
      one: (facts, i) => truth(waiverAt(facts, i).waiver.rule.includes('/')),
    },
    used: {
      type: 'truth',
      description: 'Does it accept a finding that there is, alone or with others?',
      one: ({ waiverUse }, i) => waiverUse?.[i],
    },
  },
  words: (facts, i) => ({ waiver: waiverAt(facts, i).id, accepters: acceptersOf(facts, i) }),
  placeholders: ['waiver', 'accepters'],
};
