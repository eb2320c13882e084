import type { AcmeSettings } from '../../../domain/acme';
import { proxyFolder } from '../../server/folders';
import type { ProxyAccess } from '../model/access';
import { rootsFile } from '../model/acme-roots';
import type { LoadedCertificate } from '../model/certificates';
import { mountedFolder } from '../model/mounted-folder';
import { CaddyAdmin } from './admin';
import type { CaddyCertificate, CaddyPolicy, CaddyTls } from './types';

const policyId = 'gantry_acme';
const tagOf = ({ uuid }: LoadedCertificate) => `gantry_${uuid}`;

/**
 * Set the ACME server that the proxy gets its certificates from, and the certificates it loads. Other settings of an
 * operator are kept.
 * @returns whether anything changed
 */
export async function setTls(
  proxy: ProxyAccess,
  acme: AcmeSettings,
  certificates: readonly LoadedCertificate[],
): Promise<{ isChanged: boolean; mustRestart: boolean }> {
  const roots = acme.roots === null ? null : rootsFile(acme.roots);
  const admin = new CaddyAdmin(proxy.host, proxy.instanceId, proxy.clock);
  const present = await admin.tls();
  if (acme.roots !== null && roots !== null && !JSON.stringify(present).includes(roots))
    await proxy.host.writeFile(`${proxyFolder(proxy.instanceId)}/${roots}`, acme.roots, 0o644);
  const isChanged = await admin.changeTls((tls) => withTls(tls, policyOf(acme, roots), certificates));
  return { isChanged, mustRestart: false };
}

/** Make the policy of the ACME settings; null for Caddy's own defaults. */
function policyOf({ directoryUrl, email }: AcmeSettings, roots: string | null): CaddyPolicy | null {
  if (directoryUrl === null && email === null) return null;
  const issuer = {
    module: 'acme',
    ...(directoryUrl !== null && { ca: directoryUrl }),
    ...(email !== null && { email }),
    ...(roots !== null && { trusted_roots_pem_files: [`${mountedFolder}/${roots}`] }),
  };
  return { '@id': policyId, issuers: [issuer] };
}

/** Set our policy and certificates. The policy is last, as it applies to all names that no other one covers. */
export function withTls(
  present: CaddyTls | null,
  policy: CaddyPolicy | null,
  certificates: readonly LoadedCertificate[],
): CaddyTls | null {
  const { automation = {}, certificates: loaded = {}, ...others } = present ?? {};
  const policies = (automation.policies ?? []).filter((each) => each['@id'] !== policyId);
  const pems = (loaded.load_pem ?? []).filter((each) => !isOurs(each));
  const changed = {
    ...others,
    ...part('automation', automation, 'policies', [...policies, ...(policy ? [policy] : [])]),
    ...part('certificates', loaded, 'load_pem', [
      ...pems,
      ...certificates.map((each) => ({
        certificate: each.chain,
        key: each.key.reveal(),
        tags: [tagOf(each)],
      })),
    ]),
  };
  return present === null && Object.keys(changed).length === 0 ? null : changed;
}

/** Make `{[name]: {…rest, [list]: items}}`, or nothing when that would be empty. */
function part(name: string, before: Record<string, unknown>, list: string, items: readonly unknown[]) {
  const { [list]: _, ...rest } = before;
  const value = { ...rest, ...(items.length > 0 && { [list]: items }) };
  return Object.keys(value).length === 0 ? {} : { [name]: value };
}

function isOurs({ tags }: CaddyCertificate): boolean {
  return tags?.some((tag) => tag.startsWith('gantry_')) ?? false;
}
