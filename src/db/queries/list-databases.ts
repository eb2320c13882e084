import { type Database, Prisma } from '../generated/client';
import type { Pool } from '../pool';
import {
  listWorkloadRows,
  type WorkloadFilter,
  type WorkloadRow,
  type WorkloadSource,
  workloadSelection,
} from './list-workloads';

/** A database with the names of what it is in. */
export interface DatabaseRow extends Database, WorkloadRow {
  id: number;
}

const source: WorkloadSource = {
  kind: 'database',
  resource: 'database',
  fields: Prisma.DatabaseScalarFieldEnum,
  selected: [],
  joins: `
  JOIN databases a ON a.id = w.id`,
};
const prepared = { ...source, selection: workloadSelection(source) };

/** Oldest first. */
export function listDatabaseRows(pool: Pool, filter: WorkloadFilter): Promise<DatabaseRow[]> {
  return listWorkloadRows<DatabaseRow>(pool, prepared, filter);
}
