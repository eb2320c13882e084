import { dockerLabel } from '../../domain/docker-label';
import { AppError, errorMessage } from '../../domain/error';
import type { ContainerSummary } from '../../transport/docker/api';
import { Redactor } from '../../transport/redaction/redactor';
import { componentContainer } from '../component/container';
import { ownerOf } from '../component/files';
import { isOfComponent, ofWorkload, workloadLabels } from '../component/labels';
import { logLimit } from '../component/log-limit';
import { containerName, parkedName, temporaryName } from '../component/names';
import { onlyRunningSlot, otherSlot, slotOf } from '../component/slot';
import type { ProxyRef, Target } from '../plan/action';
import { componentFacts, factsOf, type PreviousContainer, requireFact } from '../plan/facts';
import { proxyOf } from '../proxy/kinds';
import { removeEntries } from '../server/remove-entries';
import type { ActionContext, ActionFunction } from '../step/context';
import { keepLog } from './keep-log';
import { accessTo } from './proxy-access';

/** Find what runs and what the proxy does before anything changes: the state to restore on failure. */
export const findPrevious: ActionFunction<'find-previous'> = async ({ target, proxy }, context) => {
  const { component } = target;
  const containers = await containersOfOthers(target, context);
  const previous = containers.map(
    (container): PreviousContainer => ({
      id: container.id,
      name: nameOf(container),
      running: container.state === 'running',
      slot: slotOf(container),
      port: Number(container.labels[dockerLabel.port]) || undefined,
      ...(container.labels[dockerLabel.files] && { hasFiles: true }),
    }),
  );
  await context.log.debug(
    `Previous containers: ${previous.map((container) => container.name).join(', ') || 'none'}`,
  );
  const serving = onlyRunningSlot(containers);
  const routes = proxy && (await routesBefore(proxy, component.key, serving === undefined, context));
  return componentFacts(component.name, {
    previous,
    slot: otherSlot(serving ?? routes?.slot ?? 'green'),
    ...(routes && { previousRoutes: routes.text }),
  });
};

async function routesBefore(ref: ProxyRef, key: string, asksSlot: boolean, context: ActionContext) {
  const proxy = accessTo(ref, context);
  return {
    slot: asksSlot ? await proxyOf(proxy).readSlot(proxy, key) : undefined,
    text: await proxyOf(proxy).currentRoutes(proxy, key),
  };
}

/** Stop what an earlier operation left behind when its server vanished: it would share the name of the new slot. */
export const clearSlot: ActionFunction<'clear-slot'> = async ({ target, slots, graceSeconds }, context) => {
  const { slot } = factsOf(context.facts, target.component.name);
  for (const container of await containersOfOthers(target, context)) {
    if (container.state !== 'running' || (slots === 'free' && slotOf(container) !== slot)) continue;
    await context.log.info(`Stopping ${nameOf(container)}, which is not serving traffic.`);
    await context.host.docker.stopContainer(container.id, graceSeconds);
  }
  return undefined;
};

/** Create the new container under a temporary name: a fixed name still belongs to the serving container. */
export const createContainer: ActionFunction<'create-container'> = async ({ container: of }, context) => {
  const { host, facts, log } = context;
  const { component, workload } = of;
  await refuseForeignName(of, context);
  const own = await ownContainer(of, context);
  const container = { ...componentContainer(of, facts), name: temporaryName(of) };
  for (const mount of component.container.mounts) {
    if (mount.kind === 'volume' && mount.source !== '')
      await host.docker.ensureVolume(mount.source, workloadLabels(ownerOf(mount, workload)));
  }
  const { loggingDriver } = await host.docker.info();
  const LogConfig = logLimit(loggingDriver, component.container.logBytes);
  const hostConfig = { ...(LogConfig && { LogConfig }), ...container.hostConfig };
  const containerId = own?.id ?? (await host.docker.createContainer({ ...container, hostConfig }));
  for (const network of component.container.furtherNetworks ?? [])
    await host.docker.connectNetwork(network.name, containerId, network.aliases);
  await log.info(`Container ${containerName(of)}`);
  return componentFacts(component.name, { containerId, containerName: containerName(of) });
};

type Made = Parameters<typeof createContainer>[0]['container'];

/** Refuse a fixed name that belongs to a container this operation does not replace. */
async function refuseForeignName(
  { operationUuid, component, workload }: Made,
  { host, facts }: ActionContext,
): Promise<void> {
  const { fixedName } = component.container;
  const named = fixedName === null ? null : await host.docker.inspectContainer(fixedName);
  if (!named || named.labels[dockerLabel.deployment] === operationUuid) return;
  if (factsOf(facts, component.name).previous?.some(({ id }) => id === named.id)) return;
  throw new AppError(
    'conflict',
    `The server has another container named ${fixedName}. Remove it, or give this ${workload.kind} another container name.`,
  );
}

export const takeName: ActionFunction<'take-name'> = async ({ component, name }, { host, facts }) => {
  const containerId = requireFact(facts, component, 'containerId');
  const state = await host.docker.inspectContainer(containerId);
  if (state?.name !== name) await host.docker.renameContainer(containerId, name);
  return undefined;
};

