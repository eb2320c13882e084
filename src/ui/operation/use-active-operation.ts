import { useQuery } from '@tanstack/react-query';
import type { WorkloadAddress } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import { isOver } from './operation-status';

/** Newest operations to search. Few can be active at once: a new request replaces those that wait. */
const LOOKED_AT = 5;

/** Find the running operation of a workload, or else the next queued one; undefined when there is none. */
export function useActiveOperation({ kind, uuid }: WorkloadAddress) {
  const procedures = useWorkloadProcedures(kind);
  const latest = useQuery(procedures.listOperations.queryOptions({ uuid, skip: 0, take: LOOKED_AT }));
  const active = latest.data?.operations.filter(({ status }) => !isOver(status)) ?? [];
  return active.find(({ status }) => status === 'in_progress') ?? active.at(-1);
}
