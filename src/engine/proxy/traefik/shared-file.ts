import type { LoadedCertificate } from '../model/certificates';
import { sharedMiddlewares } from './middlewares';
import { shared } from './names';
import type { DynamicConfiguration } from './types';

/** What the files of all components refer to. Traefik ignores a configuration without anything: with this it never is. */
export function sharedFile(): DynamicConfiguration {
  return {
    http: {
      middlewares: sharedMiddlewares,
      serversTransports: {
        [shared.transport]: {
          forwardingTimeouts: {
            dialTimeout: '3s',
            // Shorter than the idle timeout of common servers (Node: 5 s). A connection that the program closes at the
            // moment it is used again would answer 502 to a request that may not be repeated.
            idleConnTimeout: '4s',
          },
        },
      },
    },
    // For a name without a certificate there is none, in place of one that no browser accepts.
    tls: { options: { default: { sniStrict: true } } },
  };
}

/** The certificates that users uploaded. Traefik takes the text of one where it takes its path. */
export function certificatesFile(certificates: readonly LoadedCertificate[]): DynamicConfiguration {
  return {
    tls: {
      certificates: certificates.map(({ chain, key }) => ({ certFile: chain, keyFile: key.reveal() })),
    },
  };
}
