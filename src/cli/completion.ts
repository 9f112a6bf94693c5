/** Scripts by which shells complete what is typed. All of them first find the command that the words before lead to. */
import { allCommands, type CommandEntry, type OptionEntry } from './command-tree.ts';

/** The words of a command as the scripts gather them: each with a space before it. */
function keyOf({ words }: Pick<CommandEntry, 'words'>): string {
  return words.map((word) => ` ${word}`).join('');
}

function commandKeys(tree: CommandEntry): readonly string[] {
  return allCommands(tree)
    .map(keyOf)
    .filter((key) => key !== '');
}

/** Options after which a value is wanted, each with the keys under which it stands. */
function valueOptions(tree: CommandEntry): readonly (readonly [keys: string, option: OptionEntry])[] {
  return allCommands(tree).flatMap((command) =>
    command.options
      .filter(({ takesValue }) => takesValue)
      .map(
        (option) => [option.names.map((name) => `"${keyOf(command)} ${name}"`).join('|'), option] as const,
      ),
  );
}

/** The script for bash, to be read by `source <(flowdown completion bash)`. */
export function bashCompletion(tree: CommandEntry): string {
  const list = (words: readonly string[]): string =>
    `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word"))`;
  const files = 'COMPREPLY+=($(compgen -f -- "$word"))';
  const values = valueOptions(tree).map(
    ([keys, { choices, takesPath }]) =>
      `    ${keys}) ${choices.length > 0 ? list(choices) : takesPath ? files : ':'}; return ;;`,
  );
  const commands = allCommands(tree).map((command) => {
    const { options, choices, takesPaths } = command;
    const names = [...command.commands.map(({ words }) => words[words.length - 1]), ...choices];
    const plain = [...(names.length > 0 ? [list(names)] : []), ...(takesPaths ? [files] : [])];
    return [
      `    "${keyOf(command)}")`,
      `      if [[ $word == -* ]]; then ${list(options.flatMap((option) => option.names))}`,
      `      else ${plain.length > 0 ? plain.join('; ') : ':'}; fi ;;`,
    ].join('\n');
  });
  return `# Completion of flowdown for bash: source <(flowdown completion bash)
_flowdown() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} at="" i
  # bash takes a = for a word of its own.
  if [[ $word == "=" ]]; then word=""; elif [[ $before == "=" ]]; then before=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
    ${commandKeys(tree)
      .map((key) => `"${key}"`)
      .join('|')}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$at $before" in
${values.join('\n')}
  esac
  case "$at" in
${commands.join('\n')}
  esac
}
complete -o filenames -F _flowdown flowdown
`;
}

/** The script for zsh, to be put as _flowdown into a folder of $fpath, or read by \`source <(flowdown completion zsh)\`. */
export function zshCompletion(tree: CommandEntry): string {
  const described = (name: string, words: string): string =>
    quoted(`${name.replaceAll(':', '\\:')}:${words}`);
  const values = valueOptions(tree).map(
    ([keys, { choices, takesPath }]) =>
      `    ${keys}) ${choices.length > 0 ? `compadd -- ${choices.join(' ')}` : takesPath ? '_files' : ':'}; return ;;`,
  );
  const commands = allCommands(tree).map((command) => {
    const { options, choices, takesPaths } = command;
    const named = options.flatMap(({ names, description }) =>
      names.map((name) => described(name, description)),
    );
    const below = command.commands.map(({ words, description }) =>
      described(words[words.length - 1], description),
    );
    const plain = [
      ...(below.length > 0 ? [`found=(${below.join(' ')}); _describe command found`] : []),
      ...(choices.length > 0 ? [`compadd -- ${choices.join(' ')}`] : []),
      ...(takesPaths ? ['_files'] : []),
    ];
    return [
      `    "${keyOf(command)}")`,
      `      if [[ $words[CURRENT] == -* ]]; then found=(${named.join(' ')}); _describe option found`,
      `      else ${plain.length > 0 ? plain.join('; ') : ':'}; fi ;;`,
    ].join('\n');
  });
  return `#compdef flowdown
# Completion of flowdown for zsh: put it as _flowdown into a folder of $fpath, or source <(flowdown completion zsh)
_flowdown() {
  local at="" word
  local -a found
  for word in \${words[2,CURRENT-1]}; do
    case "$at $word" in
    ${commandKeys(tree)
      .map((key) => `"${key}"`)
      .join('|')}) at="$at $word" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$at" in
${commands.join('\n')}
  esac
}
if [[ \${funcstack[1]} == _flowdown ]]; then _flowdown "$@"; else compdef _flowdown flowdown; fi
`;
}

/** The script for fish, to be read by `flowdown completion fish | source`. */
export function fishCompletion(tree: CommandEntry): string {
  const lines = allCommands(tree).flatMap((command) => {
    const complete = `complete -c flowdown -n ${quoted(`__flowdown_at "${keyOf(command)}"`)}`;
    const { options, choices, takesPaths } = command;
    return [
      ...command.commands.map(
        ({ words, description }) => `${complete} -a ${words[words.length - 1]} -d ${quoted(description)}`,
      ),
      ...(choices.length > 0 ? [`${complete} -a ${quoted(choices.join(' '))}`] : []),
      ...(takesPaths ? [`${complete} -F`] : []),
      ...options.map((option) => `${complete} ${fishOption(option)}`),
    ];
  });
  return `# Completion of flowdown for fish: flowdown completion fish | source
function __flowdown_at
    set -l at ""
    for word in (commandline -opc)[2..-1]
        switch "$at $word"
            case ${commandKeys(tree).map(quoted).join(' ')}
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end
complete -c flowdown -f
${lines.join('\n')}
`;
}

function fishOption({ names, description, takesValue, takesPath, choices }: OptionEntry): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const value =
    choices.length > 0
      ? [`-x -a ${quoted(choices.join(' '))}`]
      : takesPath
        ? ['-r -F']
        : takesValue
          ? ['-x']
          : [];
  return [...flags, ...value, `-d ${quoted(description)}`].join(' ');
}

/** A text in single quotes, in which shells read nothing else; one in the text ends them for a moment. */
function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
