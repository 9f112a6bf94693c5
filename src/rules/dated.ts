/** Every day that a model states, with what it is the day of. */
import { parseDay } from '../manifest/calendar.ts';
import type { Model, SectionName } from '../model/model.ts';

/** What a day is the day of: an end of a period, a record, or the end of one. */
export type DatedEvent =
  'begin' | 'end' | 'expiry' | 'disposal' | 'assessment' | 'assessment-end' | 'training' | 'award' | 'test';

/** A stated day of an entry. */
export interface Dated {
  readonly section: SectionName;
  readonly id: string;
  readonly event: DatedEvent;
  /** In days since 1970-01-01. */
  readonly day: number;
}

type Stated = readonly (readonly [event: DatedEvent, day: string | undefined])[];

/** Days of all entries, in the order of sections and ids. */
export function datedIn(model: Model): readonly Dated[] {
  const { parties, contracts, systems, data, flows, access, authorizations, waivers, gateWaivers } = model;
  const found: Dated[] = [];
  const add = (section: SectionName, id: string, stated: Stated): void => {
    for (const [event, text] of stated) {
      const day = text === undefined ? undefined : parseDay(text);
      if (day !== undefined) found.push({ section, id, event, day });
    }
  };
  parties.entry.all().forEach(({ assessments, training = [] }, i) => {
    const trained: Stated = training.map(({ on }) => ['training', on] as const);
    add('parties', parties.ids[i], [...assessed(assessments), ...trained]);
  });
  contracts.entry.all().forEach(({ period, awarded }, i) => {
    add('contracts', contracts.ids[i], [...held(period), ['award', awarded]]);
  });
  systems.entry.all().forEach(({ period, assessments, disposals = [] }, i) => {
    const disposed: Stated = disposals.map(({ on }) => ['disposal', on] as const);
    add('systems', systems.ids[i], [...held(period), ...assessed(assessments), ...disposed]);
  });
  data.entry.all().forEach(({ deidentified }, i) => {
    add('data', data.ids[i], [['test', deidentified?.tested]]);
  });
  flows.entry.all().forEach(({ period }, i) => add('flows', flows.ids[i], held(period)));
  access.entry.all().forEach(({ period }, i) => add('access', access.ids[i], held(period)));
  authorizations.entry.all().forEach(({ period }, i) => {
    add('authorizations', authorizations.ids[i], held(period));
  });
  waivers.entry.all().forEach(({ expires }, i) => add('waivers', waivers.ids[i], [['expiry', expires]]));
  for (const { id, waiver } of gateWaivers) add('waivers', id, [['expiry', waiver.expires]]);
  return found;
}

function held(period: { readonly from?: string; readonly until?: string } = {}): Stated {
  return [
    ['begin', period.from],
    ['end', period.until],
  ];
}

function assessed(
  assessments: readonly { readonly on?: string; readonly until?: string }[] | undefined,
): Stated {
  return (assessments ?? []).flatMap(({ on, until }) => [
    ['assessment', on] as const,
    ['assessment-end', until] as const,
  ]);
}

const RECORDS: ReadonlySet<DatedEvent> = new Set(['assessment', 'training', 'award', 'test']);

/** Is it the day of a record, which counts from then on and grows old? */
export function isRecord({ event }: Dated): boolean {
  return RECORDS.has(event);
}
