import type { PeerCertificate } from '../../transport/http/exchange';
import type { ProxyAccess } from './model/access';

const DEADLINE_MS = 10_000;

/** Read the certificate that the proxy presents for a domain; null for none. */
export function presentedCertificate({ host }: ProxyAccess, domain: string): Promise<PeerCertificate | null> {
  return host.peerCertificate({
    address: '127.0.0.1',
    port: 443,
    serverName: domain.replace('*', 'gantry-probe'),
    timeoutMs: DEADLINE_MS,
  });
}
