import { z } from 'zod';
import type { Permission } from '../../domain/permission/vocabulary';
import { connectEnvironment } from '../../services/connected-environments/connect';
import { disconnectEnvironment } from '../../services/connected-environments/disconnect';
import {
  type ConnectedEnvironment,
  listConnectedEnvironments,
} from '../../services/connected-environments/list';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import type { WorkloadSurface } from './surface';

const connectedEnvironment = wireObject({
  uuid: z.string(),
  name: z.string(),
  project_uuid: z.string(),
  project_name: z.string().meta({ description: 'Name of the project that the environment is in.' }),
  network: z.string().nullable().meta({
    description:
      'Network of that environment, which the containers join. null: the environments of the destination share one.',
  }),
}).meta({ id: 'ConnectedEnvironment' });

function toWire({ uuid, name, project, network }: ConnectedEnvironment) {
  return { uuid, name, project_uuid: project.uuid, project_name: project.name, network };
}

/** The procedures on further environments that a kind of workload is connected to. */
export function workloadConnectedEnvironments({
  kind,
  resource,
  path: workload,
  tag,
  noun,
}: WorkloadSurface) {
  const path = `${workload}/connected-environments` as const;
  const object = { type: resource, input: 'uuid' } as const;
  const read = `${resource}:read` as Permission; // every kind of workload can be read and updated
  const update = `${resource}:update` as Permission; // as above
  return {
    listConnectedEnvironments: can(read, {
      rest: {
        method: 'GET',
        path,
        status: 200,
        tag,
        summary: `List the further environments that ${noun} is connected to`,
      },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: z.array(connectedEnvironment),
    }).query(async ({ ctx, input }) =>
      (await listConnectedEnvironments(ctx.scope, { kind, uuid: input.uuid })).map(toWire),
    ),

    connectEnvironment: can(update, {
      rest: {
        method: 'POST',
        path,
        status: 201,
        tag,
        summary: `Connect ${noun} to a further environment`,
        alsoRefuses: ['conflict'],
      },
      object,
      input: z.strictObject({
        uuid: pathId,
        environment_uuid: z.string().meta({
          description:
            'Environment whose resources reach it by its uuid, and which it reaches. The caller must be allowed to update the environment as well.',
        }),
      }),
      output: z.array(connectedEnvironment),
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      const named = { kind, uuid: input.uuid };
      return (await connectEnvironment(ctx.scope, named, input.environment_uuid)).map(toWire);
    }),

    disconnectEnvironment: can(update, {
      rest: {
        method: 'DELETE',
        path: `${path}/{environment_uuid}`,
        status: 200,
        tag,
        summary: `Disconnect ${noun} from a further environment`,
      },
      object,
      input: z.strictObject({ uuid: pathId, environment_uuid: pathId }),
      output: messageAnswer,
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      await disconnectEnvironment(ctx.scope, { kind, uuid: input.uuid }, input.environment_uuid);
      return { message: 'Environment disconnected.' };
    }),
  };
}
