/** The files of the repository, and the parts of its pages that can be checked. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Files that belong to the repository: tracked ones, and new ones that nothing ignores. */
export function repositoryFiles(): readonly string[] {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    options,
  );
  const isThere = (path: string) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() === true;
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && isThere(path));
}

/** Pages of the repository. */
export function pages(): readonly string[] {
  return repositoryFiles().filter((path) => path.endsWith('.md'));
}

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A fenced block of a page. */
export interface Block {
  /** First word after the fence, such as yaml. */
  readonly language: string;
  /** The other words, such as `file=invoices.flow.yaml`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** One-based line of its first line. */
  readonly line: number;
}

const FENCE = /^```(.*)\n([\s\S]*?)^```[ \t]*$/gm;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(FENCE)].map(({ 1: info, 2: text, index }) => {
    const [language = '', ...words] = info.trim().split(/\s+/);
    const pairs = words.map((word): [string, string] => [
      word.split('=')[0],
      word.slice(word.indexOf('=') + 1),
    ]);
    return {
      language,
      attributes: Object.fromEntries(pairs),
      text,
      line: page.slice(0, index).split('\n').length + 1,
    };
  });
}

/** A page without fenced blocks and code in its lines, its lines kept. */
export function proseOf(page: string): string {
  return page.replace(FENCE, (block) => block.replace(/[^\n]/g, '')).replace(/`[^`\n]*`/g, '');
}

/** Rows of the table that follows a heading; cells without the marks of code. */
export function tableAfter(page: string, heading: string): readonly (readonly string[])[] {
  const start = page.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`no heading ${heading}`);
  const lines = page.slice(start + heading.length + 2).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
  return lines.slice(first + 2, first + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/`/g, '')),
  );
}
