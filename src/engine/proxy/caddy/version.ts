import type { ProxyAccess } from '../model/access';
import { findProxy } from '../model/find-proxy';

const deadlineMs = 15_000;
/** First version with `stream_close_delay`. */
const streamsKeptSince = [2, 7] as const;
const mostRemembered = 5_000;

/** Whether a container keeps streams, by server and container: its program never changes. */
const known = new Map<string, boolean>();

/** Whether WebSockets through this proxy can survive a change of its configuration. */
export async function keepsStreams({ host, instanceId }: Pick<ProxyAccess, 'host' | 'instanceId'>) {
  const container = await findProxy({ host, instanceId });
  if (container === null) return false;
  const key = `${host.serverUuid} ${container.id}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const { code, stdout } = await host.docker.exec(container.id, ['caddy', 'version'], { deadlineMs });
  const keeps = code === 0 && isSince(stdout);
  if (known.size >= mostRemembered) known.clear();
  known.set(key, keeps);
  return keeps;
}

/** @param text such as `v2.8.4 h1:…` or `2.6.2` */
function isSince(text: string): boolean {
  const [, major = 0, minor = 0] = (/^v?(\d+)\.(\d+)\./.exec(text.trim()) ?? []).map(Number);
  return major > streamsKeptSince[0] || (major === streamsKeptSince[0] && minor >= streamsKeptSince[1]);
}
