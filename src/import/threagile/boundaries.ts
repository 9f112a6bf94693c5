/** Trust boundaries: which is the innermost one around each technical asset. */
import type { Report } from '../reporting.ts';
import type { Boundary, Model } from './model.ts';
import type { References } from './references.ts';

/**
 * The innermost boundary of each asset that stands in one, by the id of the asset. Boundaries that are nested in
 * themselves, and assets in two that are not nested in each other, are problems.
 */
export function innermost(
  model: Model,
  references: References,
  report: Report,
): ReadonlyMap<string, Boundary> {
  const parents = parentsOf(model, references);
  if (reportCircle(model, references, report)) return new Map();
  const around = new Map<string, Boundary>();
  const known = new Map<Boundary, ReadonlySet<Boundary>>();
  for (const boundary of model.boundaries) {
    for (const { text, origin } of boundary.inside) {
      const asset = references.assets.find(text);
      if (asset === undefined) continue;
      const other = around.get(asset.id);
      if (other === undefined || ancestorsOf(boundary, parents, known).has(other))
        around.set(asset.id, boundary);
      else if (other !== boundary && !ancestorsOf(other, parents, known).has(boundary))
        report('two-boundaries', origin, { id: text });
    }
  }
  return around;
}

type Parents = ReadonlyMap<Boundary, readonly Boundary[]>;

function parentsOf(model: Model, references: References): Parents {
  const parents = new Map<Boundary, Boundary[]>();
  for (const boundary of model.boundaries) {
    for (const child of childrenOf(boundary, references)) {
      const list = parents.get(child) ?? [];
      list.push(boundary);
      parents.set(child, list);
    }
  }
  return parents;
}

function childrenOf({ nested }: Boundary, { boundaries }: References): Boundary[] {
  return nested.flatMap(({ text }) => boundaries.find(text) ?? []);
}

function ancestorsOf(
  boundary: Boundary,
  parents: Parents,
  known: Map<Boundary, ReadonlySet<Boundary>>,
): ReadonlySet<Boundary> {
  const found = known.get(boundary);
  if (found !== undefined) return found;
  const ancestors = new Set<Boundary>();
  const open = [boundary];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const parent of parents.get(next) ?? []) {
      if (ancestors.has(parent)) continue;
      ancestors.add(parent);
      open.push(parent);
    }
  }
  known.set(boundary, ancestors);
  return ancestors;
}

/** Looks for a circle of nesting and reports the first one; true when there is one. */
function reportCircle(model: Model, references: References, report: Report): boolean {
  const done = new Set<Boundary>();
  for (const start of model.boundaries) {
    const path: { readonly boundary: Boundary; readonly children: Boundary[] }[] = [];
    const onPath = new Set<Boundary>();
    const enter = (boundary: Boundary) => {
      path.push({ boundary, children: childrenOf(boundary, references) });
      onPath.add(boundary);
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const child = top.children.shift();
      if (child === undefined) {
        done.add(top.boundary);
        onPath.delete(top.boundary);
        path.pop();
      } else if (onPath.has(child)) {
        const ids = path.map(({ boundary }) => boundary.id);
        const circle = [...ids.slice(ids.indexOf(child.id)), child.id].join(' > ');
        report('nested-circle', child.origin, { path: circle });
        return true;
      } else if (!done.has(child)) enter(child);
    }
  }
  return false;
}
