/** A workspace as a graph for Graphviz (https://graphviz.org/doc/info/lang.html): zones, systems, flows. */
import { escapeText } from '../manifest/escape.ts';
import type { System } from '../manifest/format.ts';
import { drawingOf, MARK_COLOURS, undrawn, type DrawnFlow, type DrawnZone } from './drawing.ts';
import type { Exporter } from './exporter.ts';

/** Zones as clusters, systems by shape, flows as edges; views are dashed, and what is not authorized is marked. */
export const dot: Exporter = {
  name: 'dot',
  title: 'Graphviz graphs',
  export(exportable) {
    const { zones, flows } = drawingOf(exportable);
    const lines = [
      'digraph flowdown {',
      '  graph [rankdir=LR, fontname="Helvetica"];',
      '  node [shape=box, fontname="Helvetica"];',
      '  edge [fontname="Helvetica", fontsize=10];',
      ...zones.flatMap(cluster),
      ...flows.map(edge),
      '}',
    ];
    return { text: `${lines.join('\n')}\n`, lost: undrawn(exportable.manifest) };
  },
};

const SHAPES: Readonly<Record<NonNullable<System['kind']>, string>> = {
  server: 'box3d',
  device: 'house',
  store: 'cylinder',
  workstation: 'box',
  service: 'component',
  backup: 'folder',
  'removable-medium': 'note',
  model: 'hexagon',
};

function cluster({ id, text, systems }: DrawnZone): string[] {
  return [
    `  subgraph ${quoted(`cluster_${id}`)} {`,
    `    label=${quoted(text)};`,
    ...systems.map((system) => {
      const shape = system.kind === undefined ? '' : ` [shape=${SHAPES[system.kind]}]`;
      return `    ${quoted(system.id)}${shape};`;
    }),
    '  }',
  ];
}

function edge({ from, to, text, isView, mark }: DrawnFlow): string {
  const colour = mark && MARK_COLOURS[mark];
  const attributes = [
    `label=${quoted(text)}`,
    ...(isView ? ['style=dashed'] : []),
    ...(colour === undefined ? [] : [`color=${quoted(colour)}`, `fontcolor=${quoted(colour)}`, 'penwidth=2']),
  ];
  return `  ${quoted(from)} -> ${quoted(to)} [${attributes.join(', ')}];`;
}

/** A text in double quotes: neither an escape nor an entity, and on one line. */
function quoted(text: string): string {
  const plain = escapeText(text.replace(/\s+/g, ' '));
  return `"${plain.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
