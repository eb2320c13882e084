/** Time that an operation needs besides its command. */
export const EXTRA_MS = 3 * 60_000;
