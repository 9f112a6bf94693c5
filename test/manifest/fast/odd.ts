/** Texts that readers of YAML and JSON are known to read differently, or that mean more than they seem to. */

const split = (text: string): string[] => text.split(' ¦ ');
/** The same over several lines. */
const listed = (text: string): string[] => text.trim().split(/\n */).flatMap(split);

/** Scalars as they stand in a file: numbers of every form, truths, nothing, days, quotes, and what looks like them. */
export const SCALARS: readonly string[] = [
  ...listed(String.raw`
    0 ¦ -0 ¦ +0 ¦ 1 ¦ -1 ¦ +1 ¦ 12 ¦ 012 ¦ -012 ¦ 00 ¦ 0.5 ¦ .5 ¦ -.5 ¦ +.5 ¦ 5. ¦ -5. ¦ . ¦ .. ¦ 0.1 ¦ 1.0 ¦ -0.0 ¦ 01.5
    1e3 ¦ 1E3 ¦ 1e+3 ¦ 1e-3 ¦ -1.5e10 ¦ 1e ¦ e1 ¦ 1e400 ¦ -1e400 ¦ .e1 ¦ 1_000 ¦ 1,000 ¦ 0b1 ¦ 1.2.3 ¦ 4.9e-324
    0o7 ¦ 0o8 ¦ 0O7 ¦ -0o7 ¦ 0x1F ¦ 0x1f ¦ 0X1F ¦ 0x ¦ -0x1 ¦ 0xG ¦ 1:30 ¦ 12:30:45 ¦ 190:20:30 ¦ - ¦ -- ¦ + ¦ -a ¦ +a
    9007199254740991 ¦ 9007199254740993 ¦ 123456789012345 ¦ 1234567890123456 ¦ 99999999999999999999 ¦ 0.30000000000000004
    .inf ¦ -.inf ¦ +.inf ¦ .Inf ¦ .INF ¦ .iNF ¦ .nan ¦ .NaN ¦ .NAN ¦ .Nan ¦ inf ¦ nan ¦ NaN ¦ Infinity ¦ None ¦ undefined
    null ¦ Null ¦ NULL ¦ nULL ¦ ~ ¦ ~~ ¦ ~a ¦ true ¦ True ¦ TRUE ¦ tRUE ¦ false ¦ False ¦ FALSE ¦ truex ¦ nullx ¦ true x
    yes ¦ no ¦ on ¦ off ¦ Yes ¦ NO ¦ y ¦ n ¦ t ¦ f ¦ << ¦ = ¦ __proto__ ¦ constructor ¦ toString ¦ a ¦ text ¦ two words
    2019-05-31 ¦ 2019-13-99 ¦ 2019-05-3 ¦ 2019-05-31T00:00:00Z ¦ P30D ¦ -2019-05 ¦ 2019/05/31 ¦ 1234-67-9x ¦ 1.5e-10-12
    --- ¦ ... ¦ --- a ¦ ... a ¦ ---a ¦ ...a ¦ -- - ¦ ? a ¦ ?a ¦ ? ¦ - a ¦ - ¦ -a- ¦ : a ¦ :a ¦ :: ¦ : ¦ a: ¦ a: b ¦ a:b ¦ a :b
    a  b ¦ a#b ¦ a #b ¦ #a ¦ a,b ¦ a, b ¦ ,a ¦ a] ¦ a} ¦ ]a ¦ a[ ¦ a{b ¦ [a ¦ {a ¦ a&b ¦ &a ¦ a*b ¦ *a ¦ !a ¦ a!b ¦ | ¦ > ¦ |a ¦ >a
    %a ¦ a%b ¦ @a ¦ a@b ¦ it's ¦ say "x" ¦ a\b ¦ \n ¦ a\ ¦ 100% ¦ x@example.org ¦ $a ¦ ^a ¦ ;a ¦ a; ¦ =a ¦ a=b ¦ <a> ¦ (a)
    https://example.org/a?b=c#d ¦ urn:x:y ¦ C:\dir ¦ a/b ¦ v1.0 ¦ a::b ¦ a:#b ¦ a:,b ¦ a:[b ¦ a:"b" ¦ a"b"
    "" ¦ '' ¦ "a" ¦ 'a' ¦ "a b" ¦ 'it''s' ¦ '''' ¦ "a'b" ¦ 'a"b' ¦ "a # b" ¦ 'a: b' ¦ "[x]" ¦ "- a" ¦ "true" ¦ '1' ¦ "~"
    "a\nb" ¦ "\t" ¦ "\"" ¦ "\\" ¦ "\/" ¦ "\u0041" ¦ "\x41" ¦ "\e" ¦ "\0" ¦ "\u200d" ¦ "\ud83d" ¦ "\ud83d\ude00" ¦ "\U0001F600"
    "\N" ¦ "\_" ¦ "\L" ¦ "\P" ¦ "\ " ¦ "\q" ¦ "\u12" ¦ "a\ ¦ "\a" ¦ "\é" ¦ "é\n" ¦ 'é''' ¦ "\u00e9\\" ¦ '\' ¦ '\'' ¦ "a\"
    "a"b ¦ "a" b ¦ 'a'b ¦ 'a' #b ¦ "a"#b ¦ "a ¦ 'a ¦ a" ¦ a' ¦ "a" : b ¦ "a": b ¦ 'a': b ¦ "a":b
    [] ¦ {} ¦ [ ] ¦ { } ¦ [a] ¦ [a, b] ¦ [a,b] ¦ [a,] ¦ [,] ¦ [a, , b] ¦ [[a], [b]] ¦ [{a: b}] ¦ [a: b] ¦ [a b, c d] ¦ [a #b]
    {a: b} ¦ {a: b, c: d} ¦ {a:b} ¦ {a: } ¦ {a:} ¦ {a} ¦ {a, b} ¦ {"a":b} ¦ {"a": b} ¦ {'a':b} ¦ {: b} ¦ {a: b,} ¦ {a: b, a: c}
    {a: [b, c], d: {e: f}} ¦ [ "a", 'b' ] ¦ ["a"b] ¦ ['a''b'] ¦ [a#b] ¦ [a]b ¦ [a] b ¦ [a] #b ¦ [a]#b ¦ [a]: b ¦ {a: b}: c
    [-] ¦ [- a] ¦ [-a] ¦ [-, a] ¦ [-1] ¦ [?] ¦ [? a] ¦ [:] ¦ [a:] ¦ [:a] ¦ [a::b] ¦ [http://x] ¦ {a: http://x} ¦ {a: b:c}
    [1, true, ~] ¦ [.5, 0x1, 1e3] ¦ {1: 2} ¦ {true: x} ¦ {? a: b} ¦ [*a] ¦ [&a b] ¦ [!a b] ¦ [|] ¦ [>] ¦ [%a] ¦ [@a] ¦ [é, ü]`),
  ...split('`a ¦ a`b ¦ "a"  ¦ " a " ¦ a\tb ¦ "a\tb" ¦ a\t ¦ \ta ¦ a:\tb ¦ [a,\tb] ¦ {a:\tb} ¦ a \t#b'),
  ...split(
    'é ¦ naïve ¦ 日本 ¦ 😀 ¦ a😀b ¦ ä: b ¦ ﷺ ¦ \ud7ff ¦ \ue000 ¦ \u{10ffff} ¦ a\u00a0b ¦ \u00a0 ¦ \ufffd ¦ \u2028',
  ),
  ...split(
    'zero\u200dwidth ¦ a\u200cb ¦ "\u200d" ¦ [\u200d] ¦ {name: \u200d} ¦ \u202ea ¦ \u0085 ¦ \ufeff ¦ a\ufeffb',
  ),
  ...split('a\u00adb ¦ \ufffe ¦ \u{e0041}'),
];

