/** What the references of a model lead to; those that lead nowhere are reported. */
import type { Report } from '../reporting.ts';
import type { Placed } from '../schema.ts';
import { reportUnknown, sectionOf, type Identified, type Section } from '../sections.ts';
import type { Boundary, DataAsset, Model, TechnicalAsset } from './model.ts';

export interface References {
  readonly data: Section<DataAsset>;
  readonly assets: Section<TechnicalAsset>;
  readonly boundaries: Section<Boundary>;
  /** Does each reference lead somewhere? */
  readonly areComplete: boolean;
}

/** Indexes the sections of a model; an id that stands twice, and a reference to nothing, is a problem. */
export function followReferences(model: Model, report: Report): References {
  const references = {
    data: sectionOf('data_assets', model.dataAssets, report),
    assets: sectionOf('technical_assets', model.assets, report),
    boundaries: sectionOf('trust_boundaries', model.boundaries, report),
  };
  let areComplete = true;
  const check = <T extends Identified>(section: Section<T>, placed: readonly Placed[]) => {
    for (const each of placed) {
      if (section.find(each.text) !== undefined) continue;
      areComplete = false;
      reportUnknown(each, section, report);
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
