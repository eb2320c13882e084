import { z } from 'zod';
import type { Component } from '../../db/generated/client';
import type { ComposeService } from '../../domain/compose/service';
import { publicRefOf } from '../../domain/database/database-spec';
import { AppError } from '../../domain/error';
import { networkOf } from '../../domain/workload/network';
import type { ComponentBuild, StackComponent, StackSpec } from '../../domain/workload/stack-spec';
import { inlineImage } from '../../engine/plans/stack-builds';
import { stackComponent, withNetworks } from '../../engine/stack/component';
import { componentHost } from '../../engine/stack/names';
import { stackNetworks } from '../../engine/stack/networks';
import { inDependencyOrder, replacedWith } from '../../engine/stack/order';
import { stackVolumes } from '../../engine/stack/volumes';
import { configurationHash } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { proxySpec } from '../servers/proxy-access';
import { componentRouting } from '../workloads/component-routing';
import { connectedNetworks } from '../workloads/connected-networks';
import { buildSecretsOf, commandsOf, findComposedApplication } from './application-part';
import { stackAsPreview } from './as-preview';
import { imageOf } from './checkout';
import { type BuildPlace, componentBuild } from './component-build';
import { findStack, type StackOnServer } from './find';
import { lostNames, lostNameText } from './network-names';
import { publicComponents } from './public-components';
import { type PlannedFile, readProject } from './read-project';
import { storagesByComponent } from './storages';

export const releaseParameters = z.object({
  force: z.boolean().default(false),
  latest: z.boolean().default(false),
  /** Name of the only component to release. */
  component: z.string().nullable().default(null),
  /** Name of the database whose public port opens or closes: nothing is released. */
  publicPortOf: z.string().nullable().default(null),
});

/** The part of an operation that says what to run. */
export type StackOperation = Pick<LoadedOperation, 'uuid' | 'parameters'> & {
  workload: Pick<LoadedOperation['workload'], 'uuid' | 'kind' | 'name' | 'destination' | 'environment'>;
  server: Parameters<typeof networkOf>[2];
};

/** The build of a service with its Dockerfile inline in a compose file outside a repository; undefined: it has none. */
function inlineBuild(
  scope: OrganizationScope,
  service: ComposeService,
  { isOfRepository, ...place }: BuildPlace & { isOfRepository: boolean },
): ComponentBuild | undefined {
  const { build } = service;
  const text = build?.dockerfileInline ?? null;
  if (build === null || text === null || isOfRepository) return undefined;
  return { ...componentBuild(scope, service, build, place), source: { kind: 'dockerfile', text } };
}

type RoutedComponent = Parameters<typeof componentRouting>[0] & Pick<Component, 'kind' | 'imageOverride'>;

/** A stack to release, or a preview of it. */
type ReleasedStack = Omit<StackOnServer, 'components'> & {
  components: readonly (RoutedComponent & Pick<Component, 'name'>)[];
};

/**
 * Convert the rows to what the engine runs.
 * @throws AppError for an unknown reference in a variable, or one that is required and empty
 */
