import { type DatabaseSpec, publicRef } from '../../domain/database/database-spec';
import type { DatabaseValues } from '../../domain/database/field';
import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { networkOf } from '../../domain/workload/network';
import { databaseComponent } from '../../engine/database/component';
import { publicComponent } from '../../engine/database/public-component';
import { portOf } from '../../engine/database/tls';
import type { DatabaseSettings } from '../../engine/database/types';
import type { Presence } from '../../engine/plans/presence';
import { issueForDatabase } from '../certificates/issue';
import { configurationHash } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import { deploymentEnvironment } from '../environment-variables/deployment-environment';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { proxySpec } from '../servers/proxy-access';
import { sharedLookup } from '../shared-variables/lookup';
import { mountsOf } from '../storages/mounts';
import { connectedNetworks } from '../workloads/connected-networks';
import { type DatabaseOnServer, findDatabase } from './find';
import { kindOf, settingsOf, settingsToStart } from './settings';
import { openValues } from './values';

interface Wanted {
  /** Values to use instead of those of the row; absent: the row's. */
  values?: DatabaseValues;
  /** Only its public port changes: the database keeps running as it is. */
  onlyPublicPort?: boolean;
}

/**
 * Build the specification of a database from its rows, with a new certificate when it starts with TLS.
 * @throws AppError for an unknown reference in a variable
 */
export async function databaseSpec(
  scope: OrganizationScope,
  operation: LoadedOperation,
  { values, onlyPublicPort = false }: Wanted = {},
): Promise<DatabaseSpec> {
  const { destination, environment } = operation.workload;
  const row = await findDatabase(scope, operation.workload.uuid);
  const { sealer } = scope.database;
  const kind = kindOf(row.engine);
  const settings = (onlyPublicPort ? settingsOf : settingsToStart)(row, values ?? openValues(sealer, row));
  const issued = settings.tls && !onlyPublicPort ? await issueForDatabase(scope, row) : null;
  const { isPublic, publicPort, server } = row;
  const network = networkOf(destination, environment, server);
  return {
    ...operationRef(scope, operation),
    component: databaseComponent(kind, settings, {
      ...(await placeOf(scope, row)),
      ...(await ownPartsOf(scope, row)),
      network,
      connected: await connectedNetworks(scope, operation.workload, server),
      tls: issued?.material ?? null,
    }),
    certificateExpiresAt: issued?.expiresAt.toISOString() ?? null,
    publicComponent:
      isPublic && publicPort !== null
        ? publicComponent({
            component: publicRef(row.uuid),
            host: row.uuid,
            network,
            containerPort: portOf(kind, settings),
            hostPort: publicPort,
            idleSeconds: row.publicPortTimeout,
            image: scope.installation.databaseProxyImage,
          })
        : null,
    // A database gets no HTTP, so the proxy of the server is not involved.
    proxy: { ...proxySpec(server), kind: 'none' },
    deadlines: { totalMs: server.dynamicTimeout * 1000 },
  };
}

/**
 * A separate database beside that of an operation, with the same engine, image, configuration and limits, for the
 * duration of the operation. It has none of its storages and ports, and no encryption.
 */
export async function copySpec(
  scope: OrganizationScope,
  operation: LoadedOperation,
  { host, database }: { host: string; database: string },
): Promise<{ spec: DatabaseSpec; settings: DatabaseSettings }> {
  const { destination, environment } = operation.workload;
  const row = await findDatabase(scope, operation.workload.uuid);
  const kind = kindOf(row.engine);
  const own = settingsOf(row, openValues(scope.database.sealer, row));
  const settings = { ...own, host, database, tls: null };
  const network = networkOf(destination, environment, row.server);
  const ref = operationRef(scope, operation);
  const component = databaseComponent(kind, settings, {
    ...(await placeOf(scope, row)),
    network,
    mounts: [],
    storedFiles: [],
    health: null,
    tls: null,
  });
  const { server } = row;
  return {
    settings,
    spec: {
      ...ref,
      workload: { ...ref.workload, uuid: host },
      component,
      publicComponent: null,
      proxy: { ...proxySpec(server), kind: 'none' },
      deadlines: { totalMs: server.dynamicTimeout * 1000 },
    },
  };
}

/**
 * Keyed hash of what a start of the database is made from, to tell whether two requests ask for the same.
 * @throws AppError for an unknown reference in a variable
 */
export async function databaseHash(scope: OrganizationScope, row: DatabaseOnServer): Promise<string> {
  const { sealer } = scope.database;
  const { environmentId, destinationId, isPublic, publicPort, publicPortTimeout } = row;
  return configurationHash(sealer, [
    settingsToStart(row, openValues(sealer, row)),
    await placeOf(scope, row),
    await ownPartsOf(scope, row),
    { environmentId, destinationId, isPublic, publicPort, publicPortTimeout },
  ]);
}

/** Parts that only the database's own container has, not copies of it. */
async function ownPartsOf(scope: OrganizationScope, row: DatabaseOnServer) {
  const storages = await scope.db.storage.findMany({ where: { workloadId: row.id } });
  return {
    ...(await mountsOf(scope, { uuid: row.uuid, storages })),
    health: row.healthCheckEnabled
      ? {
          interval: row.healthCheckInterval,
          timeout: row.healthCheckTimeout,
          retries: row.healthCheckRetries,
          startPeriod: row.healthCheckStartPeriod,
        }
      : null,
  };
}

/** Parts of every container of a database, from its row. */
async function placeOf(scope: OrganizationScope, row: DatabaseOnServer) {
  const variables = await scope.db.environmentVariable.findMany({ where: { workloadId: row.id } });
  const { sealer } = scope.database;
  return {
    engine: row.engine,
    limits: {
      memory: row.limitsMemory,
      memorySwap: row.limitsMemorySwap,
      memorySwappiness: row.limitsMemorySwappiness,
      memoryReservation: row.limitsMemoryReservation,
      cpus: row.limitsCpus,
      cpuset: row.limitsCpuset,
      cpuShares: row.limitsCpuShares,
    },
    variables: deploymentEnvironment(sealer, variables, false, await sharedLookup(scope, row.id)).runtime,
    logBytes: scope.installation.containerLogQuota,
    stopGraceSeconds: row.stopGracePeriod,
  };
}

/** Everything that a database has on its server, for stop and removal. */
export function presenceOf(scope: OrganizationScope, operation: LoadedOperation): Presence {
  const { uuid, stopGracePeriod } = operation.workload;
  const components: ComponentRef[] = [mainComponentOf(operation), publicRef(uuid)];
  return { ...operationRef(scope, operation), components, proxy: null, graceSeconds: stopGracePeriod };
}

export function mainComponentOf({ workload }: LoadedOperation): ComponentRef {
  return { name: MAIN_COMPONENT, key: workload.uuid };
}
