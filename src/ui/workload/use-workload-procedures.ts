import { useTRPC } from '../trpc';
import { type StorageProcedures, type WorkloadKind, type WorkloadProcedures, workloadKinds } from './kinds';

/** The procedures of one kind among those that all kinds share. */
export function useWorkloadProcedures(kind: WorkloadKind): WorkloadProcedures {
  return workloadKinds[kind].procedures(useTRPC());
}

/** A workload that is given storages. */
export interface StoredWorkload {
  kind: WorkloadKind;
  uuid: string;
}

/** The procedures on the storages of one kind. */
export function useStorageProcedures(kind: StoredWorkload['kind']): StorageProcedures {
  return useTRPC()[kind];
}
