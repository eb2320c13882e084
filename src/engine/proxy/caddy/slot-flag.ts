import { AppError } from '../../../domain/error';
import type { Slot } from '../../plan/facts';
import { proxyFolder } from '../../server/folders';
import type { ProxyAccess } from '../model/access';
import { mountedFolder } from '../model/mounted-folder';

const folder = 'green';
const deadlineMs = 15_000;

/** Folder of flags inside the proxy's container. */
export const mountedFlags = `${mountedFolder}/${folder}`;

function flagPath({ instanceId }: Pick<ProxyAccess, 'instanceId'>, key: string): string {
  return `${proxyFolder(instanceId)}/${folder}/${key}`;
}

/** Read the slot of a component that the proxy serves: green while its flag file exists. */
export async function readSlot(proxy: Pick<ProxyAccess, 'host' | 'instanceId'>, key: string): Promise<Slot> {
  const argv = ['test', '-e', flagPath(proxy, key)] as const;
  const { code } = await proxy.host.run({ argv, asRoot: true, deadlineMs, isQuestion: true });
  return code === 0 ? 'green' : 'blue';
}

/** Switch the slot atomically between two requests: a file appears or disappears. */
export async function writeSlot(
  proxy: Pick<ProxyAccess, 'host' | 'instanceId'>,
  key: string,
  slot: Slot,
): Promise<void> {
  const path = flagPath(proxy, key);
  if (slot === 'green') return proxy.host.writeFile(path, '', 0o644);
  const { code, stderr } = await proxy.host.run({ argv: ['rm', '-f', '--', path], asRoot: true, deadlineMs });
  if (code !== 0)
    throw new AppError('unavailable', `The proxy could not be switched: ${stderr.trim().slice(0, 200)}`);
}
