import { expect, it } from 'vitest';
import { repositoryFiles, textOf } from './pages.ts';

// Texts of others, and this list itself.
const EXCEPT = new Set(['LICENSE', 'package-lock.json', 'test/docs/words.test.ts']);

/** What belongs to the making of the project and not into it. A recorded session of remote access is ordinary prose. */
const FORBIDDEN = [
  /\/work\//,
  /\/tmp\/\w/,
  /\/home\/\w/,
  /\/root\//,
  /\b(?:this|previous|earlier|another|next|last|coding|agent) sessions?\b/i,
  /\bsessions? (?:started|log|transcript|brief)\b/i,
  /\b(?:issue|pull request|PR|ticket|task)s? #\d/i,
  /\b(?:closes|fixes|resolves|refs?|see) #\d/i,
  /\bas an? (?:AI|language model)\b/i,
];

it('no file speaks of how it was made', () => {
  const hits = repositoryFiles()
    .filter((path) => !EXCEPT.has(path))
    .flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, at) =>
          FORBIDDEN.some((pattern) => pattern.test(line)) ? [`${path}:${at + 1}: ${line.trim()}`] : [],
        ),
    );
  expect(hits).toEqual([]);
});
