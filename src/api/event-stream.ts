import { isTrackedEnvelope, type TrackedEnvelope, tracked } from '@trpc/server';
import { z } from 'zod';
import { toTrpcError } from './errors';

const itemSchemas = new WeakMap<z.ZodType, z.ZodType>();

/** Find the schema of one event of a subscription; null for schemas that are not event streams. */
export function eventSchemaOf(schema: z.ZodType): z.ZodType | null {
  return itemSchemas.get(schema) ?? null;
}

/** Output of a subscription that cannot resume: a reader that reconnects reads the state again. */
export function eventStream<T extends z.ZodType>(
  item: T,
): z.ZodType<AsyncIterable<z.output<T>>, AsyncIterable<z.input<T>>> {
  return streamOf(item) as z.ZodType<AsyncIterable<z.output<T>>, AsyncIterable<z.input<T>>>; // parseEvents yields what `item` answers
}

/**
 * Output of a subscription that resumes: its handler yields `tracked(id, event)`, and a reader that reconnects sends
 * the id of the last event it received as the input `lastEventId`.
 */
export function resumableEventStream<T extends z.ZodType>(
  item: T,
): z.ZodType<AsyncIterable<TrackedEnvelope<z.output<T>>>, AsyncIterable<TrackedEnvelope<z.input<T>>>> {
  // parseEvents keeps the envelope around the output of `item`.
  return streamOf(item) as z.ZodType<
    AsyncIterable<TrackedEnvelope<z.output<T>>>,
    AsyncIterable<TrackedEnvelope<z.input<T>>>
  >;
}

function streamOf(item: z.ZodType): z.ZodType {
  const schema = z
    .custom<AsyncIterable<unknown>>(isAsyncIterable)
    .transform((events) => refusing(mapEvents(events, (event) => item.parseAsync(event))));
  itemSchemas.set(schema, item);
  return schema;
}

/**
 * Translate the errors of a stream. They are thrown after the gate, and tRPC would report a 404 as an internal error.
 */
async function* refusing(events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* events;
  } catch (error) {
    throw toTrpcError(error);
  }
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Map every event of a stream; ids stay. */
export async function* mapEvents(
  events: AsyncIterable<unknown>,
  change: (event: unknown) => unknown,
): AsyncGenerator<unknown> {
  for await (const event of events) {
    yield isTrackedEnvelope(event) ? tracked(event[0], await change(event[1])) : await change(event);
  }
}
