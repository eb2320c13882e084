import { findApplication } from '../application-rows/find';
import type { ComposeDomain, SettingsChange } from '../applications/settings';
import { requireSourceFields } from '../applications/source-fields';
import type { Scope } from '../context';
import { updateStack } from '../stacks/update';

interface DomainsRequest {
  domains: readonly ComposeDomain[];
  force: boolean;
  /** What is changed with them: nothing is, where one of these is refused. */
  settings: SettingsChange;
}

/**
 * Give the services of an application's compose file their domains: those that are not named have none.
 * @throws AppError 409 for a domain in use, 422 for a service that the file does not have, or a setting that it has no use for
 */
export async function setComposeDomains(
  scope: Scope,
  uuid: string,
  { domains, force, settings }: DomainsRequest,
): Promise<void> {
  const application = await findApplication(scope, uuid);
  const { id: workloadId, buildPack } = application;
  if (buildPack !== 'dockercompose') return;
  requireSourceFields(application, settings);
  const components = await scope.db.component.findMany({ where: { workloadId, fqdn: { not: null } } });
  const urls = new Map(components.map(({ name }) => [name, '']));
  for (const { name, domain } of domains) urls.set(name, domain);
  await updateStack(scope, uuid, {
    settings: {},
    urls,
    forceDomainOverride: force,
    finish: async (tx) => {
      await tx.component.updateMany({ where: { workloadId }, data: { redirect: 'both' } });
      for (const { name, redirect } of domains)
        if (redirect) await tx.component.updateMany({ where: { workloadId, name }, data: { redirect } });
    },
  });
}
