import { type Component, Prisma, type Stack } from '../generated/client';
import type { Pool } from '../pool';
import { jsonMembers } from '../selected-columns';
import {
  type ListSource,
  listWorkloadRows,
  type WorkloadFilter,
  type WorkloadRow,
  workloadSelection,
} from './list-workloads';

/** A stack with its components, and the names of its containers. */
export interface StackRow extends Stack, WorkloadRow {
  id: number;
  components: Component[];
}

const times = ['lastOnlineAt', 'createdAt', 'updatedAt'] as const;

/** A component as sent in JSON. */
type JsonComponent = Omit<Component, (typeof times)[number]> & Record<(typeof times)[number], string | null>;

const members = jsonMembers('c', Object.keys(Prisma.ComponentScalarFieldEnum));

/** Components of a workload, in file order. */
export const componentsSelected = `(SELECT coalesce(json_agg(json_build_object(${members}) ORDER BY c.id), '[]')
  FROM components c WHERE c.workload_id = w.id) AS "components"`;

const source: ListSource = {
  kind: 'stack',
  name: 'list-stacks',
  selection: workloadSelection({ fields: Prisma.StackScalarFieldEnum, selected: [componentsSelected] }),
  resource: 'service',
  joins: `
  JOIN stacks a ON a.id = w.id`,
};

/** List stacks, oldest first. */
export async function listStackRows(pool: Pool, filter: WorkloadFilter): Promise<StackRow[]> {
  const rows = await listWorkloadRows<Unread>(pool, source, filter);
  return rows.map((row) => ({ ...row, components: row.components.map(componentOf) }));
}

interface Unread extends Stack, WorkloadRow {
  id: number;
  components: JsonComponent[];
}

export function componentOf(row: JsonComponent): Component {
  return {
    ...row,
    lastOnlineAt: row.lastOnlineAt === null ? null : new Date(row.lastOnlineAt),
    createdAt: new Date(row.createdAt ?? 0),
    updatedAt: new Date(row.updatedAt ?? 0),
  };
}

export type { JsonComponent };
