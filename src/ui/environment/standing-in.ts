interface Standing {
  environment_id: number;
}

/** What keeps environments from being deleted, in words; null as far as is known nothing: the server looks, too. */
export function standingIn(
  resources: readonly Standing[] | undefined,
  environments: readonly { id: number }[],
): string | null {
  const ids = new Set(environments.map(({ id }) => id));
  const count = resources?.filter(({ environment_id }) => ids.has(environment_id)).length ?? 0;
  if (count === 0) return null;
  return count === 1
    ? 'An application stands in it. Delete it first.'
    : `${count} applications stand in it. Delete them first.`;
}
