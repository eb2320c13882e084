import type { ComposeService } from '../../domain/compose/service';

/** The services in an order in which each comes after those that it depends on; else in that of the file. */
export function inDependencyOrder(services: readonly ComposeService[]): ComposeService[] {
  const ordered = new Set<ComposeService>();
  const visit = (service: ComposeService, above: ReadonlySet<string>) => {
    if (ordered.has(service) || above.has(service.name)) return;
    for (const name of needsOf(service)) {
      const needed = services.find((each) => each.name === name);
      if (needed) visit(needed, new Set([...above, service.name]));
    }
    ordered.add(service);
  };
  for (const service of services) visit(service, new Set());
  return [...ordered];
}

/** The services that have to be there before this one is made. */
function needsOf(service: ComposeService): string[] {
  return [...service.dependsOn.map(({ service: name }) => name), ...sharedServices(service)];
}

/** The services with which this one is replaced: its file says so, or it shares their namespaces. */
export function replacedWith(service: ComposeService): string[] {
  const restarting = service.dependsOn.filter(({ restart }) => restart).map(({ service: name }) => name);
  return [...new Set([...sharedServices(service), ...restarting])];
}

/** The services whose namespaces this one shares. */
export function sharedServices({ networkMode, pidOf, ipc }: ComposeService): string[] {
  const names = [
    networkMode?.kind === 'service' ? networkMode.service : null,
    pidOf,
    ipc !== null && typeof ipc === 'object' ? ipc.service : null,
  ];
  return [...new Set(names.filter((name) => name !== null))];
}
