import type { Database, Workload } from '../../db/generated/client';

/** What every workload has and callers set. */
export type WorkloadSettings = Partial<
  Pick<
    Workload,
    | 'name'
    | 'description'
    | 'limitsMemory'
    | 'limitsMemorySwap'
    | 'limitsMemorySwappiness'
    | 'limitsMemoryReservation'
    | 'limitsCpus'
    | 'limitsCpuset'
    | 'limitsCpuShares'
  >
>;

/** What every database has and callers set. */
export type DatabaseColumns = Partial<
  Omit<Database, 'id' | 'engine' | 'settings' | 'credentials' | 'initializedAt'>
>;

/** What a caller sets, by the names of the columns, and the fields of the engine by the names of the wire. */
export interface DatabaseChange {
  common: WorkloadSettings & DatabaseColumns;
  /** Parsed. */
  given: Readonly<Record<string, unknown>>;
}

/** The parts of a change, by the table that they go to. */
export function splitChange({ common, given }: DatabaseChange): {
  workload: WorkloadSettings;
  database: DatabaseColumns;
  given: DatabaseChange['given'];
} {
  const {
    image,
    isPublic,
    publicPort,
    publicPortTimeout,
    healthCheckEnabled,
    healthCheckInterval,
    healthCheckTimeout,
    healthCheckRetries,
    healthCheckStartPeriod,
    ...workload
  } = common;
  const database = {
    image,
    isPublic,
    publicPort,
    publicPortTimeout,
    healthCheckEnabled,
    healthCheckInterval,
    healthCheckTimeout,
    healthCheckRetries,
    healthCheckStartPeriod,
  };
  return { workload, database, given };
}
