// What the tests import as `vitest` when mutants are tried on them: it notes the tests instead of running them.
import { expect } from 'vitest';

/** The tests that a function declares by describe and it: their names, in order, and what they do. */
export function collector() {
  const tests = [];
  let within = [];

  const it = (name, ...rest) => {
    tests.push({ name: [...within, name].join(' > '), run: bodyIn(rest) });
  };
  const describe = (name, body) => {
    const outer = within;
    within = [...outer, name];
    try {
      body();
    } finally {
      within = outer;
    }
  };
  it.each = each(it);
  describe.each = each(describe);
  return { tests, vitest: { describe, expect, it } };
}

/** One of each row. Its number is in the name: rows may have the same title. */
function each(declare) {
  return (rows) =>
    (title, ...rest) => {
      const body = bodyIn(rest);
      rows.forEach((row, at) => {
        const values = Array.isArray(row) ? row : [row];
        declare(`${title} (${at + 1})`, () => body(...values));
      });
    };
}

/** What is done: before it there may be how long it may take. */
function bodyIn(rest) {
  return rest.find((given) => typeof given === 'function');
}
