import { proxyFolder } from '../../server/folders';
import { mountedFolder } from '../model/mounted-folder';
import type { ProxyDriver } from '../model/proxy';
import { removePaths } from '../model/remove-paths';
import { CaddyAdmin } from './admin';
import { readCustomPart, readManagedPart } from './apply-custom-part';
import { readFailures } from './certificate-failures';
import { setFallback } from './fallback';
import { probeRoute } from './probe';
import { bootstrapConfig, httpsHosts, isCustom, isFallback, serverNames } from './servers';
import { readSlot, writeSlot } from './slot-flag';
import * as routes from './switch-route';
import { setTls } from './tls';
import { keepsStreams } from './version';

/** First kernel with net.ipv4.tcp_migrate_req. */
const migratingKernel = [5, 14] as const;

/** Caddy, controlled through its admin socket and a flag file per component. */
export const caddy: ProxyDriver = {
  program: ({ kernelVersion }) => ({
    entrypoint: ['caddy'],
    // --resume: after a restart Caddy serves what it served before, even while Gantry is away.
    cmd: ['run', '--resume', '--config', `${mountedFolder}/bootstrap.json`],
    env: [`XDG_CONFIG_HOME=${mountedFolder}/config`, `XDG_DATA_HOME=${mountedFolder}/data`],
    // On a reload Caddy opens the new listener next to the old one (SO_REUSEPORT) and closes the old one. Connections
    // in the old socket's accept queue are then reset, unless the kernel moves them to the new one.
    ...(kernelMigrates(kernelVersion) && { sysctls: { 'net.ipv4.tcp_migrate_req': '1' } }),
  }),
  layOut: ({ host, instanceId }) =>
    host.writeFile(`${proxyFolder(instanceId)}/bootstrap.json`, JSON.stringify(bootstrapConfig()), 0o600),
  async forgetRoutes({ host, instanceId }) {
    // What Caddy resumes, and the slot flags.
    const folders = ['config', 'green'].map((name) => `${proxyFolder(instanceId)}/${name}`);
    await removePaths(host, folders);
  },
  async checkReady({ host, instanceId, clock }) {
    await new CaddyAdmin(host, instanceId, clock).servers();
  },
  async countRoutes({ host, instanceId, clock }) {
    const servers = await new CaddyAdmin(host, instanceId, clock).servers();
    const all = serverNames.flatMap((name) => servers[name]?.routes ?? []);
    return all.filter((route) => !isFallback(route) && !isCustom(route)).length;
  },
  keepsWebSockets: keepsStreams,
  readManaged: readManagedPart,
  readCustomPart,
  setFallback,
  ...routes,
  probe: probeRoute,
  readSlot,
  writeSlot,
  setTls,
  async httpsDomains({ host, instanceId, clock }) {
    return httpsHosts(await new CaddyAdmin(host, instanceId, clock).servers());
  },
  certificateFailures: readFailures,
  retryCertificates: async () => undefined, // Caddy retries on its own, with growing pauses
};

function kernelMigrates(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > migratingKernel[0] || (major === migratingKernel[0] && minor >= migratingKernel[1]);
}
