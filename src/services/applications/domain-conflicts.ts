import { AppError } from '../../domain/error';
import type { DomainEntry } from '../../domain/input/address/domain-list';
import { workloadResources } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';
import { hiddenWorkloads } from '../workloads/hidden';

/** Entry of a 409 body (coolify-api §5.5); a resource that the caller cannot see has no name and no uuid. */
export interface DomainConflict {
  domain: string;
  resource_name: string | null;
  resource_uuid: string | null;
  resource_type: (typeof workloadResources)[keyof typeof workloadResources];
  message: string;
  /** The service of the compose file that uses it. */
  service_name?: string;
}

const CONFLICT = 'Domain conflicts detected. Use force_domain_override=true to proceed.';
const WARNING =
  'Using the same domain for multiple resources can cause routing conflicts and unpredictable behavior.';

export function conflictError(conflicts: readonly DomainConflict[]): AppError {
  return new AppError('conflict', CONFLICT, { body: { conflicts, warning: WARNING } });
}

/**
 * Find the resources that use one of these hosts and paths, in every organization: a domain exists only once in DNS.
 * @param workloadId whose own domains are no conflict
 * @param pullRequestId of the preview that the domains are for; 0: for the workload itself, apart from its previews
 */
export async function findConflicts(
  scope: OrganizationScope,
  entries: readonly DomainEntry[],
  workloadId: number | null,
  pullRequestId = 0,
): Promise<DomainConflict[]> {
  if (entries.length === 0) return [];
  const rows = await scope.database.unscoped.domain.findMany({
    where: {
      OR: entries.map(({ host, path }) => ({ host, path })),
      ...(workloadId === null ? {} : { NOT: { workloadId, pullRequestId } }),
    },
    include: { workload: { select: { name: true, uuid: true, kind: true } } },
    orderBy: { id: 'asc' },
  });
  const hidden = await hiddenWorkloads(
    scope,
    rows.map(({ workload }) => workload.uuid),
  );
  return rows.map(({ host, path, organizationId, component, workload }) => {
    const domain = domainOf({ host, path });
    const type = workloadResources[workload.kind];
    const isOurs = organizationId === scope.organizationId && !hidden.has(workload.uuid);
    return {
      domain,
      resource_name: isOurs ? workload.name : null,
      resource_uuid: isOurs ? workload.uuid : null,
      resource_type: type,
      message: isOurs
        ? `Domain ${domain} is already in use by ${type} '${workload.name}'`
        : `Domain ${domain} is already in use by another resource`,
      ...(isOurs && component !== null && { service_name: component }),
    };
  });
}

/** `app.example.com/path`, without the path when it is the root. */
export function domainOf({ host, path }: Pick<DomainEntry, 'host' | 'path'>): string {
  return path === '/' ? host : `${host}${path}`;
}
