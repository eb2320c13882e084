import type { AcmeSettings } from '../../../domain/acme';
import { AppError } from '../../../domain/error';
import type { ProxyAccess } from '../model/access';
import { rootsFile } from '../model/acme-roots';
import type { ProxyDriver } from '../model/proxy';
import { readCustomPart } from './apply-custom-part';
import { loadCertificates, readFailures } from './certificates';
import { httpsHosts, withoutPasswords } from './component-file';
import { countConnections } from './connections';
import { setFallback } from './fallback';
import * as files from './files';
import { askInside, requireTools } from './inside';
import { probe } from './probe';
import { retryCertificates } from './retry-certificates';
import * as routes from './routes';
import { sharedFile } from './shared-file';
import { mounted, staticConfiguration } from './static-file';
import { fileText } from './text';

const staticFile = 'traefik.yml';

/** Traefik, controlled through one file per component in a folder that it watches. */
export const traefik: ProxyDriver = {
  program: () => ({ entrypoint: ['traefik'], cmd: [`--configFile=${mounted}/${staticFile}`], env: [] }),
  async layOut(proxy) {
    await requireTools(proxy);
    if ((await files.readText(proxy, files.pathOf(proxy, staticFile))) === null)
      await writeStatic(proxy, staticConfiguration());
    await files.writeConfiguration(proxy, files.sharedName, sharedFile());
  },
  forgetRoutes: files.removeAllRoutes,
  checkReady,
  keepsWebSockets: async () => true, // a change of the routes swaps handlers and closes no connection
  async readManaged(proxy) {
    return withoutPasswords(await files.readComponents(proxy));
  },
  readCustomPart,
  setFallback,
  ...routes,
  async countRoutes(proxy) {
    await checkReady(proxy); // the files exist whether Traefik is healthy or not
    return routes.countRoutes(proxy);
  },
  probe,
  countRunning: countConnections,
  async setTls(proxy, acme, certificates) {
    const mustRestart = await setAcme(proxy, acme);
    const isChanged = await loadCertificates(proxy, certificates);
    return { isChanged: isChanged || mustRestart, mustRestart };
  },
  async httpsDomains(proxy) {
    const all = await files.readComponents(proxy);
    return [...new Set(all.flatMap(httpsHosts))];
  },
  certificateFailures: readFailures,
  retryCertificates,
};

async function checkReady(proxy: ProxyAccess): Promise<void> {
  const { status } = await askInside(proxy, { port: 'api', method: 'GET', path: '/ping' });
  if (status !== 200)
    throw new AppError('unavailable', `The proxy responded with ${status} to a health check.`);
}

/** @returns whether Traefik's static configuration changed */
async function setAcme(proxy: ProxyAccess, acme: AcmeSettings): Promise<boolean> {
  const content = staticConfiguration(acme);
  const path = files.pathOf(proxy, staticFile);
  if ((await files.readText(proxy, path)) === fileText(content)) return false;
  if (acme.roots !== null)
    await proxy.host.writeFile(files.pathOf(proxy, rootsFile(acme.roots)), acme.roots, 0o644);
  await writeStatic(proxy, content);
  return true;
}

function writeStatic(proxy: ProxyAccess, content: object): Promise<void> {
  return proxy.host.writeFile(files.pathOf(proxy, staticFile), fileText(content), 0o600);
}
