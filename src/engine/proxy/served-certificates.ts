import type { PeerCertificate } from '../../transport/http/exchange';
import { CaddyAdmin } from './caddy-admin';
import { isFallback } from './caddy-servers';
import { type CertificateFailure, certificateFailures } from './certificate-failures';
import { findProxy } from './find-proxy';
import type { ProxyAccess } from './proxy-access';

const DEADLINE_MS = 10_000;
/** Lines of the proxy's log in which a failure is looked for. */
const LOG_LINES = 2000;

/** List the domains that a proxy serves by https. */
export async function httpsDomains({ host, instanceId, clock }: ProxyAccess): Promise<string[]> {
  const { gantry_https: server } = await new CaddyAdmin(host, instanceId, clock).servers();
  const routes = server?.routes.filter((route) => !isFallback(route)) ?? [];
  const hosts = routes.flatMap(({ match }) => match?.flatMap((each) => each.host ?? []) ?? []);
  return [...new Set(hosts)].filter((name) => !name.includes('{'));
}

/** Read what the proxy presents for a domain; null: nothing. */
export function presentedCertificate({ host }: ProxyAccess, domain: string): Promise<PeerCertificate | null> {
  return host.peerCertificate({
    address: '127.0.0.1',
    port: 443,
    serverName: domain.replace('*', 'gantry-probe'),
    timeoutMs: DEADLINE_MS,
  });
}

/** Read why the proxy did not get certificates, by domain. */
export async function readFailures(proxy: ProxyAccess): Promise<ReadonlyMap<string, CertificateFailure>> {
  const container = await findProxy(proxy);
  if (!container) return new Map();
  return certificateFailures(await proxy.host.docker.containerLogs(container.id, { tail: LOG_LINES }));
}
