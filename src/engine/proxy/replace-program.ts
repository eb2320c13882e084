import { proxyNames } from '../../domain/proxy';
import type { ContainerSummary } from '../../transport/docker/api';
import type { StepLog } from '../step/step-log';
import { proxyOf } from './kinds';
import type { ProxyAccess } from './model/access';
import { programOf, proxyLabels } from './model/find-proxy';
import { startContainer, waitUntilReady } from './start-container';

const GRACE_SECONDS = 30;

interface Replacing extends ProxyAccess {
  log: StepLog;
  signal: AbortSignal;
}

interface Making {
  create: (containerName: string) => Promise<string>;
  join: (id: string) => Promise<void>;
}

/**
 * Replace the current proxy with another program. Both need the same ports, so one stops before the other starts; if
 * the new one does not become ready, the old one resumes with everything it had. The caller restores the routes.
 */
export async function replaceProgram(input: Replacing, old: ContainerSummary, making: Making): Promise<void> {
  const { host, containerName, program, log } = input;
  const { docker } = host;
  const was = programOf(old);
  await log.info(`Changing the proxy from ${proxyNames[was]} to ${proxyNames[program]}`);
  // A crashed process may have left one behind.
  for (const { id } of await docker.listContainers(proxyLabels(input.instanceId, program), true))
    await docker.removeContainer(id, { force: true, volumes: false });
  const temporary = `${containerName}-next`;
  const id = await making.create(temporary);
  await proxyOf(input).forgetRoutes(input);
  try {
    await docker.stopContainer(old.id, GRACE_SECONDS);
    await startContainer(input, id);
    await making.join(id);
    await waitUntilReady(input, id);
  } catch (error) {
    await docker.removeContainer(id, { force: true, volumes: false });
    await docker.startContainer(old.id);
    throw error;
  }
  await docker.removeContainer(old.id, { force: true, volumes: false });
  await docker.renameContainer(id, containerName);
}