/** What comes alone on a line, or begins one. */
export const LINES: readonly string[] = [
  ...listed(String.raw`
    --- ¦ ... ¦ --- # x ¦ --- a ¦ ---a ¦ - - - a ¦ - - a: b ¦ - ¦ ? a ¦ : b ¦ ? ¦ %YAML 1.2 ¦ %a ¦ # comment ¦ # ¦ # é ¦ a ¦ a b
    "a" ¦ [a] ¦ {a: b} ¦ &a ¦ *a ¦ !a ¦ !!str a ¦ &a b: c ¦ <<: *a ¦ @ ¦ | ¦ > ¦ ] ¦ } ¦ , ¦ a: | ¦ a: >- ¦ - | ¦ "a": b`),
  ...split('# \u200d ¦ #\ta ¦ \t ¦  \t ¦ \t# a ¦  ¦   ¦     ¦ -  ¦ - \t- a ¦ -\ta ¦ a:\t ¦ `'),
];

/** Single characters that mean something somewhere. */
export const CHARACTERS: readonly string[] = [
  ...'-?:,[]{}#&*!|>\'"%@`\\~<=.+0ax_$^/();',
  ...' \t\n\r\0\x07\x1b\x7f\x80\x85\xa0\xadéß日😀\u200c\u200d\u200b\u202e\u2028\u2066\ufeff\ufffd\uffff',
  ...split('   ¦ \r\n ¦ \n\n ¦ \n  '),
];

