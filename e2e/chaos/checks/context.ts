import type pg from 'pg';
import type { LabHost } from '../../lab/types';
import type { GantryPair } from '../gantry-pair';
import type { Readers } from '../readers';
import type { Workload } from '../workload';

/** What the checks of a settled run look at. */
export interface Scene {
  /** Sees all rows. Made when the faults are over. */
  pool: pg.Pool;
  instanceId: string;
  machines: ReadonlyMap<string, LabHost>;
  pair: GantryPair;
  workloads: readonly Workload[];
  readers: Readers;
}

/** Answers what is not as promised, in words; nothing when all is well. */
export type Check = (scene: Scene) => Promise<string[]>;
