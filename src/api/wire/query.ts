import { z } from 'zod';
import { singleLine } from '../../domain/input/text';

/** A switch in a query string (`1`, `true`, `yes` …), or a plain boolean. */
export const queryFlag = z.preprocess((value: boolean | string) => {
  const read = z.stringbool().safeParse(value);
  return read.success ? read.data : value;
}, z.boolean('Must be true or false.'));

/** Part of a name, in any case, that filters a list. */
export const nameSearch = singleLine(100);

/** Exact value that filters a list, such as a tag or an id. One that no row can have is refused, not searched for. */
export const filterText = singleLine(255);

const MAX_PER_PAGE = 500;
const DEFAULT_PER_PAGE = 50;

/** Lists return everything unless a page is requested (v1 contract §5.3). */
export const pageInput = {
  page: z.coerce.number<number | string>().int().min(1).max(1_000_000).optional(),
  per_page: z.coerce.number<number | string>().int().min(1).max(MAX_PER_PAGE).optional(),
};

/** Window on a list that is long by nature; by default its beginning. */
export const windowInput = {
  skip: z.coerce.number<number | string>().int().min(0).max(1_000_000).default(0),
  take: z.coerce.number<number | string>().int().min(1).max(100).default(10),
};

export interface Page {
  skip: number;
  take: number;
}

export function pageOf(input: { page?: number; per_page?: number }): Page | undefined {
  if (input.page === undefined && input.per_page === undefined) return undefined;
  const take = input.per_page ?? DEFAULT_PER_PAGE;
  return { skip: ((input.page ?? 1) - 1) * take, take };
}
