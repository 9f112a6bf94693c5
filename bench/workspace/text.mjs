// Entries as text, as people write them: YAML in block style with lists and small maps in either style, some quoted, with a
// comment now and then; JSON with an entry a line.

const QUOTED = /^[\d'"]|[^\x20-\x7e]|: |^$/;

/** An entry of a section, as lines of a manifest in YAML. `number` decides on its style where there are several. */
export function yamlEntry(id, entry, number) {
  const comment = number % 97 === 5 ? `  # ${id}: see the record of the review.\n` : '';
  return `${comment}  ${id}:\n${fields(entry, '    ', number)}`;
}

function fields(entry, indent, number) {
  let text = '';
  for (const [key, value] of Object.entries(entry)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) text += list(key, value, indent, number);
    else if (typeof value !== 'object')
      text += `${indent}${key}: ${scalar(value, number)}${remark(key, number)}\n`;
    else if (number % 2 === 0) text += `${indent}${key}: ${inline(value, number)}\n`;
    else text += `${indent}${key}:\n${fields(value, `${indent}  `, number)}`;
  }
  return text;
}

function list(key, items, indent, number) {
  if (number % 5 > 0) return `${indent}${key}: ${inline(items, number)}\n`;
  return `${indent}${key}:\n${items.map((item) => `${indent}  - ${inline(item, number)}\n`).join('')}`;
}

function inline(value, number) {
  if (typeof value !== 'object') return scalar(value, number);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, number)).join(', ')}]`;
  const stated = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{ ${stated.map(([key, item]) => `${key}: ${inline(item, number)}`).join(', ')} }`;
}

function scalar(value, number) {
  if (typeof value !== 'string') return String(value);
  if (number % 31 === 3) return `'${value}'`;
  return QUOTED.test(value) && !/^\d{4}-\d\d-\d\d$/.test(value) ? JSON.stringify(value) : value;
}

const remark = (key, number) => (key === 'purpose' && number % 53 === 7 ? ' # agreed' : '');

/** An entry of a section, as a line of a manifest in JSON, without the comma. */
export const jsonEntry = (id, entry) => `${JSON.stringify(id)}: ${JSON.stringify(entry)}`;
