import { AppError } from '../../domain/error';
import type { Slot } from '../component/slot';
import { proxyFolder } from '../server/folders';
import { mountedFolder } from './caddy-servers';
import type { ProxyAccess } from './proxy-access';

const folder = 'green';
const deadlineMs = 15_000;

/** The folder of flags as the proxy's container sees it. */
export const mountedFlags = `${mountedFolder}/${folder}`;

function flagPath({ instanceId }: Pick<ProxyAccess, 'instanceId'>, applicationUuid: string): string {
  return `${proxyFolder(instanceId)}/${folder}/${applicationUuid}`;
}

/** Which slot of an application the proxy serves: green while its flag file exists. */
export async function readSlot(
  proxy: Pick<ProxyAccess, 'host' | 'instanceId'>,
  applicationUuid: string,
): Promise<Slot> {
  const argv = ['test', '-e', flagPath(proxy, applicationUuid)] as const;
  const { code } = await proxy.host.run({ argv, asRoot: true, deadlineMs, isQuestion: true });
  return code === 0 ? 'green' : 'blue';
}

/** Switches in one step between two requests: a file appears or disappears. */
export async function writeSlot(
  proxy: Pick<ProxyAccess, 'host' | 'instanceId'>,
  applicationUuid: string,
  slot: Slot,
): Promise<void> {
  const path = flagPath(proxy, applicationUuid);
  if (slot === 'green') return proxy.host.writeFile(path, '', 0o644);
  const { code, stderr } = await proxy.host.run({ argv: ['rm', '-f', '--', path], asRoot: true, deadlineMs });
  if (code !== 0)
    throw new AppError('unavailable', `The proxy could not be switched: ${stderr.trim().slice(0, 200)}`);
}
