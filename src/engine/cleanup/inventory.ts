import { dockerLabel } from '../../domain/docker-label';
import type { ContainerSummary, ImageSummary, NamedObject, NetworkState } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { ownedBy } from '../component/labels';
import { findNetworks } from '../network/find-networks';
import { findProxy } from '../proxy/model/find-proxy';

/** What an organization has on a server, except for `everyContainer` and `everyImage`. */
export interface Inventory {
  /** Foreign ones included: what they use stays. */
  everyContainer: readonly ContainerSummary[];
  proxyId: string | null;
  containers: readonly ContainerSummary[];
  images: readonly ImageSummary[];
  /** Foreign ones included: of these, it had some pulled. */
  everyImage: readonly ImageSummary[];
  /** Volumes that no container mounts. */
  unattachedVolumes: readonly NamedObject[];
  /** Networks of this installation: their labels name no organization. */
  networks: readonly NetworkState[];
}

/** List what an organization has on a server, found by labels alone. */
export async function readInventory(
  host: Host,
  instanceId: string,
  organization: string,
): Promise<Inventory> {
  const own = { ...ownedBy(instanceId), [dockerLabel.organization]: organization };
  const { docker } = host;
  const [everyContainer, everyImage, unattachedVolumes, networks, proxy] = await Promise.all([
    docker.listContainers({}, true),
    docker.listImages({}),
    docker.listVolumes(own, { isUnattached: true }),
    findNetworks(host, instanceId),
    findProxy({ host, instanceId }),
  ]);
  return {
    everyContainer,
    proxyId: proxy?.id ?? null,
    containers: everyContainer.filter(({ labels }) => hasLabels(labels, own)),
    images: everyImage.filter(({ labels }) => hasLabels(labels, own)),
    everyImage,
    unattachedVolumes,
    networks,
  };
}

/** List the machine names of the workloads and previews that own the objects. */
export function resourcesOf({ containers, images, unattachedVolumes, networks }: Inventory): string[] {
  const objects = [...containers, ...images, ...unattachedVolumes, ...networks];
  return [...new Set(objects.map(resourceOf).filter((name) => name !== ''))];
}

/** Get the machine name of the workload or preview that owns an object; empty for none. */
export function resourceOf({ labels }: { labels: Readonly<Record<string, string>> }): string {
  return labels[dockerLabel.resource] ?? '';
}

function hasLabels(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>) {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
