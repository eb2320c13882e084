import { AppError, notFound } from '../../domain/error';
import { type NamedWorkload, workloadNames } from '../../domain/workload/names';
import { previewName } from '../../domain/workload/preview-name';
import { type ContainerState, workloadContainers } from '../../engine/workload/containers';
import { type LogLine, newestLines, readContainerLog } from '../../engine/workload/log';
import type { OrganizationScope } from '../context';
import { findAtDestination, placeOf, type WorkloadOnServer } from '../workloads/on-server';
import { hidingValues } from './hidden-values';
import { listStoredContainers, type StoredContainer } from './list';
import { lineMatcher } from './match';
import { readStoredLines } from './read';

export interface LogRequest {
  workload: NamedWorkload;
  /** Uuid of an additional destination of the application; null: the main one. */
  destination: string | null;
  /** Name or id of one of its containers, present or removed; null: all. */
  container: string | null;
  /** Lines from the end. */
  lines: number;
  /** Text that a line must contain; null: any. */
  search: string | null;
}

/**
 * Read the newest lines of the workload's containers, removed ones included, in order of time.
 * @throws AppError 400 when there never was a container, 404 when none has this name
 */
export async function readLogs(scope: OrganizationScope, request: LogRequest): Promise<LogLine[]> {
  const found = await findAtDestination(scope, request.workload, request.destination);
  const { present, stored } = await chooseContainers(scope, found, request.container);
  const wanted = {
    lines: request.lines,
    matches: request.search === null ? null : lineMatcher(request.search),
  };
  const live = present.map(({ id }) => readContainerLog(placeOf(scope, found).host, id, wanted));
  let lines = newestOf((await Promise.all(live)).flat(), request.lines);
  for (const container of stored) {
    if (lines.length >= request.lines && container.endedAt < timeOf(lines[0])) break;
    const matches = lineMatcher(request.search);
    const more = {
      workloadId: found.workload.id,
      containerId: container.id,
      lines: request.lines,
      matches,
    };
    lines = newestOf([...(await readStoredLines(scope, more)), ...lines], request.lines);
  }
  return lines.map(await hidingValues(scope, found.workload));
}

interface ChosenContainers {
  /** Containers on the server, running or not. */
  present: ContainerState[];
  /** Removed containers, the last one to end first. */
  stored: StoredContainer[];
}

/** Choose the containers to read. Ask the server only if necessary: it may be unreachable. */
async function chooseContainers(
  scope: OrganizationScope,
  found: WorkloadOnServer,
  wanted: string | null,
): Promise<ChosenContainers> {
  const all = await listStoredContainers(scope, found.workload.id);
  const byId = all.filter(({ id }) => id === wanted);
  if (byId.length > 0) return { present: [], stored: byId };
  const there = await presentContainers(scope, found, { withPreviews: wanted !== null });
  if (there.length + all.length === 0) throw notRunning(found.workload);
  const present = there.filter((container) => isNamed(container, wanted));
  const stored = all.filter((container) => isNamed(container, wanted));
  if (present.length + stored.length === 0) throw notFound('Container');
  return { present, stored };
}

/**
 * List the containers on the server, newest first; none for a server that was never validated.
 * @param withPreviews appends those of its previews: they are read only when named
 */
export async function presentContainers(
  scope: OrganizationScope,
  found: WorkloadOnServer,
  { withPreviews }: { withPreviews: boolean },
): Promise<ContainerState[]> {
  const { workload, server } = found;
  if (server.hostKey === null) return [];
  const where = { workloadId: workload.id, deploymentUuid: { not: null } };
  const previews = withPreviews ? await scope.db.preview.findMany({ where }) : [];
  const { host, workload: own } = placeOf(scope, found);
  const names = previews.map(({ pullRequestId }) => previewName(workload.uuid, pullRequestId));
  const all = [own.uuid, ...names].map((uuid) => workloadContainers({ host, workload: { ...own, uuid } }));
  return (await Promise.all(all)).flat();
}

export function isNamed(container: { id: string; name: string }, wanted: string | null): boolean {
  return wanted === null || container.id === wanted || container.name === wanted;
}

export function notRunning({ kind }: NamedWorkload): AppError {
  return new AppError('bad_request', `${workloadNames[kind]} is not running.`);
}

function newestOf(lines: readonly LogLine[], most: number): LogLine[] {
  return newestLines(lines.toSorted(byTime), most);
}

function byTime(a: LogLine, b: LogLine): number {
  return a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0;
}

function timeOf(line: LogLine | undefined): Date {
  return new Date(line?.timestamp ?? 0);
}
