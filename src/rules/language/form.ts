/** Conditions as texts: equal texts ask the same, whatever rules they stand in and whatever their parameters are called. */
import type { Expression, Operand, PathTest, ValueTest } from './expression.ts';
import type { ParamDefault } from './reader.ts';

type Params = Readonly<Record<string, ParamDefault>>;

/** The text of a condition with the values of its parameters; of conditions on the same kind of fact, or of thing. */
export function formOf(expression: Expression, params: Params): string {
  switch (expression.op) {
    case 'all':
    case 'any':
      return `${expression.op}(${expression.parts.map((part) => formOf(part, params)).join()})`;
    case 'not':
      return `not(${formOf(expression.part, params)})`;
    case 'only-via':
      return `only-via(${operandForm(expression.systems, params)})`;
    case 'test':
      return `${expression.path.text}(${testForm(expression.test, params)})`;
    default:
      return expression satisfies never;
  }
}

function testForm(test: PathTest, params: Params): string {
  switch (test.op) {
    case 'stated':
      return `stated ${test.wanted}`;
    case 'count':
      return `count ${test.order} ${operandForm(test.bound, params)}`;
    case 'total': {
      const of = test.condition === undefined ? '' : formOf(test.condition, params);
      const bounds = test.bounds.map(({ order, bound }) => `${order} ${operandForm(bound, params)}`);
      return `total ${test.of} (${of}) ${bounds.join()}`;
    }
    case 'subset-of':
    case 'intersects':
      return `${test.op} ${test.path.text}`;
    default:
      return `${test.op} ${valueForm(test.test, params)}`;
  }
}

function valueForm(test: ValueTest, params: Params): string {
  switch (test.op) {
    case 'truth':
      return String(test.wanted);
    case 'is':
    case 'is-a':
      return `${test.op} ${operandForm(test.names, params)}`;
    case 'matches':
      return `matches ${JSON.stringify(test.pattern)}`;
    case 'order':
      return `${test.order} ${operandForm(test.bound, params)}`;
    case 'within-last':
    case 'within-next':
      return `${test.op} ${operandForm(test.duration, params)}`;
    case 'same-as':
      return `same-as ${test.path.text}`;
    case 'where':
      return `where(${formOf(test.condition, params)})`;
    case 'not':
      return `not(${valueForm(test.test, params)})`;
    case 'all':
      return `all(${test.tests.map((each) => valueForm(each, params)).join()})`;
    default:
      return test satisfies never;
  }
}

function operandForm(operand: Operand<unknown>, params: Params): string {
  if ('path' in operand) return operand.path.text;
  return JSON.stringify('param' in operand ? params[operand.param] : operand.literal);
}
