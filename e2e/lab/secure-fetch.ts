import { request } from 'node:https';
import type { PeerCertificate, TLSSocket } from 'node:tls';

interface SecureRequest {
  address: string;
  port: number;
  /** Name that the certificate must be for. */
  name: string;
  path: string;
  /** PEM of the root that the chain must end at. */
  ca: string;
}

export interface SecureAnswer {
  status: number;
  body: string;
  certificate: PeerCertificate;
}

/** Ask an address for a name by https, with its chain and its name checked. Rejects where they do not hold. */
export function secureFetch({ address, port, name, path, ca }: SecureRequest): Promise<SecureAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port,
      path,
      ca,
      agent: false,
      headers: { Host: name },
      ...(name !== address && { servername: name }),
    };
    const asked = request(options, (answer) => {
      const certificate = (answer.socket as TLSSocket).getPeerCertificate(); // of https
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString(), certificate }),
      );
    });
    asked.setTimeout(10_000, () => asked.destroy(new Error('No answer in 10 s.')));
    asked.once('error', reject);
    asked.end();
  });
}
