/** Parties of Fides resources: organizations, vendors, third parties, users. */
import type { Party } from '../../manifest/format.ts';
import type { Names } from '../names.ts';
import { partiesBy, type NamedParty, type Parties } from '../named/parties.ts';
import { cut } from '../texts.ts';
import type { Network } from './connections.ts';
import type { FidesFile, Organization } from './model.ts';

/** The parties of all files: described organizations, and whoever keeps a place or has data there. */
export function partiesOf(files: readonly FidesFile[], { places }: Network, names: Names): Parties {
  const described = files.flatMap(({ organization = [] }) => organization.map(organizationParty));
  const named = [...places.values()].flatMap(({ keeper, organization, origin }): NamedParty[] => [
    ...(keeper === undefined ? [] : [{ ...keeper, origin, ...(keeper.name === 'user' && { value: USERS }) }]),
    ...(organization === undefined ? [] : [{ name: organization, what: 'organization', origin }]),
  ]);
  return partiesBy(names, [...described, ...named]);
}

const USERS: Party = { name: 'The users of the systems', kind: 'public' };

function organizationParty(organization: Organization): NamedParty {
  const { fides_key, name, controller, data_protection_officer: officer, origin } = organization;
  const contact = officer?.email ?? officer?.name ?? controller?.email ?? controller?.name;
  return {
    name: fides_key.text,
    what: 'organization',
    origin: { ...origin, span: fides_key.origin.span },
    value: {
      ...(name && { name: cut(name.text) }),
      ...(contact && { contact: cut(contact.text) }),
    },
    remarks: controller?.name === undefined ? [] : [`controller ${controller.name.text}`],
  };
}
