import type { ContainerState } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { ofResource } from '../component/labels';

/** An application on a server: everything operations on what runs there need. */
export interface ApplicationPlace {
  host: Host;
  instanceId: string;
  applicationUuid: string;
}

/** The containers of an application, running or not, newest first. Found by labels only. */
export async function applicationContainers(place: ApplicationPlace): Promise<ContainerState[]> {
  const { docker } = place.host;
  const found = await docker.listContainers(ofResource(place.instanceId, place.applicationUuid), true);
  const states = await Promise.all(found.map((container) => docker.inspectContainer(container.id)));
  return states.filter((state) => state !== null).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}
