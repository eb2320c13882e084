import type { ComposeService } from '../../domain/compose/service';

/** Sort services so that each follows its dependencies, otherwise in file order; null for a cycle. */
export function startOrder(services: readonly ComposeService[]): ComposeService[] | null {
  const waiting = new Map(services.map(({ name, dependsOn }) => [name, dependsOn.length]));
  const dependents = new Map<string, ComposeService[]>();
  for (const service of services)
    for (const { service: other } of service.dependsOn)
      dependents.set(other, [...(dependents.get(other) ?? []), service]);
  const order = services.filter(({ dependsOn }) => dependsOn.length === 0);
  for (let index = 0; index < order.length; index++) {
    for (const dependent of dependents.get(order[index]?.name ?? '') ?? []) {
      const left = (waiting.get(dependent.name) ?? 0) - 1;
      waiting.set(dependent.name, left);
      if (left === 0) order.push(dependent);
    }
  }
  return order.length === services.length ? order : null;
}
