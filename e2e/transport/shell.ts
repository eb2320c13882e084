/** More than any command of these tests takes. */
export const deadlineMs = 30_000;

/** A script with arguments, as a command. */
export const sh = (script: string, ...args: string[]) => ({
  argv: ['sh', '-c', script, 'sh', ...args] as const,
  deadlineMs,
});
