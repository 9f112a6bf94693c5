/** JSON that reads like YAML: quotes only where they are needed, and what is short on one line. */
export function asText(value: unknown, indent = ''): string {
  const flat = (JSON.stringify(value) ?? 'undefined')
    .replace(/":/g, '": ')
    .replace(/,/g, ', ')
    .replace(/"([\w./:@-]+)"/g, '$1');
  const isShort = flat.length + indent.length <= 100;
  if (typeof value !== 'object' || value === null || isShort) return ` ${flat}`;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `${indent}-${asText(item, inner)}`)
    : Object.entries(value).map(([key, item]) => `${indent}${key}:${asText(item, inner)}`);
  return `\n${lines.join('\n')}`;
}
