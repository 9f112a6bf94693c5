/** What an import of compose files took for granted, and what is worth stating after it. */
import { told } from '../deployed/telling.ts';
import { entriesIn, type Draft, type SectionName } from '../draft.ts';
import type { ImportSummary, Tally } from '../summary.ts';
import type { Parts } from './landscape.ts';
import type { Projects } from './projects.ts';

/** Everything that an import came by. */
export interface Course {
  readonly projects: Projects;
  readonly parts: Parts;
  readonly draft: Draft;
  readonly left: Tally;
}

/** The summary of an import. */
export function summaryOf({ projects, parts, draft, left }: Course): ImportSummary {
  const { landscape } = parts;
  const made = (section: SectionName): number => entriesIn(draft, section).length;
  const grounds = new Set(landscape.grounds.map(({ key }) => key)).size;
  return {
    mapped: [
      {
        from: 'services and shared volumes',
        count: landscape.units.length,
        to: 'systems',
        made: made('systems'),
      },
      { from: 'networks', count: grounds, to: 'zones', made: made('zones') },
      {
        from: 'settings, links and volumes that lead somewhere',
        count: landscape.links.length,
        to: 'flows',
        made: made('flows'),
      },
    ],
    assumed: [
      'an address in the settings of a service is one that it calls; what is sent there and what comes back is not said',
      'what a label says of data is true of what has the label, and the data comes into being there',
      ...told(
        projects.projects.filter(({ layers }) => layers.length > 1).length,
        'files of one folder, or included ones, are one project',
      ),
      ...told(
        projects.open,
        'resets (!reset, !override) of files of which nobody knows whether they come after the others, and which take nothing away there',
      ),
      ...told(parts.published, 'services that are open to the outside; a comment says by what'),
    ],
    open: [
      'flows: data or categories, without which a check cannot tell what goes where',
      'authorizations and contracts: without them nobody may have the data of others',
      ...told(parts.open, 'settings that lead to a host which the files do not tell'),
      ...[...new Set(projects.missing)].sort().map((path) => `included and not given: ${path}`),
      ...parts.missing.map((path) => `extended, or named for its variables, and not given: ${path}`),
    ],
    dropped: left.finish(reasonOf),
  };
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)"?x-/, 'an extension, which means something to its author'],
  [/(?:^|\.)(?:secrets|configs)\b/, 'no setting that is to be read'],
  [/^networks\.|^volumes\./, 'how it is made, not what it does with data'],
];

function reasonOf(field: string): string {
  return REASONS.find(([pattern]) => pattern.test(field))?.[1] ?? 'how it runs, not what it does with data';
}
