import { z } from 'zod';

/** `{"uuid": "…"}`: response of a creation. */
export const uuidAnswer = z.object({ uuid: z.string() }).meta({ id: 'UuidAnswer' });

/** `{"message": "…"}`: response of a deletion, or of a request for later work. */
export const messageAnswer = z.object({ message: z.string() }).meta({ id: 'MessageAnswer' });

/** Applications that use what was asked about. */
export const applicationsAnswer = z.object({
  applications: z.array(z.object({ uuid: z.string(), name: z.string() })),
});

/** A public id in a path. Any text is accepted: an id that no row can have is "not found", never "invalid". */
export const pathId = z.string();
