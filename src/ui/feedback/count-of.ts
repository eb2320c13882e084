/**
 * How many rows a list has that stand in the way of something; undefined while that is not known. A list that cannot be
 * read keeps nobody waiting: the server looks itself, and says what it finds.
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
