/**
 * Replaces `password-cost.ts` in integration tests (vitest.config.ts): each of them creates users and signs in, and
 * would spend most of its time on that. The unit test of passwords uses the real one.
 */
export const passwordCost = { N: 2 ** 4, r: 8, p: 1 };
