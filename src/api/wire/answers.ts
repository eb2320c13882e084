import { z } from 'zod';

/** `{"uuid": "…"}`: response of a creation. */
export const uuidAnswer = z.object({ uuid: z.string() }).meta({ id: 'UuidAnswer' });

/** `{"message": "…"}`: response of a deletion, or of a request for later work. */
export const messageAnswer = z.object({ message: z.string() }).meta({ id: 'MessageAnswer' });

/** A public id in a path. Any text is accepted: an id that no row can have is "not found", never "invalid". */
export const pathId = z.string();
