/** What the benchmark times, bundled from the sources: the stages that the data goes through, in order. */
export { factsOf } from '../src/analysis/facts.ts';
export { carriedBy } from '../src/analysis/carried.ts';
export { permissionsOf } from '../src/analysis/authorization.ts';
export { causesOf } from '../src/analysis/causes.ts';
export { DaySets } from '../src/analysis/days.ts';
export { copiesOf, holdingsOf } from '../src/analysis/holdings.ts';
export { judgeAccess, judgeCollections, judgeProductions, judgeTransfers } from '../src/analysis/judged.ts';
export { lifetimesOf } from '../src/analysis/lifetimes.ts';
export { ownersOf } from '../src/analysis/owners.ts';
export { stepsOf } from '../src/analysis/steps.ts';
export { parseDay } from '../src/manifest/calendar.ts';
export { readManifest } from '../src/manifest/read.ts';
export { link } from '../src/model/link.ts';
