/** What `init` asks, and what becomes of the answers. */
import { slug } from '../import/ids.ts';
import { escapeText } from '../manifest/escape.ts';
import { nearest } from '../manifest/nearest.ts';
import type { Named, Starter } from '../manifest/starter.ts';
import { knownNames } from '../model/lexicon.ts';

/** Answers that have been given. */
export type Answers = { readonly [Of in keyof Starter]?: string };

/** An answer that will do, or why it will not. */
type Read = { readonly value: string } | { readonly trouble: string };

/** One question; its example is the answer where none is typed. */
export interface Question {
  readonly of: keyof Starter;
  readonly words: string;
  readonly example: string;
  read(line: string, before: Answers): Read;
}

const EXAMPLE = {
  organisation: 'My organisation',
  data: 'customer records',
  category: 'personal.contact',
  supplier: 'My supplier',
  system: 'supplier storage',
} satisfies Record<keyof Starter, string>;

/** The questions, in order; a category is one of those that are known. */
export function questionsFor(categories: readonly string[]): readonly Question[] {
  const name = (of: keyof Starter, words: string, other?: keyof Starter): Question => ({
    of,
    words,
    example: EXAMPLE[of],
    read: (line, before) => readName(line, other && (before[other] ?? EXAMPLE[other])),
  });
  return [
    name('organisation', 'What is your organisation called?'),
    name('data', 'Name one set of data that it owns'),
    {
      of: 'category',
      words: `What is that data about? ${topOf(categories).join(', ')}; a dot leads to something more special`,
      example: EXAMPLE.category,
      read: (line) => readCategory(line, categories),
    },
    name('supplier', 'Name a supplier that it goes to', 'organisation'),
    name('system', 'Where does the supplier keep it?'),
  ];
}

function readName(line: string, other: string | undefined): Read {
  if (escapeText(line) !== line) return { trouble: `${line} has characters that nobody can see` };
  const id = slug(line);
  if (id === '' || id === 'all') return { trouble: `no id can be made of "${line}"; use letters or digits` };
  if (id.length > LONGEST) return { trouble: `that is too long; use at most ${LONGEST} letters` };
  if (other !== undefined && slug(other) === id)
    return { trouble: `"${line}" has the id ${id}, and so has "${other}"` };
  return { value: line };
}

// Ids are made of one or two of these and a word, and may have 128.
const LONGEST = 50;

function readCategory(line: string, categories: readonly string[]): Read {
  if (/^[a-z0-9.-]+$/.test(line) && knownNames(categories).has(line)) return { value: line };
  const below = categories.filter((each) => each.split('.').includes(line) || each.startsWith(`${line}.`));
  const meant = below[0] ?? nearest(line, categories);
  const hint = meant === undefined ? '; docs/taxonomy.md lists all of them' : `; did you mean ${meant}?`;
  return { trouble: `there is no category ${line}${hint}` };
}

function topOf(categories: readonly string[]): readonly string[] {
  return categories.filter((each) => !each.includes('.'));
}

/** What the answers come to; examples stand for those that are missing. */
export function starterFrom(answers: Answers): Starter {
  const named = (of: Exclude<keyof Starter, 'category'>): Named => {
    const name = answers[of] ?? EXAMPLE[of];
    return { id: slug(name), name };
  };
  return {
    organisation: named('organisation'),
    data: named('data'),
    category: answers.category ?? EXAMPLE.category,
    supplier: named('supplier'),
    system: systemOf(named('organisation'), named('system')),
  };
}

/** The system of the supplier has another id than that of the organisation. */
function systemOf({ id: owner }: Named, system: Named): Named {
  return system.id === `${owner}-system` ? { ...system, id: `${system.id}-2` } : system;
}
