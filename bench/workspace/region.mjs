// A region is what hangs together: the data of one agency and whoever works on it, about 400 flows. A workspace is many of
// them, with a few flows from each to the next. What goes wrong in a region stays there, whatever the size of the whole.
import { addData } from './data.mjs';
import { addExports } from './exports.mjs';
import { addFaults, SPURS } from './faults.mjs';
import { addFlows } from './flows.mjs';
import { OTHER, PROTECTED, PURPOSES } from './names.mjs';
import { addAgreements, membersOf, rootsOf } from './parties.mjs';
import { randomOf, some } from './random.mjs';
import { addSystems } from './systems.mjs';

const SECTIONS = ['parties', 'contracts', 'zones', 'systems', 'data', 'flows', 'access', 'authorizations'];

/**
 * The region of a number, with its entries by section. `flows` is how many it has; `first` says how many systems, data sets
 * and flows there are in all regions before it, since ids are counted through; `before` is the region before it.
 */
export function regionOf(number, { flows, first, before }) {
  const random = randomOf(0x9e37 + number);
  // In a third of the regions data is protected by the rules of the case of 2019, which ask for much to be stated.
  const careful = number % 3 === 0;
  const categories = [
    ...(careful ? some(random, PROTECTED, 2) : []),
    ...some(random, OTHER, careful ? 1 : 3),
  ];
  const region = {
    number,
    random,
    careful,
    first,
    categories,
    // Permissions are for some channels in a quarter of the regions, for some purposes in half of them; flows there state theirs.
    byChannel: number % 4 === 1,
    byPurpose: number % 2 === 0,
    size: sizeOf(flows, before === undefined ? 0 : 2),
    roots: rootsOf(categories),
    purposes: PURPOSES[random(PURPOSES.length)],
    members: membersOf(number),
    data: [],
    systems: [],
    flows: [],
    entries: Object.fromEntries(SECTIONS.map((section) => [section, []])),
  };
  addData(region);
  addSystems(region);
  addFlows(region);
  addFaults(region);
  if (before !== undefined) addExports(region, before);
  addAgreements(region);
  return stated(region);
}

/** How much there is of everything, beside what is at the edge: suppliers with a fault, and what others let come here. */
function sizeOf(flows, exports) {
  return {
    systems: Math.floor(flows / 4) - SPURS - exports,
    data: Math.floor(flows / 20),
    flows: flows - 2 * SPURS - exports,
  };
}

/** The region with its data, systems and flows among its entries, each under its id. */
function stated(region) {
  for (const section of ['systems', 'data', 'flows'])
    for (const { id, entry } of region[section]) region.entries[section].push([id, entry]);
  return region;
}
