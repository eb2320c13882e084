import { useTRPC } from '../trpc';
import { type KindWithProcedures, type WorkloadProcedures, workloadKinds } from './kinds';

/** The procedures that all kinds share, of this kind. */
export function useWorkloadProcedures(kind: KindWithProcedures): WorkloadProcedures {
  return workloadKinds[kind].procedures(useTRPC());
}
