import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import { sensitive } from '../../domain/sensitive';
import { findApplication } from '../../services/applications/find';
import { followLogs } from '../../services/applications/follow-logs';
import { readLogs } from '../../services/applications/logs';
import { can } from '../authorize';
import { eventStream } from '../event-stream';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';

const tag = 'Applications';
const DEFAULT_LINES = 100;
const MAX_LINES = 10_000;

/** What is no number of lines means the default (coolify-api §5.4). */
const lines = z
  .union([z.number(), z.string()])
  .optional()
  .transform((value) => {
    const count = Number(value);
    return Number.isInteger(count) && count > 0 ? Math.min(count, MAX_LINES) : DEFAULT_LINES;
  });

const request = { uuid: pathId, lines, container: z.string().optional() };

export const logProcedures = {
  logs: can('log:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/logs',
      status: 200,
      tag,
      summary: 'Read the log of an application',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ ...request, show_timestamps: queryFlag.optional() }),
    output: z.object({ logs: sensitive(z.string()), message: z.string().optional() }),
  }).query(async ({ ctx, input }) => {
    if (!canReadSensitive(ctx.principal, 'log', ctx.object?.projectUuid ?? null)) {
      await findApplication(ctx.scope, input.uuid);
      ctx.response.redactedFields.add('logs');
      return { message: 'Logs are hidden: reading them needs the ability read:sensitive.' };
    }
    const { uuid, container = null } = input;
    const found = await readLogs(ctx.scope, { applicationUuid: uuid, container, lines: input.lines });
    const show = input.show_timestamps ?? false;
    return { logs: found.map(({ timestamp, text }) => (show ? `${timestamp} ${text}` : text)).join('\n') };
  }),

  followLogs: can('log:read_sensitive', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/logs/follow',
      status: 200,
      tag,
      summary: 'Follow the log of an application',
      answer: 'events',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject(request),
    output: eventStream(
      z.object({
        at: z.string().meta({ description: 'RFC 3339 with nanoseconds.' }),
        stream: z.enum(['stdout', 'stderr']),
        text: z.string(),
      }),
    ),
  }).subscription(async function* ({ ctx, input, signal }) {
    const { uuid, container = null } = input;
    const request = {
      applicationUuid: uuid,
      container,
      lines: input.lines,
      signal: signal ?? new AbortController().signal,
    };
    for await (const { timestamp, stream, text } of followLogs(ctx.scope, request))
      yield { at: timestamp, stream, text };
  }),
};
