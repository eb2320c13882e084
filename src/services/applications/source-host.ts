import { invalidField } from '../../domain/error';
import { parseGitRepository } from '../../domain/input/git-repository';
import { isIpAddress } from '../../domain/input/host-address';
import { parseImageReference } from '../../domain/input/image-reference';
import { addressKind, internalHosts } from '../../lib/address-guard';
import type { Scope } from '../context';
import type { SettingsChange } from './settings';

/**
 * The address guard for hosts that settings name (hostile-inputs rows 4, 5 and 19), without asking a resolver: a
 * literal address that is not allowed is refused at once; what a name resolves to is judged when it is deployed.
 * @throws AppError 422 on the field
 */
export function requireSourceHosts(scope: Pick<Scope, 'installation'>, change: SettingsChange): void {
  const repository = parseGitRepository(change.gitRepository ?? '');
  if (repository) {
    const isInternal = isListed(scope, repository.host);
    if (repository.transport === 'http' && !isInternal)
      throw invalidField('git_repository', 'http:// is only allowed for hosts that INTERNAL_HOSTS lists.');
    if (!isInternal && isForbidden(repository.host))
      throw invalidField(
        'git_repository',
        'Addresses of this kind are not allowed, unless INTERNAL_HOSTS lists them.',
      );
  }
  for (const [field, image] of [
    ['docker_registry_image_name', change.dockerRegistryImageName],
    ['static_image', change.staticImage],
  ] as const) {
    const host = hostOf(parseImageReference(image ?? '')?.registry ?? null);
    if (host !== null && !isListed(scope, host) && isForbidden(host))
      throw invalidField(
        field,
        'Registries at addresses of this kind are not allowed, unless INTERNAL_HOSTS lists them.',
      );
  }
}

/** `[::1]:5000` → `::1`. */
function hostOf(registry: string | null): string | null {
  return registry?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? null;
}

function isListed({ installation }: Pick<Scope, 'installation'>, host: string): boolean {
  const internal = internalHosts(installation.internalHosts);
  return internal.hasName(host) || (isIpAddress(host) && internal.hasAddress(host));
}

/** Names of this machine resolve to it everywhere. */
function isForbidden(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return isIpAddress(host) && addressKind(host) !== 'public';
}
