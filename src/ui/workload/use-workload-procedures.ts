import { useTRPC } from '../trpc';
import { type WorkloadKind, type WorkloadProcedures, workloadKinds } from './kinds';

/** The procedures that all kinds share, of this kind. */
export function useWorkloadProcedures(kind: WorkloadKind): WorkloadProcedures {
  return workloadKinds[kind].procedures(useTRPC());
}
