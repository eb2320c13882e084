import { AppError, errorMessage } from '../../domain/error';
import { DEFAULT_NETWORK, type NetworkSpec } from '../../domain/workload/network';
import { pullImage } from '../component/obtain-image';
import { ensureNetwork } from '../network/ensure-network';
import { proxyFolder } from '../server/folders';
import type { StepLog } from '../step/step-log';
import { CaddyAdmin } from './caddy-admin';
import { bootstrapConfig } from './caddy-servers';
import { proxyContainer } from './container';
import { findProxy } from './find-proxy';
import type { ProxyAccess } from './proxy-access';
import { routedNetworks } from './routed-networks';

const readyAttempts = 60;
const readyPauseMs = 250;

export interface EnsureProxyInput extends ProxyAccess {
  image: string;
  /** That the proxy must share with the containers it reaches. It is there, unless it is the one of the first destination. */
  network: NetworkSpec;
  log: StepLog;
  signal: AbortSignal;
}

/**
 * The proxy runs, is ours, is on the network and on those of everything that it serves, and answers its admin endpoint.
 * Does only what is missing; answers whether it had to be started.
 */
export async function ensureProxy(input: EnsureProxyInput): Promise<boolean> {
  const { host, instanceId, network } = input;
  const found = await findProxy(input);
  const id = found?.id ?? (await createProxy(input));
  const isStarted = found?.state !== 'running';
  if (isStarted) await startProxy(input, id);
  const state = await host.docker.inspectContainer(id);
  const joined = Object.keys(state?.networks ?? {});
  for (const name of new Set([network.name, ...(await routedNetworks(host, instanceId))]))
    if (!joined.includes(name)) await host.docker.connectNetwork(name, id, []);
  if (isStarted) await waitUntilReady(input, id);
  return isStarted;
}

async function refuseForeign({ host, containerName }: EnsureProxyInput): Promise<void> {
  if ((await host.docker.inspectContainer(containerName)) === null) return;
  throw new AppError(
    'conflict',
    `The server has a container "${containerName}" that this Gantry did not create, so it was left alone. Remove it, or give the proxy of this server another name.`,
  );
}

async function createProxy(input: EnsureProxyInput): Promise<string> {
  const { host, instanceId, containerName, image, network, log, clock, signal } = input;
  await refuseForeign(input);
  // At home where it stays: the network of an environment goes with its last workload.
  const home = { name: DEFAULT_NETWORK, environment: null, pool: network.pool };
  await ensureNetwork(host, instanceId, home, { clock, log });
  await log.info(`Creating the proxy ${containerName}`);
  if ((await host.docker.inspectImage(image)) === null) await pullImage(host, image, { log, signal });
  const { kernelVersion } = await host.docker.version();
  await layOutFolder(input); // Docker makes no container whose folder is missing
  return host.docker.createContainer(
    proxyContainer({ instanceId, containerName, image, network: home.name, kernelVersion }),
  );
}

/** Write the configuration that Caddy begins with; what it saved itself goes before it. */
function layOutFolder({ host, instanceId }: EnsureProxyInput): Promise<void> {
  return host.writeFile(
    `${proxyFolder(instanceId)}/bootstrap.json`,
    JSON.stringify(bootstrapConfig()),
    0o600,
  );
}

async function startProxy(input: EnsureProxyInput, id: string): Promise<void> {
  const { host } = input;
  await layOutFolder(input); // each time: the folder of a stopped one may have been lost
  try {
    await host.docker.startContainer(id);
  } catch (error) {
    const message = errorMessage(error);
    if (!/port is already allocated|address already in use/i.test(message)) throw error;
    throw new AppError(
      'conflict',
      `The proxy cannot start because port 80 or 443 of the server is in use (${message}). Stop the web server that holds it, or set proxy_type to none.`,
      { cause: error },
    );
  }
}

async function waitUntilReady(
  { host, instanceId, clock, signal }: EnsureProxyInput,
  id: string,
): Promise<void> {
  const admin = new CaddyAdmin(host, instanceId, clock);
  let problem = '';
  for (let attempt = 0; attempt < readyAttempts; attempt++) {
    try {
      await admin.servers();
      return;
    } catch (error) {
      problem = errorMessage(error);
    }
    await clock.sleep(readyPauseMs, signal);
  }
  const lines = await host.docker.containerLogs(id, { tail: 5 });
  const output = lines.map((line) => line.text).join(' ');
  throw new AppError(
    'unavailable',
    `The proxy does not become ready (${problem}). Its last output: ${output}`,
  );
}
