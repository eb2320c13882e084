import { AppError } from '../../domain/error';
import { parseIpv4Range, rangesOverlap } from '../../domain/ipv4-range';
import type { ContainerSpec, DockerApi, NetworkState } from '../../transport/docker/api';
import { DoubleContainers } from './double-containers';

/** A Docker engine in memory: its containers and images with the networks and volumes that they use. */
export class DoubleDocker extends DoubleContainers implements DockerApi {
  readonly networks = new Map<string, NetworkState>();
  /** Name → labels. */
  readonly volumes = new Map<string, Record<string, string>>();
  readonly volumeOptions = new Map<string, Readonly<Record<string, string>>>();
  /** Processor architecture, by Docker's name. */
  arch = 'amd64';

  async version() {
    const { arch } = this;
    return { version: '24.0.7', apiVersion: '1.43', kernelVersion: '6.1.0', os: 'linux', arch };
  }

  async info() {
    return { rootDir: '/var/lib/docker', loggingDriver: 'json-file' };
  }

  async inspectNetwork(name: string): Promise<NetworkState | null> {
    return this.networks.get(name) ?? null;
  }

  async createNetwork(
    name: string,
    { labels, subnet }: { labels: Record<string, string>; subnet: string },
  ): Promise<'created' | 'exists' | 'overlaps'> {
    if (this.networks.has(name)) return 'exists';
    const range = parseIpv4Range(subnet);
    const taken = [...this.networks.values()].flatMap(({ subnets }) => subnets).map(parseIpv4Range);
    if (taken.some((other) => range !== null && other !== null && rangesOverlap(range, other)))
      return 'overlaps';
    this.networks.set(name, { id: name, name, labels, subnets: [subnet] });
    return 'created';
  }

  async connectNetwork(network: string, container: string, aliases: readonly string[]): Promise<void> {
    this.existing(container).networks[network] = { ipAddress: '172.18.0.250', aliases };
  }

  async disconnectNetwork(network: string, container: string): Promise<void> {
    delete this.existing(container).networks[network];
  }

  async listNetworks(labels: Record<string, string>) {
    return [...this.networks.values()].filter((network) =>
      Object.entries(labels).every(([key, value]) => network.labels[key] === value),
    );
  }

  async removeNetwork(name: string): Promise<void> {
    const isUsed = [...this.containers.values()].some(({ networks }) => name in networks);
    if (isUsed) throw new AppError('conflict', `${name} has active endpoints`);
    this.networks.delete(name);
  }

  async ensureVolume(
    name: string,
    labels: Record<string, string>,
    options: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    if (this.volumes.has(name)) return;
    this.volumes.set(name, labels);
    if (Object.keys(options).length > 0) this.volumeOptions.set(name, options);
  }

  async removeVolume(name: string): Promise<void> {
    this.volumes.delete(name);
  }

  async listVolumes(labels: Record<string, string>, { isUnattached = false } = {}) {
    const mounted = new Set([...this.containers.values()].flatMap(({ spec }) => mountedVolumes(spec)));
    return [...this.volumes]
      .filter(([name]) => !isUnattached || !mounted.has(name))
      .filter(([, own]) => Object.entries(labels).every(([key, value]) => own[key] === value))
      .map(([name, own]) => ({ name, labels: own }));
  }
}

function mountedVolumes({ hostConfig }: ContainerSpec): string[] {
  const mounts = (hostConfig.Mounts ?? []) as { Type: string; Source: string }[]; // as the engine writes them
  return mounts.filter(({ Type }) => Type === 'volume').map(({ Source }) => Source);
}
