import type { Action } from '../plan/action';
import { buildNeed } from '../server/disk';

/** Refuses a build on a disk without the free space that it needs. */
export const buildDisk: Action = { kind: 'check-disk', ...buildNeed };
