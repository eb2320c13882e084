import { z } from 'zod';
import type { Tag } from '../../db/generated/client';
import { singleLine } from '../../domain/input/text';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** Object `Tag` of the contract. */
export const tagWire = z
  .object({
    uuid: z.string(),
    name: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Tag' });

/** Name of a tag. Tags are stored in lower case, so that their names do not differ by case alone. */
export const tagName = singleLine(255)
  .transform((name) => name.trim().toLowerCase())
  .refine((name) => name.length >= 2, 'Must have at least 2 characters.');

export function toTagWire({ uuid, name, createdAt, updatedAt }: Tag): z.infer<typeof tagWire> {
  return { uuid, name, created_at: toTimestamp(createdAt), updated_at: toTimestamp(updatedAt) };
}
