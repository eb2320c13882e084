import { conditionOf, isRunning } from '../../domain/container-condition';
import { AppError } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { WorkloadAction } from '../../domain/states';
import { magicVariables } from '../../engine/compose/magic';
import { composeVariables } from '../../engine/compose/variables';
import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { type OperationRequest, requestOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
import { findStack, type StackOnServer } from './find';
import { stackPlanBasis } from './plan-basis';
import { requireHostAccess } from './require-host-access';
import { specOfRequest } from './spec-of-request';
import { storedFile } from './stored-file';
import { readValues } from './variables';

export interface ReleaseRequest {
  /** `deploy` replaces what has changed; `restart` replaces everything running. */
  action: 'start' | 'deploy' | 'restart';
  /** Pull images even if they are on the server. */
  latest?: boolean;
  /** Name of the only component to replace; absent: all. */
  component?: string;
}

/**
 * Request a release of a stack, or of one of its components. A release that is already running counts as this one only
 * if nothing has changed since it was requested.
 * @throws AppError 400 for a start of a running stack · 403 for a file that uses the host · 422 while a variable that
 *   the file requires is empty
 */
export async function requestRelease(
  scope: Scope,
  uuid: string,
  request: ReleaseRequest,
): Promise<{ uuid: string } | null> {
  const { action, latest = false, component } = request;
  const row = await findLegal(scope, uuid, action);
  if (action === 'start' && isRunning(component ? statusOfComponent(row, component) : row.status))
    throw new AppError('bad_request', 'Service is already running.');
  if (isOfRepository(row) && component === undefined) {
    const kind = action === 'restart' ? 'restart' : 'deploy';
    if (kind === 'restart') await requireHostAccess(scope, row);
    return startDeployment(scope, { applicationUuid: uuid, kind, force: latest });
  }
  return requestOperation(scope, await operationOf(scope, row, request));
}

/** The operation that deploys a service, to be queued with others. @throws AppError as `requestRelease` */
export async function releaseOperation(
  scope: Scope,
  uuid: string,
  request: Pick<ReleaseRequest, 'action'>,
): Promise<OperationRequest> {
  return operationOf(scope, await findLegal(scope, uuid, request.action), request);
}

async function operationOf(
  scope: Scope,
  row: StackOnServer,
  { action, latest = false, component }: ReleaseRequest,
): Promise<OperationRequest> {
  await requireComplete(scope, row);
  await requireHostAccess(scope, row);
  const parameters = { force: action === 'restart', latest, component: component ?? null };
  const basis = stackPlanBasis(scope, await specOfRequest(scope, row, { parameters }), row.server);
  const supersedes = component ? [] : (['start', 'restart', 'stop'] as const);
  const kind = action === 'restart' ? 'restart' : 'start';
  return { kind, workload: row, parameters, identity: { ...parameters, basis }, supersedes };
}

/**
 * Refuse to start an application whose compose file requires a variable that is empty, or uses the host without the
 * caller's right to it; ignore any other application. @throws AppError 403 · 422
 */
export async function requireStartableFile(
  scope: Scope,
  uuid: string,
  kind: 'deploy' | 'restart',
): Promise<void> {
  requirePublicId(uuid, 'Application');
  const isStack = await scope.db.workload.count({ where: { uuid, stack: { isNot: null } } });
  if (isStack === 0) return;
  const row = await findStack(scope, uuid);
  // What the file requires at the deployed commit is known only after fetching it.
  if (isOfRepository(row) && kind === 'deploy') return;
  await requireComplete(scope, row);
  await requireHostAccess(scope, row);
}

function isOfRepository({ checkout }: StackOnServer): boolean {
  return checkout !== null;
}

/** Request a stop of one component. */
export async function requestComponentStop(scope: Scope, uuid: string, component: string): Promise<void> {
  const row = await findLegal(scope, uuid, 'stop');
  if (conditionOf(statusOfComponent(row, component)) === 'exited')
    throw new AppError('bad_request', `${component} is already stopped.`);
  await requestOperation(scope, { kind: 'stop', workload: row, parameters: { component }, supersedes: [] });
}

async function findLegal(scope: Scope, uuid: string, action: WorkloadAction): Promise<StackOnServer> {
  const row = await findStack(scope, uuid);
  requireLegal(row, action);
  return row;
}

function statusOfComponent({ components }: StackOnServer, name: string): string {
  return components.find((each) => each.name === name)?.status ?? 'exited';
}

/** Refuse to start while a variable with `${NAME:?message}` in the file is empty (`deployment.md` D16.5). */
async function requireComplete(scope: Scope, row: StackOnServer): Promise<void> {
  const { file } = storedFile(scope, row);
  const values = await readValues(scope, row.id);
  const empty = composeVariables(file, magicVariables(file)).filter(
    ({ name, required }) => required !== null && !values.get(name)?.reveal(),
  );
  if (empty.length === 0) return;
  const fields = empty.map(({ name, required }) => [name, [required || 'Must have a value.']]);
  throw new AppError(
    'validation_failed',
    `Set ${empty.map(({ name }) => name).join(', ')} before it is started.`,
    { fields: Object.fromEntries(fields) },
  );
}
