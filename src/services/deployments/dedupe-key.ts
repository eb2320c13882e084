import { createHash } from 'node:crypto';

/** The identity of a deployment: two with the same identity are duplicates (deployment contract D9.3). */
export interface DeploymentIdentity {
  uuid: string;
  workloadId: number;
  pullRequestId: number;
  commit: string;
  configHash: string;
  imageTag: string | null;
  kind: string;
  /** Forced deployments are never duplicates. */
  force: boolean;
}

export function dedupeKey(deployment: DeploymentIdentity): string {
  const { workloadId, pullRequestId, commit, configHash, imageTag, kind } = deployment;
  const parts = [workloadId, pullRequestId, commit, configHash, imageTag, kind];
  const own = deployment.force ? [...parts, deployment.uuid] : parts;
  return createHash('sha256').update(JSON.stringify(own)).digest('hex');
}
