/** Which findings are about a contract: itself, what is under it, and what is handled by virtue of it. */
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import type { Finding } from './finding.ts';
import { entriesIn, type Entry } from './subjects.ts';

/** Tells of a finding whether it is about a contract, given by its number. */
export function aboutContract(model: Model, contract: number): (finding: Finding) => boolean {
  const contracts = underneath(model, contract);
  const suppliers = new Set([...contracts].map((k) => model.contracts.supplier[k]));
  const acquirers = new Set(
    above(model, contract).map((k) => model.parties.ids[model.contracts.acquirer[k]]),
  );
  return ({ subject, owners, data }) => {
    const [first, second] = entriesIn(subject);
    if (first === undefined) return false;
    if (first.section === 'contracts') return contracts.has(model.contracts.indexOf(first.id));
    const concerned = [
      first,
      ...(second?.section === 'systems' || second?.section === 'parties' ? [second] : []),
    ];
    const isHandled = handlers(concerned, model).some((party) => suppliers.has(party));
    // Data of others is handled under another contract.
    return isHandled && (data === undefined || owners.some((owner) => acquirers.has(owner)));
  };
}

/** A contract with all that hang under it. */
function underneath({ contracts }: Model, contract: number): ReadonlySet<number> {
  const found = new Set([contract]);
  for (const each of found) {
    contracts.under.forEach((upper, k) => {
      if (upper === each) found.add(k);
    });
  }
  return found;
}

/** A contract with all that it hangs under; what hangs in a circle is refused before. */
function above({ contracts }: Model, contract: number): readonly number[] {
  const found: number[] = [];
  for (let k = contract; k >= 0 && !found.includes(k); k = contracts.under[k]) found.push(k);
  return found;
}

/** The parties that have what an entry is about: those that keep it, reach it, receive it. */
function handlers(entries: readonly Entry[], model: Model): readonly number[] {
  return entries.flatMap(({ section, id }) => {
    const i = model[section].indexOf(id);
    if (i < 0) return [];
    switch (section) {
      case 'parties':
        return [i];
      case 'zones':
        return [model.zones.operator[i]];
      case 'systems':
        return keepersOf(model, i);
      case 'flows':
        return keepersOf(model, model.flows.target[i]);
      case 'access':
        return [model.access.party[i]];
      case 'authorizations':
        return [model.authorizations.to[i]];
      default:
        return [];
    }
  });
}

function keepersOf({ systems }: Model, system: number): readonly number[] {
  return system < 0 ? [] : [...row(systems.keepers, system)];
}
