import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/answers/questions.ts';
import { daysWords, durationWords, momentWords, secondsWords } from '../../src/report/answer-page.ts';
import { cell } from '../../src/manifest/csv.ts';
import { questionsCsv, questionsMarkdown } from '../../src/report/questions.ts';

describe('words', () => {
  it.each([
    ['PT1H', '1 hour'],
    ['P3D', '3 days'],
    ['P1Y2M10DT2H30M5S', '1 year, 2 months, 10 days, 2 hours, 30 minutes and 5 seconds'],
    ['P2W', '2 weeks'],
    ['PT0S', 'no time at all'],
  ])('%s is %s', (duration, words) => {
    expect(durationWords(duration)).toBe(words);
  });

  it('tell seconds as days and hours', () => {
    expect(secondsWords(3 * 86_400 + 3600)).toBe('3 days and 1 hour');
    expect(secondsWords(1e15)).toBe('more than a million years');
    expect(secondsWords(0)).toBe('no time at all');
  });

  it('tell days and moments', () => {
    expect(daysWords({})).toBe('always (no period is stated)');
    expect(daysWords({ until: '2019-01-01' })).toBe('until 2019-01-01');
    expect(daysWords({ from: '2019-01-01', until: '2019-02-01' })).toBe('2019-01-01 to 2019-02-01');
    expect(momentWords('2019-06-01T14:30Z')).toBe('2019-06-01 14:30 UTC');
  });
});

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['say "none"', '"say ""none"""'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\\u{9}=1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['two\nlines', 'two\\u{a}lines'],
  ])('%j is written as %j', (text, written) => {
    expect(cell(text)).toBe(written);
  });
});

describe('a questionnaire', () => {
  const question: Question = {
    field: 'systems.s.retention',
    question: 'How long is data kept on s?',
    answer: 'a length of time',
    parties: ['p'],
    findings: 1,
    rules: [{ rule: 'core/x', title: 'It ends', findings: 1 }],
    place: { file: '=cmd`|x.flow.yaml', start: 0, end: 1, line: 3, column: 1 },
    under: ['systems', 's'],
    write: 'retention:',
  };
  const answer = {
    at: '2019-06-01',
    fields: 1,
    questionnaires: [{ party: 'p', name: '[click](http://x) <b> \u001b[31m', questions: [question] }],
  };

  it('makes neither links nor tags nor colours of the words of others', () => {
    const text = questionsMarkdown(answer);
    expect(text).toContain('\\[click\\](http://x) \\<b\\> \\\\u\\{1b\\}\\[31m');
    expect(text).toContain('`` =cmd`|x.flow.yaml ``');
    expect(text).toContain('1 finding cannot be decided without it: "It ends" (`core/x`)');
  });

  it('is CSV with line ends of its own, and no formula', () => {
    const [head, row, end] = questionsCsv(answer).split('\r\n');
    expect(head).toBe('party,question,answer,how to answer,why,findings,field,file,line,below,write');
    expect(row).toContain(",'=cmd`|x.flow.yaml,3,");
    expect(end).toBe('');
  });

  it('says that nothing is open', () => {
    const none = { at: '2019-06-01', fields: 0, questionnaires: [] };
    expect(questionsMarkdown(none)).toBe('There is no open question as of 2019-06-01.\n');
    expect(questionsMarkdown({ ...none, party: 'p' })).toBe(
      'There is no open question for p as of 2019-06-01.\n',
    );
    expect(questionsCsv(none).split('\r\n')).toHaveLength(2);
  });
});
