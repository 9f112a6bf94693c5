/** Files to begin a workspace with: one data set that goes to one supplier, stated so that nothing is left to find. */
import { civilDay, dayNumber, daysInMonth, formatDay } from './calendar.ts';

/** What something is called, and the id made from that. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a first manifest is about. */
export interface Starter {
  readonly organisation: Named;
  readonly data: Named;
  readonly category: string;
  readonly supplier: Named;
  /** Where the data goes. */
  readonly system: Named;
}

/** A manifest of a starter; the permission in it begins on a day and holds for a year. */
export function starterManifest(starter: Starter, today: number, schema?: string): string {
  const { organisation, data, category, supplier, system } = starter;
  const [owner, taker] = [organisation.id, supplier.id];
  const [own, their, set, place] = [owner, taker, data.id, system.id].map(plainId);
  const [source, network, office] = [`${owner}-system`, `${owner}-network`, `${taker}-network`].map(plainId);
  const [flow, contract, order] = [`${data.id}-to-${system.id}`, `${taker}-service`, `${taker}-order`].map(
    plainId,
  );
  return `${schemaLine(schema)}# Which data of ${quoted(organisation)} goes to ${quoted(supplier)}, and what is permitted. It is an example that is sound as it
# stands: change it into what is so, then run "flowdown check". What is not stated is asked for where it matters.
flowdown: 1

# Everybody who owns data, keeps it or can reach it. The other sections refer to these ids.
parties:
  ${own}: { name: ${quoted(organisation)} }
  ${their}: { name: ${quoted(supplier)} }

# Networks and places, each with the party that runs it.
zones:
  ${network}: { operator: ${own} }
  ${office}: { operator: ${their} }

# Data sets: whose they are, and what they are about. The categories are listed in docs/taxonomy.md.
data:
  ${set}: # ${quoted(data)}
    category: ${category}
    owner: ${own}
    # records: 1000 # how many there are, and of how many people: reports add them up
    # subjects: 900

# What holds data. Where it comes into being, a system collects it.
systems:
  ${source}:
    zone: ${network}
    collects: [${set}]
  ${place}: # ${quoted(system)}
    zone: ${office}

# How data moves from one system to another. A flow that is not written down is not checked.
flows:
  ${flow}:
    from: ${source}
    to: ${place}
    data: [${set}]
    channel: network
    # purpose: analytics # what for; docs/taxonomy.md has the purposes

# Who works for whom.
contracts:
  ${contract}: { acquirer: ${own}, supplier: ${their} }

# What an owner permits to whom. Without it, the flow above would be a violation; from the day after "until" on it is one.
authorizations:
  ${order}:
    by: ${own}
    to: ${their}
    data: [${set}]
    actions: [hold]
    # purposes: [analytics] # for these alone; any when absent
    period: { from: ${dayText(today)}, until: ${dayText(yearAfter(today))} }
`;
}

/** A configuration that says what is so anyway, and what else there is to say. */
export function starterConfig(schema?: string): string {
  return `${schemaLine(schema)}# What a check goes by. All keys: docs/configuration.md
packs: [core] # "flowdown rules list" shows the rules of every pack
failOn: error # the least serious finding that fails a check: info, warning, error or never

# Who may say what. Without it, every file speaks for everybody; with it, no supplier can permit anything to itself.
# trust:
#   "suppliers/example.flow.yaml": [example-supplier]

# Rules may be turned off, made milder or stricter, and given other parameters:
# rules:
#   core/opaque-flow: warning
`;
}

/** An id as YAML reads it as a text. */
function plainId(id: string): string {
  return /^[a-z]/.test(id) && !['true', 'false', 'null'].includes(id) ? id : JSON.stringify(id);
}

function schemaLine(schema: string | undefined): string {
  return schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n`;
}

/** A name as YAML and a comment can hold it, whatever it is. */
function quoted({ name }: Named): string {
  return JSON.stringify(name).replace(/[^ -~]/g, escaped);
}

function escaped(character: string): string {
  return /\p{L}/u.test(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The last day of a year that begins with a day. */
function yearAfter(today: number): number {
  const { year, month, day } = civilDay(today);
  return dayNumber(year + 1, month, Math.min(day, daysInMonth(year + 1, month))) - 1;
}

function dayText(day: number): string {
  return formatDay(day) ?? '';
}
