/** Time of an operation for what is around its command. */
export const EXTRA_MS = 3 * 60_000;
