import { z } from 'zod';
import type { ComposeProject } from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import { AppError } from '../../domain/error';
import { networkOf } from '../../domain/workload/network';
import type { StackComponent, StackSpec } from '../../domain/workload/stack-spec';
import { resolveCompose } from '../../engine/compose/resolve';
import type { Presence } from '../../engine/plans/presence';
import { stackComponent } from '../../engine/stack/component';
import { stackNetworks } from '../../engine/stack/networks';
import { inDependencyOrder, replacedWith } from '../../engine/stack/order';
import { stackVolumes } from '../../engine/stack/volumes';
import { configurationHash } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { componentRouting } from '../workloads/component-routing';
import { findStack, type StackOnServer } from './find';
import { problemText, readFile } from './read-file';
import { releaseRefusals } from './refusals';
import { openRaw } from './sealed';
import { storagesByComponent } from './storages';
import { readValues, type Values } from './variables';

export const releaseParameters = z.object({
  force: z.boolean().default(false),
  latest: z.boolean().default(false),
  /** Name of the only component to release. */
  component: z.string().nullable().default(null),
});

/** Of a stop: name of the only component to stop. */
const stopParameters = z.object({ component: z.string().optional() });

/** The part of an operation that says what to run. */
type StackOperation = Pick<LoadedOperation, 'uuid' | 'parameters'> & {
  workload: Pick<LoadedOperation['workload'], 'uuid' | 'kind' | 'name' | 'destination' | 'environment'>;
  server: Parameters<typeof networkOf>[2];
};

/** A file and values in place of those that a stack has. */
export interface PlannedFile {
  raw: string;
  values: Values;
}

/**
 * Rows → what the engine runs.
 * @throws AppError for an unknown reference in a variable, or one that is required and empty
 */
export async function stackSpec(
  scope: OrganizationScope,
  operation: StackOperation,
  planned?: PlannedFile,
): Promise<StackSpec> {
  const { force, latest, component: only } = releaseParameters.parse(operation.parameters);
  const row = await findStack(scope, operation.workload.uuid);
  const project = await readProject(scope, row, planned);
  const ref = operationRef(scope, operation);
  const { destination, environment } = operation.workload;
  const shared = networkOf(destination, environment, operation.server);
  const place = {
    uuid: row.uuid,
    project,
    sharedNetwork: row.connectToDockerNetwork ? shared.name : null,
    logBytes: scope.installation.containerLogQuota,
    stopGraceSeconds: row.stopGracePeriod,
  };
  const isAsked = ({ name }: ComposeService) => only === null || name === only;
  const services = inDependencyOrder(project.services.filter(({ replicas }) => replicas > 0)).filter(isAsked);
  const isHere = (name: string) => services.some((each) => each.name === name);
  const storages = await storagesByComponent(scope, row, services);
  const components = services.map((service): StackComponent => {
    const component = row.components.find(({ name }) => name === service.name);
    const image = component?.imageOverride ?? service.image ?? '';
    const spec = stackComponent(
      service,
      component?.kind === 'application' ? componentRouting(component) : null,
      image,
      { ...place, storages: storages.get(service.name) ?? { mounts: [], files: [] } },
    );
    return {
      spec: { ...spec, configHash: configurationHash(scope.database.sealer, spec) },
      pull: pullOf(service, latest),
      exposes: service.expose.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port),
      force,
      sharesWith: only === null ? replacedWith(service).filter(isHere) : [],
    };
  });
  if (components.length === 0) throw new AppError('bad_request', 'The compose file has no service to run.');
  const { server } = row;
  return {
    ...ref,
    components,
    networks: [
      ...stackNetworks(ref.workload, project, shared.pool),
      ...(row.connectToDockerNetwork ? [shared] : []),
    ],
    volumes: stackVolumes(row.uuid, project, services),
    isWhole: only === null,
    proxy: {
      kind: server.proxyKind === 'caddy' ? 'caddy' : 'none',
      containerName: server.proxyContainer,
      image: server.proxyImage,
    },
    deadlines: { totalMs: server.dynamicTimeout * 1000 },
  };
}

/** The file of a stack with the values that it has now. @throws AppError bad_request for what a release may not have */
export async function readProject(
  scope: OrganizationScope,
  row: Pick<StackOnServer, 'id' | 'dockerCompose' | 'dockerComposeRaw'>,
  planned?: PlannedFile,
): Promise<ComposeProject> {
  const file = readFile(planned?.raw ?? openRaw(scope.database.sealer, row).reveal());
  const variables = planned?.values ?? (await readValues(scope, row.id));
  const outcome = resolveCompose(file, { variables });
  const problems = outcome.ok ? await releaseRefusals(scope, outcome.value) : outcome.problems;
  if (outcome.ok && problems.length === 0) return outcome.value.project;
  throw new AppError('bad_request', problems.map(problemText).join(' '));
}

function pullOf({ pullPolicy }: ComposeService, latest: boolean): StackComponent['pull'] {
  if (pullPolicy === 'never') return 'never';
  return latest || pullPolicy === 'always' ? 'always' : 'missing';
}

/** What a stack has on its server, for a stop and a removal. */
export async function stackPresence(scope: OrganizationScope, operation: LoadedOperation): Promise<Presence> {
  const row = await findStack(scope, operation.workload.uuid);
  const { component: only } = stopParameters.parse(operation.parameters);
  const { server } = row;
  const instanceId = scope.installation.uuid;
  const ref = operationRef(scope, operation);
  return {
    ...ref,
    components: row.components
      .filter(({ name }) => only === undefined || name === only)
      .map(({ name }) => ({ name, key: `${row.uuid}-${name}` })),
    proxy: server.proxyKind === 'caddy' ? { instanceId, containerName: server.proxyContainer } : null,
    isPart: only !== undefined,
    graceSeconds: row.stopGracePeriod,
  };
}
