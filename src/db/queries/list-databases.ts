import { type Database, Prisma } from '../generated/client';
import type { Pool } from '../pool';
import {
  type ListSource,
  listWorkloadRows,
  type WorkloadFilter,
  type WorkloadRow,
  workloadSelection,
} from './list-workloads';

/** A database with the names of its containers. */
export interface DatabaseRow extends Database, WorkloadRow {
  id: number;
}

const source: ListSource = {
  kind: 'database',
  name: 'list-databases',
  selection: workloadSelection({ fields: Prisma.DatabaseScalarFieldEnum, selected: [] }),
  resource: 'database',
  joins: `
  JOIN databases a ON a.id = w.id`,
};

/** List databases, oldest first. */
export function listDatabaseRows(pool: Pool, filter: WorkloadFilter): Promise<readonly DatabaseRow[]> {
  return listWorkloadRows<DatabaseRow>(pool, source, filter);
}
