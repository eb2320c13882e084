import { createInterface } from 'node:readline';
import type { z } from 'zod';

/**
 * Objects of a stream with one JSON text per line. A line that is not one, or has another shape, is left out: it may
 * come from a program that knows more than this one.
 */
export async function* jsonLines<T>(stream: NodeJS.ReadableStream, schema: z.ZodType<T>): AsyncGenerator<T> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) yield parsed.data;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the caller's schema refuses it
  }
}
