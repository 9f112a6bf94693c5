/** The form of blueprints in drafts of CycloneDX 2.0, as far as it is read here. */
import { flag, listOf, record, text } from '../schema.ts';
import type { Read } from '../schema.ts';
import { party, word } from './party-form.ts';
import { dataObject, profileChoice } from './profile-form.ts';

const zone = record({ 'bom-ref': text, name: text, type: word, parent: text });

const actor = record({ 'bom-ref': text, party, zone: text });
export type Actor = Read<typeof actor>;

const asset = record({
  'bom-ref': text,
  componentRef: text,
  partyRef: text,
  type: word,
  name: text,
  zone: text,
  ownership: listOf(party),
  classification: record({ classification: word }),
});
export type Asset = Read<typeof asset>;

const dataStore = record({
  'bom-ref': text,
  type: word,
  name: text,
  environment: text,
  zone: text,
  dataSets: listOf(text),
});
export type DataStore = Read<typeof dataStore>;

const placement = record({ dataStore: text, encrypted: flag, retention: text });
export type Placement = Read<typeof placement>;

const dataSet = record({
  'bom-ref': text,
  name: text,
  dataProfiles: listOf(profileChoice),
  dataObjects: listOf(dataObject),
  recordCount: text,
  owners: listOf(party),
  placements: listOf(placement),
});
export type BlueprintData = Read<typeof dataSet>;

const flow = record({
  'bom-ref': text,
  name: text,
  type: word,
  source: text,
  destination: text,
  bidirectional: flag,
  encrypted: flag,
  protocols: listOf(text),
  dataProfiles: listOf(profileChoice),
  dataObjects: listOf(dataObject),
});
export type BlueprintFlow = Read<typeof flow>;

const relationship = record({ ref: text, dependsOn: listOf(text), serves: listOf(text) });

/** A model of a system: who and what is in it, and what goes from where to where. */
export const blueprint = record({
  'bom-ref': text,
  name: text,
  modelTypes: listOf(word),
  zones: listOf(zone),
  actors: listOf(actor),
  assets: listOf(asset),
  dataStores: listOf(dataStore),
  dataSets: listOf(dataSet),
  flows: listOf(flow),
  relationships: listOf(relationship),
});
export type Blueprint = Read<typeof blueprint>;
