/** Resources of plans and states, whatever form these have. */
import type { Source } from '../importer.ts';
import type { Origin } from '../draft.ts';
import type { Node } from '../node.ts';
import { reportOtherFormat } from '../read.ts';
import { readRoot, type Read } from '../schema.ts';
import type { Tally } from '../summary.ts';
import { addressOf, callsOf, type Address } from './address.ts';
import {
  head,
  shown,
  stored,
  type ModuleConfiguration,
  type ModuleValues,
  type ResourceChange,
  type Shown,
  type Stored,
} from './schemas.ts';
import { scalarsIn, type Value } from './value.ts';

/** One instance of a resource as it will be, or as it is where nothing will change it. */
export interface Resource extends Address {
  readonly stack: Stack;
  readonly address: string;
  /** Where the address stands. */
  readonly origin: Origin;
  /** The configuration of its provider, such as `aws.replica`. */
  readonly provider?: string;
  readonly values: Value;
  /** What for_each goes over. */
  readonly forEach?: Node;
}

/** What one file holds. */
export interface Stack {
  readonly file: string;
  readonly kind: 'plan' | 'state';
  readonly resources: readonly Resource[];
  readonly removed: number;
  /** Is the plan said to be broken off, or to leave something for another? */
  readonly isPartial: boolean;
  readonly plan?: Shown;
  configurationOf(module: string): ModuleConfiguration | undefined;
}

const FORMAT = { format: 'Terraform', remedy: 'Name a file that "terraform show -json" has written.' };

/** Which state of things: as it will be by a plan, or as it was before that. */
export type When = 'after' | 'before';

/** Reads a file; what is no plan or state is reported. */
export function stackOf(source: Source, left: Tally, when: When = 'after'): Stack | undefined {
  const { path, roots, problems } = source;
  const [root] = roots;
  const course = { file: path, problems, left };
  if (root?.kind !== 'map') return refused(source, 'it is no map of fields', root?.span);
  const found = readRoot(head, root, course);
  const format = textIn(found?.format_version);
  const field = root.fields.get('format_version');
  if (field === undefined && root.fields.has('version') && root.fields.has('terraform_version')) {
    const version = textIn(found?.version);
    if (version === '4') return withState(readRoot(stored, root, course), path);
    const span = root.fields.get('version')?.value.span;
    return refused(source, `it is a state file of version ${version}, and those of version 4 are read`, span);
  }
  if (field === undefined)
    return refused(source, 'it has no format_version, which begins with 0 or 1 in plans and states');
  if (!/^[01](?:\.\d+)*$/.test(format)) {
    const what = `its format_version is "${format}", and versions 0.1 to 1.2, and later ones that begin with 1, are read`;
    return refused(source, what, field.value.span);
  }
  const known = ['planned_values', 'resource_changes', 'values', 'configuration', 'prior_state'];
  const isEmpty = [...root.fields.keys()].every((name) => /^(?:format|terraform)_version$/.test(name));
  if (!isEmpty && !known.some((name) => root.fields.has(name)))
    return refused(source, `it has none of ${known.join(', ')}`);
  return withShown(readRoot(shown, root, course), path, when);
}

function refused(source: Source, what: string, span?: Node['span']): undefined {
  reportOtherFormat(source, { ...FORMAT, what }, span);
  return undefined;
}

function textIn(value: Read<typeof head>['format_version']): string {
  if (value === undefined) return '';
  return 'text' in value && typeof value.text === 'string' ? value.text : 'no text';
}

