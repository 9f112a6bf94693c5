import type { Facts } from '../../analysis/facts.ts';
import { row } from '../../model/rows.ts';
import { fieldsOf, idOf, sure, truth, type Attributes } from './attribute.ts';

/** Sources of a datum, their sources, and so on. */
function sourcesOf({ data: { derivedFrom } }: Facts['model'], datum: number): ReadonlySet<number> {
  const sources = new Set(row(derivedFrom, datum));
  for (const source of sources) for (const further of row(derivedFrom, source)) sources.add(further);
  return sources;
}

const ofData = fieldsOf('data');
/** What can be asked of a data set. */
export const data: Attributes = {
  id: idOf('data'),
  category: {
    type: 'name',
    description: 'Its categories.',
    several: ({ model }, i) =>
      sure(Array.from(row(model.data.categories, i), (category) => model.categories[category])),
  },
  'unknown-categories': {
    type: 'name',
    description: 'Those of its categories that the taxonomy does not have.',
    several: ({ model }, i) => {
      const known = model.lexicon.categories();
      const names = Array.from(row(model.data.categories, i), (category) => model.categories[category]);
      return sure(names.filter((name) => !known.has(name)));
    },
  },
  owner: ofData.one('owner', 'party', 'The party whose data it is said to be.'),
  owners: {
    type: 'party',
    description: 'Its owner, and the owners of what it is derived from.',
    several: ({ owners }, i) => sure(row(owners, i)),
  },
  records: ofData.one('records', 'number', 'How many records.'),
  subjects: ofData.one('subjects', 'number', 'How many people they are about.'),
  derived: {
    type: 'truth',
    description: 'Is it made from other data?',
    one: ({ model }, i) => truth(row(model.data.derivedFrom, i).length > 0),
  },
  sources: {
    type: 'data',
    description: 'Everything that it is derived from, over any number of steps.',
    several: ({ model }, i) => sure(sourcesOf(model, i)),
  },
  contains: ofData.several('contains', 'data', 'Data directly inside it.'),
  inside: {
    type: 'data',
    description: 'Everything inside it, over any number of steps, as far as it is stated.',
    several: ({ model }, i) => sure([...row(model.data.contents, i)].filter((datum) => datum !== i)),
  },
  deidentified: {
    type: 'truth',
    description: 'Is it claimed that people can no longer be identified? No when it is not stated.',
    one: ({ model }, i) => truth(model.data.entry.at(i).deidentified !== undefined),
  },
  'deidentified.method': ofData.one('deidentified.method', 'name', 'How identifiers were removed.'),
  'deidentified.tested': ofData.one(
    'deidentified.tested',
    'date',
    'Day of the last test whether people can be identified.',
  ),
  fields: ofData.several('fields', 'name', 'The fields of a record.'),
  retention: ofData.one('retention', 'duration', 'How long its owner lets it be kept.'),
};
