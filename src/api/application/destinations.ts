import { z } from 'zod';
import {
  addDestination,
  deployDestination,
  listApplicationDestinations,
  removeDestination,
} from '../../services/applications/destinations';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { applicationDestinationWire, toApplicationDestinationWire } from './destination-schema';

const tag = 'Applications';
const object = { type: 'application', input: 'uuid' } as const;

const listed = z.array(applicationDestinationWire);
const named = z.strictObject({ uuid: pathId, destination_uuid: pathId });

/** The procedures on the destinations of an application: the main one, and additional ones on other servers. */
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
    (await listApplicationDestinations(ctx.scope, input.uuid)).map(toApplicationDestinationWire),
  ),

  addDestination: can('application:update', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/destinations',
      status: 201,
      tag,
      summary: 'Add a destination on another server, where each later deployment also brings its release',
    },
    object,
    also: () => ['destination:read'],
    input: named,
    output: listed,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    await addDestination(ctx.scope, input.uuid, input.destination_uuid);
    return (await listApplicationDestinations(ctx.scope, input.uuid)).map(toApplicationDestinationWire);
  }),

  removeDestination: can('application:update', {
    rest: {
      method: 'DELETE',
      path: '/applications/{uuid}/destinations/{destination_uuid}',
      status: 200,
      tag,
      summary: 'Remove an additional destination of an application, with its containers there',
    },
    object,
    also: () => ['destination:read'],
    input: named,
    output: messageAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    await removeDestination(ctx.scope, input.uuid, input.destination_uuid);
    return { message: 'Destination removal request queued.' };
  }),

  deployDestination: can('application:deploy', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/destinations/{destination_uuid}/deploy',
      status: 200,
      tag,
      summary: 'Deploy what the application runs now at one additional destination',
    },
    object,
    also: () => ['destination:read'],
    input: named,
    output: z.object({ message: z.string(), deployment_uuid: z.string() }),
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await deployDestination(ctx.scope, input.uuid, input.destination_uuid);
    return { message: 'Deployment request queued.', deployment_uuid: uuid };
  }),
};
