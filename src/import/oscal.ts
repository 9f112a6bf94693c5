/** System security plans (OSCAL) as a manifest: boundary, components, information types, and what the system is connected with. */
import type { Importer, Source } from './importer.ts';
import { documentsIn } from './named/documents.ts';
import { reportTwice } from './named/entries.ts';
import { partsOf } from './oscal/entries.ts';
import { plan, type Plan } from './oscal/plan.ts';
import { reportOtherFormat } from './read.ts';
import { readRoot } from './schema.ts';
import { tally, type Tally } from './summary.ts';

/** System security plans in JSON, or in YAML. */
export const oscal: Importer = {
  name: 'oscal',
  title: 'OSCAL security plans',
  syntax: 'yaml',
  import: (sources, names) => {
    const left = tally();
    const plans = sources.flatMap((source) => planIn(source, left) ?? []);
    reportTwice(
      plans.map((each) => {
        const { text: name, origin } = each['system-characteristics']['system-name'];
        return { key: name, name, origin };
      }),
      sources,
    );
    const parts = partsOf(plans, names);
    const { parties, zones, data, systems, flows } = parts;
    const head = [
      `From the security plans in ${sources.map(({ path }) => path).join(', ')}, by flowdown import oscal.`,
      'What is not in them is not here: which data goes over a connection, and whether its owner permits that.',
    ];
    return {
      draft: { ...parts, head },
      summary: {
        mapped: [
          { from: 'plans', count: plans.length, to: 'zones', made: zones.length },
          { from: 'components and connections', count: systems.length, to: 'systems', made: systems.length },
          { from: 'information types', count: data.length, to: 'data sets', made: data.length },
          { from: 'connections', count: flows.length, to: 'flows', made: flows.length },
          { from: 'parties', count: parties.length, to: 'parties', made: parties.length },
        ],
        assumed: [
          `information types come into being in the system itself: ${data.length}`,
          `a connection without a direction, and a leveraged authorization, is open both ways: ${flows.length}`,
        ],
        open: [
          'flows: their data; no plan says which goes over a connection',
          'data: owners, and categories that rules know, by information types in the mapping',
          'authorizations: a leveraged authorization permits a system to run, not a party to have data',
        ],
        dropped: left.finish(() => 'controls and records, which say nothing of where data goes'),
      },
    };
  },
};

const ROOT = 'system-security-plan';

function planIn(source: Source, left: Tally): Plan | undefined {
  const [document] = documentsIn(source);
  const inner = document?.node.kind === 'map' ? document.node.fields.get(ROOT)?.value : undefined;
  if (inner !== undefined)
    return readRoot(plan, inner, { file: source.path, problems: source.problems, left }, ROOT);
  reportOtherFormat(source, {
    format: 'OSCAL',
    what: `it has no ${ROOT}`,
    remedy: 'Name a file with a system security plan, in JSON or YAML.',
  });
  return undefined;
}
