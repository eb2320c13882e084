import type { LoadedCertificate } from '../model/certificates';
import { sharedMiddlewares } from './middlewares';
import { shared } from './names';
import type { DynamicConfiguration } from './types';

/**
 * Write the file that all component files refer to. It also keeps the configuration from being empty, which Traefik
 * would ignore.
 */
export function sharedFile(): DynamicConfiguration {
  return {
    http: {
      middlewares: sharedMiddlewares,
      serversTransports: {
        [shared.transport]: {
          forwardingTimeouts: {
            dialTimeout: '3s',
            // Shorter than the idle timeout of common servers (Node: 5 s). If the program closes a connection just as
            // it is reused, a request that may not be repeated would get 502.
            idleConnTimeout: '4s',
          },
        },
      },
    },
    // A name without a certificate gets none, instead of one that no browser accepts.
    tls: { options: { default: { sniStrict: true } } },
  };
}

/**
 * Write the file with the certificates that users uploaded. Traefik takes the text of a certificate in place of its
 * path.
 */
export function certificatesFile(certificates: readonly LoadedCertificate[]): DynamicConfiguration {
  return {
    tls: {
      certificates: certificates.map(({ chain, key }) => ({ certFile: chain, keyFile: key.reveal() })),
    },
  };
}
