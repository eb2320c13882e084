import { actionsOf, type Permission, type Resource } from '../../domain/permission/vocabulary';

/** The entries of a list that are about one resource, a wildcard spelled out. */
export function chosenActions(list: readonly string[], resource: Resource): ReadonlySet<string> {
  const all = list.some((entry) => entry === '*:*' || entry === `${resource}:*`);
  return new Set(actionsOf(resource).filter((action) => all || list.includes(`${resource}:${action}`)));
}

/** The list with these permissions of a resource and no others; what is about other resources stays. */
export function withActions(
  list: readonly string[],
  resource: Resource,
  actions: ReadonlySet<string>,
): string[] {
  const others = list.filter((entry) => !entry.startsWith(`${resource}:`));
  const own = actionsOf(resource)
    .filter((action) => actions.has(action))
    .map((action): Permission => `${resource}:${action}`);
  return [...others, ...own];
}

/** The list with one permission put in or taken out. */
export function toggled(list: readonly string[], resource: Resource, action: string): string[] {
  const chosen = new Set(chosenActions(list, resource));
  if (!chosen.delete(action)) chosen.add(action);
  return withActions(list, resource, chosen);
}
