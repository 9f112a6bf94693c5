/** Projects of Google Cloud: what stands in one, whoever has a role on it can reach, as far as the role is about it. */
import type { Place } from './accounts.ts';
import type { Resource } from './resources.ts';
import type { Surroundings } from './surroundings.ts';
import { holderOf } from './tables/all.ts';
import type { Opening } from './tables/table.ts';
import type { Thing } from './things.ts';
import { at, textAt } from './value.ts';

/** Does a row of the tables give roles on whole projects? */
export function isOfProject({ onType, actions, bindings }: Opening): boolean {
  return onType === 'google_project' && (actions ?? bindings) !== undefined;
}

/** What can be reached in a project by roles on it; by any that is not known, everything. */
export function inProject(resource: Resource, roles: readonly string[], around: Surroundings): Thing[] {
  const accounts = projectsOf(resource, around);
  const isMeant = (type: string): boolean => roles.length === 0 || roles.some((role) => isAbout(role, type));
  return [...accounts]
    .flatMap((account) => around.holdersIn(account))
    .filter(({ type }) => isMeant(type))
    .map((each) => around.things.of(each));
}

/** Finds what stands in projects. */
export function holdersAmong(
  resources: readonly Resource[],
  placeOf: (resource: Resource) => Place,
): Surroundings['holdersIn'] {
  const byProject = new Map<string, Resource[]>();
  for (const resource of resources) {
    const { mode, type } = resource;
    if (mode !== 'managed' || !type.startsWith('google_') || holderOf(type) === undefined) continue;
    const { account = '' } = placeOf(resource);
    const same = byProject.get(account);
    if (same === undefined) byProject.set(account, [resource]);
    else same.push(resource);
  }
  return (project) => byProject.get(project) ?? [];
}

/** The project that is named, that it refers to, or that it stands in. */
function projectsOf(resource: Resource, { things, placeOf }: Surroundings): Set<string> {
  const named = textAt(resource.values, 'project')?.replace(/^projects\//, '');
  if (named !== undefined) return new Set([named]);
  const behind = things
    .at(resource, at(resource.values, 'project'), 'google_project')
    .flatMap((thing) => (thing.resource && textAt(thing.resource.values, 'project_id')) ?? []);
  return new Set(behind.length > 0 ? behind : [placeOf(resource).account ?? '']);
}

// Where the name of a service in roles is not that in the types of its resources.
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['artifactregistry', 'artifact_registry'],
  ['cloudkms', 'kms'],
  ['cloudsql', 'sql'],
  ['datastore', 'firestore'],
  ['file', 'filestore'],
  ['run', 'cloud_run'],
  ['secretmanager', 'secret_manager'],
]);

// Of everything, or of who can do what; other roles are of the service in their name, and made ones of what nobody tells.
const OF_ALL = /^roles\/(?:\w+$(?<!browser)|iam\.securityAdmin$|resourcemanager\.projectIamAdmin$)/;

function isAbout(role: string, type: string): boolean {
  const service = /^roles\/(\w+)\./.exec(role)?.[1];
  if (OF_ALL.test(role) || !role.startsWith('roles/')) return true;
  return service !== undefined && type.startsWith(`google_${SERVICES.get(service) ?? service}`);
}
