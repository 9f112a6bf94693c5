/**
 * Statements without effect are not linked. An id in them that no file declares is a slip all the same, and told as everywhere
 * else (docs/semantics.md, D4).
 */
import { valueAt } from '../manifest/fast/tape.ts';
import type { Strings } from '../manifest/fast/strings.ts';
import { valueOf } from '../manifest/fast/values.ts';
import type { JsonSchema } from '../manifest/schema.ts';
import { unknownReferences, type Draft, type IsDeclared } from './drafts.ts';
import type { SectionName, Unentitled } from './model.ts';
import { declarationsOf, type Declarations, type LinkProblem, type ManifestSource } from './statements.ts';

/** References of statements without effect that lead nowhere; `schema` is that of manifests. */
export function ineffectiveProblems(
  sources: readonly ManifestSource[],
  strings: Strings,
  unentitled: readonly Unentitled[],
  schema: JsonSchema,
): readonly LinkProblem[] {
  const isDeclared = declaredIn(sources, strings);
  return unentitled.filter(isIneffective).flatMap(({ file, path: [section, id] }) => {
    const draft = { [section]: { [id]: entryIn(sources[file], strings, section, id) } };
    return unknownReferences(draft, schema, file, isDeclared);
  });
}

/** Does it have no effect at all? The others are linked, and lose a right. */
function isIneffective({ defect }: Unentitled): boolean {
  return defect === 'not-entitled' || defect === 'name-taken';
}

function entryIn({ tape }: ManifestSource, strings: Strings, section: string, id: string): Draft {
  const entries = valueAt(tape.nodes, 0, strings.find(section));
  return valueOf(tape, valueAt(tape.nodes, entries, strings.find(id)));
}

function declaredIn(sources: readonly ManifestSource[], strings: Strings): IsDeclared {
  const known = new Map<string, Declarations<unknown>>();
  return (section, id) => {
    const declared = known.get(section) ?? declarationsOf(sources, section as SectionName, strings);
    known.set(section, declared);
    const text = strings.find(id);
    return text >= 0 && declared.first(text) >= 0;
  };
}
