import type { ComposeProject } from '../../domain/compose/project';
import type {
  ComposeDependency,
  ComposeMount,
  ComposeNetworkUse,
  ComposeService,
} from '../../domain/compose/service';
import type { Refuse } from './assemble-service';
import type { ServiceInput } from './schema/service';
import { startOrder } from './start-order';

/** A parsed service, for keys that refer to other services. */
export interface Draft {
  service: ComposeService;
  input: ServiceInput;
  refuse: Refuse;
}

type Declared = Pick<ComposeProject, 'networks' | 'volumes' | 'configs' | 'secrets'>;

/** Check and fill in what services say about each other and about the top level of the file. */
export function relateServices(
  drafts: ReadonlyMap<string, Draft>,
  known: ReadonlySet<string>,
  declared: Declared,
): ComposeService[] {
  const aliases = linkAliases(drafts);
  const services = [...drafts.values()].map((draft) => ({
    ...draft.service,
    dependsOn: dependencies(draft, drafts, known),
    mounts: withMountsOf(draft, drafts, new Set([draft.service.name])),
    networks: networksOf(draft, declared, aliases.get(draft.service.name) ?? []),
  }));
  for (const draft of drafts.values()) {
    checkNamespaces(draft, drafts);
    checkGrants(draft, declared);
  }
  refuseCycles(services, drafts);
  return services;
}

/** Collect the names that `links` of other services give a service in its networks. */
function linkAliases(drafts: ReadonlyMap<string, Draft>): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const { input } of drafts.values()) {
    for (const { service, alias } of input.links ?? []) {
      if (alias !== service) aliases.set(service, [...(aliases.get(service) ?? []), alias]);
    }
  }
  return aliases;
}

function dependencies(
  { service, input, refuse }: Draft,
  drafts: ReadonlyMap<string, Draft>,
  known: ReadonlySet<string>,
): ComposeDependency[] {
  const implied = [
    ...(input.links ?? []).map((link) => ({ key: 'links', service: link.service })),
    ...(input.volumes_from ?? []).map((from) => ({ key: 'volumes_from', service: from.service })),
    ...namespaceServices(service).map(({ key, of }) => ({ key, service: of })),
  ];
  const all = new Map<string, ComposeDependency>();
  for (const { key, service: name } of implied) {
    if (!drafts.has(name)) refuse([key], 'Refers to a service that is not in this file.');
    else if (!all.has(name))
      all.set(name, { service: name, condition: 'service_started', required: true, restart: false });
  }
  for (const dependency of service.dependsOn) {
    if (drafts.has(dependency.service)) all.set(dependency.service, dependency);
    else if (!known.has(dependency.service))
      refuse(['depends_on', dependency.service], 'Refers to a service that is not in this file.');
    else if (dependency.required)
      refuse(['depends_on', dependency.service], 'Refers to a service whose profile is off.');
  }
  if (all.delete(service.name)) refuse(['depends_on'], 'A service cannot depend on itself.');
  return [...all.values()];
}

function namespaceServices({ networkMode, pidOf, ipc }: ComposeService): { key: string; of: string }[] {
  return [
    ...(networkMode?.kind === 'service' ? [{ key: 'network_mode', of: networkMode.service }] : []),
    ...(pidOf === null ? [] : [{ key: 'pid', of: pidOf }]),
    ...(typeof ipc === 'object' && ipc !== null ? [{ key: 'ipc', of: ipc.service }] : []),
  ];
}

function checkNamespaces({ service, refuse }: Draft, drafts: ReadonlyMap<string, Draft>): void {
  if (service.networkMode?.kind !== 'service') return;
  if (drafts.get(service.networkMode.service)?.service.networkMode?.kind === 'service')
    refuse(['network_mode'], 'Refers to a service that itself shares the network of another one.');
  if (service.ports.length > 0)
    refuse(
      ['ports'],
      `Must be set on the service ${service.networkMode.service}, whose network this service shares.`,
    );
}

/** Add the mounts of other services (`volumes_from`), unless the service mounts something there itself. */
function withMountsOf(draft: Draft, drafts: ReadonlyMap<string, Draft>, seen: Set<string>): ComposeMount[] {
  const mounts = new Map<string, ComposeMount>();
  for (const { service: name, readOnly } of draft.input.volumes_from ?? []) {
    const other = drafts.get(name);
    if (!other || seen.has(name)) continue;
    for (const mount of withMountsOf(other, drafts, new Set([...seen, name])))
      if (mount.kind !== 'tmpfs') mounts.set(mount.target, readOnly ? { ...mount, readOnly } : mount);
  }
  for (const mount of draft.service.mounts) mounts.set(mount.target, mount);
  return [...mounts.values()];
}

function networksOf(
  { service, refuse }: Draft,
  declared: Declared,
  linked: readonly string[],
): ComposeNetworkUse[] {
  if (service.networkMode !== null) {
    if (service.networks.length > 0) refuse(['network_mode'], 'Must not be combined with networks.');
    return [];
  }
  const uses = service.networks.length > 0 ? service.networks : [{ network: 'default', aliases: [] }];
  const own = [...(service.containerName === null ? [] : [service.containerName]), ...linked];
  return uses.map(({ network, aliases }) => {
    if (network !== 'default' && !declared.networks.some(({ key }) => key === network))
      refuse(['networks', network], 'Refers to a network that is not declared under the top-level networks.');
    const all = new Set([...aliases, ...own]);
    all.delete(service.name);
    return { network, aliases: [...all] };
  });
}

function checkGrants({ service, refuse }: Draft, declared: Declared): void {
  for (const { kind, source } of service.files) {
    const objects = kind === 'config' ? declared.configs : declared.secrets;
    if (!objects.some(({ key }) => key === source))
      refuse(
        [`${kind}s`],
        `Refers to the ${kind} ${source.slice(0, 80)}, which is not declared at the top level of the file.`,
      );
  }
}

/** Refuse cyclic dependencies, because services start in dependency order. */
function refuseCycles(services: readonly ComposeService[], drafts: ReadonlyMap<string, Draft>): void {
  const complete = services.filter(({ dependsOn }) => dependsOn.every(({ service }) => drafts.has(service)));
  if (complete.length < services.length || startOrder(services) !== null) return;
  const reached = new Set<string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const { name, dependsOn } of services) {
      if (reached.has(name) || !dependsOn.every(({ service }) => reached.has(service))) continue;
      reached.add(name);
      grew = true;
    }
  }
  const first = services.find(({ name }) => !reached.has(name));
  if (first)
    drafts
      .get(first.name)
      ?.refuse(
        ['depends_on'],
        'These services depend on each other in a cycle, so none of them can start first.',
      );
}
