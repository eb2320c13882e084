import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { parseAliases } from '../../domain/input/docker-name';
import type { ApplicationRecord } from '../application-rows/record';
import { organizationScopeOf, type Scope } from '../context';
import { hiddenApplications } from '../workloads/hidden';

/** Names of an application in its network beside its uuid, as they are compared. */
export interface AliasesCheck {
  names: readonly string[];
  destination: { id: number; isIsolated: boolean };
  environmentId: number;
  /** The application that will have them, when it exists already. */
  workloadId: number | null;
}

type Named = Partial<Pick<ApplicationRecord, 'customNetworkAliases' | 'customInternalName'>>;

/** The names that settings give, in lower case, each once. */
export function aliasNames({ customNetworkAliases, customInternalName }: Named): string[] {
  const names = [...parseAliases(customNetworkAliases ?? ''), customInternalName ?? ''];
  return [...new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== ''))];
}

/**
 * Write names of an application, unless another workload of the network has one of them; the database decides, so that
 * no race gets past. @throws AppError 409 naming the alias
 */
export async function claimAliases<T>(
  scope: Scope,
  check: AliasesCheck | null,
  write: () => Promise<T>,
): Promise<T> {
  if (check === null) return write();
  await requireFreeAliases(scope, check);
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await requireFreeAliases(scope, check);
    throw taken(check.names.join(', '), 'something else', error);
  }
}

async function requireFreeAliases(scope: Scope, check: AliasesCheck): Promise<void> {
  const { names, destination, environmentId, workloadId } = check;
  // Names of what is hidden from the caller are taken as well.
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const clash = await db.networkAlias.findFirst({
    where: {
      alias: { in: [...names] },
      destinationId: destination.id,
      environmentId: destination.isIsolated ? environmentId : null,
      ...(workloadId === null ? {} : { workloadId: { not: workloadId } }),
    },
    select: { alias: true, workload: { select: { uuid: true, name: true } } },
  });
  if (!clash) return;
  const isHidden = (await hiddenApplications(scope, [clash.workload.uuid])).has(clash.workload.uuid);
  throw taken(clash.alias, isHidden ? 'something else' : clash.workload.name);
}

function taken(alias: string, holder: string, cause?: unknown): AppError {
  return new AppError(
    'conflict',
    `The network alias ${alias} is taken by ${holder} in this network. Choose another one.`,
    { cause },
  );
}
