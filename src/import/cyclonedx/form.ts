/** The form of bills of materials (CycloneDX 1.4 to 1.7, ECMA-424, and drafts of 2.0), as far as it is read here. */
import { anything, flag, listOf, oneOrMore, record, text } from '../schema.ts';
import type { Placed, Read, Schema } from '../schema.ts';
import type { Origin } from '../draft.ts';
import { blueprint } from './blueprint-form.ts';
import { governance, OPEN, organization, party, word, type PartyText } from './party-form.ts';
import { profile, profileChoice, type ProfileChoice } from './profile-form.ts';

const serviceData = record({
  name: text,
  flow: text,
  classification: word,
  governance,
  source: oneOrMore(text),
  destination: oneOrMore(text),
});
export type ServiceData = Read<typeof serviceData>;

/** A service; those that are deployed behind it stand in it. */
export interface Service {
  readonly 'bom-ref'?: Placed;
  readonly provider?: PartyText;
  readonly group?: Placed;
  readonly name?: Placed;
  readonly version?: Placed;
  readonly endpoints?: readonly Placed[];
  readonly 'x-trust-boundary'?: boolean;
  readonly trustZone?: Placed;
  readonly data?: readonly ServiceData[];
  readonly services?: readonly Service[];
  readonly origin: Origin;
}

const service: Schema<Service> = record({
  'bom-ref': text,
  provider: organization,
  group: text,
  name: text,
  version: text,
  endpoints: oneOrMore(text),
  'x-trust-boundary': flag,
  trustZone: text,
  data: listOf(serviceData),
  services: listOf<Service>({ read: (node, where) => service.read(node, where) }),
});

const componentData = record({
  'bom-ref': text,
  type: text,
  name: text,
  classification: word,
  sensitiveData: anything,
  governance,
});

/** A component: data, since 2.0 a service, or what only matters where data is said to come from it or go to it. */
export interface Component {
  readonly 'bom-ref'?: Placed;
  readonly type?: Placed;
  readonly group?: Placed;
  readonly name?: Placed;
  readonly version?: Placed;
  readonly data?: readonly Read<typeof componentData>[];
  readonly parties?: readonly PartyText[];
  readonly endpoints?: readonly Placed[];
  readonly dataProfiles?: readonly ProfileChoice[];
  readonly components?: readonly Component[];
  readonly origin: Origin;
}

// There are thousands in a bill, of which few say anything of data.
const component: Schema<Component> = record(
  {
    'bom-ref': text,
    type: text,
    group: text,
    name: text,
    version: text,
    data: listOf(componentData),
    parties: listOf(party),
    endpoints: oneOrMore(text),
    dataProfiles: listOf(profileChoice),
    components: listOf<Component>({ read: (node, where) => component.read(node, where) }),
  },
  OPEN,
);

const dependency = record({ ref: text, dependsOn: listOf(text) });

/** A whole bill. */
export const bill = record({
  $schema: anything,
  $comment: anything,
  bomFormat: anything,
  specFormat: anything,
  specVersion: text,
  serialNumber: text,
  version: text,
  metadata: record({ component }, OPEN),
  components: listOf(component),
  services: listOf(service),
  dependencies: listOf(dependency),
  properties: listOf(record({ name: text, value: text })),
  profiles: record({ dataProfiles: listOf(profile) }),
  blueprints: listOf(blueprint),
});
export type BillForm = Read<typeof bill>;
