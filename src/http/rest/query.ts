/** Values of a query string; a parameter that is given several times is a list. */
export type QueryValues = Record<string, string | string[]>;

/** Parse a query string. @param search without its question mark */
export function readQuery(search: string): QueryValues {
  if (search === '') return {};
  const query: QueryValues = Object.create(null);
  for (const [key, value] of new URLSearchParams(search)) {
    const before = query[key];
    query[key] = before === undefined ? value : [before, value].flat();
  }
  return query;
}
