import { isRunning } from '../../domain/container-condition';
import { workloadNames } from '../../domain/workload/names';
import type { Scope } from '../context';
import { startOperation } from '../databases/request';
import { startGroup } from '../deployment-groups/start';
import type { StartedResource } from '../deployments/deploy-planned';
import { deploymentRequest } from '../deployments/start';
import type { OperationRequest } from '../operations/request';
import { releaseOperation, requireStartableFile } from '../stacks/request';
import type { StartedResources, Target } from './target';

/**
 * Deploy workloads of any kind so that they succeed or are undone together. A database that runs is left alone unless
 * it is forced to restart.
 * @throws AppError as `startGroup` · 422 for what could not be deployed alone either
 */
export async function deployTogether(
  scope: Scope,
  targets: readonly Target[],
  force: boolean,
): Promise<StartedResources> {
  const wanted: { target: Target; request: OperationRequest | null }[] = [];
  for (const target of targets) wanted.push({ target, request: await requestOf(scope, target, force) });
  const parts = wanted.flatMap(({ target: { name }, request }) => (request ? [{ name, request }] : []));
  if (parts.length === 0) return { started: wanted.map(({ target }) => left(target)), groupUuid: null };
  const { uuid, operations } = await startGroup(scope, parts);
  const uuids = operations.values();
  return {
    started: wanted.map(({ target, request }) =>
      request ? queued(target, request, uuids.next().value ?? '') : left(target),
    ),
    groupUuid: uuid,
  };
}

/** The operation that deploys a workload; null: it runs, and stays as it is. */
async function requestOf(
  scope: Scope,
  { uuid, kind, status }: Target,
  force: boolean,
): Promise<OperationRequest | null> {
  switch (kind) {
    case 'application':
      await requireStartableFile(scope, uuid, 'deploy');
      return deploymentRequest(scope, { applicationUuid: uuid, kind: 'deploy', force });
    case 'stack':
      return releaseOperation(scope, uuid, { action: force ? 'restart' : 'deploy' });
    case 'database': {
      const runs = isRunning(status);
      return runs && !force ? null : startOperation(scope, uuid, runs ? 'restart' : 'start');
    }
  }
}

function queued({ uuid, kind, name }: Target, request: OperationRequest, operation: string): StartedResource {
  const what = kind === 'database' ? request.kind : 'deployment';
  return {
    message: `${workloadNames[kind]} ${name} ${what} queued.`,
    resourceUuid: uuid,
    ...(kind === 'application' && { deploymentUuid: operation }),
  };
}

function left({ uuid, kind, name }: Target): StartedResource {
  return { message: `${workloadNames[kind]} ${name} is already running.`, resourceUuid: uuid };
}
