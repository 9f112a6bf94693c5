/** Facts about what is declared, rather than about where data is. */
import { coversCopy, disposalsOf } from '../../analysis/disposals.ts';
import type { Facts } from '../../analysis/facts.ts';
import { DATED_SECTIONS } from '../../analysis/periods.ts';
import { hasOrigin, listedOf } from '../../analysis/payloads.ts';
import { FALSE } from '../../analysis/truth.ts';
import { nearest } from '../../manifest/nearest.ts';
import type { Defect } from '../../model/model.ts';
import { row } from '../../model/rows.ts';
import { leadsTo, statedText, truth, type ThingName } from '../things/attribute.ts';
import { THINGS } from '../things/things.ts';
import { doubtfulInto } from '../things/doubts.ts';
import type { FactKind } from './kind.ts';
import { datumWords, keeperNames } from './words.ts';

const NOWHERE = { system: -1, flow: -1 } as const;

const certainly = {
  isCertain: () => true,
  doubts: () => [],
  datum: () => -1,
  ends: () => NOWHERE,
} as const;

/** Entries of a section as facts: each for itself, with everything that can be asked of it. */
function entries(section: EntrySection, thing: ThingName, description: string): FactKind {
  const subject = ({ model }: Facts, i: number): string => `${section}:${model[section].ids[i]}`;
  return {
    ...certainly,
    description,
    count: ({ model }) => model[section].ids.length,
    subject,
    act: subject,
    place: ({ model }, i) => ({ file: model[section].file[i], path: [section, model[section].ids[i]] }),
    attributes: THINGS[thing],
    words: ({ model }, i) => ({ [thing]: model[section].ids[i] }),
    placeholders: [thing],
  };
}

type EntrySection = 'parties' | 'contracts' | 'zones' | 'systems' | 'data' | 'access' | 'authorizations';

export const party = entries('parties', 'party', 'An organisation as it is stated.');
export const contract = entries('contracts', 'contract', 'A contract as it is stated.');
export const zone = entries('zones', 'zone', 'A zone as it is stated.');
export const system = entries('systems', 'system', 'A system as it is stated.');

const dataEntries = entries('data', 'data', 'A data set as it is stated.');

/** A stated data set. */
export const data: FactKind = {
  ...dataEntries,
  words: (facts, i) => {
    const { lexicon, data: sets, categories } = facts.model;
    const known = lexicon.categories();
    const odd = Array.from(row(sets.categories, i), (category) => categories[category]).filter(
      (name) => !known.has(name),
    );
    return { ...dataEntries.words(facts, i), meant: meant(odd, known.all) };
  },
  placeholders: [...dataEntries.placeholders, 'meant'],
};

function purposesOf({ model: { flows, purposes } }: Facts, f: number): readonly string[] {
  return flows.purpose[f] < 0 ? [] : [purposes[flows.purpose[f]]];
}

/** What may have been meant by names that nobody knows. */
function meant(odd: readonly string[], known: readonly string[]): readonly string[] {
  const found = odd.flatMap((name) => nearest(name, known) ?? []);
  return found.length === 0 ? ['a name of the taxonomy'] : [...new Set(found)];
}

export const access = entries('access', 'access', 'An access as it is stated.');
export const authorization = entries('authorizations', 'authorization', 'An authorization as it is stated.');

/** A stated flow. */
export const flow: FactKind = {
  ...certainly,
  description: 'A flow as it is stated, whatever it carries.',
  count: ({ model }) => model.flows.ids.length,
  subject: ({ model }, f) => `flow:${model.flows.ids[f]}`,
  act: ({ model }, f) => `flow:${model.flows.ids[f]}`,
  place: ({ model }, f) => ({ file: model.flows.file[f], path: ['flows', model.flows.ids[f]] }),
  attributes: THINGS.flow,
  words: (facts, f) => ({
    flow: facts.model.flows.ids[f],
    keepers: keeperNames(facts, facts.model.flows.target[f]),
    meant: meant(purposesOf(facts, f), facts.model.lexicon.purposes().all),
  }),
  placeholders: ['flow', 'keepers', 'meant'],
};

