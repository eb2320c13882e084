import { z } from 'zod';
import { getOperation, listOperations } from '../../services/operations/list';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { windowInput } from '../wire/query';
import { operationWire, toOperationWire } from './operation-schema';
import type { WorkloadSurface } from './surface';

/**
 * The procedures that list the operations on a workload. Steps, events and cancellation of each are those of
 * deployments (`/deployments/{uuid}/…`).
 */
export function workloadOperations({ kind, resource, path, tag, noun }: WorkloadSurface) {
  const object = { type: resource, input: 'uuid' } as const;
  return {
    listOperations: can('deployment:read', {
      rest: {
        method: 'GET',
        path: `${path}/operations`,
        status: 200,
        tag,
        summary: `List the operations of ${noun}`,
      },
      object,
      input: z.strictObject({ uuid: pathId, ...windowInput }),
      output: z.object({ count: z.int(), operations: z.array(operationWire) }),
    }).query(async ({ ctx, input: { uuid, skip, take } }) => {
      const { count, operations } = await listOperations(ctx.scope, { kind, uuid }, { skip, take });
      return { count, operations: operations.map(toOperationWire) };
    }),

    getOperation: can('deployment:read', {
      rest: {
        method: 'GET',
        path: `${path}/operations/{operation_uuid}`,
        status: 200,
        tag,
        summary: `Get an operation of ${noun}`,
      },
      object,
      input: z.strictObject({ uuid: pathId, operation_uuid: pathId }),
      output: operationWire,
    }).query(async ({ ctx, input }) =>
      toOperationWire(await getOperation(ctx.scope, { kind, uuid: input.uuid }, input.operation_uuid)),
    ),
  };
}
