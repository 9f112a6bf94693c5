/** References that no column holds: they are checked where they stand and used as written. */
import { keyNode, kindOf, Node, payloadOf, valueAt, type Tape } from '../../manifest/fast/tape.ts';
import type { Strings } from '../../manifest/fast/strings.ts';
import { afterValue } from '../../manifest/fast/values.ts';
import type { SectionName } from '../model.ts';
import type { ManifestSource } from '../statements.ts';
import type { Linker } from './linker.ts';

/** Where parties are mentioned, by section. A path goes through every item of a list. */
const MENTIONS: { readonly [S in SectionName]?: readonly string[] } = {
  parties: ['assessments.by'],
  contracts: ['incidentNotification.to', 'subcontracting.approved'],
  systems: ['encryption.keyHolder', 'assessments.by'],
  flows: ['by'],
  waivers: ['by'],
};

/** Reports every mention of a party that no file declares. */
export function checkMentions(
  sources: readonly ManifestSource[],
  strings: Strings,
  { refs, parties }: Linker,
): void {
  sources.forEach(({ tape, head }, file) => {
    const check = (text: number, path: () => readonly string[]): void =>
      void refs.resolve(parties, 'parties', text, file, path);
    for (const section of Object.keys(MENTIONS) as (keyof typeof MENTIONS)[]) {
      for (const path of MENTIONS[section] ?? []) eachMention(tape, strings, section, path.split('.'), check);
    }
    head.speaksFor?.forEach((party, at) => check(strings.of(party), () => ['speaksFor', String(at)]));
  });
}

type Check = (text: number, path: () => readonly string[]) => void;

function eachMention(
  tape: Tape,
  strings: Strings,
  section: string,
  path: readonly string[],
  check: Check,
): void {
  const map = valueAt(tape.nodes, 0, strings.find(section));
  if (map < 0) return;
  const keys = path.map((key) => strings.find(key));
  const end = afterValue(tape, map);
  if (!hasKey(tape, keys[keys.length - 1], map, end)) return;
  for (let at = map + 1; at < end; at = afterValue(tape, at + 1)) {
    const id = payloadOf(tape.nodes[at]);
    follow(tape, at + 1, keys, 0, [], (text, indexes) =>
      check(text, () => {
        // Each list on the way adds an index: after the key that holds it.
        const steps = [section, strings.text(id)];
        let list = 0;
        path.forEach((key, step) => {
          steps.push(key);
          if (indexes[list]?.after === step) steps.push(String(indexes[list++].index));
        });
        return steps;
      }),
    );
  }
}

/** Does a key stand anywhere in a part of a tape? Most sections mention nobody, and this is much quicker than a walk. */
function hasKey({ nodes }: Tape, key: number, from: number, until: number): boolean {
  const wanted = keyNode(key);
  for (let at = from; at < until; at++) if (nodes[at] === wanted) return true;
  return false;
}

interface Passed {
  /** The step of the path whose value is the list. */
  readonly after: number;
  readonly index: number;
}

/** Follows a path from a value on, through every item of a list. */
function follow(
  tape: Tape,
  at: number,
  keys: readonly number[],
  step: number,
  passed: readonly Passed[],
  tell: (text: number, passed: readonly Passed[]) => void,
): void {
  const node = tape.nodes[at];
  if (kindOf(node) === Node.list) {
    const end = afterValue(tape, at);
    let index = 0;
    for (let item = at + 1; item < end; item = afterValue(tape, item)) {
      follow(tape, item, keys, step, [...passed, { after: step - 1, index: index++ }], tell);
    }
  } else if (step === keys.length) {
    if (kindOf(node) === Node.text) tell(payloadOf(node), passed);
  } else if (kindOf(node) === Node.map) {
    const value = valueAt(tape.nodes, at, keys[step]);
    if (value >= 0) follow(tape, value, keys, step + 1, passed, tell);
  }
}
