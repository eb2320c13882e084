import { type WorkloadAddress, workloadKinds } from '../workload/kinds';

/** The variables of a workload itself, or those of its previews. */
export interface VariableSet extends WorkloadAddress {
  isPreview: boolean;
}

/** What is sent for a variable of a set: kinds without previews have no field for it. */
export function setFields({ kind, isPreview }: VariableSet): { is_preview?: boolean } {
  return workloadKinds[kind].isBuilt ? { is_preview: isPreview } : {};
}
