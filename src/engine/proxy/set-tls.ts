import type { AcmeSettings } from '../../domain/acme';
import { proxyOf } from './kinds';
import type { ProxyAccess } from './model/access';
import type { LoadedCertificate } from './model/certificates';
import { findRunning } from './model/find-proxy';
import { startContainer, waitUntilReady } from './start-container';
import { stopProxy } from './stop-proxy';

/**
 * Set the ACME server that the proxy gets its certificates from, and the certificates it loads. A program that reads
 * the ACME settings only at start is restarted.
 * @returns whether anything changed
 * @throws RefusedByProxy
 */
export async function setTls(
  proxy: ProxyAccess & { signal: AbortSignal },
  acme: AcmeSettings,
  certificates: readonly LoadedCertificate[],
): Promise<boolean> {
  const { isChanged, mustRestart } = await proxyOf(proxy).setTls(proxy, acme, certificates);
  const container = mustRestart ? await findRunning(proxy) : null;
  if (container) {
    await stopProxy(proxy.host, proxy.instanceId);
    await startContainer(proxy, container.id);
    await waitUntilReady(proxy, container.id);
  }
  return isChanged;
}
