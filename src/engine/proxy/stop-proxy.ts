import type { Host } from '../../transport/host';
import { findProxy } from './model/find-proxy';

const GRACE_SECONDS = 30;

/** Stop the proxy of a server, if there is one. */
export async function stopProxy(host: Host, instanceId: string): Promise<void> {
  const found = await findProxy({ host, instanceId });
  if (found) await host.docker.stopContainer(found.id, GRACE_SECONDS);
}
