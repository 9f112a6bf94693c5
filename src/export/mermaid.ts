/** A workspace as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html): zones, systems, flows. */
import type { System } from '../manifest/format.ts';
import { drawingOf, MARK_COLOURS, undrawn, type Drawing } from './drawing.ts';
import type { Exporter } from './exporter.ts';

/**
 * Zones as boxes with their operators, systems in them, flows as arrows with what they carry; views are dotted, and what is
 * not authorized is marked.
 */
export const mermaid: Exporter = {
  name: 'mermaid',
  title: 'Mermaid flowcharts',
  export: (exportable) => ({
    text: chartOf(drawingOf(exportable)),
    lost: undrawn(exportable.manifest),
  }),
};

function chartOf({ zones, flows }: Drawing): string {
  const nodes = new Map(zones.flatMap(({ systems }) => systems).map(({ id }, at) => [id, `s${at}`]));
  const boxes = zones.flatMap(({ text, systems }, at) => [
    `  subgraph z${at}["${label(text)}"]`,
    ...systems.map(({ id, kind }) => `    ${nodes.get(id)}${shape(label(id), kind)}`),
    '  end',
  ]);
  const arrows = flows.map(({ from, to, text, isView }) => {
    const arrow = isView ? '-.->' : '-->';
    return `  ${nodes.get(from)} ${arrow}|"${label(text)}"| ${nodes.get(to)}`;
  });
  const marks = flows.flatMap(({ mark }, at) =>
    mark === undefined ? [] : [`  linkStyle ${at} stroke:${MARK_COLOURS[mark]},stroke-width:3px`],
  );
  return `${['flowchart LR', ...boxes, ...arrows, ...marks].join('\n')}\n`;
}

function shape(text: string, kind: System['kind']): string {
  switch (kind) {
    case 'store':
    case 'backup':
      return `[("${text}")]`;
    case 'model':
      return `{{"${text}"}}`;
    case 'service':
      return `[["${text}"]]`;
    default:
      return `["${text}"]`;
  }
}

// Entities keep whatever stands in a name from being markup; Mermaid writes them with # and without &.
function label(text: string): string {
  return [...text]
    .map((each) => (/[\w .,:()/-]/.test(each) ? each : `#${each.codePointAt(0) ?? 0};`))
    .join('');
}
