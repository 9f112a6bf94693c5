/** A workspace as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html): zones, systems, flows. */
import type { Flow, Manifest, System } from '../manifest/format.ts';
import type { Exporter, Lost } from './exporter.ts';

/** Zones as boxes with their operators, systems in them, flows as arrows with what they carry; views are dotted. */
export const mermaid: Exporter = {
  name: 'mermaid',
  title: 'Mermaid flowcharts',
  export: ({ manifest }) => ({ text: chartOf(manifest), lost: lostOf(manifest) }),
};

function chartOf({ zones = {}, systems = {}, flows = {}, parties = {} }: Manifest): string {
  const nodes = new Map(Object.keys(systems).map((id, at) => [id, `s${at}`]));
  const boxes = Object.entries(zones).flatMap(([id, { operator }], at) => {
    const inside = Object.entries(systems).filter(([, { zone }]) => zone === id);
    if (inside.length === 0) return [];
    const name = parties[operator]?.name ?? operator;
    return [
      `  subgraph z${at}["${label(`${id}: ${name}`)}"]`,
      ...inside.map(([system, value]) => `    ${nodes.get(system)}${shape(label(system), value)}`),
      '  end',
    ];
  });
  const arrows = Object.entries(flows).map(([id, flow]) => {
    const arrow = flow.mode === 'view' ? '-.->' : '-->';
    return `  ${nodes.get(flow.from)} ${arrow}|"${label(`${id}: ${payload(flow)}`)}"| ${nodes.get(flow.to)}`;
  });
  return `${['flowchart LR', ...boxes, ...arrows].join('\n')}\n`;
}

function shape(text: string, { kind }: System): string {
  return kind === 'store' || kind === 'backup' ? `[("${text}")]` : `["${text}"]`;
}

function payload({ data, categories }: Flow): string {
  if (data !== undefined) return data === 'all' ? 'everything' : data.join(', ');
  return categories?.join(', ') ?? 'not stated';
}

// Entities keep whatever stands in a name from being markup; Mermaid writes them with # and without &.
function label(text: string): string {
  return [...text]
    .map((each) => (/[\w .,:()/-]/.test(each) ? each : `#${each.codePointAt(0) ?? 0};`))
    .join('');
}

const UNSEEN = ['contracts', 'access', 'authorizations', 'waivers'] as const;

function lostOf(manifest: Manifest): Lost[] {
  return UNSEEN.flatMap((field) => {
    const count = Object.keys(manifest[field] ?? {}).length;
    return count === 0 ? [] : [{ field, count, reason: 'a drawing of flows has no place for it' }];
  });
}