function withState(state: Stored | undefined, file: string): Stack | undefined {
  if (state === undefined) return undefined;
  const resources: Resource[] = [];
  const stack: Stack = {
    file,
    kind: 'state',
    resources,
    removed: 0,
    isPartial: false,
    configurationOf: nowhere,
  };
  for (const [at, { module, mode, type, name, provider, instances = [], origin }] of (
    state.resources ?? []
  ).entries()) {
    const local = `${mode?.text === 'data' ? 'data.' : ''}${type.text}.${name.text}`;
    const base = module === undefined ? local : `${module.text}.${local}`;
    for (const [number, each] of instances.entries()) {
      if (each.deposed !== undefined) continue;
      const index = each.index_key?.text;
      const address =
        index === undefined ? base : `${base}[${/^\d+$/.test(index) ? index : JSON.stringify(index)}]`;
      const place = `resources[${at}].instances[${number}]`;
      resources.push({
        ...addressOf(address),
        stack,
        address,
        origin: { ...origin, place, span: type.origin.span },
        ...providerOf(provider?.text.replace(/^.*"\]/s, (whole) => nameIn(whole))),
        values: {
          file,
          place: `${place}.attributes`,
          node: withoutNamed(each.attributes, each.sensitive_attributes),
        },
      });
    }
  }
  return stack;
}

function nowhere(): undefined {
  return undefined;
}

function nameIn(provider: string): string {
  return /([^/"]*)"\]$/.exec(provider)?.[1] ?? '';
}

function providerOf(provider: string | undefined): { readonly provider?: string } {
  return provider === undefined ? {} : { provider };
}

/** Attributes without those in which a state file says that something is hidden. */
function withoutNamed(attributes: Node | undefined, hidden: Node | undefined): Node | undefined {
  const named = new Set(hidden?.kind === 'list' ? hidden.items.flatMap((path) => scalarsIn(path)) : []);
  if (attributes?.kind !== 'map' || named.size === 0) return attributes;
  return { ...attributes, fields: new Map([...attributes.fields].filter(([name]) => !named.has(name))) };
}

function withShown(plan: Shown | undefined, file: string, when: When): Stack | undefined {
  if (plan === undefined) return undefined;
  const configured = configurationsIn(plan.configuration?.root_module);
  const configurationOf = (module: string): ModuleConfiguration | undefined =>
    configured.get(callsOf(module).join('.'))?.module;
  const resources: Resource[] = [];
  const changes = [
    ...(plan.resource_changes ?? []),
    ...(plan.deferred_changes ?? []).flatMap(({ resource_change: change }) => change ?? []),
  ];
  const isPlan = plan.resource_changes !== undefined || plan.planned_values !== undefined;
  const stack: Stack = {
    file,
    kind: isPlan ? 'plan' : 'state',
    resources,
    removed: changes.filter((change) => isRemoved(change)).length,
    isPartial: plan.errored === true || plan.complete === false,
    plan,
    configurationOf,
  };
  const add = (address: string, origin: Origin, provider: string | undefined, values: Value): void => {
    const parts = addressOf(address);
    const own = configured.get(callsOf(parts.module).join('.'))?.resources.get(parts.local);
    resources.push({
      ...parts,
      stack,
      address,
      origin,
      ...providerOf(own?.provider_config_key?.text ?? provider?.replace(/^.*\//s, '')),
      // What is configured is what will be.
      values: when === 'before' ? values : { ...values, expression: own?.expressions },
      ...(own?.for_each_expression && { forEach: own.for_each_expression }),
    });
  };
  const seen = new Set<string>();
  for (const each of changes) {
    seen.add(each.address.text);
    if (each.deposed !== undefined || (when === 'before' ? isNew(each) : isRemoved(each))) continue;
    const values = when === 'before' ? valuesBefore(each, file) : changed(each, file);
    add(each.address.text, placeOf(each), each.provider_name?.text, values);
  }
  const later = [
    when === 'before' ? undefined : plan.planned_values?.root_module,
    plan.values?.root_module,
    plan.prior_state?.values?.root_module,
  ];
  for (const [at, root] of later.entries()) {
    for (const each of resourcesIn(root)) {
      const { address, provider_name: provider, values: node, sensitive_values: hidden } = each;
      // Of the state before, only what was read is as it will be.
      const isWanted = at < 2 || when === 'before' || addressOf(address.text).mode === 'data';
      if (!isWanted || seen.has(address.text)) continue;
      seen.add(address.text);
      const place = `${each.origin.place}.values`;
      add(address.text, placeOf(each), provider?.text, { file, place, node, hidden });
    }
  }
  return stack;
}

function placeOf({ address, origin }: Pick<ResourceChange, 'address' | 'origin'>): Origin {
  return { ...origin, span: address.origin.span };
}

/** Will there be nothing of it? What Terraform only forgets stays where it is. */
function isRemoved({ change }: ResourceChange): boolean {
  const actions = (change.actions ?? []).map(({ text }) => text);
  return actions.includes('delete') && !actions.includes('create');
}

/** Was there nothing of it? */
function isNew({ change }: ResourceChange): boolean {
  return (change.before?.kind ?? 'scalar') === 'scalar';
}

function valuesBefore({ change }: Pick<ResourceChange, 'change'>, file: string): Value {
  const place = `${change.origin.place}.before`;
  return { file, place, node: change.before, hidden: change.before_sensitive };
}

function changed({ change }: ResourceChange, file: string): Value {
  const { place } = change.origin;
  const isForgotten = (change.actions ?? []).every(({ text }) => text === 'forget');
  if (isForgotten && (change.after?.kind ?? 'scalar') === 'scalar') return valuesBefore({ change }, file);
  return {
    file,
    place: `${place}.after`,
    node: change.after,
    unknown: change.after_unknown,
    hidden: change.after_sensitive,
  };
}

function resourcesIn(module: ModuleValues | undefined): NonNullable<ModuleValues['resources']> {
  if (module === undefined) return [];
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

interface Configured {
  readonly module: ModuleConfiguration;
  readonly resources: ReadonlyMap<string, NonNullable<ModuleConfiguration['resources']>[number]>;
}

/** Modules of a configuration by the names of the calls that lead there. */
function configurationsIn(
  root: ModuleConfiguration | undefined,
  calls = '',
  found = new Map<string, Configured>(),
): Map<string, Configured> {
  if (root === undefined) return found;
  const resources = new Map((root.resources ?? []).map((each) => [each.address.text, each]));
  found.set(calls, { module: root, resources });
  for (const { name, value } of root.module_calls ?? [])
    configurationsIn(value.module, calls === '' ? name.text : `${calls}.${name.text}`, found);
  return found;
}
