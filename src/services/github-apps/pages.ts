const PER_PAGE = 100;

/** A list of GitHub's, and whether it ends here. */
export interface PagedList<T> {
  items: T[];
  isComplete: boolean;
}

/**
 * Request the pages of a list, up to a limit, so that an endless one ends.
 * @param ask requests one page, with this query
 */
export async function pagesOf<T>(
  maxPages: number,
  ask: (query: string) => Promise<T[]>,
): Promise<PagedList<T>> {
  const items: T[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const found = await ask(`per_page=${PER_PAGE}&page=${page}`);
    items.push(...found);
    if (found.length < PER_PAGE) return { items, isComplete: true };
  }
  return { items, isComplete: false };
}
