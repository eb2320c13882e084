import { tracked } from '@trpc/server';
import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import { sensitive } from '../../domain/sensitive';
import { findWorkload } from '../../services/workloads/find';
import { followLogs } from '../../services/workloads/follow-logs';
import { listLogContainers } from '../../services/workloads/log-containers';
import { readLogs } from '../../services/workloads/logs';
import { can } from '../authorize';
import { resumableEventStream } from '../event-stream';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { logContainerWire, toLogContainerWire } from './log-container-schema';
import type { WorkloadSurface } from './surface';

const DEFAULT_LINES = 100;
const MAX_LINES = 10_000;

/** Anything but a number of lines means the default (coolify-api §5.4). */
const lines = z
  .union([z.number(), z.string()])
  .optional()
  .transform((value) => {
    const count = Number(value);
    return Number.isInteger(count) && count > 0 ? Math.min(count, MAX_LINES) : DEFAULT_LINES;
  });

const container = z.string().optional().meta({ description: 'Name or id of one container; all without it.' });
const request = { uuid: pathId, lines, container };

/** Plain text, never an expression: its cost must not be in the caller's hand (D10.3). */
const search = z
  .string()
  .max(200)
  .meta({ description: 'Only lines with this text, whatever its case.' })
  .optional();

/** The procedures on the logs of a kind of workload. */
export function workloadLogs({ kind, resource, path, tag, noun }: WorkloadSurface) {
  const object = { type: resource, input: 'uuid' } as const;
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
      input: z.strictObject({ ...request, search, show_timestamps: queryFlag.optional() }),
      output: z.object({ logs: sensitive(z.string()), message: z.string().optional() }),
    }).query(async ({ ctx, input }) => {
      if (!canReadSensitive(ctx.principal, 'log', ctx.object?.projectUuid ?? null)) {
        await findWorkload(ctx.scope, kind, input.uuid);
        ctx.response.redactedFields.add('logs');
        return { message: 'Logs are hidden: reading them needs the ability read:sensitive.' };
      }
      const { uuid, container = null, search = null, lines } = input;
      const found = await readLogs(ctx.scope, {
        workload: { kind, uuid },
        container,
        search,
        lines,
      });
      const show = input.show_timestamps ?? false;
      return { logs: found.map(({ timestamp, text }) => (show ? `${timestamp} ${text}` : text)).join('\n') };
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
      // What is no position means the beginning, as a header of any text may stand there.
      input: z.strictObject({ ...request, lastEventId: z.string().max(2000).nullish().catch(null) }),
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
        summary: 'List the containers whose log can be read',
      },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: z.array(logContainerWire),
    }).query(async ({ ctx, input }) => {
      const containers = await listLogContainers(ctx.scope, { kind, uuid: input.uuid });
      return containers.map(toLogContainerWire);
    }),
  };
}
