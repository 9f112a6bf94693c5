/** A line of a summary with its number; none where there is nothing to tell. */
export function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}
