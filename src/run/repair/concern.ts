/** What a finding is about, as far as flows and authorizations can bear on it. */
import type { Asked } from '../../analysis/custody.ts';
import type { Facts } from '../../analysis/facts.ts';
import { handlingsOf, systemsOf } from '../../analysis/handlings.ts';
import type { Separation } from '../../analysis/smallest-cut.ts';
import { isActive } from '../../analysis/steps.ts';
import { TRUE } from '../../analysis/truth.ts';
import type { Finding } from '../../findings/finding.ts';
import { entriesIn } from '../../findings/subjects.ts';
import { Mode, type SectionName } from '../../model/model.ts';
import { row } from '../../model/rows.ts';

/** Entries that a subject names, by number; -1 where it names none of the section. */
type Named = (section: SectionName) => number;

function namedIn(subject: string, { model }: Facts): Named {
  const entries = entriesIn(subject);
  return (section) => {
    const entry = entries.find((each) => each.section === section);
    return entry === undefined ? -1 : model[section].indexOf(entry.id);
  };
}

function wordOf({ subject }: Finding): string {
  return subject.slice(0, subject.indexOf(':'));
}

/** Where a datum is that a finding is about; undefined where it is about something else than one datum at its places. */
export function separationOf(finding: Finding, facts: Facts): Separation | undefined {
  const named = namedIn(finding.subject, facts);
  const datum = named('data');
  if (datum < 0) return undefined;
  switch (wordOf(finding)) {
    case 'flow':
      return { datum, systems: [], flows: [named('flows')] };
    case 'hold':
    case 'extract':
      return { datum, systems: [named('systems')], flows: [] };
    case 'access':
      return named('systems') < 0 ? undefined : { datum, systems: [named('systems')], flows: [] };
    case 'view':
      return { datum, systems: [], flows: viewsTo(facts, [named('systems')]) };
    case 'handle':
      return handlingPlaces(facts, named('parties'), datum);
    default:
      return undefined;
  }
}

function viewsTo({ model: { flows }, at }: Facts, systems: readonly number[]): readonly number[] {
  return [...flows.ids.keys()].filter(
    (f) => flows.mode[f] === Mode.view && systems.includes(flows.target[f]) && isActive(flows, f, at),
  );
}

/** All systems by which a party handles a datum, and the views that show it on those that it keeps. */
function handlingPlaces(facts: Facts, party: number, datum: number): Separation | undefined {
  const handling = handlingsOf(facts).find((each) => each.party === party && each.datum === datum);
  if (handling === undefined) return undefined;
  const { sure, maybe } = systemsOf(facts, handling);
  const systems = [...sure, ...maybe].sort((a, b) => a - b);
  const kept = systems.filter((s) => row(facts.model.systems.keepers, s).includes(party));
  return { datum, systems, flows: viewsTo(facts, kept) };
}

/** The permissions that the fact of a finding needs and does not have; undefined where it is no such fact. */
export function missingPermissions(finding: Finding, facts: Facts): readonly Asked[] | undefined {
  const named = namedIn(finding.subject, facts);
  const judged = judgedFact(wordOf(finding), named, facts);
  return judged?.filter(
    ({ owner, grantee, request }) => facts.permissions.authorized(owner, grantee, request) !== TRUE,
  );
}

function judgedFact(word: string, named: Named, facts: Facts): readonly Asked[] | undefined {
  const { transfers, collections, productions, accesses } = facts;
  const [flow, system, datum, access] = (['flows', 'systems', 'data', 'access'] as const).map(named);
  const first = (data: Int32Array, isIt: (i: number) => boolean): number =>
    data.findIndex((each, i) => each === datum && isIt(i));
  const askedAt = (
    { asked }: { asked(i: number): readonly Asked[] },
    i: number,
  ): readonly Asked[] | undefined => (i < 0 ? undefined : asked(i));
  switch (word) {
    case 'flow':
      return askedAt(
        transfers,
        first(transfers.datum, (i) => transfers.flow[i] === flow),
      );
    case 'collect':
      return askedAt(
        collections,
        first(collections.datum, (i) => collections.system[i] === system),
      );
    case 'produce':
      return askedAt(
        productions,
        first(productions.datum, (i) => productions.system[i] === system),
      );
    case 'access':
      return askedAt(
        accesses,
        first(accesses.datum, (i) => accesses.access[i] === access && accesses.system[i] === system),
      );
    default:
      return undefined;
  }
}
