import type { ComposeService } from '../../domain/compose/service';

/** Sort the services so that each follows its dependencies, otherwise in file order. */
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

/** List the services that must exist before this one is created. */
function needsOf(service: ComposeService): string[] {
  return [...service.dependsOn.map(({ service: name }) => name), ...sharedServices(service)];
}

/** List the services that this one is replaced with: its file says so, or it shares their namespaces. */
export function replacedWith(service: ComposeService): string[] {
  const restarting = service.dependsOn.filter(({ restart }) => restart).map(({ service: name }) => name);
  return [...new Set([...sharedServices(service), ...restarting])];
}

/** List the services whose namespaces this one shares. */
export function sharedServices({ networkMode, pidOf, ipc }: ComposeService): string[] {
  const names = [
    networkMode?.kind === 'service' ? networkMode.service : null,
    pidOf,
    ipc !== null && typeof ipc === 'object' ? ipc.service : null,
  ];
  return [...new Set(names.filter((name) => name !== null))];
}
