import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, inspect, type WorkspaceInput } from '../../src/index.ts';
import { Session } from '../../src/run/session.ts';
import { EXAMPLE_NAMES, exampleInput, type ExampleFile } from './examples.ts';

const AT = { at: '2019-06-01' };

/** One change of a workspace: to a file, or to a new one where no file has the number. */
type Change =
  | { readonly kind: 'remove'; readonly file: number }
  | { readonly kind: 'restore'; readonly file: number }
  | { readonly kind: 'spoil'; readonly file: number }
  | { readonly kind: 'drop' | 'repeat'; readonly file: number; readonly line: number }
  | { readonly kind: 'add'; readonly id: string };

const at = fc.nat(20);
const line = fc.nat(400);
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('remove' as const), file: at }),
  fc.record({ kind: fc.constant('restore' as const), file: at }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const), file: at, line }),
  fc.record({ kind: fc.constant('spoil' as const), file: at }),
  fc.record({ kind: fc.constant('add' as const), id: fc.constantFrom('aa', 'zz', 'station') }),
);

/** What stands at the path of a change after it; no text where the file is gone. */
function changed(
  change: Change,
  original: readonly ExampleFile[],
  now: ReadonlyMap<string, string>,
): { readonly path: string; readonly text?: string } {
  if (change.kind === 'add') {
    return { path: 'new.flow.yaml', text: `flowdown: 1\nparties:\n  ${change.id}: {}\n` };
  }
  const { path, text } = original[change.file % original.length];
  if (change.kind === 'remove') return { path };
  if (change.kind === 'restore') return { path, text };
  if (change.kind === 'spoil') return { path, text: `${text}}\n` };
  const lines = (now.get(path) ?? text).split('\n');
  const index = change.line % lines.length;
  lines.splice(index, 1, ...(change.kind === 'repeat' ? [lines[index], lines[index]] : []));
  return { path, text: lines.join('\n') };
}

describe('a session', () => {
  it.each(EXAMPLE_NAMES)('says after any changes of %s what a fresh run says', (name) => {
    const input = exampleInput(name);
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 6 }), (changes) => {
        const session = new Session(input);
        const now = new Map(input.files.map((file) => [file.path, file.text]));
        const fresh = (): WorkspaceInput => ({
          ...input,
          files: [...now].map((file) => ({ path: file[0], text: file[1] })),
        });
        for (const each of changes) {
          const { path, text } = changed(each, input.files, now);
          if (text === undefined) {
            now.delete(path);
            session.remove(path);
          } else {
            now.set(path, text);
            session.change({ path, text });
          }
          expect(JSON.stringify(session.check(AT))).toBe(JSON.stringify(check(fresh(), AT)));
        }
        expect(session.inspect(AT)).toEqual(inspect(fresh(), AT));
        expect(session.problems()).toEqual(check(fresh(), AT).problems);
      }),
      { numRuns: 8 },
    );
  });

  it('reads the file that changed, and no other', () => {
    const { files, config } = exampleInput('toll-road');
    const session = new Session({ files, config });
    const before = session.opened().workspace?.documents ?? [];
    expect(before).toHaveLength(files.length);

    const [{ path, text }] = files;
    session.change({ path, bytes: new TextEncoder().encode(`${text}# seen\n`) });
    const after = session.opened().workspace?.documents ?? [];
    expect(after.map((document, index) => document === before[index])).toEqual([false, true, true]);
    expect(after[0].text).toBe(`${text}# seen\n`);
  });

  it('links once between two changes', () => {
    const session = new Session(exampleInput('toll-road'));
    const opened = session.opened();
    session.check(AT);
    session.remove('nobody.flow.yaml');
    expect(session.opened()).toBe(opened);
  });

  it('tells of a day that does not exist', () => {
    const session = new Session(exampleInput('toll-road'));
    expect(() => session.check({ at: '2019-02-30' })).toThrow(RangeError);
  });
});
