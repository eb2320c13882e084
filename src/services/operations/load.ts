import { notFound } from '../../domain/error';
import type { OrganizationScope } from '../context';

/** Load an operation with its workload and server. */
export async function loadOperation(scope: Pick<OrganizationScope, 'db'>, id: number) {
  const operation = await scope.db.operation.findUnique({
    where: { id },
    include: {
      group: { select: { state: true } },
      parent: { select: { id: true, uuid: true } },
      server: { include: { privateKey: true } },
      workload: {
        include: {
          environment: { include: { project: true } },
          destination: true,
          stack: { select: { id: true } },
          application: { select: { sourceKind: true } },
          follows: {
            select: { id: true, uuid: true, destination: { select: { server: { select: { uuid: true } } } } },
          },
        },
      },
    },
  });
  if (!operation) throw notFound('Operation');
  return operation;
}

export type LoadedOperation = Awaited<ReturnType<typeof loadOperation>>;
