import { permits } from '../../auth/decision';
import type { WorkloadKind } from '../../db/generated/client';
import { isRunning } from '../../domain/container-condition';
import { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';
import { workloadResources } from '../../domain/workload/names';
import { refusedAction, requireObjects } from '../authorization/require-object';
import type { Scope } from '../context';
import { requestStart } from '../databases/request';
import { startGroup } from '../deployment-groups/start';
import { ALREADY_QUEUED, type StartedResource } from '../deployments/deploy-planned';
import { requestRelease } from '../stacks/request';
import { deployApplication } from './deploy-application';
import { nothingToDeploy } from './nothing-to-deploy';

/** A workload to deploy. */
interface Target {
  uuid: string;
  kind: WorkloadKind;
  name: string;
  status: string;
}

const target = { uuid: true, kind: true, name: true, status: true } as const;

export interface DeployWish {
  force: boolean;
  /** Whether they succeed or are reverted together. */
  isAtomic: boolean;
}

export interface StartedResources {
  started: readonly StartedResource[];
  /** null: each on its own. */
  groupUuid: string | null;
}

/** Deploy those of the resources that belong to the organization. @throws AppError 404 as `nothingToDeploy` */
export async function deployResources(
  scope: Scope,
  uuids: readonly string[],
  wish: DeployWish,
): Promise<StartedResources> {
  const named = uuids.filter((uuid) => !uuid.includes('\0'));
  const targets = await scope.db.workload.findMany({
    where: { uuid: { in: named }, deletingAt: null },
    select: target,
    orderBy: { id: 'asc' },
  });
  if (targets.length === 0) throw await nothingToDeploy(scope, named);
  return deployAll(scope, targets, wish);
}

/** Deploy every resource that has one of the tags. @throws AppError 404 when there are none, or all are being deleted */
export async function deployTagged(
  scope: Scope,
  tagNames: readonly string[],
  wish: DeployWish,
): Promise<StartedResources> {
  const names = tagNames.filter((tag) => !tag.includes('\0')).map((tag) => tag.toLowerCase());
  const tags = { some: { tag: { name: { in: names } } } };
  const targets = await scope.db.workload.findMany({
    where: { tags, deletingAt: null },
    select: target,
    orderBy: { id: 'asc' },
  });
  if (targets.length > 0) return deployAll(scope, targets, wish);
  const isBeingDeleted = (await scope.db.workload.findFirst({ where: { tags } })) !== null;
  throw new AppError(
    'not_found',
    isBeingDeleted ? 'Every resource with this tag is being deleted.' : 'No resources found with this tag.',
  );
}

/** @throws AppError forbidden when the caller may not deploy one of them; then none is deployed · as `startGroup` */
async function deployAll(
  scope: Scope,
  targets: readonly Target[],
  { force, isAtomic }: DeployWish,
): Promise<StartedResources> {
  for (const type of Object.values(workloadResources)) {
    const named = targets.filter(({ kind }) => workloadResources[kind] === type);
    const permission: Permission = `${type}:deploy`;
    if (named.length > 0 && !permits(scope.principal, permission)) throw refusedAction(permission);
    await requireObjects(
      scope,
      permission,
      named.map(({ uuid }) => ({ type, uuid })),
    );
  }
  if (isAtomic) {
    const { uuid, deployments } = await startGroup(scope, targets, force);
    return { started: deployments, groupUuid: uuid };
  }
  const started: StartedResource[] = [];
  for (const each of targets) started.push(await deployOne(scope, each, force));
  return { started, groupUuid: null };
}

function deployOne(scope: Scope, target: Target, force: boolean): Promise<StartedResource> {
  switch (target.kind) {
    case 'application':
      return startApplication(scope, target, force);
    case 'database':
      return startDatabase(scope, target, force);
    case 'stack':
      return startStack(scope, target, force);
  }
}

async function startApplication(
  scope: Scope,
  { uuid, name }: Target,
  force: boolean,
): Promise<StartedResource> {
  const deployment = await deployApplication(scope, { applicationUuid: uuid, kind: 'deploy', force });
  const message = deployment.isDuplicate ? ALREADY_QUEUED : `Application ${name} deployment queued.`;
  return { message, resourceUuid: uuid, deploymentUuid: deployment.uuid };
}

async function startStack(scope: Scope, { uuid, name }: Target, force: boolean): Promise<StartedResource> {
  await requestRelease(scope, uuid, { action: force ? 'restart' : 'deploy' });
  return { message: `Service ${name} deployment queued.`, resourceUuid: uuid };
}

async function startDatabase(
  scope: Scope,
  { uuid, name, status }: Target,
  force: boolean,
): Promise<StartedResource> {
  const runs = isRunning(status);
  if (runs && !force) return { message: `Database ${name} is already running.`, resourceUuid: uuid };
  await requestStart(scope, uuid, runs ? 'restart' : 'start');
  return { message: `Database ${name} ${runs ? 'restart' : 'start'} queued.`, resourceUuid: uuid };
}
