/** Records that parties and systems state of themselves: assessments and trainings. */
import type { Facts } from '../../analysis/facts.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { parseDay } from '../../manifest/calendar.ts';
import {
  OPEN,
  statedText,
  sure,
  truth,
  type Attributes,
  type Several,
  type SeveralAttribute,
} from './attribute.ts';

interface Assessment {
  readonly on: string;
  readonly by?: string;
  readonly kind?: string;
  readonly until?: string;
}

interface Training {
  readonly topic: string;
  readonly on: string;
}

/** Records get numbers, so that rules can walk to them as to anything else. */
function numbered<T>(listsOf: (facts: Facts) => readonly (readonly T[] | undefined)[]) {
  return perFacts((facts) => {
    const records: T[] = [];
    const starts = [0];
    const isStated: boolean[] = [];
    for (const list of listsOf(facts)) {
      records.push(...(list ?? []));
      starts.push(records.length);
      isStated.push(list !== undefined);
    }
    return { records, starts, isStated };
  });
}

// Those of parties come first, then those of systems.
const assessments = numbered<Assessment>(({ model }) => [
  ...model.parties.entry.all().map((party) => party.assessments),
  ...model.systems.entry.all().map((system) => system.assessments),
]);
const trainings = numbered<Training>(({ model }) => model.parties.entry.all().map((party) => party.training));

function recordsOf<T>(table: ReturnType<ReturnType<typeof numbered<T>>>, i: number): Several {
  if (!table.isStated[i]) return OPEN;
  return sure(Array.from({ length: table.starts[i + 1] - table.starts[i] }, (_, at) => table.starts[i] + at));
}

/** The assessments of a party or a system. */
export function assessmentsAttribute(section: 'parties' | 'systems'): SeveralAttribute {
  return {
    type: 'assessment',
    description: 'Its assessments on record.',
    several: (facts, i) =>
      recordsOf(assessments(facts), section === 'parties' ? i : facts.model.parties.ids.length + i),
    unstated: ({ model }, i) => [`${section}.${model[section].ids[i]}.assessments`],
  };
}

/** The field that lists an assessment. */
function fieldOfAssessment(facts: Facts, i: number): string {
  const { parties, systems } = facts.model;
  const owner = assessments(facts).starts.findLastIndex((start) => start <= i);
  return owner < parties.ids.length
    ? `parties.${parties.ids[owner]}.assessments`
    : `systems.${systems.ids[owner - parties.ids.length]}.assessments`;
}

/** The trainings of a party. */
export const trainingAttribute: SeveralAttribute = {
  type: 'training',
  description: 'The trainings of its staff on record.',
  several: (facts, i) => recordsOf(trainings(facts), i),
  unstated: ({ model }, i) => [`parties.${model.parties.ids[i]}.training`],
};

/** What can be asked of an assessment. */
export const assessment: Attributes = {
  on: {
    type: 'date',
    description: 'Its day.',
    one: (facts, i) => parseDay(assessments(facts).records[i].on),
  },
  kind: {
    type: 'name',
    description: 'What was assessed, or by which standard.',
    one: (facts, i) => statedText(assessments(facts).records[i].kind),
    unstated: (facts, i) => [fieldOfAssessment(facts, i)],
  },
  by: {
    type: 'party',
    description: 'Who made it.',
    one: (facts, i) => {
      const { by } = assessments(facts).records[i];
      const party = by === undefined ? -1 : facts.model.parties.indexOf(by);
      return party < 0 ? undefined : party;
    },
    unstated: (facts, i) => [fieldOfAssessment(facts, i)],
  },
  until: {
    type: 'date',
    description: 'Last day on which it counts.',
    one: (facts, i) => {
      const { until } = assessments(facts).records[i];
      return until === undefined ? undefined : parseDay(until);
    },
    unstated: (facts, i) => [fieldOfAssessment(facts, i)],
  },
  current: {
    type: 'truth',
    description: 'Has it been made, and does it still count by its own end?',
    one: (facts, i) => {
      const { on, until } = assessments(facts).records[i];
      const end = until === undefined ? facts.at : (parseDay(until) ?? facts.at);
      return truth((parseDay(on) ?? facts.at + 1) <= facts.at && facts.at <= end);
    },
  },
};

/** What can be asked of a training. */
export const training: Attributes = {
  topic: {
    type: 'name',
    description: 'What it was about.',
    one: (facts, i) => statedText(trainings(facts).records[i].topic),
    unstated: (facts, i) => {
      const party = trainings(facts).starts.findLastIndex((start) => start <= i);
      return [`parties.${facts.model.parties.ids[party]}.training`];
    },
  },
  on: { type: 'date', description: 'Its day.', one: (facts, i) => parseDay(trainings(facts).records[i].on) },
};
