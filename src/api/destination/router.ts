import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { destinationNetwork } from '../../domain/input/docker/docker-name';
import { createDestination } from '../../services/destinations/create';
import { findDestination } from '../../services/destinations/find';
import { planIsolation } from '../../services/destinations/isolation-plan';
import { listDestinations, listOnServer } from '../../services/destinations/list';
import { removeDestination } from '../../services/destinations/remove';
import { updateDestination } from '../../services/destinations/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { pageInput, pageOf } from '../wire/query';
import { destinationWire, isolationPlanWire, toDestinationWire, toIsolationPlanWire } from './schema';

const tag = 'Destinations';
const object = { type: 'destination', input: 'uuid' } as const;

export const destinationRouter = router({
  list: can('destination:read', {
    rest: { method: 'GET', path: '/destinations', status: 200, tag, summary: 'List destinations' },
    input: z.strictObject(pageInput),
    output: z.array(destinationWire),
  }).query(async ({ ctx, input }) =>
    (await listDestinations(ctx.scope, pageOf(input))).map(toDestinationWire),
  ),

  get: can('destination:read', {
    rest: { method: 'GET', path: '/destinations/{uuid}', status: 200, tag, summary: 'Get a destination' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: destinationWire,
  }).query(async ({ ctx, input }) => toDestinationWire(await findDestination(ctx.scope, input.uuid))),

  update: can('destination:update', {
    rest: {
      method: 'PATCH',
      path: '/destinations/{uuid}',
      status: 200,
      tag,
      summary: 'Update a destination',
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      name: displayName.optional(),
      is_isolated: z.boolean().optional().meta({
        description:
          'Whether each environment has its own network or all share one. Only an owner can change it. Running workloads change networks without a restart, but open connections end.',
      }),
    }),
    output: destinationWire,
    audit: 'destination',
  }).mutation(async ({ ctx, input: { uuid, name, is_isolated: isIsolated } }) =>
    toDestinationWire(await updateDestination(ctx.scope, uuid, { name, isIsolated })),
  ),

  delete: can('destination:delete', {
    rest: {
      method: 'DELETE',
      path: '/destinations/{uuid}',
      status: 200,
      tag,
      summary: 'Delete a destination',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'destination',
  }).mutation(async ({ ctx, input }) => {
    await removeDestination(ctx.scope, input.uuid);
    return { message: 'Deleted.' };
  }),

  isolation: can('destination:update', {
    rest: {
      method: 'GET',
      path: '/destinations/{uuid}/isolation',
      status: 200,
      tag,
      summary: 'Show what changing the isolation would move',
    },
    object,
    also: () => ['application:read', 'database:read', 'service:read'], // the plan names them
    input: z.strictObject({ uuid: pathId }),
    output: isolationPlanWire,
  }).query(async ({ ctx, input }) => toIsolationPlanWire(await planIsolation(ctx.scope, input.uuid))),

  listOnServer: can('destination:read', {
    rest: {
      method: 'GET',
      path: '/servers/{server_uuid}/destinations',
      status: 200,
      tag,
      summary: 'List destinations of a server',
    },
    object: { type: 'server', input: 'server_uuid' },
    input: z.strictObject({ server_uuid: pathId }),
    output: z.array(destinationWire),
  }).query(async ({ ctx, input }) =>
    (await listOnServer(ctx.scope, input.server_uuid)).map(toDestinationWire),
  ),

  create: can('destination:create', {
    rest: {
      method: 'POST',
      path: '/servers/{server_uuid}/destinations',
      status: 201,
      tag,
      summary: 'Create a destination',
    },
    object: { type: 'server', input: 'server_uuid' },
    input: z.strictObject({
      server_uuid: pathId,
      name: displayName.optional(),
      network: destinationNetwork,
      type: z.enum(['standalone']).optional().meta({ description: 'Swarm is not supported.' }),
    }),
    output: destinationWire,
    audit: 'destination',
  }).mutation(async ({ ctx, input: { server_uuid, name, network } }) =>
    toDestinationWire(await createDestination(ctx.scope, server_uuid, { name, network })),
  ),
});
