import type { Database } from '../../db/generated/client';
import { splitSettings, type WorkloadSettings } from '../workloads/settings';

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
  const { workload, own } = splitSettings(common);
  return { workload, database: own, given };
}
