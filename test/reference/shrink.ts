import type { ReferenceWorkspace } from './workspace.ts';

type Path = (string | number)[];
type Failing = (workspace: ReferenceWorkspace) => boolean;

/** The fields that an entry of each section must have; of `data` or `categories` an authorization has one. */
const REQUIRED: Record<string, string[]> = {
  contracts: ['acquirer', 'supplier'],
  zones: ['operator'],
  systems: ['zone'],
  data: ['category', 'owner'],
  flows: ['from', 'to'],
  access: ['party', 'systems'],
  authorizations: ['by', 'to', 'actions'],
  waivers: ['rule', 'subject', 'reason', 'by', 'expires'],
};

/** A smaller workspace that still fails: whatever can go is taken away, until nothing can. */
export function shrink(workspace: ReferenceWorkspace, failing: Failing): ReferenceWorkspace {
  let smallest = workspace;
  for (let before = ''; before !== JSON.stringify(smallest);) {
    before = JSON.stringify(smallest);
    const changes = removable(smallest).map((path) => () => without(smallest, path));
    for (const change of [...changes, () => inOne(smallest)]) {
      const candidate = change();
      if (candidate !== undefined && isWellFormed(candidate) && stillFails(candidate, failing)) {
        smallest = candidate;
      }
    }
  }
  return smallest;
}

/** A smaller rule that still fails. */
export function shrinkRule<R extends object>(rule: R, failing: (rule: R) => boolean): R {
  let smallest = rule;
  for (let before = ''; before !== JSON.stringify(smallest);) {
    before = JSON.stringify(smallest);
    for (const path of removable(smallest)) {
      const candidate = without(smallest, path);
      if (candidate !== undefined && stillFails(candidate, failing)) smallest = candidate;
    }
  }
  return smallest;
}

/** All files in the first one, or undefined where an id is declared twice. */
export function inOne(workspace: ReferenceWorkspace): ReferenceWorkspace | undefined {
  const [first, ...others] = structuredClone(workspace.files);
  const manifest: Record<string, unknown> = { ...first.manifest };
  for (const other of others) {
    for (const [section, entries] of Object.entries<unknown>(other.manifest)) {
      if (!isRecord(entries) || Array.isArray(entries)) continue;
      const declared = recordOf(manifest[section]);
      if (Object.keys(entries).some((id) => Object.hasOwn(declared, id))) return undefined;
      manifest[section] = { ...declared, ...entries };
    }
  }
  return { ...workspace, files: [{ path: first.path, manifest: { flowdown: 1, ...manifest } }] };
}

/** A candidate that cannot be judged is not what is looked for. */
function stillFails<T>(candidate: T, failing: (candidate: T) => boolean): boolean {
  try {
    return failing(candidate);
  } catch {
    return false;
  }
}

/** The places of all parts, large parts first, and the later items of a list before the earlier. */
function removable(whole: object): Path[] {
  const paths: Path[] = [];
  const visit = (part: unknown, path: Path) => {
    if (path.length > 0) paths.push(path);
    if (Array.isArray(part)) part.map((item, i) => visit(item, [...path, i]));
    else if (isRecord(part)) for (const [key, item] of Object.entries(part)) visit(item, [...path, key]);
  };
  visit(whole, []);
  return paths.reverse().sort((a, b) => a.length - b.length);
}

/** A copy without the part, or undefined where that part is gone. */
function without<T extends object>(whole: T, path: Path): T | undefined {
  const copy = structuredClone(whole);
  let parent: unknown = copy;
  for (const key of path.slice(0, -1)) {
    parent = isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  }
  const last = path[path.length - 1];
  if (!isRecord(parent) || !Object.hasOwn(parent, last)) return undefined;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/** Would the files still pass the format: required fields there, no list empty? */
function isWellFormed(workspace: ReferenceWorkspace): boolean {
  if (typeof workspace.at !== 'string' || !Array.isArray(workspace.files)) return false;
  if (hasEmptyList(workspace)) return false;
  const { baseline = [], waivers = {} } = workspace;
  if (!baseline.every(({ rule, subject, verdict }) => rule && subject && verdict)) return false;
  if (!hasFields(waivers, REQUIRED.waivers)) return false;
  if (workspace.trust?.some((entry) => entry.path === undefined || entry.parties === undefined)) return false;
  return workspace.files.every(({ path, manifest }) => path !== undefined && isManifest(manifest));
}

function isManifest(manifest: unknown): boolean {
  if (!isRecord(manifest) || manifest.flowdown !== 1) return false;
  return Object.entries(REQUIRED).every(([section, fields]) => {
    const entries = recordOf(manifest[section]);
    if (!hasFields(entries, fields)) return false;
    return Object.values(entries)
      .map(recordOf)
      .every((stated) => {
        if (section === 'authorizations' && !stated.data && !stated.categories) return false;
        return disposalsOf(stated).every(
          (disposal) => disposal.on !== undefined && disposal.data !== undefined,
        );
      });
  });
}

function hasFields(entries: object, fields: string[]): boolean {
  return Object.values(entries).every((entry) =>
    fields.every((field) => Object.hasOwn(recordOf(entry), field)),
  );
}

function disposalsOf(entry: Record<string | number, unknown>): Record<string | number, unknown>[] {
  return Array.isArray(entry.disposals) ? entry.disposals.map(recordOf) : [];
}

function hasEmptyList(part: unknown): boolean {
  if (Array.isArray(part)) return part.length === 0 || part.some(hasEmptyList);
  return isRecord(part) && Object.values(part).some(hasEmptyList);
}

function recordOf(part: unknown): Record<string | number, unknown> {
  return isRecord(part) ? part : {};
}

function isRecord(part: unknown): part is Record<string | number, unknown> {
  return typeof part === 'object' && part !== null;
}
