/** Derives something once, when it is first asked for. */
export function lazily<T>(derive: () => T): () => T {
  let known: { readonly derived: T } | undefined;
  return () => (known ??= { derived: derive() }).derived;
}
