/** Facts about what is declared, rather than about where data is. */
import { heldDays } from '../../analysis/copies.ts';
import { NO_DAYS } from '../../analysis/days.ts';
import type { Facts } from '../../analysis/facts.ts';
import { DATED_SECTIONS } from '../../analysis/periods.ts';
import { hasDays, Match } from '../../analysis/steps.ts';
import { FALSE, TRUE, type Truth } from '../../analysis/truth.ts';
import { Payload, type Defect } from '../../model/model.ts';
import { joined } from '../../model/names.ts';
import type { FactKind } from './kind.ts';
import { keeperNames } from './words.ts';

const NOWHERE = { system: -1, flow: -1 } as const;

const certainly = {
  isCertain: () => true,
  doubts: () => [],
  datum: () => -1,
  ends: () => NOWHERE,
} as const;

function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

/** May a flow carry something that it does not state for certain? */
function isPayloadOpen(facts: Facts, f: number): boolean {
  const { model, ground, copies } = facts;
  const { flows, data } = model;
  if (flows.payload[f] === Payload.opaque) return true;
  if (flows.payload[f] !== Payload.categories || !ground.steps.hasMay) return false;
  return data.ids.some((_, datum) => {
    if (ground.steps.match(f, datum) !== Match.may) return false;
    const held = heldDays(copies[3], ground, flows.source[f], datum);
    return ground.days.clip(held, flows.from[f], flows.until[f]) !== NO_DAYS;
  });
}

/** A stated flow. */
export const flow: FactKind = {
  ...certainly,
  description: 'A flow as it is stated, whatever it carries.',
  count: ({ model }) => model.flows.ids.length,
  subject: ({ model }, f) => `flow:${model.flows.ids[f]}`,
  act: ({ model }, f) => `flow:${model.flows.ids[f]}`,
  place: ({ model }, f) => ({ file: model.flows.file[f], path: ['flows', model.flows.ids[f]] }),
  attributes: {
    begun: {
      type: 'truth',
      description: 'Has it moved anything by the day of the check?',
      read: ({ model, at }, f) => truth(hasDays(model.flows, f, at)),
    },
    'payload.open': {
      type: 'truth',
      description:
        'Is it open what it carries: no payload stated, or categories below those of the data at its source?',
      read: (facts, f) => truth(isPayloadOpen(facts, f)),
    },
    'crosses-custody': {
      type: 'truth',
      description: 'Do other parties answer for its target than for its source, or is custody unknown?',
      read: ({ model: { flows, systems } }, f) => {
        const source = systems.keeperSet[flows.source[f]];
        return truth(source < 0 || source !== systems.keeperSet[flows.target[f]]);
      },
    },
  },
  words: (facts, f) => {
    const { flows, systems } = facts.model;
    return {
      flow: flows.ids[f],
      from: systems.ids[flows.source[f]],
      to: systems.ids[flows.target[f]],
      keepers: keeperNames(facts, flows.target[f]),
    };
  },
  placeholders: ['flow', 'from', 'to', 'keepers'],
};

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
      read: ({ model, periods }, i) => {
        const { from, until } = model[DATED_SECTIONS[periods.section[i]]];
        return truth(from[periods.entry[i]] > until[periods.entry[i]]);
      },
    },
  },
  words: (facts, i) => {
    const [section, id] = periodSubject(facts, i);
    const { period: stated } =
      facts.model[DATED_SECTIONS[facts.periods.section[i]]].entry[facts.periods.entry[i]];
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
      read: () => FALSE,
    },
  },
  words: ({ model }, i) => {
    const { subject, file, path, entitled, defect } = model.unentitled[i];
    const voices = [...(model.speaksFor?.[file] ?? [])].sort();
    return {
      statement: subject.replace(':', ' '),
      file: model.files[file] ?? path[0],
      voices: voices.length === 0 ? 'nobody' : joined(voices),
      entitled: entitled.length === 0 ? 'the configuration' : joined([...new Set(entitled)]),
      effect: DEFECTS[defect],
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
      read: ({ model }, i) => truth(model.required[i].present),
    },
  },
  words: ({ model }, i) => ({ party: model.required[i].party }),
  placeholders: ['party'],
};
