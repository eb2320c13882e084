import { z } from 'zod';
import type { KeptData } from '../../services/storages/data-places';

/** The data that stays on a server, or is deleted for good, when a workload is deleted. */
export const keptDataWire = z
  .object({
    is_complete: z.boolean().meta({
      description: 'False: the server did not respond, and these are only the recorded names.',
    }),
    volumes: z.array(
      z.object({
        kind: z.enum(['volume', 'folder']),
        name: z.string(),
        size: z.int().nullable().meta({ description: 'In bytes; null if it could not be measured in time.' }),
      }),
    ),
  })
  .meta({ id: 'KeptData' });

export function toKeptDataWire({ isComplete, places }: KeptData): z.input<typeof keptDataWire> {
  return {
    is_complete: isComplete,
    volumes: places.map(({ kind, name, bytes }) => ({ kind, name, size: bytes })),
  };
}
