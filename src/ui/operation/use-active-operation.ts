import { useQuery } from '@tanstack/react-query';
import type { WorkloadAddress } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import { isOver } from './operation-status';

/** What is active is rarely further down: what is asked for replaces what waits. */
const LOOKED_AT = 5;

/** The operation of a workload that runs, or else the next that waits; undefined when there is none. */
export function useActiveOperation({ kind, uuid }: WorkloadAddress) {
  const procedures = useWorkloadProcedures(kind);
  const latest = useQuery(procedures.listOperations.queryOptions({ uuid, skip: 0, take: LOOKED_AT }));
  const active = latest.data?.operations.filter(({ status }) => !isOver(status)) ?? [];
  return active.find(({ status }) => status === 'in_progress') ?? active.at(-1);
}
