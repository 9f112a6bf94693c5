/**
 * What can be wrong with one file: code -> what is wrong, what to do about it.
 * `{name}` is filled from the problem's values; a part in square brackets is left out when one of its
 * values is missing. To add a code, add a line, and a case to the tests.
 */
export const FILE_MESSAGES = {
  // The bytes and characters of a file.
  encoding: ['The file is not UTF-8: {what}.', 'Save the file as UTF-8.'],
  'too-large': [
    'The file has {size} bytes; the limit is {limit}.',
    'Split it into several files, or raise the limit for manifests with --max-file-size.',
  ],
  empty: ['The file is empty.', 'Write at least "flowdown: 1", or delete the file.'],
  'control-character': [
    'The character {character} is not allowed.',
    'Remove it; it can hide or reorder what people see.',
  ],
  joiner: [
    'The zero-width character {character} is not allowed here.',
    'It may stand in a name or a comment only; remove it here.',
  ],
  'more-problems': ['{count} more problems are not listed.', 'Correct the listed ones first.'],

  // The syntax of YAML and JSON, and the parts of YAML that the format leaves out.
  'yaml-syntax': ['This is not YAML: {what}.', '{remedy}'],
  'json-syntax': ['This is not JSON: {what}.', '{remedy}'],
  unreadable: [
    'The file is too involved to be read safely.',
    'Write it in a simpler form, without deep nesting.',
  ],
  nesting: [
    'This is too deep, or too crowded, to be read safely: {what}.',
    'A manifest needs six levels at most; use fewer, and several lines.',
  ],
  alias: ['Aliases such as "{text}" are not part of the format.', 'Write the value out.'],
  anchor: [
    'Anchors such as "{text}" are not part of the format.',
    'Remove it, and write repeated values out.',
  ],
  tag: ['Tags such as "{text}" are not part of the format.', 'Remove it; put text in quotes instead.'],
  directive: ['Directives such as "{text}" are not part of the format.', 'Remove the line.'],
  'several-documents': ['The file holds more than one YAML document.', 'Write one document in each file.'],
  'merge-key': ['The merge key "<<" is not part of the format.', 'Write the fields out.'],
  'reserved-key': ['The key "{key}" is reserved.', 'Choose another name.'],
  'duplicate-key': ['The key "{key}" stands twice in this map.', 'Keep one of them.'],
  'not-ascii-key': [
    'The key "{key}" has characters other than printable ASCII.',
    'Keys and ids are ASCII; put other scripts into the name field.',
  ],
  number: ['The number {text} {what}.', 'If it is meant as text, put it in quotes.'],

  // The fields of a manifest.
  'unknown-key': [
    '{place} has no field "{key}".',
    '[Did you mean "{suggestion}"? ][The fields are {known}.]',
  ],
  'wrong-type': ['{place} must be {expected}, and is {found}.', '[{hint}]'],
  'missing-field': ['{place} lacks the field "{key}".', 'Add "{key}".'],
  'bad-date': [
    '{place} must be a day such as 2019-05-31, and is "{found}".',
    'Write an existing day as year-month-day.',
  ],
  'bad-duration': [
    '{place} must be a duration such as P30D, PT72H or P1Y, and is "{found}".',
    'Write an ISO 8601 duration; weeks (P2W) stand alone.',
  ],
  'bad-id': [
    '{place}: "{found}" is not an id.',
    '[Did you mean "{suggestion}"? ]An id has a-z, 0-9, ".", "_" and "-", at most 128, starting with a letter or digit; "all" is reserved.',
  ],
  'bad-name': [
    '{place}: "{found}" is not a dotted name such as biometric.face.',
    '[Did you mean "{suggestion}"? ]Each part has a-z, 0-9, "_" and "-".',
  ],
  'not-one-of': ['{place} must be one of {known}, and is {found}.', '[Did you mean "{suggestion}"?]'],
  'empty-list': ['{place} is an empty list.', 'Remove the field, or list at least one.'],
  'empty-text': ['{place} is empty.', 'Remove the field, or fill it in.'],
  'too-long': ['{place} has more than {limit} characters.', 'Shorten it.'],
  'out-of-range': ['{place} must be {expected}, and is {found}.', 'Correct the number.'],
  'not-both': ['{place} states both {keys}.', 'Keep one of them.'],
  'data-or-categories': ['{place} states neither {keys}.', 'Say what it is about: add one of them.'],
  'unknown-version': [
    'The format version is {found}, and only 1 is known.',
    'Write "flowdown: 1", or use a newer release.',
  ],
} as const satisfies MessageTable;

