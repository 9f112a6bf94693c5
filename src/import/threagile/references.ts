/** What the references of a model lead to; those that lead nowhere are reported. */
import { nearest } from '../../manifest/nearest.ts';
import type { ProblemList } from '../../manifest/problem.ts';
import type { Placed } from '../shape.ts';
import type { Boundary, DataAsset, Model, TechnicalAsset, Titled } from './model.ts';

/** One section by its ids. */
export interface Section<T extends Titled> {
  /** What a reference means. Boundaries name assets in any case, so an id in lower case will do. */
  find(reference: string): T | undefined;
  readonly name: string;
  readonly ids: readonly string[];
}

export interface References {
  readonly data: Section<DataAsset>;
  readonly assets: Section<TechnicalAsset>;
  readonly boundaries: Section<Boundary>;
  /** Does each reference lead somewhere? */
  readonly areComplete: boolean;
}

/** Indexes the sections of a model; an id that stands twice, and a reference to nothing, is a problem. */
export function followReferences(model: Model, file: string, problems: ProblemList): References {
  const references = {
    data: sectionOf('data_assets', model.dataAssets, file, problems),
    assets: sectionOf('technical_assets', model.assets, file, problems),
    boundaries: sectionOf('trust_boundaries', model.boundaries, file, problems),
  };
  let areComplete = true;
  const check = <T extends Titled>(section: Section<T>, placed: readonly Placed[]) => {
    for (const each of placed) {
      if (section.find(each.text) !== undefined) continue;
      areComplete = false;
      report(each, section, problems);
    }
  };
  for (const asset of model.assets) {
    check(references.data, asset.stored ?? []);
    check(references.data, asset.processed);
    for (const { target, sent, received } of asset.links) {
      check(references.assets, [target]);
      check(references.data, sent);
      check(references.data, received);
    }
  }
  for (const { inside, nested } of model.boundaries) {
    check(references.assets, inside);
    check(references.boundaries, nested);
  }
  for (const { running } of model.runtimes) check(references.assets, running);
  return { ...references, areComplete };
}

function sectionOf<T extends Titled>(
  name: string,
  entries: readonly T[],
  file: string,
  problems: ProblemList,
): Section<T> {
  const byId = new Map<string, T>();
  for (const entry of entries) {
    const earlier = byId.get(entry.id);
    if (earlier === undefined) byId.set(entry.id, entry);
    else {
      const { start, end } = entry.title.span;
      const related = { ...earlier.title.span, file, note: 'first declared here' };
      problems.add('duplicate-id', start, end, { id: entry.id, section: name }, [related]);
    }
  }
  return {
    find: (reference) => byId.get(reference) ?? byId.get(reference.toLowerCase()),
    name,
    ids: [...byId.keys()],
  };
}

// A suggestion compares with every id; a file with many slips in it gets them for the first ones.
const SUGGESTIONS_AMONG = 1000;

function report<T extends Titled>({ text, span }: Placed, section: Section<T>, problems: ProblemList): void {
  const suggestion = nearest(text, section.ids.slice(0, SUGGESTIONS_AMONG));
  const values = { id: text, section: section.name, ...(suggestion !== undefined && { suggestion }) };
  problems.add('unknown-reference', span.start, span.end, values);
}
