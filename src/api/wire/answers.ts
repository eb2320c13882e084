import { z } from 'zod';

/** `{"uuid": "…"}`: what a create answers. */
export const uuidAnswer = z.object({ uuid: z.string() }).meta({ id: 'UuidAnswer' });

/** `{"message": "…"}`: what a delete or a request for later work answers. */
export const messageAnswer = z.object({ message: z.string() }).meta({ id: 'MessageAnswer' });

/** A public id in a path. Any text is accepted here: what no row can have is "not found", never "invalid". */
export const pathId = z.string();
