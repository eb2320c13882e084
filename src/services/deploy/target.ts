import type { WorkloadKind } from '../../db/generated/client';
import type { StartedResource } from '../deployments/deploy-planned';

/** A workload to deploy. */
export interface Target {
  uuid: string;
  kind: WorkloadKind;
  name: string;
  status: string;
}

export interface StartedResources {
  started: readonly StartedResource[];
  /** null: each on its own. */
  groupUuid: string | null;
}
