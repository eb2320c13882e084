import { type WorkloadAddress, workloadKinds } from '../workload/kinds';

/** Variables of a workload, or of its previews. */
export interface VariableSet extends WorkloadAddress {
  isPreview: boolean;
}

/** Additional request fields for a variable of a set. Kinds without previews have none. */
export function setFields({ kind, isPreview }: VariableSet): { is_preview?: boolean } {
  return workloadKinds[kind].isBuilt ? { is_preview: isPreview } : {};
}