/** A datum that a flow lists. */
export const payload: FactKind = {
  ...certainly,
  description: 'Data that a flow lists, where the flow has moved or shown something by the day of the check.',
  count: (facts) => listedOf(facts).flow.length,
  subject: (facts, i) =>
    `flow:${facts.model.flows.ids[listedOf(facts).flow[i]]}/${facts.model.data.ids[listedOf(facts).datum[i]]}`,
  act: (facts, i) => `flow:${facts.model.flows.ids[listedOf(facts).flow[i]]}`,
  place: (facts, i) => flow.place(facts, listedOf(facts).flow[i]),
  datum: (facts, i) => listedOf(facts).datum[i],
  attributes: {
    flow: leadsTo('flow', 'The flow.', (facts) => listedOf(facts).flow),
    data: leadsTo('data', 'The data.', (facts) => listedOf(facts).datum),
    origin: {
      type: 'truth',
      description: 'Did the source hold it on some day of the flow, from a collection on?',
      one: (facts, i) => hasOrigin(facts, listedOf(facts).flow[i], listedOf(facts).datum[i]),
      unstated: (facts, i) => doubtfulInto(facts, facts.model.flows.source[listedOf(facts).flow[i]]),
    },
  },
  words: (facts, i) => datumWords(facts, listedOf(facts).datum[i]),
  placeholders: ['owners', 'categories'],
};

/** A disposal that counts. */
export const disposal: FactKind = {
  ...certainly,
  description: 'A disposal of a system, of a day before the day of the check.',
  count: (facts) => disposalsOf(facts).length,
  subject: (facts, i) => {
    const { system: at, disposal: stated } = disposalsOf(facts)[i];
    const what = stated.data === 'all' ? 'all' : [...new Set(stated.data)].sort().join('+');
    return `disposal:${facts.model.systems.ids[at]}/${stated.on}/${what}`;
  },
  act: (facts, i) => disposal.subject(facts, i),
  place: (facts, i) => {
    const { system: at, index } = disposalsOf(facts)[i];
    const { file, ids } = facts.model.systems;
    return { file: file[at], path: ['systems', ids[at], 'disposals', String(index)] };
  },
  attributes: {
    system: { type: 'system', description: 'The system.', one: (facts, i) => disposalsOf(facts)[i].system },
    on: { type: 'date', description: 'Its day.', one: (facts, i) => disposalsOf(facts)[i].on },
    method: {
      type: 'name',
      description: 'How.',
      one: (facts, i) => statedText(disposalsOf(facts)[i].disposal.method),
      unstated: (facts, i) => [disposalField(facts, i, 'method')],
    },
    certificate: {
      type: 'name',
      description: 'Where the proof is kept.',
      one: (facts, i) => statedText(disposalsOf(facts)[i].disposal.certificate),
      unstated: (facts, i) => [disposalField(facts, i, 'certificate')],
    },
    covers: {
      type: 'truth',
      description: 'Was there a copy, as itself, that it disposed of?',
      one: (facts, i) => coversCopy(facts, disposalsOf(facts)[i]),
      unstated: (facts, i) => doubtfulInto(facts, disposalsOf(facts)[i].system),
    },
  },
  words: (facts, i) => {
    const { data: covered } = disposalsOf(facts)[i].disposal;
    return { data: covered === 'all' ? 'everything' : covered };
  },
  placeholders: ['data'],
};

function disposalField(facts: Facts, i: number, field: string): string {
  const { system: at, index } = disposalsOf(facts)[i];
  return `systems.${facts.model.systems.ids[at]}.disposals.${index}.${field}`;
}

