import type { ScopedModels } from '../../db/scope';
import { invalidField } from '../../domain/error';
import { parseDomainList } from '../../domain/input/address/domain-list';
import { type ClaimedDomain, claimDomains } from '../applications/domains';
import type { ActingScope } from '../context';
import type { DraftComponent } from './draft';

interface StackClaim {
  components: readonly Pick<DraftComponent, 'name' | 'fqdn'>[];
  /** null: the stack is new. */
  workloadId: number | null;
  /** The preview that has them; absent: the stack itself. */
  pullRequestId?: number;
  force: boolean;
}

/**
 * Check the domains of all components, and have `write` store the stack.
 * @throws AppError 409 when one is in use elsewhere, 422 when two components have the same
 */
export async function claimStackDomains(
  scope: ActingScope,
  { components, workloadId, pullRequestId = 0, force }: StackClaim,
  write: (domains: readonly OwnedDomain[]) => Promise<void>,
): Promise<void> {
  const owners = new Map<string, string>();
  for (const { name, fqdn } of components) {
    for (const { host, path } of parseDomainList(fqdn ?? '') ?? []) {
      const owner = owners.get(`${host}${path}`) ?? name;
      if (owner !== name)
        throw invalidField(
          'urls',
          `${host}${path} is used by both ${owner} and ${name}. It can only lead to one of them.${pullRequestId > 0 ? ' Use {{domain}} in preview_url_template.' : ''}`,
        );
      owners.set(`${host}${path}`, name);
    }
  }
  const domains = components.flatMap(({ fqdn }) => fqdn ?? []).join(',');
  await claimDomains(scope, { domains, workloadId, pullRequestId, force, field: 'urls' }, (entries) =>
    write(
      entries.map((entry) => ({ ...entry, component: owners.get(`${entry.host}${entry.path}`) ?? null })),
    ),
  );
}

export interface OwnedDomain extends ClaimedDomain {
  component: string | null;
}

/** Replace the claimed domains of a stack, or of one of its previews. */
export async function replaceStackDomains(
  tx: ScopedModels,
  owner: { organizationId: string; workloadId: number; pullRequestId?: number },
  domains: readonly OwnedDomain[],
): Promise<void> {
  await tx.domain.deleteMany({
    where: { workloadId: owner.workloadId, pullRequestId: owner.pullRequestId ?? 0 },
  });
  if (domains.length > 0)
    await tx.domain.createMany({ data: domains.map((domain) => ({ ...domain, ...owner })) });
}