export const startContainer: ActionFunction<'start-container'> = async ({ component }, { host, facts }) => {
  try {
    await host.docker.startContainer(requireFact(facts, component, 'containerId'));
  } catch (error) {
    throw startFailure(error);
  }
  return undefined;
};

export const removeNewContainer: ActionFunction<'remove-new-container'> = async (action, context) => {
  const { host, log, secrets } = context;
  const own = await ownContainer(action.target, context);
  const container = own && (await host.docker.inspectContainer(own.id));
  if (!container) return undefined;
  const lines = await host.docker.containerLogs(container.id, { tail: action.tailLines });
  if (lines.length > 0) {
    await log.info(`Last ${lines.length} lines of the container:`);
    const redactor = Redactor.for(secrets);
    await log.lines(lines.map(({ stream, text }) => ({ stream, text: redactor.redact(text) })));
  }
  await keepLog(context, { ...container, name: action.name });
  await host.docker.removeContainer(container.id, { force: true, volumes: false });
  await log.info('The new container was removed.');
  return undefined;
};

export const stopPrevious: ActionFunction<'stop-previous'> = async (action, { host, facts, log }) => {
  const { component, fixedName, graceSeconds } = action;
  for (const previous of factsOf(facts, component.name).previous ?? []) {
    const state = await host.docker.inspectContainer(previous.id);
    if (!state) continue;
    if (state.status === 'running' || state.status === 'restarting') {
      await log.info(`Stopping ${previous.name}`);
      await host.docker.stopContainer(previous.id, graceSeconds);
    }
    if (state.name === fixedName) {
      await host.docker.renameContainer(previous.id, parkedName(component, previous.id));
    }
  }
  return undefined;
};

/** Undo `stop-previous`: start the containers that ran before, under their names. */
export const startPrevious: ActionFunction<'start-previous'> = async (action, context) => {
  const { host, facts, log } = context;
  const { component, onlyWriter } = action;
  if (onlyWriter) await requireNoWriter(onlyWriter, context);
  for (const previous of factsOf(facts, component).previous ?? []) {
    const state = await host.docker.inspectContainer(previous.id);
    if (!state) continue;
    if (state.name !== previous.name) await host.docker.renameContainer(previous.id, previous.name);
    if (previous.running && state.status !== 'running') {
      await host.docker.startContainer(previous.id);
      await log.info(`${previous.name} runs again.`);
    }
  }
  return undefined;
};

/** @throws AppError while the container of this operation still runs */
async function requireNoWriter(target: Target, context: ActionContext): Promise<void> {
  const own = await ownContainer(target, context);
  const state = own && (await context.host.docker.inspectContainer(own.id));
  if (!state || state.status === 'exited' || state.status === 'created' || state.status === 'dead') return;
  throw new AppError(
    'unavailable',
    `The container ${state.name} is still running, and two containers must not write to the same volume. Remove it, then start this ${target.workload.kind} again.`,
  );
}

export const removePrevious: ActionFunction<'remove-previous'> = async ({ component, files }, context) => {
  const { host, facts, log } = context;
  const { previous: all = [] } = factsOf(facts, component);
  for (const previous of all) {
    const state = await host.docker.inspectContainer(previous.id);
    // Under the name that users know, even if the container was parked under another.
    if (state) await keepLog(context, { ...state, name: previous.name });
    await host.docker.removeContainer(previous.id, { force: true, volumes: false });
    await log.debug(`Removed ${previous.name}`);
  }
  if (!all.some(({ hasFiles }) => hasFiles)) return undefined;
  const { folder, keep, stored } = files;
  await removeEntries(host, folder, [keep]);
  await removeEntries(host, stored.folder, stored.kept);
  for (const storage of stored.kept) await removeEntries(host, `${stored.folder}/${storage}`, [keep]);
  return undefined;
};

/** Find the container of this operation, whatever its current name. */
async function ownContainer(target: Target, context: ActionContext): Promise<ContainerSummary | undefined> {
  const containers = await containersOf(target, context);
  return containers.find(({ labels }) => labels[dockerLabel.deployment] === target.operationUuid);
}

async function containersOf(
  { workload, component }: Target,
  { host }: ActionContext,
): Promise<ContainerSummary[]> {
  const containers = await host.docker.listContainers(ofWorkload(workload), true);
  return containers.filter((container) => isOfComponent(container, component));
}

/** List the containers of this component that other operations created. */
async function containersOfOthers(target: Target, context: ActionContext): Promise<ContainerSummary[]> {
  const containers = await containersOf(target, context);
  return containers.filter((container) => container.labels[dockerLabel.deployment] !== target.operationUuid);
}

function nameOf({ names, id }: ContainerSummary): string {
  return names[0] ?? id;
}

function startFailure(error: unknown): unknown {
  const message = errorMessage(error);
  if (!/port is already allocated|address already in use/i.test(message)) return error;
  return new AppError(
    'conflict',
    `A host port from ports_mappings is in use on the server (${message}). Choose another port, or stop what listens there.`,
    { cause: error },
  );
}