/** A period that an entry states. */
export const period: FactKind = {
  ...certainly,
  description: 'A period that a contract, system, flow, access or authorization states.',
  count: ({ periods }) => periods.entry.length,
  subject: (facts, i) => periodSubject(facts, i).join(':'),
  act: (facts, i) => periodSubject(facts, i).join(':'),
  place: (facts, i) => {
    const section = DATED_SECTIONS[facts.periods.section[i]];
    const file = facts.model[section].file[facts.periods.entry[i]];
    return { file, path: [...periodSubject(facts, i), 'period'] };
  },
  attributes: {
    reversed: {
      type: 'truth',
      description: 'Does it end before it begins?',
      one: ({ model, periods }, i) => {
        const { from, until } = model[DATED_SECTIONS[periods.section[i]]];
        return truth(from[periods.entry[i]] > until[periods.entry[i]]);
      },
    },
  },
  words: (facts, i) => {
    const [section, id] = periodSubject(facts, i);
    const { period: stated } = facts.model[DATED_SECTIONS[facts.periods.section[i]]].entry.at(
      facts.periods.entry[i],
    );
    return { section, id, from: stated?.from ?? '', until: stated?.until ?? '' };
  },
  placeholders: ['section', 'id', 'from', 'until'],
};

function periodSubject({ model, periods }: Facts, i: number): [section: string, id: string] {
  const section = DATED_SECTIONS[periods.section[i]];
  return [section, model[section].ids[periods.entry[i]]];
}

const DEFECTS: Readonly<Record<Defect, string>> = {
  'not-entitled': 'it has no effect',
  'name-taken': 'another file with precedence has declared the same id, so this declaration has no effect',
  custody: 'who keeps the system is therefore unknown, and nothing that comes there counts as authorized',
  access: 'it has no effect for the systems that the file does not speak for',
  'speaks-for': 'the claim has no effect',
  taxonomy: 'names are for the configuration to add, so it has no effect',
  configuration: 'the configuration of the folder above counts, and this one has no effect',
  signature: 'a signature is asked for, so that nothing in the file has an effect',
};

/** A statement that its file has no right to make. */
export const statement: FactKind = {
  ...certainly,
  description: 'A statement that needs a right which its file does not have.',
  count: ({ model }) => model.unentitled.length,
  subject: ({ model }, i) => model.unentitled[i].subject,
  act: ({ model }, i) => model.unentitled[i].subject,
  place: ({ model }, i) => (model.unentitled[i].file < 0 ? undefined : model.unentitled[i]),
  attributes: {
    entitled: {
      type: 'truth',
      description: 'May its file say so?',
      constant: FALSE,
      one: () => FALSE,
    },
  },
  words: ({ model }, i) => {
    const { subject, file, path, entitled, defect, reason } = model.unentitled[i];
    const voices = [...(model.speaksFor?.[file] ?? [])].sort();
    return {
      statement: defect === 'signature' ? 'everything' : subject.replace(':', ' '),
      file: model.files[file] ?? path[0],
      voices: voices.length === 0 ? 'nobody' : voices,
      entitled: entitled.length === 0 ? 'the configuration' : [...new Set(entitled)],
      effect: reason === undefined ? DEFECTS[defect] : `${reason}, and ${DEFECTS[defect]}`,
    };
  },
  placeholders: ['statement', 'file', 'voices', 'entitled', 'effect'],
};

/** A manifest that the configuration asks for. */
export const manifest: FactKind = {
  ...certainly,
  description: 'A party whose manifest the configuration asks for.',
  count: ({ model }) => model.required.length,
  subject: ({ model }, i) => `manifest:${model.required[i].party}`,
  act: ({ model }, i) => `manifest:${model.required[i].party}`,
  place: () => undefined,
  attributes: {
    present: {
      type: 'truth',
      description: 'Does some manifest speak for the party?',
      one: ({ model }, i) => truth(model.required[i].present),
    },
  },
  words: ({ model }, i) => ({ party: model.required[i].party }),
  placeholders: ['party'],
};