/** What can be wrong with a model in a format of others, beside what can be wrong with any file. */
export const IMPORT_MESSAGES = {
  'unknown-anchor': [
    'No anchor "{name}" stands above this alias.',
    'Correct the name, or write the value out.',
  ],
  'wrong-merge': [
    'Only a map, or a list of maps, can be merged by "<<", and never into itself.',
    'Write the fields out.',
  ],
  expansion: [
    'Aliases and merge keys repeat too much of the file for it to be read safely.',
    'Write some of the repeated values out.',
  ],
  'not-a-model': ['This cannot be read as {format}: {what}.', '{remedy}'],
  'defined-twice': [
    '"{name}" is defined here and in {file}.',
    'Import one of the two alone, or give them different names: which of them counts would be a guess.',
  ],
  'include-not-given': [
    'A part of the model stands in {path}, which was not read.',
    'Name {path} too. What lies in the folder of a named file, or below, is read by itself unless a link leads there.',
  ],
  'nested-circle': ['Nothing can be nested in itself: {path}.', 'Take one of them out.'],
  'two-boundaries': [
    '"{id}" stands in two trust boundaries of which neither is nested in the other.',
    'Keep it in one of them.',
  ],
} as const satisfies MessageTable;

/** What can be wrong with tables. */
export const TABLE_MESSAGES = {
  'unnamed-table': [
    'The name of this file does not say which table it is.',
    '[Did you mean "{suggestion}"? ]Let it end with what its rows are, such as suppliers.{example}.csv. The tables are {known}.',
  ],
  'no-header': [
    'No row of this table of {section} names its columns.',
    'Let the first row do so[, as here: {example}]. A table has commas, semicolons or tabs between its cells.',
  ],
  'unknown-column': [
    'A table of {section} has no column "{name}".',
    'Did you mean "{suggestion}"? Correct it, or put # in front to leave the column out.',
  ],
  'column-twice': ['Two columns say what {column} is: "{one}" and "{name}".', 'Keep one of them.'],
  'missing-column': [
    'This table of {section} has no column for {column}, which every row needs.',
    'Add a column "{column}".',
  ],
  'missing-cell': ['This row of {section} does not say what its {column} is.', 'Fill the cell in.'],
  'wrong-cell': [
    '{column} has to be {expected}, and is "{cell}"[: {why}].',
    '[Did you mean "{suggestion}"? ][{remedy}]',
  ],
  'cells-beyond': [
    'This row has more cells than the table has columns.',
    'Put a cell that holds a {divider} in double quotes, or name the column.',
  ],
  'open-quote': ['These double quotes are never closed.', 'Close them; inside, write two for one.'],
  'behind-quote': [
    'Something stands behind the closing quotes of this cell: "{text}".',
    'Put the whole cell in double quotes; inside, write two for one.',
  ],
  'two-holders': [
    'This row belongs to {count} entries, and has to belong to one.',
    'Fill in one of {columns}.',
  ],
  'ambiguous-name': ['"{name}" could be several {section}: {ids}.', 'Write the id of the one that is meant.'],
} as const satisfies MessageTable;

/** What can be wrong with conditions of rules that are well formed. */
export const LOGIC_MESSAGES = {
  'impossible-name': [
    '"{path}" can never be "{name}".',
    '[Did you mean "{suggestion}"? ][What is unknown is not stated: ask for {stated}. ]It can be: {known}.',
  ],
  'needless-name': ['"{name}" is in this list already, as "{other}".', 'Take it out.'],
  'never-true': ['Nothing can pass this test.', 'Correct it, or take it out.'],
  'never-false': ['Nothing can fail this, so that it asks nothing.', 'Correct it, or take it out.'],
  contradiction: [
    'This can never be true together with {other}.',
    'Take one of them out, or put both under "any".',
  ],
  'needless-test': ['This adds nothing to {other}.', 'Take out the one that you do not mean.'],
  'idle-exception': [
    'This exception never applies: it is ruled out by {other}.',
    'Correct it, or take it out.',
  ],
  'covered-exception': [
    'This exception adds nothing to {other}, which comes before it.',
    'Take one of them out, or make the earlier one narrower.',
  ],
  'never-violated': [
    'Nothing can violate the rule: this holds anyway, by {other}.',
    'Ask for something that can fail.',
  ],
  'unthought-unknown': [
    'Where nobody states "{path}", the answer is undecided, and nothing in the rule says that this is meant.',
    'Add a case with the verdict undecided, or ask for "stated".',
  ],
} as const satisfies MessageTable;

