import { z } from 'zod';
import {
  listApplicationDestinations,
  refuseFurtherDestination,
  refuseToRemoveDestination,
} from '../../services/applications/destinations';
import { can } from '../authorize';
import { destinationWire, toDestinationWire } from '../destination/schema';
import { messageAnswer, pathId } from '../wire/answers';

const tag = 'Applications';
const object = { type: 'application', input: 'uuid' } as const;

const listed = z.array(destinationWire);

/**
 * The procedures on the destinations of an application. It has exactly one: none can be added or removed (decision
 * 114).
 */
export const destinationProcedures = {
  listDestinations: can('application:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/destinations',
      status: 200,
      tag,
      summary: 'List destinations of an application',
    },
    object,
    also: () => ['destination:read'],
    input: z.strictObject({ uuid: pathId }),
    output: listed,
  }).query(async ({ ctx, input }) =>
    (await listApplicationDestinations(ctx.scope, input.uuid)).map(toDestinationWire),
  ),

  addDestination: can('application:update', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/destinations',
      status: 201,
      tag,
      summary: 'Add a destination to an application; always refused, because an application has exactly one',
    },
    object,
    also: () => ['destination:read'],
    input: z.strictObject({ uuid: pathId, destination_uuid: pathId }),
    output: listed,
    audit: 'application',
  }).mutation(({ ctx, input }) => refuseFurtherDestination(ctx.scope, input.uuid, input.destination_uuid)),

  removeDestination: can('application:update', {
    rest: {
      method: 'DELETE',
      path: '/applications/{uuid}/destinations/{destination_uuid}',
      status: 200,
      tag,
      summary:
        'Remove a destination from an application; always refused, because an application has exactly one',
    },
    object,
    also: () => ['destination:read'],
    input: z.strictObject({ uuid: pathId, destination_uuid: pathId }),
    output: messageAnswer,
    audit: 'application',
  }).mutation(({ ctx, input }) => refuseToRemoveDestination(ctx.scope, input.uuid, input.destination_uuid)),
};
