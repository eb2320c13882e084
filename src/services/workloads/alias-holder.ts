import type { NetworkAlias, Prisma } from '../../db/generated/client';
import { type OrganizationScope, organizationScopeOf } from '../context';
import { hiddenWorkloads } from './hidden';

/** A name in a network, and the workload that has it. */
export interface HeldAlias extends Pick<NetworkAlias, 'alias' | 'destinationId'> {
  /** Name of that workload, as far as the caller may know it. */
  holder: string;
}

/** List the aliases that match a filter, including those of workloads hidden from the caller. */
export async function heldAliases(
  scope: OrganizationScope,
  where: Prisma.NetworkAliasWhereInput,
): Promise<HeldAlias[]> {
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const rows = await db.networkAlias.findMany({
    where,
    orderBy: { alias: 'asc' },
    select: { alias: true, destinationId: true, workload: { select: { uuid: true, name: true } } },
  });
  const hidden = await hiddenWorkloads(
    scope,
    rows.map(({ workload }) => workload.uuid),
  );
  return rows.map(({ alias, destinationId, workload: { uuid, name } }) => ({
    alias,
    destinationId,
    holder: hidden.has(uuid) ? 'another resource' : name,
  }));
}

export function aliasTakenText(alias: string, holder: string): string {
  return `The network alias ${alias} is already used by ${holder} in this network. Choose another one.`;
}
