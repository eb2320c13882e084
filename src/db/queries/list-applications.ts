import { type Application, Prisma } from '../generated/client';
import type { Pool } from '../pool';
import {
  listWorkloadRows,
  type WorkloadFilter,
  type WorkloadRow,
  type WorkloadSource,
  workloadSelection,
} from './list-workloads';

/** An application with the names of what it is in. */
export interface ApplicationRow extends Application, WorkloadRow {
  id: number;
  privateKeyUuid: string | null;
}

export const applicationSelected = ['k.uuid AS "privateKeyUuid"'];

export function applicationJoins(join: 'JOIN' | 'LEFT JOIN'): string {
  return `
  ${join} applications a ON a.id = w.id
  LEFT JOIN private_keys k ON k.id = a.private_key_id`;
}

const source: WorkloadSource = {
  kind: 'application',
  resource: 'application',
  fields: Prisma.ApplicationScalarFieldEnum,
  selected: applicationSelected,
  joins: applicationJoins('JOIN'),
};
const prepared = { ...source, selection: workloadSelection(source) };

/** Oldest first. */
export function listApplicationRows(pool: Pool, filter: WorkloadFilter): Promise<ApplicationRow[]> {
  return listWorkloadRows<ApplicationRow>(pool, prepared, filter);
}
