interface Content {
  environment_id: number;
  /** Type as lists have it: `application`, `standalone-postgresql`, … */
  type: string;
}

/** Reason why environments cannot be deleted; null when none is known. The server checks again. */
export function contentsRefusal(
  resources: readonly Content[] | undefined,
  environments: readonly { id: number }[],
): string | null {
  const ids = new Set(environments.map(({ id }) => id));
  return containsWords(resources?.filter(({ environment_id }) => ids.has(environment_id)) ?? []);
}

/** Refusal in words: `Contains 2 applications and 1 database. Delete them first.` */
export function containsWords(resources: readonly { type: string }[]): string | null {
  if (resources.length === 0) return null;
  const applications = resources.filter(({ type }) => type === 'application').length;
  const services = resources.filter(({ type }) => type === 'service').length;
  const kinds = [
    counted(applications, 'application'),
    counted(resources.length - applications - services, 'database'),
    counted(services, 'service'),
  ];
  const list = kinds
    .filter((words) => words !== null)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
  return `Contains ${list}. Delete ${resources.length === 1 ? 'it' : 'them'} first.`;
}

function counted(count: number, noun: string): string | null {
  return count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
