import { AppError } from '../../domain/error';
import { DEFAULT_NETWORK, type NetworkSpec } from '../../domain/workload/network';
import { pullImage } from '../component/obtain-image';
import { ensureNetwork } from '../network/ensure-network';
import type { StepLog } from '../step/step-log';
import { proxyContainer } from './container';
import { proxyOf } from './kinds';
import type { ProxyAccess } from './model/access';
import { findProxy, programOf } from './model/find-proxy';
import { replaceProgram } from './replace-program';
import { routedNetworks } from './routed-networks';
import { startContainer, waitUntilReady } from './start-container';

export interface EnsureProxyInput extends ProxyAccess {
  image: string;
  /**
   * Network that the proxy must share with the containers it reaches. It must exist, unless it is that of the first
   * destination.
   */
  network: NetworkSpec;
  /** What to do with the container of another proxy program, which has the same ports and all routes. */
  otherProgram: 'replace' | 'refuse';
  log: StepLog;
  signal: AbortSignal;
}

/**
 * Make sure that the proxy runs, belongs to this installation, is on the network and on those of everything it serves,
 * and answers. Does only what is missing; returns whether it had to be started.
 */
export async function ensureProxy(input: EnsureProxyInput): Promise<boolean> {
  const found = await findProxy(input);
  if (found && programOf(found) !== input.program) {
    if (input.otherProgram === 'refuse') throw isBeingReplaced();
    const create = (containerName: string) => createProxy({ ...input, containerName });
    await replaceProgram(input, found, { create, join: (id) => joinNetworks(input, id) });
    return true;
  }
  const id = found?.id ?? (await createProxy(input));
  const isStarted = found?.state !== 'running';
  if (isStarted) await startContainer(input, id);
  await joinNetworks(input, id);
  if (isStarted) await waitUntilReady(input, id);
  return isStarted;
}

async function joinNetworks({ host, instanceId, network }: EnsureProxyInput, id: string): Promise<void> {
  const state = await host.docker.inspectContainer(id);
  const joined = Object.keys(state?.networks ?? {});
  for (const name of new Set([network.name, ...(await routedNetworks(host, instanceId))]))
    if (!joined.includes(name)) await host.docker.connectNetwork(name, id, []);
}

function isBeingReplaced(): AppError {
  return new AppError(
    'conflict',
    'The proxy of this server is being replaced. Deploy again when that is done; the server’s proxy page shows the progress and any problems.',
  );
}

async function refuseForeign({ host, containerName }: EnsureProxyInput): Promise<void> {
  if ((await host.docker.inspectContainer(containerName)) === null) return;
  throw new AppError(
    'conflict',
    `The server has a container "${containerName}" that this Gantry did not create, so it was not touched. Remove it, or give this server’s proxy another name.`,
  );
}

async function createProxy(input: EnsureProxyInput): Promise<string> {
  const { host, instanceId, containerName, program, image, network, log, clock, signal } = input;
  await refuseForeign(input);
  // Its own network is a permanent one: that of an environment is removed with the last workload.
  const home = { name: DEFAULT_NETWORK, environment: null, pool: network.pool };
  await ensureNetwork(host, instanceId, home, { clock, log });
  await log.info(`Creating the proxy ${containerName}`);
  if ((await host.docker.inspectImage(image)) === null) await pullImage(host, image, { log, signal });
  const { kernelVersion } = await host.docker.version();
  await proxyOf(input).layOut(input); // Docker does not create a container whose folder is missing
  return host.docker.createContainer(
    proxyContainer({ instanceId, containerName, program, image, network: home.name, kernelVersion }),
  );
}
