import { AppError, errorMessage } from '../../domain/error';
import type { ContainerSummary } from '../../transport/docker/api';
import { Redactor } from '../../transport/redaction/redactor';
import { applicationContainer } from '../component/container';
import { ofResource } from '../component/labels';
import { logLimit } from '../component/log-limit';
import { onlyRunningSlot, otherSlot, portLabel, slotOf } from '../component/slot';
import { resolveText } from '../plan/text';
import type { PreviousContainer } from '../plan/types';
import { secretsOfSpec } from '../plans/secrets';
import { readSlot } from '../proxy/slot-flag';
import { currentRoutes } from '../proxy/switch-route';
import { containerName, parkedName, temporaryName } from '../release/names';
import type { ActionContext, ActionFunction } from '../step/context';
import { keepLog } from './keep-log';
import { proxyOf } from './proxy';

/** What runs and what the proxy does before anything changes: the state that a failure goes back to. */
export const findPrevious: ActionFunction<'find-previous'> = async (_action, context) => {
  const { spec, log } = context;
  const proxy = proxyOf(context);
  const containers = await containersOfOthers(context);
  const serving = onlyRunningSlot(containers) ?? (await readSlot(proxy, spec.applicationUuid));
  const previous = containers.map(
    (container): PreviousContainer => ({
      id: container.id,
      name: nameOf(container),
      running: container.state === 'running',
      slot: slotOf(container),
      port: Number(container.labels[portLabel]) || undefined,
    }),
  );
  await log.debug(`Containers before: ${previous.map((container) => container.name).join(', ') || 'none'}`);
  return {
    previous,
    slot: otherSlot(serving),
    previousRoutes: JSON.stringify(await currentRoutes(proxy, spec.applicationUuid)),
  };
};

/** A container that a deployment left behind when its server vanished would share the name of the new slot. */
export const clearSlot: ActionFunction<'clear-slot'> = async (_action, context) => {
  for (const container of await containersOfOthers(context)) {
    if (container.state !== 'running' || slotOf(container) !== context.facts.slot) continue;
    await context.log.info(`Stopping ${nameOf(container)}, which serves nothing.`);
    await context.host.docker.stopContainer(container.id, context.spec.container.stopGraceSeconds);
  }
  return undefined;
};

/** Under a name of its own: a fixed one still belongs to the container that serves. */
export const createContainer: ActionFunction<'create-container'> = async (_action, context) => {
  const { host, spec, facts, log } = context;
  await refuseForeignName(context);
  const own = await ownContainer(context);
  const container = { ...applicationContainer(spec, facts), name: temporaryName(spec) };
  for (const mount of spec.container.mounts) {
    if (mount.kind === 'volume')
      await host.docker.ensureVolume(mount.source, ofResource(spec.instanceId, spec.applicationUuid));
  }
  const { loggingDriver } = await host.docker.info();
  const LogConfig = logLimit(loggingDriver, spec.container.logBytes);
  const hostConfig = { ...container.hostConfig, ...(LogConfig && { LogConfig }) };
  const containerId = own?.id ?? (await host.docker.createContainer({ ...container, hostConfig }));
  await log.info(`Container ${containerName(spec)}`);
  return { containerId, containerName: containerName(spec) };
};

/** The container that has the fixed name must be one that this deployment replaces. */
async function refuseForeignName({ host, spec, facts }: ActionContext): Promise<void> {
  const { fixedName } = spec.container;
  const named = fixedName === null ? null : await host.docker.inspectContainer(fixedName);
  if (!named || named.labels['gantry.deployment'] === spec.deploymentUuid) return;
  if (facts.previous?.some(({ id }) => id === named.id)) return;
  throw new AppError(
    'conflict',
    `The server has another container named ${fixedName}. Remove it, or give this application another container name.`,
  );
}

export const takeName: ActionFunction<'take-name'> = async (_action, { host, spec, facts }) => {
  const containerId = resolveText({ fact: 'containerId' }, facts);
  const state = await host.docker.inspectContainer(containerId);
  const name = containerName(spec);
  if (state?.name !== name) await host.docker.renameContainer(containerId, name);
  return undefined;
};

export const startContainer: ActionFunction<'start-container'> = async (_action, { host, facts }) => {
  try {
    await host.docker.startContainer(resolveText({ fact: 'containerId' }, facts));
  } catch (error) {
    throw startFailure(error);
  }
  return undefined;
};

export const removeNewContainer: ActionFunction<'remove-new-container'> = async (action, context) => {
  const { host, spec, log } = context;
  const own = await ownContainer(context);
  const container = own && (await host.docker.inspectContainer(own.id));
  if (!container) return undefined;
  const lines = await host.docker.containerLogs(container.id, { tail: action.tailLines });
  if (lines.length > 0) {
    await log.info(`Last ${lines.length} lines of the container:`);
    const redactor = Redactor.for(secretsOfSpec(spec));
    await log.lines(lines.map(({ stream, text }) => ({ stream, text: redactor.redact(text) })));
  }
  await keepLog(context, { ...container, name: containerName(spec) });
  await host.docker.removeContainer(container.id, { force: true, volumes: false });
  await log.info('The new container was removed.');
  return undefined;
};

export const stopPrevious: ActionFunction<'stop-previous'> = async (action, { host, spec, facts, log }) => {
  for (const previous of facts.previous ?? []) {
    const state = await host.docker.inspectContainer(previous.id);
    if (!state) continue;
    if (state.status === 'running' || state.status === 'restarting') {
      await log.info(`Stopping ${previous.name}`);
      await host.docker.stopContainer(previous.id, action.graceSeconds);
    }
    if (state.name === spec.container.fixedName) {
      await host.docker.renameContainer(previous.id, parkedName(spec, previous.id));
    }
  }
  return undefined;
};

/** Undo of `stop-previous`: the containers that ran before run again under their names. */
export const startPrevious: ActionFunction<'start-previous'> = async (_action, { host, facts, log }) => {
  for (const previous of facts.previous ?? []) {
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

export const removePrevious: ActionFunction<'remove-previous'> = async (_action, context) => {
  const { host, facts, log } = context;
  for (const previous of facts.previous ?? []) {
    const state = await host.docker.inspectContainer(previous.id);
    // Under the name that people know, also when it was parked under another.
    if (state) await keepLog(context, { ...state, name: previous.name });
    await host.docker.removeContainer(previous.id, { force: true, volumes: false });
    await log.debug(`Removed ${previous.name}`);
  }
  return undefined;
};

/** The container of this deployment, whatever its name is by now. */
async function ownContainer(context: ActionContext): Promise<ContainerSummary | undefined> {
  const containers = await containersOf(context);
  return containers.find(({ labels }) => labels['gantry.deployment'] === context.spec.deploymentUuid);
}

function containersOf({ host, spec }: ActionContext): Promise<ContainerSummary[]> {
  return host.docker.listContainers(ofResource(spec.instanceId, spec.applicationUuid), true);
}

/** Containers of this application that other deployments made. */
async function containersOfOthers(context: ActionContext): Promise<ContainerSummary[]> {
  const { spec } = context;
  const containers = await containersOf(context);
  return containers.filter((container) => container.labels['gantry.deployment'] !== spec.deploymentUuid);
}

function nameOf({ names, id }: ContainerSummary): string {
  return names[0] ?? id;
}

function startFailure(error: unknown): unknown {
  const message = errorMessage(error);
  if (!/port is already allocated|address already in use/i.test(message)) return error;
  return new AppError(
    'conflict',
    `A host port of ports_mappings is in use on the server (${message}). Choose another port, or stop what listens there.`,
    { cause: error },
  );
}
