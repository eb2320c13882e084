import { conditionOf } from '../../domain/container-condition';
import type { CloneSource, CloneSpec } from '../../domain/database/database-spec';
import { AppError } from '../../domain/error';
import { volumeNameOf } from '../../domain/storage';
import { volumeName } from '../../engine/database/component';
import type { DatabaseKind } from '../../engine/database/types';
import { cloneDatabasePlan } from '../../engine/plans/clone-database';
import { secretsOfComponent } from '../../engine/plans/secrets';
import { keepExpiry } from '../certificates/keep-expiry';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { type DatabaseOnServer, findDatabase } from './find';
import { kindOf, settingsOf } from './settings';
import { databaseSpec } from './specification';
import { openValues } from './values';

const VERSION = 1;

/** Fill a cloned database with the data of its source, and start it. */
export const cloneDatabase: OperationDefinition<CloneSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const source = await sourceOf(scope, operation);
    const database = await databaseSpec(scope, operation);
    await scope.db.database.updateMany({
      where: { id: operation.workloadId },
      data: { initializedAt: scope.clock.now() },
    });
    return { database, source: await cloneSource(scope, operation, source) };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => cloneDatabasePlan(spec),
  secrets: ({ database, source }) => [
    ...secretsOfComponent(database.component),
    ...(source.kind === 'dump'
      ? [source.dump.write, source.dump.check, source.dump.read].flatMap(({ env }) => Object.values(env))
      : []),
  ],
  deadlineMs: ({ database }) => database.deadlines.totalMs,
  async beforeEnd(scope, { workloadId }, { outcome }, spec) {
    if (outcome === 'finished' && spec) await keepExpiry(scope, workloadId, spec.database);
  },
  async afterEnd(scope, { workload, sourceWorkloadId }, { outcome }) {
    const now = scope.clock.now();
    if (outcome === 'finished')
      await scope.db.workload.updateMany({
        where: { id: workload.id },
        data: { status: 'running:healthy', lastOnlineAt: now },
      });
    // Its volumes are gone: the next start creates them.
    else await scope.db.database.updateMany({ where: { id: workload.id }, data: { initializedAt: null } });
    await workloadChanged(scope, workload);
    const source =
      sourceWorkloadId === null
        ? null
        : await scope.db.workload.findUnique({ where: { id: sourceWorkloadId } });
    if (source) await workloadChanged(scope, source);
  },
};

async function sourceOf(scope: OrganizationScope, operation: LoadedOperation): Promise<DatabaseOnServer> {
  const { sourceWorkloadId } = operation;
  const named =
    sourceWorkloadId === null
      ? null
      : await scope.db.workload.findUnique({ where: { id: sourceWorkloadId } });
  if (!named) throw new AppError('conflict', 'The database to copy data from no longer exists.');
  return findDatabase(scope, named.uuid);
}

/** A full dump when the engine makes one and the source is running; else the volumes, while nothing writes. */
async function cloneSource(
  scope: OrganizationScope,
  operation: LoadedOperation,
  source: DatabaseOnServer,
): Promise<CloneSource> {
  const kind = kindOf(source.engine);
  const workload = { ...operationRef(scope, operation).workload, uuid: source.uuid, name: source.name };
  const isRunning = conditionOf(source.status) !== 'exited';
  const dumpAll = kind.dumps?.all;
  if (isRunning && dumpAll) {
    const settings = settingsOf(source, openValues(scope.database.sealer, source));
    return { kind: 'dump', workload, container: source.uuid, dump: dumpAll(settings) };
  }
  const folders = volumesOf(kind);
  const volumes = folders.map((folder) => ({
    from: volumeName(source.engine, source.uuid, folder),
    to: volumeName(source.engine, operation.workload.uuid, folder),
  }));
  const further = await scope.db.storage.findMany({ where: { workloadId: source.id, kind: 'volume' } });
  for (const { name } of further)
    if (name !== null)
      volumes.push({
        from: volumeNameOf(source.uuid, name),
        to: volumeNameOf(operation.workload.uuid, name),
      });
  return { kind: 'volumes', workload, volumes, isRunning, graceSeconds: source.stopGracePeriod };
}

function volumesOf({ furtherFolders = {} }: DatabaseKind): string[] {
  return ['data', ...Object.keys(furtherFolders)];
}
