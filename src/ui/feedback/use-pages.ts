import { keepPreviousData, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { MoreRows } from '../primitives/row-list';

/** Rows per page. */
const pageSize = 100;

export interface PageRequest {
  page: number;
  per_page: number;
}

interface Loaded<T> {
  rows: T[];
  isEnd: boolean;
}

/**
 * Load a list that may be long, page by page. `path` is the path of the procedure, so that live updates invalidate it;
 * they refetch all loaded pages in parallel.
 */
export function usePages<T>(
  path: QueryKey,
  input: object,
  ask: (request: PageRequest, signal?: AbortSignal) => Promise<T[]>,
) {
  const client = useQueryClient();
  const queryKey = [...path, { ...input, pages: true }];
  const isLoading = useRef(false);
  const page = (number: number, signal?: AbortSignal) => ask({ page: number, per_page: pageSize }, signal);
  const query = useQuery<Loaded<T>>({
    queryKey,
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<Loaded<T>>(queryKey)?.rows.length ?? 0;
      const count = Math.max(1, Math.ceil(before / pageSize));
      const pages = await Promise.all(Array.from({ length: count }, (_, at) => page(at + 1, signal)));
      return joined(pages);
    },
    placeholderData: keepPreviousData,
  });

  async function load(): Promise<void> {
    const loaded = client.getQueryData<Loaded<T>>(queryKey);
    if (!loaded || isLoading.current) return;
    isLoading.current = true;
    try {
      const next = joined([loaded.rows, await page(Math.ceil(loaded.rows.length / pageSize) + 1)]);
      client.setQueryData(queryKey, next);
    } catch {
      await query.refetch(); // shows the error in place of the list, or recovers
    } finally {
      isLoading.current = false;
    }
  }

  const { rows = [], isEnd = true } = query.data ?? {};
  const more: MoreRows | null = isEnd ? null : { isLoading: query.isFetching, load: () => void load() };
  return { query, rows, more };
}

/** Join the pages of a list; more follow when the last one is full. */
function joined<T>(pages: readonly T[][]): Loaded<T> {
  return { rows: pages.flat(), isEnd: (pages.at(-1)?.length ?? 0) < pageSize };
}