export async function stackSpec(
  scope: OrganizationScope,
  operation: StackOperation,
  planned?: PlannedFile,
): Promise<StackSpec> {
  const { force, latest, component, publicPortOf } = releaseParameters.parse(operation.parameters);
  const only = component ?? publicPortOf;
  const stack = await findStack(scope, operation.workload.uuid);
  const { project, checkout, notes } = await readProject(scope, stack, planned);
  const repository = planned?.checkout && 'source' in planned.checkout ? planned.checkout : null;
  const preview = planned?.preview ?? null;
  const row: ReleasedStack = preview ? stackAsPreview(stack, planned?.components ?? [], preview) : stack;
  // A preview brings its own: the stored one is production's.
  const stored = preview ? null : await findComposedApplication(scope, stack);
  const application = planned?.application ?? stored;
  const secrets = await buildSecretsOf(scope, application);
  const ref = operationRef(scope, {
    ...operation,
    workload: { ...operation.workload, uuid: row.uuid },
    pullRequestId: preview?.pullRequestId ?? 0,
  });
  const { destination, environment } = operation.workload;
  const shared = networkOf(destination, environment, operation.server);
  // A preview is not reviewed yet: it reaches no further environment.
  const connected = preview
    ? []
    : await connectedNetworks(scope, { ...stack, destination }, operation.server);
  const lost = await lostNames(scope, project, { uuid: stack.uuid, serverId: stack.server.id });
  const remarks = [...notes, ...lost.map(lostNameText)];
  const place = {
    uuid: row.uuid,
    project,
    sharedNetwork: row.connectToDockerNetwork ? shared.name : null,
    lostNames: lost,
    logBytes: scope.installation.containerLogQuota,
    stopGraceSeconds: row.stopGracePeriod,
  };
  const ofInline = {
    uuid: row.uuid,
    baseDirectory: '/',
    server: row.server,
    disableCache: application?.disableBuildCache ?? false,
    force: latest,
    isOfRepository: checkout !== null,
  };
  const isAsked = ({ name }: ComposeService) => only === null || name === only;
  const services = inDependencyOrder(project.services.filter(({ replicas }) => replicas > 0)).filter(isAsked);
  const isHere = (name: string) => services.some((each) => each.name === name);
  const storages = await storagesByComponent(scope, row, services, preview);
  const components = services.map((service): StackComponent => {
    const found = componentOf(service, row, planned);
    const own = found?.imageOverride ?? null;
    const isBuilt = own === null && service.build !== null;
    const build = isBuilt
      ? (repository?.buildOf(service) ?? inlineBuild(scope, service, ofInline))
      : undefined;
    const image =
      own ??
      (build?.source
        ? inlineImage(ref, service.name, { ...build, source: build.source })
        : imageOf(service, stack.uuid, checkout));
    const spec = stackComponent(
      service,
      found?.kind === 'application' ? componentRouting(found) : null,
      image,
      { ...place, storages: storages.get(service.name) ?? { mounts: [], files: [] } },
    );
    // Running containers join and leave them without a restart, so they are no part of what is compared.
    const configHash = configurationHash(scope.database.sealer, spec);
    return {
      spec: { ...withNetworks(spec, connected, componentHost(row.uuid, service.name)), configHash },
      ...(build && { build: { ...build, ...(secrets && { secrets }) } }),
      // An image built for an earlier commit is only on the server.
      pull: isBuilt ? 'never' : pullOf(service, latest),
      exposes: service.expose.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port),
      force,
      sharesWith: only === null ? replacedWith(service).filter(isHere) : [],
    };
  });
  if (components.length === 0) throw new AppError('bad_request', 'The compose file has no service to run.');
  const { server } = row;
  // Host ports belong to production.
  const rows = preview ? [] : stack.components;
  const networks = [
    ...stackNetworks(ref.workload, project, shared.pool),
    ...(row.connectToDockerNetwork ? [shared] : []),
    ...connected,
  ];
  const forwarders = publicComponents(scope, rows, { uuid: row.uuid, components, networks });
  const published = publicPortOf === null ? undefined : rows.find(({ name }) => name === publicPortOf);
  return {
    ...ref,
    components: published ? forwarders : [...components, ...forwarders],
    networks,
    ...(published && { publicPort: publicRefOf(published) }),
    volumes: stackVolumes(row.uuid, project, services),
    ...(remarks.length > 0 && { notes: remarks }),
    ...(repository && { source: repository.source }),
    isWhole: only === null,
    ...(only === null &&
      commandsOf(
        application,
        services.map(({ name }) => name),
      )),
    proxy: proxySpec(server),
    deadlines: { totalMs: server.dynamicTimeout * 1000 },
  };
}

/** The row of a component, or its defaults. */
function componentOf(
  { name }: ComposeService,
  { components }: Pick<ReleasedStack, 'components'>,
  planned?: PlannedFile,
): RoutedComponent | undefined {
  const row = components.find((each) => each.name === name);
  if (row) return row;
  const draft = planned?.components?.find((each) => each.name === name);
  return (
    draft && {
      ...draft,
      noindexDomains: null,
      isGzipEnabled: true,
      isStripprefixEnabled: true,
      redirect: 'both',
      imageOverride: null,
    }
  );
}

function pullOf({ pullPolicy }: ComposeService, latest: boolean): StackComponent['pull'] {
  if (pullPolicy === 'never') return 'never';
  return latest || pullPolicy === 'always' ? 'always' : 'missing';
}
