/** Completions are asked of the shells themselves; of zsh and fish where they are installed. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CHANGE_RULES } from '../../src/compare/change-rules.ts';
import { FORMAT_NAMES } from '../../src/report/formats.ts';
import { folderWith, run, runFile } from './run.ts';

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

const scriptFor = async (shell: string): Promise<string> => {
  const { stdout, stderr, code } = await run(['completion', shell]);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return stdout;
};

/** Words as bash takes them apart, with what it then offers for the last. */
const ASK = `source ./completion.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
eval "$(complete -p flowdown | sed 's/.*-F \\([^ ]*\\) .*/\\1/')"
printf '%s\\n' "\${COMPREPLY[@]}" | sort
`;

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const cwd = folderWith({
    'completion.bash': await scriptFor('bash'),
    'ask.bash': ASK,
    'port.flow.yaml': '',
  });
  const ran = await runFile('bash', ['--norc', 'ask.bash', 'flowdown', ...words], { cwd, timeout: 20_000 });
  expect(ran).toMatchObject({ stderr: '', code: 0 });
  return ran.stdout.split('\n').filter((line) => line !== '');
}

describe.concurrent('bash', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['commands', ['ch'], ['check']],
    ['commands of a group', ['rules', 'l'], ['lint', 'list']],
    ['options', ['forecast', '--un'], ['--until']],
    ['options of the innermost command', ['new', 'rule', '--'], ['--help']],
    ['formats', ['check', '--format', ''], FORMAT_NAMES],
    ['formats behind a sign that bash takes for a word', ['forecast', '--format', '=', 'j'], ['json']],
    ['shells', ['completion', ''], ['bash', 'fish', 'zsh']],
    ['rules', ['explain', 'core/unauthorized-t'], ['core/unauthorized-transfer']],
    ['findings of changes', ['rules', 'show', 'change/'], CHANGE_RULES.map(({ id }) => id)],
    ['files', ['check', 'po'], ['port.flow.yaml']],
    ['no file for a day', ['check', '--at', 'po'], []],
    ['the name of a command where a file is meant', ['check', 'check'], []],
  ])('completes %s', async (_, words, expected) => {
    expect(await offered(...words)).toEqual([...expected].sort());
  });

  it('completes every command of the help', async () => {
    const { stdout } = await run(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
    expect(commands).toContain('check');
    expect(await offered('')).toEqual(commands.filter((name) => name !== 'help').sort());
  });
});

describe('zsh', () => {
  // What zsh's own functions would show is printed instead.
  const ask = `_describe() { print -l -- \${(P)2} }; compadd() { shift; print -l "$@" }; _files() { print FILES }; compdef() { : }
source ./completion.zsh; words=("$@"); CURRENT=$#; _flowdown`;

  it.runIf(isInstalled('zsh'))('completes commands and formats', async () => {
    const cwd = folderWith({ 'completion.zsh': await scriptFor('zsh'), 'ask.zsh': ask });
    const of = async (...words: readonly string[]) =>
      (await runFile('zsh', ['-f', 'ask.zsh', 'flowdown', ...words], { cwd, timeout: 20_000 })).stdout;
    expect(await of('')).toContain('check:check workspaces');
    expect(await of('check', '--format', '')).toBe(`${FORMAT_NAMES.join('\n')}\n`);
    expect(await of('check', '--')).toContain('--at:day of the check');
  });

  it('is told where to find it', async () => {
    expect(await scriptFor('zsh')).toMatch(/^#compdef flowdown\n/);
  });
});

describe('fish', () => {
  it.runIf(isInstalled('fish'))('completes commands and formats', async () => {
    const cwd = folderWith({ 'completion.fish': await scriptFor('fish') });
    const of = async (line: string) => {
      const script = `source completion.fish; complete -C ${JSON.stringify(line)}`;
      return (await runFile('fish', ['-N', '-c', script], { cwd, env: { HOME: cwd }, timeout: 20_000 }))
        .stdout;
    };
    expect(await of('flowdown ch')).toMatch(/^check\t/);
    expect(await of('flowdown forecast --format ')).toMatch(/^ics\t.*\njson\t.*\ntext\t/);
  });

  it('has a line for each format', async () => {
    expect(await scriptFor('fish')).toContain(`-l format -x -a '${FORMAT_NAMES.join(' ')}'`);
  });
});

it('a shell that nobody knows is bad usage', async () => {
  const ran = await run(['completion', 'cmd']);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toBe('flowdown: there is no completion for cmd; there is one for bash, zsh and fish\n');
});
