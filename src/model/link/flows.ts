import { kindOf, Node, payloadOf } from '../../manifest/fast/tape.ts';
import type { Flow } from '../../manifest/format.ts';
import { CHANNELS } from '../channels.ts';
import { nodesOf, textColumn, textRows, type LinkedEntries } from '../entries.ts';
import { Mode, Payload, type DataSets, type Flows, type Systems } from '../model.ts';
import { numberedLists, periodsOf, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Flows, and the distinct lists of categories that they name. */
export interface LinkedFlows {
  readonly flows: Flows;
  readonly categorySets: readonly (readonly string[])[];
}

/** Links the flows. */
export function linkFlows(
  entries: LinkedEntries<Flow>,
  systems: Systems,
  data: DataSets,
  linker: Linker,
): LinkedFlows {
  const { strings } = entries;
  const end = (field: 'from' | 'to') =>
    referenceColumn(entries, { section: 'flows', field, of: 'systems', names: systems }, linker);
  const payload = payloadsOf(entries);
  const listed = { section: 'flows', field: 'data', of: 'data', names: data } as const;
  const categories = numberedLists(textRows(entries, 'categories'), strings);
  const modes = textNumbers(['copy', 'move', 'view'], (name) => Mode[name as keyof typeof Mode], strings);
  const channels = textNumbers(
    CHANNELS,
    (name) => CHANNELS.indexOf(name as (typeof CHANNELS)[number]),
    strings,
  );
  const flows: Flows = {
    ...entries,
    ...periodsOf(entries),
    source: end('from'),
    target: end('to'),
    payload,
    mode: Uint8Array.from(textColumn(entries, 'mode'), (text) => modes.get(text) ?? Mode.copy),
    purpose: textColumn(entries, 'purpose').map(linker.purposes.number),
    channel: textColumn(entries, 'channel').map((text) => channels.get(text) ?? -1),
    data: referenceRows(entries, listed, linker),
    categorySet: categories.at,
  };
  return { flows, categorySets: categories.lists };
}

/** Numbers of some texts. */
function textNumbers(
  names: readonly string[],
  numberOf: (name: string) => number,
  strings: LinkedEntries<Flow>['strings'],
): ReadonlyMap<number, number> {
  return new Map(names.map((name) => [strings.of(name), numberOf(name)]));
}

function payloadsOf(entries: LinkedEntries<Flow>): Uint8Array {
  const { tapes, file, strings } = entries;
  const data = nodesOf(entries, ['data']);
  const categories = nodesOf(entries, ['categories']);
  const all = strings.of('all');
  return Uint8Array.from(data, (at, i) => {
    if (at < 0) return categories[i] < 0 ? Payload.opaque : Payload.categories;
    const node = tapes[file[i]].nodes[at];
    return kindOf(node) === Node.text && payloadOf(node) === all ? Payload.all : Payload.listed;
  });
}
