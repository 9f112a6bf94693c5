/** Exit codes; where several hold, the first of the order counts. */
export const Exit = { clean: 0, findings: 1, unreadable: 2, nothing: 3, bug: 70 } as const;
export type ExitCode = (typeof Exit)[keyof typeof Exit];

const ORDER: readonly ExitCode[] = [Exit.bug, Exit.unreadable, Exit.findings, Exit.nothing, Exit.clean];

/** The exit code of several. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? Exit.clean;
}

/** Bad usage, or input that cannot be read: told in one line, exit 2. */
export class UsageError extends Error {}
