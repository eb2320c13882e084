import { tracked } from '@trpc/server';
import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import { operationEvents } from '../../services/operations/events';
import { can } from '../authorize';
import { resumableEventStream } from '../event-stream';
import { pathId } from '../wire/answers';
import { deploymentEventWire, toDeploymentEventWire } from './events-schema';

/** Follow the log of a deployment. Ids are log positions: a reader that reconnects with its last one misses nothing. */
export const events = can('deployment:read', {
  rest: {
    method: 'GET',
    path: '/deployments/{uuid}/events',
    status: 200,
    tag: 'Deployments',
    summary: 'Follow a deployment',
    answer: 'events',
  },
  object: { type: 'deployment', input: 'uuid' },
  input: z.strictObject({ uuid: pathId, lastEventId: z.coerce.number().int().min(0).catch(0).nullish() }),
  output: resumableEventStream(deploymentEventWire),
}).subscription(async function* ({ ctx, input, signal }) {
  const followed = operationEvents(ctx.scope, {
    operationUuid: input.uuid,
    after: input.lastEventId ?? 0,
    withLog: canReadSensitive(ctx.principal, 'deployment', ctx.object?.projectUuid ?? null),
    signal: signal ?? new AbortController().signal, // a caller without one reads to the end
  });
  for await (const { position, event } of followed)
    yield tracked(String(position), toDeploymentEventWire(event));
});
