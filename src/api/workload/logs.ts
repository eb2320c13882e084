import { tracked } from '@trpc/server';
import { z } from 'zod';
import { followLogs } from '../../services/container-logs/follow-logs';
import { listLogContainers } from '../../services/container-logs/log-containers';
import { can } from '../authorize';
import { resumableEventStream } from '../event-stream';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { logContainerWire, toLogContainerWire } from './log-container-schema';
import { lines, logAnswer, logText, search } from './log-text';
import type { WorkloadSurface } from './surface';

const container = z
  .string()
  .optional()
  .meta({ description: 'Name or id of a container; all containers if not set.' });
const request = { uuid: pathId, lines, container };
const destination_uuid = pathId.optional().meta({
  description: 'Additional destination whose containers to read; the main one if not set.',
});

/** The procedures on the logs of a kind of workload. */
export function workloadLogs({ kind, resource, path, tag, noun }: WorkloadSurface) {
  const object = { type: resource, input: 'uuid' } as const;
  // A strict object refuses it for the other kinds; to the handlers it looks like one that was not sent.
  const place = (kind === 'application' ? { destination_uuid } : {}) as {
    destination_uuid: typeof destination_uuid;
  };
  return {
    logs: can('log:read', {
      rest: {
        method: 'GET',
        path: `${path}/logs`,
        status: 200,
        tag,
        summary: `Read the log of ${noun}`,
      },
      object,
      input: z.strictObject({ ...request, ...place, search, show_timestamps: queryFlag.optional() }),
      output: logAnswer,
    }).query(async ({ ctx, input }) => {
      const { uuid, container = null, search = null, lines, show_timestamps: showsTimes = false } = input;
      const destination = input.destination_uuid ?? null;
      return logText(ctx, { workload: { kind, uuid }, destination, container, search, lines, showsTimes });
    }),

    followLogs: can('log:read_sensitive', {
      rest: {
        method: 'GET',
        path: `${path}/logs/follow`,
        status: 200,
        tag,
        summary: `Follow the log of ${noun}`,
        answer: 'events',
      },
      object,
      // An invalid position means the beginning, because the header may contain any text.
      input: z.strictObject({
        ...request,
        ...place,
        lastEventId: z.string().max(2000).nullish().catch(null),
      }),
      output: resumableEventStream(
        z.object({
          at: z.string().meta({ description: 'RFC 3339 with nanoseconds.' }),
          stream: z.enum(['stdout', 'stderr']),
          text: z.string(),
        }),
      ),
    }).subscription(async function* ({ ctx, input, signal }) {
      const { uuid, container = null } = input;
      const request = {
        workload: { kind, uuid },
        destination: input.destination_uuid ?? null,
        container,
        lines: input.lines,
        after: input.lastEventId ?? null,
        signal: signal ?? new AbortController().signal,
      };
      for await (const { line, position } of followLogs(ctx.scope, request))
        yield tracked(position, { at: line.timestamp, stream: line.stream, text: line.text });
    }),

    logContainers: can('log:read', {
      rest: {
        method: 'GET',
        path: `${path}/logs/containers`,
        status: 200,
        tag,
        summary: 'List containers with a readable log',
      },
      object,
      input: z.strictObject({ uuid: pathId, ...place }),
      output: z.array(logContainerWire),
    }).query(async ({ ctx, input }) => {
      const { uuid, destination_uuid: destination = null } = input;
      const containers = await listLogContainers(ctx.scope, { kind, uuid }, destination);
      return containers.map(toLogContainerWire);
    }),
  };
}