/** Pieces that a text can be thrown together from. */
export const PIECES: readonly string[] = [
  ...split(
    'a ¦ b ¦ key ¦ a:  ¦ b:  ¦ c: ¦ d: x ¦ key: value ¦ a:\n ¦ b:\n   ¦ :  ¦ : ¦  : ¦ -  ¦ - ¦ - a ¦ - - ',
  ),
  ...split(
    '\n ¦ \n ¦ \n ¦ \n  ¦ \n   ¦ \n   ¦ \n     ¦ \n\n ¦ \r\n ¦ \r ¦   ¦    ¦ \t ¦ # c ¦  # c ¦  # c\n ¦ #',
  ),
  ...split('[ ¦ ] ¦ { ¦ } ¦ ,  ¦ , ¦ [a, b] ¦ {a: b} ¦ [\n ¦ ,\n   ¦ \n] ¦ " ¦ "a" ¦ "a":  ¦ "a b" ¦ "\\n"'),
  ...split(
    "' ¦ 'a' ¦ '' ¦ | ¦ > ¦ |- ¦ >- ¦ |+ ¦ >+ ¦ |2 ¦ >1- ¦ : |\n   ¦ : >-\n   ¦ - |\n   ¦ ?  ¦ &a  ¦ *a ¦ !t ",
  ),
  ...split(
    '% ¦ @ ¦ ` ¦ --- ¦ ---\n ¦ ... ¦ ...\n ¦ 1 ¦ 0x1 ¦ 1.5 ¦ ~ ¦ true ¦ null ¦ << ¦ x y ¦ é ¦ 😀 ¦ \\ ¦ \\n ¦ .',
  ),
];

/** Lines that a text can be thrown together from; k is a key. */
export const LINE_PIECES: readonly string[] = split(
  'k: ¦ k: ¦ k: a ¦ k: a ¦ - ¦ - ¦ - a ¦ - k: a ¦ - k: ¦ - - a ¦ - - k: a ¦ - - ¦ k:  ¦ -  ¦ k: [a, ¦ b] ¦ ] ¦ k: {k: a} ¦ ' +
    'k: | ¦ k: >- ¦ - | ¦ a ¦ # a ¦ k: # a ¦ - # a ¦ ¦  ¦ --- ¦ k: "a" # a ¦ "k": ~ ¦ - -k ¦ k: [ ¦ - [ ¦ }, { ¦ a, b',
);

/** The same for JSON. */
export const JSON_PIECES: readonly string[] = [
  ...listed(String.raw`
    { ¦ } ¦ [ ¦ ] ¦ , ¦ : ¦ " ¦ "a" ¦ "b" ¦ "a": ¦ "b":  ¦ "a": 1 ¦ {} ¦ [] ¦ {"a": {"b": {}}} ¦ "" ¦ [[ ¦ ]] ¦ // ¦ /* */ ¦ #
    'a' ¦ a ¦ true ¦ false ¦ null ¦ NaN ¦ nul ¦ 0 ¦ -0 ¦ 1 ¦ -1 ¦ 01 ¦ 1. ¦ .5 ¦ 0.5 ¦ 1e3 ¦ 1E+3 ¦ 1e-3 ¦ 1e ¦ +1 ¦ - ¦ 1e400
    9007199254740993 ¦ 123456789012345 ¦ 1234567890123456 ¦ 0.1 ¦ -0.0 ¦ 1.0 ¦ 1_0 ¦ 0x1 ¦ 4.9e-324 ¦ 100000000000000000000
    "\n" ¦ "\"" ¦ "\\" ¦ "\/" ¦ "\u0041" ¦ "\ud83d\ude00" ¦ "\ud83d" ¦ "\x41" ¦ "\u200d" ¦ "\u0000" ¦ "\é" ¦ "é\n" ¦ "a\
    "__proto__": 1 ¦ "<<": 1 ¦ "constructor": 1 ¦ "é": 1 ¦ "\u0061": 1 ¦ "name": ¦ "é" ¦ "😀"`),
  ...split('  ¦ \n ¦ \r\n ¦ \t ¦ \v ¦ \u00a0 ¦ \ufeff ¦ "\u200d" ¦ "\u202e" ¦ "\x7f" ¦ "\t" ¦ "\n"'),
];
