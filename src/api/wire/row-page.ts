import { z } from 'zod';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 25;
/** Largest number of a row. */
const MAX_ID = 2_147_483_647;

/** Page of a list that is ordered by the numbers of its rows. */
export const pageInput = {
  cursor: z
    .string()
    .regex(/^\d{1,10}$/, 'Must be a cursor from an earlier response.')
    .transform(Number)
    .refine((id) => id <= MAX_ID, 'Must be a cursor from an earlier response.')
    .optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
};
