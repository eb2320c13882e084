import { findProxy } from '../proxy/model/find-proxy';
import { listeningPorts } from '../server/listening-ports';
import { type Check, failed, type Inspection, passed, skipped } from './check';

const ports = ['80/tcp', '443/tcp'];

/** Checks that no other program listens on the ports of the proxy. */
export const proxyPorts: Check = {
  id: 'ports',
  title: 'Ports 80 and 443',
  async run(inspection) {
    if (inspection.proxyContainer === null) return skipped('This server has no proxy');
    if (inspection.dockerVersion === null) return skipped('Docker is missing');
    if (await isOurProxyRunning(inspection)) return passed('Used by the proxy');
    const listening = await listeningPorts(inspection.host);
    const taken = ports.filter((port) => listening.has(port));
    if (taken.length === 0) return passed('Free');
    return failed(
      `Already in use: port ${taken.join(' and ')}.`,
      'Stop the web server that listens there (ss -ltnp shows it), or set proxy_type to none.',
    );
  },
};

async function isOurProxyRunning(inspection: Inspection): Promise<boolean> {
  return (await findProxy(inspection))?.state === 'running';
}
