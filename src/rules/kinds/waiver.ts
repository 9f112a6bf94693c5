/** Waivers as facts: what was accepted, by whom, and until when. */
import type { Facts } from '../../analysis/facts.ts';
import { parseDay } from '../../manifest/calendar.ts';
import type { Waiver } from '../../manifest/format.ts';
import { statedText, truth, type OneAttribute } from '../things/attribute.ts';
import type { FactKind } from './kind.ts';

/** A waiver of a manifest or, without a file, of the configuration. */
interface StatedWaiver {
  readonly id: string;
  readonly waiver: Waiver;
  readonly file?: number;
}

/** Those of manifests come first, then those of the configuration. */
function waiverAt({ model: { waivers, gateWaivers } }: Facts, i: number): StatedWaiver {
  const count = waivers.ids.length;
  return i < count
    ? { id: waivers.ids[i], waiver: waivers.entry.at(i), file: waivers.file[i] }
    : gateWaivers[i - count];
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

/** A waiver that counts, or has counted. */
export const waiver: FactKind = {
  description: 'A waiver of a manifest or of the configuration, whether or not it has expired.',
  count: ({ model }) => model.waivers.ids.length + model.gateWaivers.length,
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
  },
  words: (facts, i) => ({ waiver: waiverAt(facts, i).id }),
  placeholders: ['waiver'],
};
