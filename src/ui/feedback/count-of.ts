/**
 * How many rows of a list prevent an action; undefined while that is not known. A list that cannot be
 * read holds no one up: the server looks itself, and says what it finds.
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