/** The one table of messages. */
export const MESSAGES = {
  ...FILE_MESSAGES,
  ...IMPORT_MESSAGES,
  ...TABLE_MESSAGES,
  ...LOGIC_MESSAGES,

  // Files of a workspace, and manifests with each other.
  'not-read': ['The file was not read: {reason}.', 'Put a regular, readable file there, or exclude it.'],
  'unknown-reference': [
    'There is no "{id}" in {section}.',
    '[Did you mean "{suggestion}"? ]Declare it in {section}, or correct the id.',
  ],
  'duplicate-id': ['"{id}" is declared twice in {section}.', 'Keep one of the declarations, or rename one.'],
  cycle: [
    'Data cannot be inside, or derived from, itself: {path}.',
    'Take one of these out of "contains" or "derivedFrom".',
  ],

  'too-involved': [
    'Too many data sets are inside, or derived from, each other: more than 20 million pairs.',
    'Nest them less deeply.',
  ],

  // The configuration.
  'unknown-pack': [
    'There is no pack "{name}".',
    '[Did you mean "{suggestion}"? ]The packs that come with Flowdown are {known}; a folder begins with "./" or "../", and the package of another has to be installed.',
  ],
  'no-pack': [
    'There is no pack at "{name}": {reason}.',
    'A pack is a folder with a pack.yaml and a file for each rule.',
  ],
  'package-without-packs': [
    'The package {name} brings no packs.',
    'Name another; one with packs says in its package.json where they are: "flowdown" with "packs", such as ["./packs/acme"].',
  ],
  'several-packs': ['The package {name} brings several packs.', 'Name one of them: {known}.'],
  'pack-twice': [
    'Two packs are called {name}: {one} and {other}.',
    'Take one of them out, or give it another name.',
  ],
  'packs-clash': [
    'The packs {one} and {other} both say what "{id}" means.',
    'Take one of them out, or let one give it another name.',
  ],
  'extends-nothing': [
    'The configuration "{name}" cannot be extended: {reason}.',
    'Name a file by its path from this one, beginning with "./" or "../".',
  ],
  'extends-circle': ['Nothing can extend itself: {path}.', 'Take one of these out of "extends".'],
  'extends-deep': ['More than {limit} in a row extend one another.', 'Extend fewer of them.'],
  'workspace-key': [
    'The key "{key}" belongs to a workspace, and {by} extends this file.',
    'Move it there; what can be extended are packs, rules, overrides, failOn and undecided.',
  ],
  'rule-twice': ['The rule {id} is set twice here.', 'Keep one of the two.'],
  'rule-not-on': [
    'The rule "{name}" is in the pack {pack}, which is not on.',
    'Add {pack} to "packs", or take the rule out.',
  ],
  'ambiguous-rule': ['"{name}" could be {rules}.', 'Write the one that is meant in full.'],
  'unknown-rule': [
    'There is no rule "{name}" in the packs that are on.',
    '[Did you mean "{suggestion}"? ]The rules are {known}.',
  ],
  'unknown-parameter': [
    'The rule has no parameter "{name}".',
    '[Did you mean "{suggestion}"? ]Its parameters are {known}.',
  ],
  'wrong-parameter': ['The parameter "{name}" is of another sort.', 'It is {expected}.'],
  'ambiguous-trust': [
    'Two entries of trust match {file}; whose voice it has would be a guess.',
    'Make the patterns exclude each other.',
  ],

  'broken-envelope': [
    'This is no signature of files: {reason}.',
    'Sign the file anew with flowdown sign, or remove this file.',
  ],
  'unknown-signing-key': [
    'There is no key "{id}".',
    '[Did you mean "{suggestion}"? ]Declare it under keys, with its public half.',
  ],

  'unknown-format': ['There is no importer for {format}.', '{help}.'],
  'nothing-to-import': [
    'No file matches {pattern}, which is to be read as {format}.',
    'Make the file before the check, or take the line out: without the file, what it would show passes.',
  ],
  'source-not-read': [
    'The manifest for {path} was not taken in: {reason}.',
    'Look at what lies there, and state its path and its digest.',
  ],
  'pack-changed': [
    'The pack {name} is not the one that is pinned: [{reason}; ]it is {found}.',
    'Look at what has changed in it and in the packs that it extends, and pin that, or install the pinned versions.',
  ],
  'pack-not-pinned': [
    'The pack {name} [extends a pack of {brought}, which ]comes from npm and is not pinned, so that it could change unseen.',
    'Look at it, and add to the configuration: pins: { "{name}": "{found}" }',
  ],
  'pack-not-signed': [
    'The pack {name} is not signed as signedPacks asks: {reason}.',
    'Have the pack signed with flowdown sign, by a holder of one of these keys.',
  ],
  'pack-not-guarded': [
    'The pack {name} cannot be held against its pin or its signature: {reason}.',
    'Take out of its folder what is no part of it, and see that the rest can be read.',
  ],
  'guards-no-pack': [
    'This concerns the pack {name}, which the configuration does not name, or which comes with the program.',
    'Use the name that packs has, or remove this.',
  ],

  // Packages with packs.
  'package-json': ['This is no package.json: {reason}.', 'Install the package again.'],
  'package-packs': [
    '"{found}" is no folder of a pack in this package: {reason}.',
    'Name a folder inside the package, such as "./packs/acme".',
  ],

  // Rules.
  'pack-name': ['The pack is called "{found}", and its folder {expected}.', 'Give both the same name.'],
  'refines-nothing': [
    'There is no rule "{id}" to refine.',
    '[Did you mean "{suggestion}"? ]Name a rule in full, as <pack>/<name>.',
  ],
  'like-nothing': [
    'There is no rule "{id}" to be like.',
    '[Did you mean "{suggestion}"? ]Name a rule of this pack, or of one that it extends, in full, as <pack>/<name>.',
  ],
  'like-too-long': [
    'The rule "{id}" is the last of too many that are like each other.',
    'Be like one of the first; at most {most} stand in a row.',
  ],
  'like-own': ['A rule that is like {id} takes "{key}" from it.', 'Take "{key}" out, or "like".'],
  'unknown-clause': [
    'There is no clause "{id}" in the catalogue.',
    '[Did you mean "{suggestion}"? ]Add it to clauses.yaml in the folder of the pack, or name where the rule comes from under "references".',
  ],
  'unknown-clause-parameter': [
    'The clause "{id}" has no parameter "{name}".',
    '[Did you mean "{suggestion}"? ]It has: {known}.',
  ],
  'clause-taken': [
    'The clause "{id}" is there already.',
    'Give it an id of its own: what others cite is not redefined.',
  ],
  'name-taken': [
    '"{id}" is there already, among the {section} of {by}, with another meaning.',
    'Take it out, or choose another name: what others use is not redefined.',
  ],
  'wrong-default': ['The default of "{name}" has to be {expected}.', 'Give it such a value.'],
  'not-preview': [
    'The parameter "{name}" rests on a number of {clause} that is not verified.',
    'Add "status: preview", so that the rule is off until somebody asks for it; or verify the number.',
  ],
  'unknown-limit': ['There is no parameter "{name}" to be the limit.', 'Name one of "params".'],
  'rule-name': ['The rule is called "{found}", and its file {expected}.', 'Give both the same name.'],
  'unknown-attribute': [
    'A {kind} has no attribute "{key}".',
    '[Did you mean "{suggestion}"? ]The attributes are {known}.',
  ],
  'unknown-operator': ['There is no test "{key}".', '[Did you mean "{suggestion}"? ]The tests are {known}.'],
  'wrong-condition': [
    'This is no condition.',
    'Map paths of attributes to tests; all and any take a list of conditions, not takes one.',
  ],
  'wrong-test': ['"{key}" cannot be compared with this.', 'Compare it with {expected}.'],
  'not-at-system': [
    '"{key}" cannot be asked of a {kind}, which is no datum at a system.',
    'Ask it of a holding, a view or a transfer, and outside "where".',
  ],
  'undeclared-parameter': [
    'The rule declares no parameter "{name}".',
    'Add it to "params", with its default.',
  ],
  'unused-parameter': ['No condition uses the parameter "{name}".', 'Use it, or take it out.'],
  'unknown-placeholder': [
    'A {kind} gives no word for "{key}".',
    '[Did you mean "{suggestion}"? ]The words are {known}.',
  ],
} as const satisfies MessageTable;

