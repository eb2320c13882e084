import { AppError, notFound } from '../../domain/error';
import type { ContainerState, LogLine } from '../../engine/machines';
import { applicationContainers } from '../../engine/operations/application-containers';
import type { OrganizationScope } from '../context';
import { type ApplicationOnServer, enginePlace, findOnServer } from './on-server';

export interface LogRequest {
  applicationUuid: string;
  /** Name of one of its containers; null: all that run, or the last one that did. */
  container: string | null;
  /** Lines from the end. */
  lines: number;
}

/**
 * The newest lines of the application's containers, in the order of their times.
 * @throws AppError 400 when there is no container, 404 when there is none of this name
 */
export async function readLogs(scope: OrganizationScope, request: LogRequest): Promise<LogLine[]> {
  const found = await findOnServer(scope, request.applicationUuid);
  const { docker } = placeOf(scope, found).host;
  const containers = await loggedContainers(scope, found, request.container);
  const logs = await Promise.all(
    containers.map(({ id }) => docker.containerLogs(id, { tail: request.lines })),
  );
  return logs
    .flat()
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0))
    .slice(-request.lines);
}

/** Containers whose lines are asked for. A stopped one still has the lines of its end. */
export async function loggedContainers(
  scope: OrganizationScope,
  found: ApplicationOnServer,
  name: string | null,
): Promise<ContainerState[]> {
  const containers = await applicationContainers(placeOf(scope, found));
  if (containers.length === 0) throw notRunning();
  const named = containers.filter((container) => hasName(container, name));
  if (named.length === 0) throw notFound('Container');
  const running = named.filter(({ status }) => status === 'running');
  return running.length > 0 ? running : named.slice(0, 1);
}

/** Those that print something now, maybe none. */
export async function runningContainers(
  scope: OrganizationScope,
  found: ApplicationOnServer,
  name: string | null,
): Promise<ContainerState[]> {
  const containers = await applicationContainers(placeOf(scope, found));
  return containers.filter((container) => container.status === 'running' && hasName(container, name));
}

function hasName(container: ContainerState, name: string | null): boolean {
  return name === null || container.name.replace(/^\//, '') === name;
}

/** A server that was never validated has nothing to read from. */
function placeOf(scope: OrganizationScope, found: ApplicationOnServer) {
  if (found.server.hostKey === null) throw notRunning();
  return enginePlace(scope, found);
}

function notRunning(): AppError {
  return new AppError('bad_request', 'Application is not running.');
}
