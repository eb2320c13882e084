import type { Database, Workload } from '../../db/generated/client';

/** Settings of every workload that callers change. */
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

/** Settings of every database that callers change. */
export type DatabaseColumns = Partial<
  Omit<Database, 'id' | 'engine' | 'settings' | 'credentials' | 'initializedAt'>
>;

/** A change by a caller, by the names of the columns, and the fields of the engine by the names of the wire. */
export interface DatabaseChange {
  common: WorkloadSettings & DatabaseColumns;
  /** Parsed. */
  given: Readonly<Record<string, unknown>>;
}

/** Split a change by the tables that its parts go to. */
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