type MessageTable = Readonly<Record<string, readonly [message: string, help: string]>>;

/** A code of the table. */
export type ProblemCode = keyof typeof MESSAGES;

type Trouble = readonly [what: string, remedy: string];

/** Our words for the error codes of the YAML library; its own messages echo the line raw and are never shown. */
export const YAML_TROUBLE: Readonly<Record<string, Trouble>> = {
  BAD_DQ_ESCAPE: ['unknown escape in a double-quoted text', 'Double the backslash, or use single quotes.'],
  BAD_INDENT: [
    'the indentation does not fit the lines above',
    'Give entries of one map the same indentation.',
  ],
  BAD_SCALAR_START: ['a plain text may not start with this character', 'Put the text in quotes.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a map or list may not start on the line of its key',
    'Start it on the next line, indented; or put a text that has ": " in quotes.',
  ],
  BLOCK_IN_FLOW: ['an indented map or list stands inside brackets', 'Use brackets all the way inside.'],
  KEY_OVER_1024_CHARS: ['a key is longer than 1024 characters', 'Shorten it.'],
  MISSING_CHAR: ['a character is missing here, such as ":", "," or a quote', 'Complete the line.'],
  MULTILINE_IMPLICIT_KEY: ['a key goes over several lines', 'Write the key on one line, followed by ":".'],
  NON_STRING_KEY: ['a key is not a text', 'Use a plain word as the key.'],
  TAB_AS_INDENT: ['a tab is used for indentation', 'Indent with spaces.'],
  UNEXPECTED_TOKEN: [
    'this is unexpected here',
    'Check brackets, commas and quotes; put special text in quotes.',
  ],
};

