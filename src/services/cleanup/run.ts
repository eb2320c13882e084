import type { CleanupExecution } from '../../db/generated/client';
import { byteSize } from '../../domain/byte-size';
import { type CleanupKind, type CleanupObject, cleanupKinds } from '../../domain/cleanup';
import { usedPercent } from '../../domain/disk-forecast';
import { errorMessage } from '../../domain/error';
import { workloadOf } from '../../domain/workload/preview-name';
import type { Measured } from '../../engine/cleanup/measure';
import { removeUnneeded } from '../../engine/cleanup/remove';
import { removeWithLayers } from '../../engine/server/build-cache';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import { findServer, type ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { dockerDisk, keepSample } from './disk';
import { type CleanupEnd, endExecution } from './executions';
import { bytesOf, findUnneeded, stillUnneeded } from './find-unneeded';
import { tellEnd } from './notice';
import { isBusy } from './protection';
import { forgetPulled, forgetReleases } from './releases';

/**
 * Run a requested cleanup. One that a dead worker began continues with what is left. Faults of the machine become the
 * result of the execution and are not thrown.
 */
export async function runCleanup(
  scope: OrganizationScope,
  { serverUuid, executionUuid }: { serverUuid: string; executionUuid: string },
): Promise<void> {
  const server = await findServer(scope, serverUuid);
  const execution = await scope.db.cleanupExecution.findUnique({ where: { uuid: executionUuid } });
  if (execution?.status !== 'running') return; // already done, or given up
  const end = await cleanUp(scope, server, execution);
  const isEnded = await endExecution(scope, server, execution.id, end);
  if (isEnded) await tellEnd(scope, server, execution, end);
}

async function cleanUp(
  scope: OrganizationScope,
  server: ServerWithKey,
  execution: CleanupExecution,
): Promise<CleanupEnd> {
  const nothing = { removed: [], freedBytes: 0, diskUsedBefore: null, diskUsedAfter: null };
  let result: CleanupEnd = { ...nothing, status: 'failed', message: '' };
  try {
    const host = hostOf(scope, server);
    const disk = await dockerDisk(host);
    const used = usedPercent(disk);
    result = { ...result, diskUsedBefore: used, diskUsedAfter: used };
    if (execution.cause === 'schedule' && !server.isCleanupForced && used < server.cleanupThreshold) {
      await keepSample(scope, server, disk);
      const message = `Nothing was removed: ${used} % of the disk is used, below the threshold of ${server.cleanupThreshold} %.`;
      return { ...result, status: 'success', message };
    }
    await forgetReleases(scope, server);
    await forgetPulled(scope, server, host);
    const removal = await removeAll(scope, server, host, execution);
    await forgetPulled(scope, server, host);
    const after = await dockerDisk(host);
    await keepSample(scope, server, after);
    return { ...result, ...removal, diskUsedAfter: usedPercent(after) };
  } catch (error) {
    return { ...result, message: errorMessage(error) };
  }
}

type Removal = Pick<CleanupEnd, 'status' | 'message' | 'removed' | 'freedBytes'>;

/** Remove each object separately: one that cannot be removed does not block the others. */
async function removeAll(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  extent: Pick<CleanupExecution, 'removesVolumes' | 'removesNetworks'>,
): Promise<Removal> {
  const removed: Measured[] = [];
  const problems: string[] = [];
  const unneeded = await findUnneeded(scope, server, host, extent);
  const removeEach = async () => {
    for (const object of unneeded) {
      try {
        if (await isBusy(scope, workloadOf(object.resource))) continue;
        const current = object.isPulled ? await stillUnneeded(scope, server, host, object) : object;
        if (current && (await removeUnneeded(host, scope.installation.uuid, current))) removed.push(object);
      } catch (error) {
        problems.push(`${object.kind} ${object.name}: ${errorMessage(error)}`);
      }
    }
  };
  const onProblem = (error: unknown) => problems.push(`build cache: ${errorMessage(error)}`);
  if (unneeded.some(({ kind }) => kind === 'image')) await removeWithLayers(host, { onProblem }, removeEach);
  else await removeEach();
  const freedBytes = bytesOf(removed);
  const done = summary(removed, freedBytes);
  if (problems.length === 0) return { status: 'success', message: done, removed, freedBytes };
  const message = `${done} Not everything could be removed. ${problems.join('; ')}`;
  return { status: 'failed', message, removed, freedBytes };
}

const words: Readonly<Record<CleanupKind, [one: string, several: string]>> = {
  container: ['container', 'containers'],
  image: ['image', 'images'],
  volume: ['volume', 'volumes'],
  network: ['network', 'networks'],
};

function summary(removed: readonly CleanupObject[], bytes: number): string {
  if (removed.length === 0) return 'There was nothing to remove.';
  const counts = cleanupKinds.flatMap((kind) => {
    const count = removed.filter((object) => object.kind === kind).length;
    return count === 0 ? [] : [`${count} ${words[kind][count === 1 ? 0 : 1]}`];
  });
  return `Removed ${counts.join(', ')}: ${byteSize(bytes)}.`;
}
