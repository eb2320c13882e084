import type { LogLine } from '../../../transport/docker/api';
import type { ProxyAccess } from './access';
import { findProxy } from './find-proxy';

/** Lines of the proxy's log that are searched for failures. */
const LOG_LINES = 2000;

/** Read the end of a proxy's log. */
export async function readProxyLog(proxy: Pick<ProxyAccess, 'host' | 'instanceId'>): Promise<LogLine[]> {
  const container = await findProxy(proxy);
  return container ? proxy.host.docker.containerLogs(container.id, { tail: LOG_LINES }) : [];
}
