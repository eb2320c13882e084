/**
 * Number of rows of a list that prevent an action; undefined while it is unknown. A list that cannot be read blocks no
 * action: the server checks again and reports what it finds.
 */
export function countOf({
  data,
  isError,
}: {
  data?: readonly unknown[];
  isError: boolean;
}): number | undefined {
  return data?.length ?? (isError ? 0 : undefined);
}
