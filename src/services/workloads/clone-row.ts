import type { Destination, Prisma, Workload } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { isOfHost, storageKinds } from '../../domain/storage';
import { newUuid } from '../../lib/random';
import { workloadChanged } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { targetEnvironment } from './target-environment';

export interface CloneRequest {
  destinationUuid: string;
  /** null: the source's. */
  environmentUuid: string | null;
  /** null: derived from the source's. */
  name: string | null;
  /** Whether to copy the contents of its volumes. */
  withVolumes: boolean;
}

const MAX_NAME = 255;

/** Get the destination for a clone: any one of the organization, or 404. */
export async function destinationOf({ db }: Pick<Scope, 'db'>, uuid: string): Promise<Destination> {
  requirePublicId(uuid, 'Destination');
  const found = await db.destination.findUnique({ where: { uuid } });
  if (!found) throw notFound('Destination');
  return found;
}

interface CloneRow {
  request: CloneRequest;
  destination: Destination;
  own: Pick<Prisma.WorkloadUncheckedCreateInput, 'database' | 'application' | 'stack' | 'components'>;
  /** Uuid of the clone, if something was already created for it. */
  uuid?: string;
  /** Writes what needs the row, in the same transaction. */
  finish?: (tx: ScopedModels, clone: Workload) => Promise<void>;
}

/** Clone the rows of a workload: its limits, variables, storages and tags, and those of its kind. */
export async function cloneRow(
  scope: Scope,
  source: Workload,
  { request, destination, own, uuid = newUuid(), finish }: CloneRow,
): Promise<Workload> {
  const { organizationId } = scope;
  const { environmentUuid } = request;
  const environmentId =
    environmentUuid === null
      ? source.environmentId
      : (await targetEnvironment(scope, source.kind, environmentUuid)).id;
  const clone = await organizationScopeOf(scope, organizationId).db.$transaction(async (tx) => {
    const variables = await tx.environmentVariable.findMany({ where: { workloadId: source.id } });
    // A server path needs permission by its own policy.
    const storages = await tx.storage.findMany({
      where: { workloadId: source.id, kind: { notIn: storageKinds.filter(isOfHost) } },
    });
    const tags = await tx.workloadTag.findMany({ where: { workloadId: source.id } });
    const written = await tx.workload.create({
      data: {
        uuid,
        organizationId,
        kind: source.kind,
        environmentId,
        destinationId: destination.id,
        name: request.name ?? nameOfClone(source.name, uuid),
        description: source.description,
        limitsMemory: source.limitsMemory,
        limitsMemorySwap: source.limitsMemorySwap,
        limitsMemorySwappiness: source.limitsMemorySwappiness,
        limitsMemoryReservation: source.limitsMemoryReservation,
        limitsCpus: source.limitsCpus,
        limitsCpuset: source.limitsCpuset,
        limitsCpuShares: source.limitsCpuShares,
        maxRestartCount: source.maxRestartCount,
        stopGracePeriod: source.stopGracePeriod,
        tags: { create: tags.map(({ tagId }) => ({ tagId })) },
        variables: { create: variables.map(copyOf) },
        storages: { create: storages.map(copyOf) },
        ...own,
      },
    });
    await finish?.(tx, written);
    return written;
  });
  await workloadChanged(scope, clone);
  return clone;
}

interface OfWorkload {
  id: number;
  uuid: string;
  workloadId: number | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Copy a row without its identity. */
function copyOf<Row extends OfWorkload>(row: Row) {
  const { id: _, uuid: _1, workloadId: _2, createdAt: _3, updatedAt: _4, ...rest } = row;
  return { ...rest, uuid: newUuid() };
}

function nameOfClone(name: string, uuid: string): string {
  const rest = `-${uuid}`;
  return `clone-of-${name}`.slice(0, MAX_NAME - rest.length) + rest;
}
