import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { PeerCertificate } from './exchange';

/**
 * Do a TLS handshake for a name and read the certificate; null when the server ends the handshake, as one without a
 * certificate does.
 */
export function readPeerCertificate(
  socket: Duplex,
  servername: string,
  signal: AbortSignal,
): Promise<PeerCertificate | null> {
  return new Promise((resolve) => {
    const encrypted = connect({ socket, servername, rejectUnauthorized: false });
    const end = (found: PeerCertificate | null) => {
      resolve(found);
      encrypted.destroy();
    };
    encrypted.once('secureConnect', () => {
      const { issuer, valid_from, valid_to, fingerprint256 } = encrypted.getPeerCertificate();
      end({
        issuer: [issuer.O, issuer.CN].flat().filter(Boolean).join(' '),
        issuedAt: new Date(valid_from),
        expiresAt: new Date(valid_to),
        fingerprint: fingerprint256,
      });
    });
    encrypted.on('error', () => end(null));
    encrypted.once('close', () => end(null));
    signal.addEventListener('abort', () => end(null), { once: true });
  });
}
