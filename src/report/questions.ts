/** Open questions as a page to send, and as a table for a spreadsheet. */
import type { Question, Questionnaire, QuestionsAnswer } from '../answers/questions.ts';
import { joined } from '../model/names.ts';
import { counted } from '../rules/language/wording.ts';
import { csvText } from '../manifest/csv.ts';
import { code, markdown } from './markdown.ts';

/** Writes the questions as Markdown, a section for each party; ends with a line end. */
export function questionsMarkdown(
  answer: QuestionsAnswer,
  { prefix = '' }: { readonly prefix?: string } = {},
): string {
  const { at, party, fields, questionnaires } = answer;
  if (questionnaires.length === 0) {
    return `There is no open question${party === undefined ? '' : ` for ${party}`} as of ${at}.\n`;
  }
  const whose = party === undefined ? '' : ` for ${party}`;
  return [
    `# Questions on data flows${whose}, as of ${at}`,
    '',
    `${counted(fields, 'thing')} ${fields === 1 ? 'is' : 'are'} not stated. What is not stated counts as unknown, never as fine. Please answer each question; where you do not know, say so.`,
    ...questionnaires.flatMap((each) => questionnaireLines(each, prefix)),
    '',
  ].join('\n');
}

function questionnaireLines({ party, name, contact, questions }: Questionnaire, prefix: string): string[] {
  const title = party === undefined ? 'Nobody is known who could answer' : party;
  const about = [...(name === undefined ? [] : [name]), ...(contact === undefined ? [] : [contact])];
  return [
    '',
    `## ${title}`,
    ...(about.length === 0 ? [] : ['', about.map(markdown).join('; ')]),
    ...questions.flatMap((question, i) => ['', ...questionLines(question, i + 1, prefix)]),
  ];
}

function questionLines(question: Question, number: number, prefix: string): string[] {
  const others = question.parties.length > 1 ? [`   - Can be answered by: ${joined(question.parties)}`] : [];
  return [
    `${number}. **${question.question}**`,
    `   - Why: ${whyWords(question)}`,
    `   - An answer is: ${question.answer}`,
    ...others,
    `   - To write it down: ${writeWords(question, prefix)}`,
    '   - Answer:',
  ];
}

function whyWords({ findings, rules, reason }: Question): string {
  if (findings === 0) return reason ?? 'it is not stated';
  const titles = rules.map(({ rule, title }) => `"${title}" (${code(rule)})`);
  return `${counted(findings, 'finding')} cannot be decided without it: ${joined(titles)}`;
}

function writeWords({ place, under, write }: Question, prefix: string): string {
  const file = place === undefined ? '' : `in ${code(`${prefix}${place.file}`)}, line ${place.line}, `;
  return `${file}below ${code(under.join(' > '))}: ${code(write)}`;
}

const COLUMNS = [
  'party',
  'question',
  'answer',
  'how to answer',
  'why',
  'findings',
  'field',
  'file',
  'line',
  'below',
  'write',
] as const;

/** Writes the questions as CSV (RFC 4180), a row for each question and party, with an empty column for the answer. */
export function questionsCsv(
  { questionnaires }: QuestionsAnswer,
  { prefix = '' }: { readonly prefix?: string } = {},
): string {
  const rows = questionnaires.flatMap(({ party = '', questions }) =>
    questions.map((question) => csvRow(party, question, prefix)),
  );
  return csvText([COLUMNS, ...rows]);
}

function csvRow(party: string, question: Question, prefix: string): readonly string[] {
  const { place } = question;
  return [
    party,
    question.question,
    '',
    question.answer,
    whyWords(question),
    String(question.findings),
    question.field,
    place === undefined ? '' : `${prefix}${place.file}`,
    place === undefined ? '' : String(place.line),
    question.under.join(' > '),
    question.write,
  ];
}
