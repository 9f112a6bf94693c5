/** The settings of services: their environment from all that states it, and the words that they are started with. */
import { UNKNOWN } from '../deployed/addresses.ts';
import type { Origin } from '../draft.ts';
import type { Source } from '../importer.ts';
import { variableFiles } from './file.ts';
import type { Layer } from './projects.ts';
import { textsOf, type Part, type Service } from './services.ts';
import { filled, pathFrom, variablesIn } from './values.ts';

/** A setting, filled in. */
export interface Setting {
  readonly name: string;
  readonly text: string;
  readonly origin: Origin;
  /** Such as "env DB_URL". */
  readonly reason: string;
}

/** Settings, and the files of them that are not there. */
export interface Settings {
  readonly settings: readonly Setting[];
  readonly missing: readonly string[];
}

interface Ranked extends Setting {
  readonly rank: number;
}

/** The settings of a service. Where two files state one and nobody knows which of them counts, both do. */
export function settingsOf(service: Service, variables: ReadonlyMap<string, Source>): Settings {
  const byName = new Map<string, readonly Ranked[]>();
  const missing: string[] = [];
  for (const part of service.parts) {
    const { settings, missing: lacking } = environment(part, variables);
    missing.push(...lacking);
    for (const setting of settings.values()) {
      const both = (byName.get(setting.name) ?? []).filter(({ rank }) => rank === 2 && setting.rank === 2);
      byName.set(setting.name, [...both, setting]);
    }
  }
  return { settings: [...[...byName.values()].flat(), ...wordsOf(service)], missing };
}

/** What one file says: its own pairs count before those of files of variables. */
function environment(
  { raw, layer, rank }: Part,
  variables: ReadonlyMap<string, Source>,
): { readonly settings: ReadonlyMap<string, Ranked>; readonly missing: readonly string[] } {
  const settings = new Map<string, Ranked>();
  const missing: string[] = [];
  for (const { text, isOptional } of variableFiles(raw)) {
    const path = pathFrom(layer.folder, filled(text, layer.variables));
    const file = variables.get(path);
    if (file === undefined) {
      if (!isOptional) missing.push(path.replaceAll(UNKNOWN, '?'));
      continue;
    }
    for (const { name, value, span } of variablesIn(file.text, layer.variables)) {
      const origin = { file: file.path, place: name, span };
      settings.set(name, { name, text: value, origin, reason: `env ${name} from ${file.path}`, rank });
    }
  }
  for (const { key, value, origin } of raw.environment ?? []) {
    const text = value === undefined ? passed(key, layer) : filled(value, layer.variables);
    settings.set(key, { name: key, text, origin, reason: `env ${key}`, rank });
  }
  return { settings, missing };
}

/** A variable that is passed on as it is where compose runs. */
function passed(key: string, { variables }: Layer): string {
  return variables.get(key) ?? UNKNOWN;
}

function wordsOf(service: Service): Setting[] {
  const words = textsOf(service, ({ command, entrypoint }) =>
    [command, entrypoint].flatMap((each) => (each === undefined ? [] : 'text' in each ? [each] : each)),
  );
  return words.map(({ text, origin }) => ({ name: '', text, origin, reason: 'the command' }));
}
