import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { parseAliases } from '../../domain/input/docker/docker-name';
import type { ApplicationRecord } from '../application-rows/record';
import type { Scope } from '../context';
import { aliasTakenText, heldAliases } from '../workloads/alias-holder';

/** Network names of an application besides its uuid, in the form in which they are compared. */
export interface AliasesCheck {
  names: readonly string[];
  destination: { id: number; isIsolated: boolean };
  environmentId: number;
  /** The application that takes them; null when it is not created yet. */
  workloadId: number | null;
}

type Named = Partial<Pick<ApplicationRecord, 'customNetworkAliases' | 'customInternalName'>>;

/** The names in the settings, in lower case, without duplicates. */
export function aliasNames({ customNetworkAliases, customInternalName }: Named): string[] {
  const names = [...parseAliases(customNetworkAliases ?? ''), customInternalName ?? ''];
  return [...new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== ''))];
}

/**
 * Write the network names of an application, unless another workload of the network has one of them. The database
 * decides, so no race gets past. @throws AppError 409 naming the alias
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
    throw taken(check.names.join(', '), 'another resource', error);
  }
}

async function requireFreeAliases(scope: Scope, check: AliasesCheck): Promise<void> {
  const { names, destination, environmentId, workloadId } = check;
  const [clash] = await heldAliases(scope, {
    alias: { in: [...names] },
    destinationId: destination.id,
    environmentId: destination.isIsolated ? environmentId : null,
    ...(workloadId === null ? {} : { workloadId: { not: workloadId } }),
  });
  if (clash) throw taken(clash.alias, clash.holder);
}

function taken(alias: string, holder: string, cause?: unknown): AppError {
  return new AppError('conflict', aliasTakenText(alias, holder), { cause });
}
