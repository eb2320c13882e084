import type { Action } from '../plan/action';

/** Free space that a build needs (`deployment.md` D4.3). */
export const buildDisk: Action = { kind: 'check-disk', minFreeBytes: 2 * 1024 ** 3, minFreeRatio: 0.05 };
