import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import type { Permission } from '../../domain/permission/vocabulary';
import { workloadNames } from '../../domain/workload/names';
import type { Scope } from '../../services/context';
import type { CloneRequest } from '../../services/workloads/clone-row';
import { moveWorkload } from '../../services/workloads/move';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import type { WorkloadSurface } from './surface';

/**
 * The procedures that move and clone a workload.
 * @param clone copies the workload with this uuid and returns the new uuid
 */
export function workloadMoveClone(
  { kind, resource, path, tag, noun }: WorkloadSurface,
  clone: (scope: Scope, uuid: string, request: CloneRequest) => Promise<string>,
) {
  const object = { type: resource, input: 'uuid' } as const;
  const name = workloadNames[kind];
  const update = `${resource}:update` as Permission; // every kind of workload can be created and updated
  const create = `${resource}:create` as Permission; // as above
  const deploy = `${resource}:deploy` as Permission; // as above
  return {
    move: can(update, {
      rest: {
        method: 'POST',
        path: `${path}/move`,
        status: 200,
        tag,
        summary: `Move ${noun} to another environment`,
      },
      object,
      input: z.strictObject({ uuid: pathId, environment_uuid: z.string() }),
      output: z.object({
        message: z.string(),
        uuid: z.string(),
        project_uuid: z.string(),
        environment_uuid: z.string(),
      }),
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      const moved = await moveWorkload(ctx.scope, { kind, uuid: input.uuid }, input.environment_uuid);
      return {
        message: `${name} moved successfully.`,
        uuid: moved.uuid,
        project_uuid: moved.projectUuid,
        environment_uuid: moved.environmentUuid,
      };
    }),

    clone: can(create, {
      rest: { method: 'POST', path: `${path}/clone`, status: 201, tag, summary: `Clone ${noun}` },
      object,
      // A clone with data is started afterwards.
      also: ({ clone_volumes }) => (clone_volumes ? [deploy] : []),
      input: z.strictObject({
        uuid: pathId,
        destination_uuid: z.string(),
        environment_uuid: z
          .string()
          .nullish()
          .meta({ description: 'Environment for the clone. Default: that of the source.' }),
        name: displayName.nullish(),
        clone_volumes: z.boolean().default(false),
      }),
      output: z.object({ uuid: z.string(), message: z.string() }),
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      const uuid = await clone(ctx.scope, input.uuid, {
        destinationUuid: input.destination_uuid,
        environmentUuid: input.environment_uuid ?? null,
        name: input.name ?? null,
        withVolumes: input.clone_volumes,
      });
      return { uuid, message: `${name} cloned.` };
    }),
  };
}
