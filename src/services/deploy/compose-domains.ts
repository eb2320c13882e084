import { findApplication } from '../application-rows/find';
import type { Scope } from '../context';
import { updateStack } from '../stacks/update';

/** The domains of one service of a compose file, as a comma list. */
interface ComposeDomains {
  name: string;
  domain: string;
}

/**
 * Give the services of an application's compose file their domains: those that are not named have none.
 * @throws AppError 409 for a domain in use, 422 for a service that the file does not have
 */
export async function setComposeDomains(
  scope: Scope,
  uuid: string,
  domains: readonly ComposeDomains[],
  forceDomainOverride: boolean,
): Promise<void> {
  const { id, buildPack } = await findApplication(scope, uuid);
  if (buildPack !== 'dockercompose') return;
  const components = await scope.db.component.findMany({ where: { workloadId: id, fqdn: { not: null } } });
  const urls = new Map(components.map(({ name }) => [name, '']));
  for (const { name, domain } of domains) urls.set(name, domain);
  await updateStack(scope, uuid, { settings: {}, urls, forceDomainOverride });
}
