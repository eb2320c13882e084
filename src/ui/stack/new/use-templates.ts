import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../trpc';

const pageSize = 100;

export interface TemplateChoice {
  search: string;
  /** Catalogue and category to list; null for all. */
  catalogue: string | null;
  category: string | null;
}

/**
 * Load the templates that contain all words of a search, page by page, without tRPC's infinite query (see
 * use-audit-log.ts).
 */
export function useTemplates({ search, catalogue, category }: TemplateChoice) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const wanted = {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(catalogue !== null && { catalogue }),
    ...(category !== null && { category }),
    limit: pageSize,
  };
  const query = useInfiniteQuery({
    queryKey: [...trpc.template.list.pathKey(), wanted],
    queryFn: ({ pageParam: cursor, signal }) =>
      client.template.list.query({ ...wanted, ...(cursor ? { cursor } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (previous) => previous,
  });
  return { query, templates: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}
