import { useTRPC } from '../trpc';
import { type StorageProcedures, type WorkloadKind, type WorkloadProcedures, workloadKinds } from './kinds';

/** Procedures of one kind of workload, limited to those that all kinds have. */
export function useWorkloadProcedures(kind: WorkloadKind): WorkloadProcedures {
  return workloadKinds[kind].procedures(useTRPC());
}

/** A workload whose storages can be managed. */
export interface StoredWorkload {
  kind: WorkloadKind;
  uuid: string;
}

/** Procedures for the storages of one kind of workload. */
export function useStorageProcedures(kind: StoredWorkload['kind']): StorageProcedures {
  return useTRPC()[kind];
}
