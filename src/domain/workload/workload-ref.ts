/** What a user runs. The contract calls a stack a service. */
export type WorkloadKind = 'application' | 'database' | 'stack';

/** A workload as the engine knows it, from the labels of its containers, volumes and images. */
export interface WorkloadRef {
  kind: WorkloadKind;
  uuid: string;
  name: string;
  organizationUuid: string;
  /** Display names for the compatibility labels. */
  projectName: string;
  environmentName: string;
  /** Identifies this Gantry installation on a server that several installations may share. `[a-z0-9-]+`. */
  instanceId: string;
  /** Number of the pull request of a preview, whose `uuid` comes from `previewName`; absent: none. */
  pullRequestId?: number;
}

/** Journalled work on a workload. Names of containers and jobs derive from both uuids, so a step can be repeated. */
export interface OperationRef {
  /** Uuid of the operation; for a deployment, its own. */
  operationUuid: string;
  workload: WorkloadRef;
}
