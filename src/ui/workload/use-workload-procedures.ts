import { useTRPC } from '../trpc';
import { type WorkloadKind, type WorkloadProcedures, workloadKinds } from './kinds';

/** The procedures of one kind among those that all kinds share. */
export function useWorkloadProcedures(kind: WorkloadKind): WorkloadProcedures {
  return workloadKinds[kind].procedures(useTRPC());
}
