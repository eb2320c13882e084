import type { AcmeSettings } from '../../../domain/acme';
import { rootsFile } from '../model/acme-roots';
import { mountedFolder } from '../model/mounted-folder';
import type { Entrance } from '../model/routes';
import { shared } from './names';

/** Traefik's folder below that of the proxy, on the machine and in the container. */
export const folderName = 'traefik';
export const mounted = `${mountedFolder}/${folderName}`;

/** Ports on the loopback of the container only: other containers cannot reach them, even on a shared network. */
export const innerPorts = { api: 8080, probe: 8081 } as const;

const acmeDefaults: AcmeSettings = { directoryUrl: null, email: null, roots: null, dnsResolvers: [] };

/** Write Traefik's static configuration, which it reads only at start. */
export function staticConfiguration(acme: AcmeSettings = acmeDefaults) {
  const { directoryUrl, email, roots } = acme;
  return {
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    log: { level: 'WARN', format: 'json' },
    api: { insecure: true, dashboard: false }, // on the entry point `traefik`
    ping: {},
    entryPoints: {
      ...entryPoint('http', { address: ':80' }),
      ...entryPoint('https', { address: ':443', http3: {} }),
      ...entryPoint('probe', { address: `127.0.0.1:${innerPorts.probe}` }),
      traefik: { address: `127.0.0.1:${innerPorts.api}` },
    },
    providers: {
      // A switch waits for this.
      providersThrottleDuration: '100ms',
      file: { directory: `${mounted}/routes`, watch: true },
    },
    certificatesResolvers: {
      [shared.resolver]: {
        acme: {
          storage: `${mounted}/acme.json`,
          httpChallenge: { entryPoint: 'http' satisfies Entrance },
          ...(directoryUrl !== null && { caServer: directoryUrl }),
          ...(email !== null && { email }),
          ...(roots !== null && { caCertificates: [`${mounted}/${rootsFile(roots)}`] }),
        },
      },
    },
  };
}

function entryPoint(name: Entrance, own: { address: string; http3?: object }) {
  const transport = {
    // Traefik's default of 60 s would cut off every long upload.
    respondingTimeouts: { readTimeout: '0s' },
    lifeCycle: { graceTimeOut: '25s' },
  };
  return { [name]: { ...own, transport } };
}
