import type {
  ComposeFileObject,
  ComposeNetwork,
  ComposeProject,
  ComposeVolume,
} from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import { Secret } from '../../domain/secret';
import type { Lookup } from './interpolate';
import { bindSource } from './schema/mounts';
import type { FileObjectInput, NetworkInput, VolumeInput } from './schema/top-level';

export function volumesOf(declared: Readonly<Record<string, VolumeInput>>): ComposeVolume[] {
  return Object.entries(declared).map(([key, given]) => ({
    key,
    name: given.external?.name ?? given.name ?? null,
    external: given.external?.external ?? false,
    labels: given.labels ?? {},
    driver: given.driver ?? null,
    driverOpts: given.driver_opts ?? {},
    implicit: false,
  }));
}

/** Add volumes that services mount and the top level does not declare. */
export function withImplicitVolumes(
  declared: readonly ComposeVolume[],
  services: readonly ComposeService[],
): ComposeVolume[] {
  const keys = new Set(declared.map(({ key }) => key));
  const all = [...declared];
  for (const mount of services.flatMap((service) => service.mounts)) {
    if (mount.kind !== 'volume' || mount.source === null || keys.has(mount.source)) continue;
    keys.add(mount.source);
    all.push({ ...plainVolume, key: mount.source, implicit: true });
  }
  return all;
}

const plainVolume = { name: null, external: false, labels: {}, driver: null, driverOpts: {} } as const;

/** Names that other products give their proxy network. Here the proxy joins the network of each resource. */
export const proxyNetworks: ReadonlySet<string> = new Set(['dokploy-network', 'coolify']);

export function networksOf(declared: Readonly<Record<string, NetworkInput>>): ComposeNetwork[] {
  return Object.entries(declared).map(([key, given]) => {
    const name = given.external?.name ?? given.name ?? null;
    const external = (given.external?.external ?? false) && !proxyNetworks.has(name ?? key);
    return {
      key,
      name: external || !proxyNetworks.has(name ?? '') ? name : null,
      external,
      internal: given.internal ?? false,
      labels: given.labels ?? {},
      driver: given.driver ?? null,
      driverOpts: {},
    };
  });
}

/** List the networks that services use, including the stack's `default` if used. */
export function usedNetworks(
  declared: readonly ComposeNetwork[],
  services: readonly ComposeService[],
): ComposeNetwork[] {
  const used = new Set(services.flatMap((service) => service.networks.map(({ network }) => network)));
  const found = declared.filter(({ key }) => used.has(key));
  const hasDefault = !used.has('default') || found.some(({ key }) => key === 'default');
  return hasDefault ? found : [{ ...plainNetwork, key: 'default' }, ...found];
}

const plainNetwork = {
  name: null,
  external: false,
  internal: false,
  labels: {},
  driver: null,
  driverOpts: {},
} as const;

/** @param missing called with each key whose variable is not set */
export function fileObjectsOf(
  declared: Readonly<Record<string, FileObjectInput>>,
  lookup: Lookup,
  missing: (key: string, variable: string) => void,
): ComposeFileObject[] {
  return Object.entries(declared).map(([key, given]) => {
    if (given.file !== undefined) {
      const { place, source } = bindSource(given.file);
      return { key, source: { kind: 'file', path: source, place } };
    }
    if (given.environment === undefined)
      return { key, source: { kind: 'content', content: new Secret(given.content ?? '') } };
    const value = lookup(given.environment);
    if (value === undefined) missing(key, given.environment);
    return { key, source: { kind: 'content', content: new Secret(value ?? '') } };
  });
}

/** Keep the configs and secrets that a service uses. */
export function usedFileObjects(project: ComposeProject): Pick<ComposeProject, 'configs' | 'secrets'> {
  const used = (kind: 'config' | 'secret') =>
    new Set(
      project.services.flatMap(({ files }) =>
        files.filter((file) => file.kind === kind).map(({ source }) => source),
      ),
    );
  const configs = used('config');
  const secrets = used('secret');
  return {
    configs: project.configs.filter(({ key }) => configs.has(key)),
    secrets: project.secrets.filter(({ key }) => secrets.has(key)),
  };
}
