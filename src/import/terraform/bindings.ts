/** The bindings of a policy of Google Cloud: roles with members, in JSON or in a document of the configuration. */
import { reachOfRole } from './actions.ts';
import { granteeOf } from './grantees.ts';
import { UNKNOWN_POLICY, type Made, type Opened } from './opened.ts';
import { inProject, isOfProject } from './projects.ts';
import type { Resource } from './resources.ts';
import { pathIn, type Surroundings } from './surroundings.ts';
import type { Opening } from './tables/table.ts';
import { textsOf, type Value } from './value.ts';

/** A row of the tables, and the resource that has such a policy. */
interface Bound {
  readonly resource: Resource;
  readonly opening: Opening;
}

/** All whom such a policy lets in. */
export function byBindings(
  { resource, opening }: Bound,
  value: Value,
  made: Made,
  surroundings: Surroundings,
): Opened[] {
  const { meant, isWhole } = surroundings.references.of(resource, value);
  const bindings = meant.map((each) => bindingsOf(each));
  const opened = bindings
    .flatMap((found = []) => found)
    .flatMap(({ role, members }) => {
      const reach = reachOfRole(role);
      if (reach === 'none') {
        surroundings.counted.add('bringing');
        return [];
      }
      const remarks = [`allowed: ${role}`];
      const inside = isOfProject(opening) ? inProject(resource, [role], surroundings) : [];
      const things = [...made.things, ...inside];
      return members.map((member) => ({
        ...made,
        things,
        grantee: granteeOf(member, 'google'),
        reach,
        remarks,
      }));
    });
  const isKnown = isWhole && bindings.every((each) => each !== undefined);
  return isKnown
    ? opened
    : [...opened, { ...made, grantee: undefined, reach: 'remote', remarks: [UNKNOWN_POLICY] }];
}

interface Binding {
  readonly role: string;
  readonly members: readonly string[];
}

function bindingsOf(
  meant: { readonly text: string } | { readonly resource: Resource },
): Binding[] | undefined {
  const [text] = 'text' in meant ? [meant.text] : textsOfField(meant.resource, 'policy_data');
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    const bindings = (value as { bindings?: unknown } | null)?.bindings;
    return Array.isArray(bindings) ? bindings.flatMap(bindingOf) : [];
  } catch {
    return undefined;
  }
}

function bindingOf(value: unknown): Binding[] {
  const { role, members } = (value ?? {}) as { role?: unknown; members?: unknown };
  if (typeof role !== 'string' || !Array.isArray(members)) return [];
  return [{ role, members: members.filter((each): each is string => typeof each === 'string') }];
}

function textsOfField(resource: Resource, name: string): string[] {
  return pathIn(resource, resource.values, name).flatMap(textsOf);
}
