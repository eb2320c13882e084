import { z } from 'zod';
import type { ComposeProblem } from '../../domain/compose/problem';

/** Where a compose file is refused, or what is worth a note. */
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
