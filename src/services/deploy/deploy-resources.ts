import { permits } from '../../auth/decision';
import { isRunning } from '../../domain/container-condition';
import { AppError, httpStatus } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';
import { workloadNames, workloadResources } from '../../domain/workload/names';
import { refusedAction, requireObjects } from '../authorization/require-object';
import type { Scope } from '../context';
import { requestStart } from '../databases/request';
import { ALREADY_QUEUED, type StartedResource } from '../deployments/deploy-planned';
import { requestRelease } from '../stacks/request';
import { deployApplication } from './deploy-application';
import { deployTogether } from './deploy-together';
import { nothingToDeploy } from './nothing-to-deploy';
import { tagNames } from './tag-names';
import type { StartedResources, Target } from './target';

const target = { uuid: true, kind: true, name: true, status: true } as const;

export interface DeployWish {
  force: boolean;
  /** Whether they succeed or are reverted together. */
  isAtomic: boolean;
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

/**
 * Deploy every resource that has one of the tags.
 * @param text names of tags, separated by commas
 * @throws AppError 404 when there are none, or all are being deleted
 */
export async function deployTagged(scope: Scope, text: string, wish: DeployWish): Promise<StartedResources> {
  const names = tagNames(text, await namesWithCommas(scope, text)).filter((name) => !name.includes('\0'));
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

async function namesWithCommas({ db }: Scope, text: string): Promise<string[]> {
  if (!text.includes(',')) return [];
  const tags = await db.tag.findMany({ where: { name: { contains: ',' } }, select: { name: true } });
  return tags.map(({ name }) => name);
}

/**
 * Deploy resources, each on its own unless they are to be deployed together: one that is refused does not keep the
 * others waiting.
 * @throws AppError forbidden when the caller may not deploy one of them; then none is deployed · 429 when a queue is
 *   full · the first refusal when all are refused · as `deployTogether`
 */
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
  if (isAtomic) return deployTogether(scope, targets, force);
  const outcomes: (StartedResource | Refused)[] = [];
  for (const each of targets) outcomes.push(await deployOne(scope, each, force).catch(refusedAs(each)));
  const refused = outcomes.filter(isRefused);
  const full = refused.find(({ error: { code } }) => code === 'too_many_requests');
  // What was queued already is found again when the caller repeats the request.
  if (full) throw full.error;
  if (refused[0] && refused.length === targets.length) throw refused[0].error;
  return {
    started: outcomes.map((each) => (isRefused(each) ? asMessage(each) : each)),
    groupUuid: null,
  };
}

/** A resource that could not be deployed as the caller asked. */
interface Refused {
  target: Target;
  error: AppError;
}

/** Keep a refusal, so that the others are deployed; other errors are thrown. */
function refusedAs(target: Target) {
  return (error: unknown): Refused => {
    if (error instanceof AppError && httpStatus[error.code] < 500) return { target, error };
    throw error;
  };
}

function isRefused(outcome: StartedResource | Refused): outcome is Refused {
  return 'error' in outcome;
}

function asMessage({ target: { uuid, kind, name }, error }: Refused): StartedResource {
  const reasons = Object.values(error.fields ?? {}).flat();
  const why = reasons.length > 0 ? reasons.join(' ') : error.message;
  return {
    message: `${workloadNames[kind]} ${name} was not deployed: ${why}`,
    resourceUuid: uuid,
    isRefused: true,
  };
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
