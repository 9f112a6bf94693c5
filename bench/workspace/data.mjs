import { insideOf } from './held.mjs';
import { isProtected } from './names.mjs';
import { pick } from './random.mjs';

const RETENTION = ['P5Y', 'P6Y', 'P10Y'];

/** Of so many data sets of a region one is made from others. */
const DERIVED = 10;

/**
 * Adds the data sets of a region. Two contain others, and the last ones are derived from others; whatever leads from one to
 * another leads to a higher number, so nothing goes in a circle.
 */
export function addData(region) {
  const { random, categories, size } = region;
  const derived = Math.max(1, Math.floor(size.data / DERIVED));
  for (let i = 0; i < size.data; i++) {
    const sources = i < size.data - derived ? [] : i % 2 === 0 ? [4, 9] : [4];
    // What is made from something is of its category: nothing is laundered.
    const category = sources.length > 0 ? region.data[sources[0]].category : pick(random, categories);
    const parts = i < 2 && size.data > 9 ? [...new Set([i + 1, 3 + random(4)])] : [];
    region.data.push({ id: `data-${region.first.data + i}`, category, parts, sources, entry: {} });
  }
  region.inside = insideOf(region.data);
  for (const item of region.data) Object.assign(item.entry, entryOf(item, region));
}

function entryOf({ category, parts, sources }, { random, data, members }) {
  const ids = (numbers) => numbers.map((i) => data[i].id);
  return {
    category,
    owner: members[0].id,
    records: 1000 + random(90000),
    subjects: 10 + random(900),
    ...(parts.length > 0 && { contains: ids(parts) }),
    ...(sources.length > 0 && { derivedFrom: ids(sources) }),
    ...(sources.length > 0 &&
      random(3) === 0 && { deidentified: { method: 'aggregated', tested: '2018-05-14' } }),
    ...((isProtected(category) || random(4) === 0) && { retention: pick(random, RETENTION) }),
  };
}
