import { invalidField } from '../../domain/error';
import { isIpAddress } from '../../domain/input/address/host-address';
import { parseImageReference } from '../../domain/input/docker/image-reference';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import { addressKind, internalHosts } from '../../lib/address-guard';
import type { Scope } from '../context';
import type { SettingsChange } from './settings';

/**
 * Apply the address guard to the hosts in settings (hostile-inputs rows 4, 5 and 19) without a DNS lookup: a literal
 * address that is not allowed is refused at once; the address of a name is checked when it is deployed.
 * @throws AppError 422 on the field
 */
export function requireSourceHosts(scope: Pick<Scope, 'installation'>, change: SettingsChange): void {
  requireRepositoryHost(scope, change.gitRepository ?? '', 'git_repository');
  for (const [field, image] of [
    ['docker_registry_image_name', change.dockerRegistryImageName],
    ['static_image', change.staticImage],
  ] as const) {
    const host = hostOf(parseImageReference(image ?? '')?.registry ?? null);
    if (host !== null && !isListed(scope, host) && isForbidden(host))
      throw invalidField(
        field,
        'Registries at internal or reserved addresses are not allowed unless INTERNAL_HOSTS lists them.',
      );
  }
}

/**
 * Apply the address guard to the host of a repository; skip what is not a repository. @throws AppError 422 on the field
 */
export function requireRepositoryHost(scope: Pick<Scope, 'installation'>, url: string, field: string): void {
  const repository = parseGitRepository(url);
  if (!repository || isListed(scope, repository.host)) return;
  if (repository.transport === 'http')
    throw invalidField(field, 'http:// is only allowed for hosts that INTERNAL_HOSTS lists.');
  if (isForbidden(repository.host))
    throw invalidField(
      field,
      'Internal and reserved addresses are not allowed unless INTERNAL_HOSTS lists them.',
    );
}

/** `[::1]:5000` → `::1`. */
function hostOf(registry: string | null): string | null {
  return registry?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? null;
}

function isListed({ installation }: Pick<Scope, 'installation'>, host: string): boolean {
  const internal = internalHosts(installation.internalHosts);
  return internal.hasName(host) || (isIpAddress(host) && internal.hasAddress(host));
}

/** Names of this machine, which resolve to it everywhere. */
function isForbidden(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return isIpAddress(host) && addressKind(host) !== 'public';
}
