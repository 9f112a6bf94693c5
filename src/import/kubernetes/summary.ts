/** What an import of Kubernetes objects took for granted, and what is worth stating after it. */
import { endKey, type Landscape } from '../deployed/landscape.ts';
import { told } from '../deployed/telling.ts';
import { entriesIn, type Draft } from '../draft.ts';
import type { ImportSummary, Tally } from '../summary.ts';
import { NO_OPERATOR } from '../unnamed.ts';
import { reasonOf } from './kinds.ts';
import { keyOf, type KubeObject } from './objects.ts';
import type { Policy } from './policies.ts';
import type { Settings } from './settings.ts';
import type { Workload } from './workloads.ts';

/** Everything that an import came by. */
export interface Course {
  readonly objects: readonly KubeObject[];
  readonly workloads: readonly Workload[];
  readonly settings: readonly Settings[];
  readonly policies: readonly Policy[];
  readonly remarks: ReadonlyMap<string, readonly string[]>;
  readonly landscape: Landscape;
  readonly draft: Draft;
  readonly left: Tally;
}

/** The summary of an import. */
export function summaryOf(course: Course): ImportSummary {
  const { objects, draft, landscape, left } = course;
  const count = (role: KubeObject['role']): number => objects.filter((each) => each.role === role).length;
  const made = (section: Parameters<typeof entriesIn>[1]): number => entriesIn(draft, section).length;
  return {
    mapped: [
      {
        from: 'workloads, services and shared volumes',
        count: landscape.units.length,
        to: 'systems',
        made: made('systems'),
      },
      { from: 'namespaces', count: landscape.grounds.length, to: 'zones', made: made('zones') },
      {
        from: 'settings and volumes that lead somewhere',
        count: landscape.links.length,
        to: 'flows',
        made: made('flows'),
      },
      {
        from: 'policies',
        count: count('network-policy') + count('authorization-policy'),
        to: 'statements of access',
        made: made('access'),
      },
    ],
    assumed: assumptions(course),
    open: openPoints(course),
    dropped: left.finish(reasonOf),
  };
}

function assumptions({ landscape, objects, policies, remarks, workloads }: Course): string[] {
  const unstated = landscape.units.filter(({ ground }) => ground === 'no-namespace').length;
  const isOpen = ({ object }: Workload): boolean => remarks.has(endKey({ unit: keyOf(object) }));
  return [
    'an address in the settings of a workload is one that it calls; what is sent there and what comes back is not said',
    'what a label says of data is true of what has the label, and the data comes into being there',
    ...told(unstated, 'what states no namespace is in one of its own, no-namespace'),
    ...told(
      objects.filter(({ role }) => role === 'network-policy' || role === 'authorization-policy').length,
      'what a policy allows is an ability of other parties, and no flow',
    ),
    ...told(
      policies.filter((each) => each.isOpen).length,
      'policies that let in anyone, or out to anywhere, name no party',
    ),
    ...told(
      workloads.filter(isOpen).length,
      'workloads that are open to the outside; a comment says by what',
    ),
  ];
}

function openPoints({ draft, settings, policies, workloads }: Course): string[] {
  const sum = (of: (each: Settings) => number): number =>
    settings.reduce((total, each) => total + of(each), 0);
  const shielded = new Set(policies.flatMap((each) => each.shielded.map(endKey)));
  const isShielded = ({ object }: Workload): boolean => shielded.has(endKey({ unit: keyOf(object) }));
  const zones = entriesIn(draft, 'zones') as readonly { readonly value: { readonly operator?: string } }[];
  return [
    'flows: data or categories, without which a check cannot tell what goes where',
    'authorizations and contracts: without them nobody may have the data of others',
    ...told(zones.filter(({ value }) => value.operator === NO_OPERATOR).length, 'zones without an operator'),
    ...told(
      sum((each) => each.open),
      'settings that lead to a host which the files do not tell',
    ),
    ...told(
      sum((each) => each.missing),
      'settings that are taken from a ConfigMap or Secret which is not in the files',
    ),
    ...told(
      workloads.filter((each) => !isShielded(each)).length,
      'workloads for which the files have no policy on who may come in, so that anything in the cluster may reach them',
    ),
  ];
}
