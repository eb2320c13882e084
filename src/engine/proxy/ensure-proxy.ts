import { AppError, errorMessage } from '../../domain/error';
import type { ContainerState } from '../../transport/docker';
import { pullImage } from '../release/obtain-image';
import { proxyFolder } from '../server-folders';
import type { StepLog } from '../step-log';
import { CaddyAdmin } from './caddy-admin';
import { bootstrapConfig } from './caddy-servers';
import { proxyContainer } from './container';
import type { ProxyAccess } from './proxy-access';

const readyAttempts = 60;
const readyPauseMs = 250;

export interface EnsureProxyInput extends ProxyAccess {
  image: string;
  /** The network that the proxy must share with the containers it reaches. */
  network: string;
  log: StepLog;
  signal: AbortSignal;
}

/** The proxy runs, is ours, joins the network and answers its admin endpoint. Does only what is missing. */
export async function ensureProxy(input: EnsureProxyInput): Promise<void> {
  const { host, containerName, network } = input;
  const found = await host.docker.inspectContainer(containerName);
  if (found === null) await createProxy(input);
  else checkOurs(found, input);
  if (found?.status !== 'running') await startProxy(input);
  const state = found?.status === 'running' ? found : await host.docker.inspectContainer(containerName);
  if (state?.networks[network] === undefined) await host.docker.connectNetwork(network, containerName, []);
  if (found?.status !== 'running') await waitUntilReady(input);
}

function checkOurs(found: ContainerState, { containerName, instanceId }: EnsureProxyInput): void {
  if (found.labels['gantry.instance'] === instanceId) return;
  throw new AppError(
    'conflict',
    `The server has a container "${containerName}" that this Gantry did not create, so it was left alone. Remove it, or give the proxy of this server another name.`,
  );
}

async function createProxy({
  host,
  instanceId,
  containerName,
  image,
  network,
  log,
  signal,
}: EnsureProxyInput) {
  await log.info(`Creating the proxy ${containerName}`);
  if ((await host.docker.inspectImage(image)) === null) await pullImage(host, image, log, signal);
  await host.writeFile(`${proxyFolder(instanceId)}/bootstrap.json`, JSON.stringify(bootstrapConfig()), 0o600);
  const { kernelVersion } = await host.docker.version();
  await host.docker.createContainer(
    proxyContainer({ instanceId, containerName, image, network, kernelVersion }),
  );
}

async function startProxy({ host, containerName }: EnsureProxyInput): Promise<void> {
  try {
    await host.docker.startContainer(containerName);
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

async function waitUntilReady({
  host,
  instanceId,
  clock,
  containerName,
  signal,
}: EnsureProxyInput): Promise<void> {
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
  const lines = await host.docker.containerLogs(containerName, { tail: 5 });
  const output = lines.map((line) => line.text).join(' ');
  throw new AppError(
    'unavailable',
    `The proxy does not become ready (${problem}). Its last output: ${output}`,
  );
}
