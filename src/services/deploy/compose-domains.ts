import type { BuildPack } from '../../db/generated/client';
import { newUuid } from '../../lib/random';
import { findApplication } from '../application-rows/find';
import { organizationScopeOf, type Scope } from '../context';
import { openCheckout } from '../stacks/checkout';
import { claimStackDomains, replaceStackDomains } from '../stacks/domains';
import { findStack, type StackOnServer } from '../stacks/find';
import { updateStack } from '../stacks/update';

/** The domains of one service of a compose file, as a comma list. */
interface ComposeDomains {
  name: string;
  domain: string;
}

const composed: BuildPack = 'dockercompose';

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
  const { buildPack } = await findApplication(scope, uuid);
  if (buildPack !== composed) return;
  const row = await findStack(scope, uuid);
  const checkout = openCheckout(scope.database.sealer, row);
  if (checkout?.commit === null) return setDomainsOfUnread(scope, row, domains, forceDomainOverride);
  const urls = new Map(row.components.filter(({ fqdn }) => fqdn !== null).map(({ name }) => [name, '']));
  for (const { name, domain } of domains) urls.set(name, domain);
  await updateStack(scope, uuid, { settings: {}, urls, forceDomainOverride });
}

/** Of a file that was not read yet: which services it has is known with the first deployment. */
async function setDomainsOfUnread(
  scope: Scope,
  { id: workloadId }: StackOnServer,
  domains: readonly ComposeDomains[],
  force: boolean,
): Promise<void> {
  const { organizationId } = scope;
  const components = domains.map(({ name, domain }) => ({ name, fqdn: domain || null }));
  await claimStackDomains(scope, { components, workloadId, force }, async (owned) => {
    await organizationScopeOf(scope, organizationId).db.$transaction(async (tx) => {
      await tx.component.deleteMany({ where: { workloadId } });
      await tx.component.createMany({
        data: components.map((each) => ({
          ...each,
          uuid: newUuid(),
          organizationId,
          workloadId,
          kind: 'application' as const,
          image: '',
        })),
      });
      await replaceStackDomains(tx, { organizationId, workloadId }, owned);
    });
  });
}
