/** What drawings of a workspace show: zones with their systems, flows with what they carry, and which are not authorized. */
import type { Flow, Manifest, System } from '../manifest/format.ts';
import type { Exportable, Lost } from './exporter.ts';

/** A zone with the systems in it. */
export interface DrawnZone {
  readonly id: string;
  readonly text: string;
  readonly systems: readonly { readonly id: string; readonly kind?: System['kind'] }[];
}

/** A flow, ordered by id. */
export interface DrawnFlow {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly isView: boolean;
  /** What is to be marked: that something it brought is not authorized, or that nobody can tell. */
  readonly mark?: Mark;
}

export type Mark = 'unauthorized' | 'doubtful';

export interface Drawing {
  readonly zones: readonly DrawnZone[];
  readonly flows: readonly DrawnFlow[];
}

/** Colours that can be told apart by people who see no red, on white and on black. */
export const MARK_COLOURS: Readonly<Record<Mark, string>> = { unauthorized: '#c2185b', doubtful: '#b26a00' };

/** Zones with something in them, and all flows. */
export function drawingOf({ manifest, facts }: Exportable): Drawing {
  const { zones = {}, systems = {}, flows = {}, parties = {} } = manifest;
  const inside = new Map<string, { id: string; kind?: System['kind'] }[]>();
  for (const [id, { zone, kind }] of Object.entries(systems)) {
    const list = inside.get(zone) ?? [];
    list.push({ id, ...(kind !== undefined && { kind }) });
    inside.set(zone, list);
  }
  const verdicts = verdictsOf(facts);
  return {
    zones: Object.entries(zones).flatMap(([id, { operator }]) => {
      const text = `${id}: ${parties[operator]?.name ?? operator}`;
      const here = inside.get(id);
      return here === undefined ? [] : [{ id, text, systems: here }];
    }),
    flows: Object.entries(flows).map(([id, flow]) => {
      const { mark, data } = verdicts(id);
      const said = mark === undefined ? '' : ` (${MARK_WORDS[mark]}: ${few(data)})`;
      const text = `${id}: ${payload(flow)}${said}`;
      return { from: flow.from, to: flow.to, text, isView: flow.mode === 'view', ...(mark && { mark }) };
    }),
  };
}

const MARK_WORDS: Readonly<Record<Mark, string>> = {
  unauthorized: 'not authorized',
  doubtful: 'authorized or not, nobody can tell',
};

interface Verdict {
  readonly mark?: Mark;
  readonly data: readonly string[];
}

function verdictsOf({ transfers }: Exportable['facts']): (flow: string) => Verdict {
  const refused = new Map<string, { unauthorized: string[]; doubtful: string[] }>();
  for (const { flow, data, authorized } of transfers) {
    if (authorized === 'true') continue;
    const lists = refused.get(flow) ?? { unauthorized: [], doubtful: [] };
    lists[authorized === 'false' ? 'unauthorized' : 'doubtful'].push(data);
    refused.set(flow, lists);
  }
  return (flow) => {
    const { unauthorized = [], doubtful = [] } = refused.get(flow) ?? {};
    if (unauthorized.length > 0) return { mark: 'unauthorized', data: unauthorized };
    return doubtful.length > 0 ? { mark: 'doubtful', data: doubtful } : { data: [] };
  };
}

function payload({ data, categories }: Flow): string {
  if (data !== undefined) return data === 'all' ? 'everything' : few(data);
  return categories === undefined ? 'not stated' : few(categories);
}

// A label with more is a page of text.
const NAMED = 8;

function few(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const UNSEEN = ['contracts', 'access', 'authorizations', 'waivers'] as const;

/** What a drawing has no place for. */
export function undrawn(manifest: Manifest): Lost[] {
  return [...UNSEEN].sort().flatMap((field) => {
    const count = Object.keys(manifest[field] ?? {}).length;
    return count === 0 ? [] : [{ field, count, reason: 'a drawing of flows has no place for it' }];
  });
}
