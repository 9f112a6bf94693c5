/** Terraform plans and states (https://developer.hashicorp.com/terraform/internals/json-format) as a manifest. */
import type { Import, Importer, Source } from './importer.ts';
import type { Names } from './names.ts';
import { tally } from './summary.ts';
import { placesOf } from './terraform/accounts.ts';
import { blocksIn } from './terraform/blocks.ts';
import { entriesOf, type Facts } from './terraform/entries.ts';
import { identified } from './terraform/identity.ts';
import { movementsIn } from './terraform/movements.ts';
import { openingsIn } from './terraform/openings.ts';
import { holdersAmong } from './terraform/projects.ts';
import { referencesAmong } from './terraform/references.ts';
import { otherOutput } from './terraform/outputs.ts';
import { stackOf, type Resource, type Stack, type When } from './terraform/resources.ts';
import { rolesIn } from './terraform/roles.ts';
import { sharesIn } from './terraform/shares.ts';
import { summaryOf } from './terraform/summary.ts';
import type { Surroundings } from './terraform/surroundings.ts';
import { holderOf } from './terraform/tables/all.ts';
import { thingsOf, type Thing } from './terraform/things.ts';

/** Plans and states, any number of them together. */
export const terraform: Importer = {
  name: 'terraform',
  aliases: ['terraform-plan', 'terraform-state'],
  title: 'Terraform plans and states',
  syntax: 'json',
  otherFormat: otherOutput,
  import: (sources, names) => imported(sources, names, 'after'),
  before: (sources, names) => imported(sources, names, 'before'),
};

function imported(sources: readonly Source[], names: Names, when: When): Import {
  const left = tally();
  const stacks = sources.flatMap((source) => stackOf(source, left, when) ?? []);
  const { resources, nameOf } = identified(stacks, sources);
  const references = referencesAmong(resources);
  const placeOf = placesOf(resources, references);
  const things = thingsOf(resources, references, { placeOf, nameOf });
  const counted = tally();
  const blocks = blocksIn({ resources, references, things, counted, placeOf });
  const holdersIn = holdersAmong(resources, placeOf);
  const surroundings = { resources, references, things, blocks, holdersIn, counted, nameOf, placeOf };
  const entries = entriesOf(factsIn(surroundings), surroundings, names);
  const draft = { ...entries.draft, head: headOf(stacks) };
  return {
    draft,
    summary: summaryOf(
      stacks,
      entries,
      counted.finish(() => ''),
    ),
  };
}

function factsIn(surroundings: Surroundings): Facts {
  const movements = movementsIn(surroundings);
  const openings = [...openingsIn(surroundings), ...rolesIn(surroundings), ...sharesIn(surroundings)];
  const { resources, things } = surroundings;
  const used = new Map<string, Thing>();
  const use = (thing: Thing): unknown => used.set(thing.key, thing);
  resources.filter(isHolder).forEach((resource) => use(things.of(resource)));
  for (const { from, to } of movements) [from, to].forEach(use);
  for (const opened of openings) opened.things.forEach(use);
  const ordered = [...used.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { things: ordered, movements, openings };
}

function isHolder({ mode, type }: Resource): boolean {
  const holder = mode === 'managed' ? holderOf(type) : undefined;
  return holder !== undefined && holder.isAside !== true;
}

function headOf(stacks: readonly Stack[]): string[] {
  const files = stacks.map(({ kind, file }) => `the ${kind} ${file}`).join(', ');
  return [
    `From ${files}, by flowdown import terraform.`,
    'What is not in a plan or a state is not here: permissions, contracts, and the days on which anything holds.',
  ];
}
