/** Where the settings of containers lead: their environment, and what they are started with. */
import { addressesIn, encryptionOf, UNKNOWN, type Addresses } from '../deployed/addresses.ts';
import type { Link } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import type { Directory } from './directory.ts';
import { keyOf, pathOf, type KubeObject } from './objects.ts';
import { settingsIn, type Container, type Setting, type Workload } from './workloads.ts';

/** Settings that objects of the cluster hold, and those that nobody has. */
interface Store {
  all(kind: string, name: string, namespace: string): ReadonlyMap<string, string> | undefined;
}

/** The ConfigMaps and Secrets of the files. */
export function settingStore(objects: readonly KubeObject[]): Store {
  const byKey = new Map(
    objects.filter(({ role }) => role === 'settings').map((each) => [keyOf(each), settingsIn(each)]),
  );
  return { all: (kind, name, namespace) => byKey.get(keyOf({ kind, name, namespace })) };
}

/** Links of workloads, and how many settings lead to what is not known. */
export interface Settings {
  readonly links: readonly Link[];
  /** Settings that name a host which depends on something that is not in the files. */
  readonly open: number;
  /** References to ConfigMaps and Secrets that are not in the files. */
  readonly missing: number;
}

interface Value {
  readonly name: string;
  readonly text: string;
  readonly origin: Origin;
  readonly words: string;
}

/** Where the settings of a workload lead. */
export function settingsOf(workload: Workload, store: Store, directory: Directory): Settings {
  const links: Link[] = [];
  let open = 0;
  let missing = 0;
  for (const container of workload.containers) {
    const { values, missing: lacking } = valuesIn(container, workload, store);
    missing += lacking;
    for (const value of values) {
      const found = addressesIn(value.name, value.text);
      if (found.isOpen) open += 1;
      links.push(...linksOf(workload, value, found, directory));
    }
  }
  return { links, open, missing };
}

function linksOf(workload: Workload, value: Value, { found }: Addresses, directory: Directory): Link[] {
  const { namespace } = workload.object;
  const from = { unit: keyOf(workload.object) };
  return found.flatMap(({ host, scheme, isWeak }) => {
    if (isWeak && !directory.knows(host, namespace)) return [];
    return directory.resolve(host, namespace, value.origin).map((to): Link => {
      const encryption = encryptionOf(scheme);
      // Within a cluster a mesh may encrypt what an application does not.
      const inTransit = encryption === 'none' && 'unit' in to ? undefined : encryption;
      const { words: reason, origin } = value;
      return {
        from,
        to,
        isOneWay: false,
        channel: 'network',
        ...(inTransit && { inTransit }),
        reason,
        origin,
      };
    });
  });
}

/** The values of a container: what its environment is taken from, then its own, which count before those; then its words. */
function valuesIn(
  container: Container,
  { object }: Workload,
  store: Store,
): { readonly values: readonly Value[]; readonly missing: number } {
  const values = new Map<string, Value>();
  const expanded = expander(values);
  let missing = 0;
  for (const { prefix, configMapRef, secretRef, origin } of container.envFrom ?? []) {
    const [kind, name] = configMapRef ? ['ConfigMap', configMapRef.name] : ['Secret', secretRef?.name];
    if (name === undefined) continue;
    const found = store.all(kind, name.text, object.namespace);
    if (found === undefined) missing += 1;
    for (const [key, value] of found ?? []) {
      const named = `${prefix?.text ?? ''}${key}`;
      const words = `env ${named} from ${kind} ${pathOf({ ...object, name: name.text })}`;
      values.set(named, { name: named, text: value, origin, words });
    }
  }
  for (const setting of container.env ?? []) {
    const { text, source, isMissing } = textOf(setting, object, store);
    if (isMissing) missing += 1;
    const name = setting.name?.text ?? '';
    const origin = setting.value?.origin ?? setting.origin;
    values.set(name, { name, text: expanded(text), origin, words: `env ${name}${source}` });
  }
  const words = [...(container.command ?? []), ...(container.args ?? [])].map(({ text, origin }) => {
    const name = /^--?([\w.-]+)=/.exec(text)?.[1] ?? '';
    const value = name === '' ? text : text.slice(text.indexOf('=') + 1);
    const of = name === '' ? 'the command' : `the option ${name}`;
    return { name, text: expanded(value), origin, words: of };
  });
  return { values: [...values.values(), ...words], missing };
}

interface Text {
  readonly text: string;
  readonly source: string;
  readonly isMissing: boolean;
}

function textOf({ value, valueFrom }: Setting, object: KubeObject, store: Store): Text {
  if (value !== undefined) return { text: value.text, source: '', isMissing: false };
  const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
  const reference = configMapKeyRef ?? secretKeyRef;
  const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
  const name = reference?.name?.text;
  if (name === undefined) return { text: '', source: '', isMissing: false };
  const source = ` from ${kind} ${pathOf({ ...object, name })}`;
  const found = store.all(kind, name, object.namespace)?.get(reference?.key?.text ?? '');
  return { text: found ?? UNKNOWN, source, isMissing: found === undefined };
}

// What values may repeat of each other in one container.
const REPEATED = 1_000_000;

/** Puts into values what stands in them of others, and a mark where what fills them in is not known. */
function expander(values: ReadonlyMap<string, Value>): (text: string) => string {
  let budget = REPEATED;
  const valueOf = (_: string, name: string): string => {
    const found = values.get(name)?.text ?? UNKNOWN;
    budget -= found.length;
    return budget < 0 ? UNKNOWN : found;
  };
  return (text) =>
    text
      .replace(/\$\(([\w.-]+)\)/g, valueOf)
      .replace(/\$\{[^}]*\}|\{\{[^}]*\}\}|\$[A-Z_][A-Z0-9_]*/g, UNKNOWN);
}
