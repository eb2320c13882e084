interface Standing {
  environment_id: number;
  /** `application`, `standalone-postgresql`, … */
  type: string;
}

/** What keeps environments from being deleted, in words; null as far as is known nothing: the server looks, too. */
export function standingIn(
  resources: readonly Standing[] | undefined,
  environments: readonly { id: number }[],
): string | null {
  const ids = new Set(environments.map(({ id }) => id));
  return containsWords(resources?.filter(({ environment_id }) => ids.has(environment_id)) ?? []);
}

/** `Contains 2 applications and 1 database. Delete them first.` */
export function containsWords(resources: readonly { type: string }[]): string | null {
  if (resources.length === 0) return null;
  const applications = resources.filter(({ type }) => type === 'application').length;
  const kinds = [counted(applications, 'application'), counted(resources.length - applications, 'database')];
  const list = kinds.filter((words) => words !== null).join(' and ');
  return `Contains ${list}. Delete ${resources.length === 1 ? 'it' : 'them'} first.`;
}

function counted(count: number, noun: string): string | null {
  return count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
