/** A system security plan (OSCAL 1.0 and 1.1, https://pages.nist.gov/OSCAL) as it is written, as far as it says who and where. */
import { listOf, needed, record, text, type Read } from '../schema.ts';

const property = record({ name: text, value: text }, { isOpen: true });

const responsible = record({ 'role-id': text, 'party-uuids': listOf(text) }, { isOpen: true });

const party = record({ uuid: needed(text), type: text, name: text, 'short-name': text });

const informationType = record({
  uuid: text,
  title: needed(text),
  categorizations: listOf(record({ 'information-type-ids': listOf(text) })),
});

const component = record({
  uuid: text,
  type: text,
  title: needed(text),
  props: listOf(property),
  'responsible-roles': listOf(responsible),
});

const leveraged = record({ uuid: text, title: needed(text), 'party-uuid': text, 'date-authorized': text });

/** The plan itself, below the one key of the root. */
export const plan = record({
  uuid: text,
  metadata: needed(
    record({ title: text, parties: listOf(party), 'responsible-parties': listOf(responsible) }),
  ),
  'system-characteristics': needed(
    record({
      'system-name': needed(text),
      'system-information': record({ 'information-types': listOf(informationType) }),
    }),
  ),
  'system-implementation': needed(
    record({ components: listOf(component), 'leveraged-authorizations': listOf(leveraged) }),
  ),
});

export type Plan = Read<typeof plan>;
export type Component = Read<typeof component>;
export type Responsible = Read<typeof responsible>;

/** The values of a property of a component, in lower case where they are words of OSCAL. */
export function valuesOf({ props = [] }: Component, name: string): string[] {
  return props.flatMap((each) => (each.name?.text === name ? (each.value?.text ?? []) : []));
}