/** Our words for an error of the YAML library that has none above. */
export const YAML_OTHER_TROUBLE: Trouble = [
  'this cannot be understood',
  'Check the line and the ones above it.',
];

/** Our words for a quote without its partner. */
export const YAML_OPEN_QUOTE: Trouble = [
  'this quote is not closed before the indentation ends',
  'Close it, or put the whole text in the other kind of quotes.',
];

/** What can be wrong with JSON. */
export const JSON_TROUBLE = {
  'trailing-comma': ['a comma stands before the closing bracket', 'Remove the comma.'],
  comment: ['JSON has no comments', 'Remove the comment, or write the manifest as YAML.'],
  'single-quote': ['text is in single quotes', 'Use double quotes.'],
  'unquoted-key': ['a key is not in quotes', 'Put the key in double quotes.'],
  'expected-key': ['a key in double quotes is expected here', 'Write "key": value.'],
  'expected-colon': ['a colon is missing after the key', 'Write "key": value.'],
  'expected-value': [
    'a value is expected here',
    'Write a text in double quotes, a number, true, false, null, a list or a map.',
  ],
  'expected-comma': ['a comma or a closing bracket is expected here', 'Separate entries with commas.'],
  'wrong-bracket': [
    'this bracket does not close the innermost open one',
    'Match "{" with "}" and "[" with "]".',
  ],
  'unclosed-text': [
    'a text is not closed on its line',
    'Close it with a double quote; write a line break as \\n.',
  ],
  'control-in-text': ['a control character stands in a text', 'Write it as an escape, such as \\t.'],
  'bad-escape': [
    'unknown escape in a text',
    'The escapes are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.',
  ],
  'bad-number': [
    'this is not a JSON number',
    'Write digits without leading zeros or "+", a point between digits.',
  ],
  'bad-word': [
    'this word is not a JSON value',
    'The words are true, false and null; put text in double quotes.',
  ],
  'early-end': ['the file ends before its last bracket is closed', 'Close what is open.'],
  'late-text': ['text follows after the end of the document', 'Remove it.'],
} as const satisfies Record<string, Trouble>;
