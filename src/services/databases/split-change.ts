import type { Database } from '../../db/generated/client';
import { splitSettings, type WorkloadSettings } from '../workloads/settings';

/** Settings common to all databases that callers change. */
export type DatabaseColumns = Partial<
  Omit<Database, 'id' | 'engine' | 'settings' | 'credentials' | 'initializedAt'>
>;

/** A caller's change: common settings by column name, fields of the engine by wire name. */
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
