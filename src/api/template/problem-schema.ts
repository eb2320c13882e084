import { z } from 'zod';
import type { ComposeProblem } from '../../domain/compose/problem';

/** A refusal of a compose file or a note about it, with its position. */
export const problemWire = z
  .object({
    line: z.number(),
    column: z.number(),
    service: z.string().nullable(),
    path: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'ComposeProblem' });

export function toProblemWire({
  line,
  column,
  service,
  key,
  message,
}: ComposeProblem): z.infer<typeof problemWire> {
  return { line, column, service: service ?? null, path: key ?? null, message };
}
