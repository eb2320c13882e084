import { actionsOf, type Permission, type Resource } from '../../domain/permission/vocabulary';

/** Actions on one resource that a list of permissions contains, with wildcards expanded. */
export function chosenActions(list: readonly string[], resource: Resource): ReadonlySet<string> {
  const all = list.some((entry) => entry === '*:*' || entry === `${resource}:*`);
  return new Set(actionsOf(resource).filter((action) => all || list.includes(`${resource}:${action}`)));
}

/** Replace the permissions of one resource; those of other resources are kept. */
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

/** Add a permission to a list, or remove it if the list has it. */
export function toggled(list: readonly string[], resource: Resource, action: string): string[] {
  const chosen = new Set(chosenActions(list, resource));
  if (!chosen.delete(action)) chosen.add(action);
  return withActions(list, resource, chosen);
}
