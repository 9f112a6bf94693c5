/**
 * Why a number literal cannot be taken at its word, or undefined: it is too large to be finite, an integer
 * that a double cannot hold exactly, or it has leading zeros, which elsewhere mean octal and in ids are lost.
 */
export function numberTrouble(literal: string, value: number): string | undefined {
  if (!Number.isFinite(value)) return 'is not a finite number';
  if (/^[-+]?0\d/.test(literal)) return 'has leading zeros';
  const isIntegerLiteral = /^(?:[-+]?\d+|0[xo][\da-fA-F]+)$/.test(literal);
  return isIntegerLiteral && !Number.isSafeInteger(value) ? 'is too large to be kept exactly' : undefined;
}
