/** Files to begin a rule and a pack with: they are sound as they stand, and the cases of the rule hold. */

/** Can this be the name of a rule or a pack in the files below? */
export function isSkeletonName(name: string): boolean {
  // What YAML reads as something other than a text would need quotes.
  return /^[a-z][a-z0-9_-]{0,63}$/.test(name) && !['true', 'false', 'null'].includes(name);
}

/** A file that says what a pack is about; `reviewed` is a day such as 2019-05-31. */
export function packSkeleton(pack: string, reviewed: string): string {
  return `# What this folder of rules is about. Each other file in it is a rule.
pack: ${pack} # the name of the folder
title: What the pack is about, in one line
description: >-
  What it is for, whom it is for, and what it leaves out.
reviewed: ${reviewed} # the day on which the rules were last compared with their sources
`;
}

/**
 * A file with a rule, what it means to people, and cases that test it. `schema` is where an editor finds the schema of rule
 * files, seen from the file.
 */
export function ruleSkeleton(rule: string, schema?: string): string {
  const line = schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n`;
  return `${line}# A rule, its explanation and its tests. This one is an example that works: change what it asks, then the rest.
# The form is described in docs/rules.md, what conditions can ask for in docs/vocabulary.md.
rule: ${rule} # the name of this file
title: No health data is sent by email # what it asks, in one line
severity: warning # info, warning or error
for: transfer # the kind of fact that it looks at, each for itself

# Lists, numbers, durations and days that a configuration may set; leave it out where there are none.
params:
  categories:
    default: [health]
    description: Categories of data that the rule protects.
  channels:
    default: [email]
    description: Ways that such data may not take.

# Which facts it applies to; it looks at all of them without this.
where:
  data.category: { is-a: { param: categories } }

# What must hold. False is a violation; what nobody has stated makes the answer "undecided".
require:
  flow.channel: { not: { is-a: { param: channels } } }

# Exceptions would stand here:
# unless:
#   - when: { permission.names-channel: true }
#     because: the owner's permission names this way, so the owner has thought of it

# Words in braces are filled in from the fact.
message: >-
  {flow} takes {data}, owned by {owners}, to {to} by {flow.channel}.
remedy: >-
  send {data} another way, such as over a network that its owner watches
rationale: >-
  A mail leaves copies with everyone who passes it on, and nobody can call them back.
references: # standards, clauses or sources, at least one
  - NIST SP 800-53 Rev. 5, SC-8 (transmission confidentiality and integrity)

# Small manifests, each with what the rule says of it: at least one for each answer that it can give.
cases:
  - title: Invoices go out by email
    verdict: violates
    subject: flow:send/invoices # what the finding is about
    manifest:
      parties: { clinic: {}, billing: {} }
      zones: { ward: { operator: clinic }, office: { operator: billing } }
      data: { invoices: { category: health.invoice, owner: clinic } }
      systems: { records: { zone: ward, collects: [invoices] }, inbox: { zone: office } }
      flows: { send: { from: records, to: inbox, data: [invoices], channel: email } }
  - title: Invoices go over a network
    verdict: complies
    manifest:
      parties: { clinic: {}, billing: {} }
      zones: { ward: { operator: clinic }, office: { operator: billing } }
      data: { invoices: { category: health.invoice, owner: clinic } }
      systems: { records: { zone: ward, collects: [invoices] }, inbox: { zone: office } }
      flows: { send: { from: records, to: inbox, data: [invoices], channel: network } }
  - title: Nobody says how the invoices travel
    verdict: undecided
    subject: flow:send/invoices
    manifest:
      parties: { clinic: {}, billing: {} }
      zones: { ward: { operator: clinic }, office: { operator: billing } }
      data: { invoices: { category: health.invoice, owner: clinic } }
      systems: { records: { zone: ward, collects: [invoices] }, inbox: { zone: office } }
      flows: { send: { from: records, to: inbox, data: [invoices] } }
  - title: What is sent is no health data
    verdict: not-applicable
    manifest:
      parties: { clinic: {}, billing: {} }
      zones: { ward: { operator: clinic }, office: { operator: billing } }
      data: { menus: { category: text, owner: clinic } }
      systems: { records: { zone: ward, collects: [menus] }, inbox: { zone: office } }
      flows: { send: { from: records, to: inbox, data: [menus], channel: email } }
`;
}
