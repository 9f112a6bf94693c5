/** Selectors of labels, and what they choose. */
import { listOf, mapOf, record, text, type Read } from '../schema.ts';
import { pairsOf, type LabelMap } from './objects.ts';

/** `matchLabels` and `matchExpressions`. */
export const selector = record({
  matchLabels: mapOf(text),
  matchExpressions: listOf(record({ key: text, operator: text, values: listOf(text) })),
});

export type Selector = Read<typeof selector>;

/** Does a selector choose what has these labels? One that is empty or absent chooses everything. */
export function chooses(wanted: Selector | undefined, labels: LabelMap): boolean {
  const pairs = pairsOf(wanted?.matchLabels);
  return (
    pairs.every(({ key, value }) => labels.get(key) === value) &&
    (wanted?.matchExpressions ?? []).every((each) => holds(each, labels))
  );
}

type Expression = NonNullable<NonNullable<Selector>['matchExpressions']>[number];

function holds({ key, operator, values = [] }: Expression, labels: LabelMap): boolean {
  const found = labels.get(key?.text ?? '');
  const isAmong = found !== undefined && values.some(({ text: value }) => value === found);
  switch (operator?.text) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    default:
      return false;
  }
}

/** The values that a selector asks a label to have, if it asks for any by name. */
export function valuesFor(wanted: Selector | undefined, label: string): string[] {
  const pairs = pairsOf(wanted?.matchLabels).filter(({ key }) => key === label);
  const listed = (wanted?.matchExpressions ?? []).filter(
    ({ key, operator }) => key?.text === label && operator?.text === 'In',
  );
  return [
    ...pairs.map(({ value }) => value),
    ...listed.flatMap(({ values = [] }) => values.map(({ text: value }) => value)),
  ];
}
