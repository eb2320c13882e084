import type { z } from 'zod';
import type { DockerApi, NetworkState } from './api';
import type { DockerClient } from './client';
import { unlessStatus } from './containers';
import { dockerMessage, dockerStatus } from './failure';
import { itemsOf, namedSchema, networkSchema, volumeListSchema } from './schemas';

type NetworksAndVolumes = Pick<
  DockerApi,
  | 'inspectNetwork'
  | 'createNetwork'
  | 'connectNetwork'
  | 'disconnectNetwork'
  | 'removeNetwork'
  | 'listNetworks'
  | 'ensureVolume'
  | 'removeVolume'
  | 'listVolumes'
>;

const labelFilter = (labels: Record<string, string>) => ({
  filters: { label: Object.entries(labels).map(([key, value]) => `${key}=${value}`) },
});

/** Create the part of Docker's API for networks and volumes, whose calls may all be repeated. */
export function dockerNetworks(client: DockerClient): NetworksAndVolumes {
  const { skipped } = client.host;

  return {
    inspectNetwork: (name) =>
      client.call(`inspect the network ${name}`, async (docker) => {
        const answer: unknown = await unlessStatus([404], docker.getNetwork(name).inspect());
        return answer === undefined ? null : networkState(networkSchema.parse(answer));
      }),

    createNetwork: (name, { labels, subnet, internal = false }) =>
      client.call(`create the network ${name}`, async (docker, abortSignal) => {
        const IPAM = { Driver: 'default', Config: [{ Subnet: subnet }] };
        const options = {
          Name: name,
          Driver: 'bridge',
          CheckDuplicate: true,
          Internal: internal,
          Labels: labels,
          IPAM,
          abortSignal,
        };
        try {
          return (await unlessStatus([409], docker.createNetwork(options))) ? 'created' : 'exists';
        } catch (error) {
          if (dockerStatus(error) !== undefined && /pool overlaps/i.test(dockerMessage(error)))
            return 'overlaps';
          throw error;
        }
      }),

    connectNetwork: (network, container, aliases) =>
      client.call(`connect ${container} to ${network}`, async (docker) => {
        try {
          const EndpointConfig = { Aliases: [...aliases] };
          await docker.getNetwork(network).connect({ Container: container, EndpointConfig });
        } catch (error) {
          const isMember = /already exists in network|is already attached to network/i.test(
            dockerMessage(error),
          );
          if (!isMember || dockerStatus(error) === undefined) throw error;
        }
      }),

    disconnectNetwork: (network, container) =>
      client.call(`disconnect ${container} from ${network}`, async (docker) => {
        try {
          await unlessStatus(
            [404],
            docker.getNetwork(network).disconnect({ Container: container, Force: true }),
          );
        } catch (error) {
          if (dockerStatus(error) === undefined || !/is not connected to/i.test(dockerMessage(error)))
            throw error;
        }
      }),

    removeNetwork: (nameOrId) =>
      client.call(`remove the network ${nameOrId}`, async (docker, abortSignal) => {
        await unlessStatus([404], docker.getNetwork(nameOrId).remove({ abortSignal }));
      }),

    listNetworks: (labels) =>
      client.call('list networks', async (docker, abortSignal) =>
        itemsOf(
          networkSchema,
          await docker.listNetworks({ ...labelFilter(labels), abortSignal }),
          'network',
          skipped,
        ).map(networkState),
      ),

    ensureVolume: (name, labels, options = {}) =>
      client.call(`create the volume ${name}`, async (docker, abortSignal) => {
        await docker.createVolume({ Name: name, Labels: labels, DriverOpts: { ...options }, abortSignal });
      }),

    removeVolume: (name) =>
      client.call(`remove the volume ${name}`, async (docker, abortSignal) => {
        await unlessStatus([404], docker.getVolume(name).remove({ abortSignal }));
      }),

    listVolumes: (labels, { isUnattached = false } = {}) =>
      client.call('list volumes', async (docker, abortSignal) => {
        const { filters } = labelFilter(labels);
        const { Volumes } = volumeListSchema.parse(
          await docker.listVolumes({
            filters: { ...filters, ...(isUnattached && { dangling: ['true'] }) },
            abortSignal,
          }),
        );
        return itemsOf(namedSchema, Volumes, 'volume', skipped).map(({ Name, Labels }) => ({
          name: Name,
          labels: Labels,
        }));
      }),
  };
}

function networkState({ Id, Name, Labels, IPAM }: z.infer<typeof networkSchema>): NetworkState {
  return { id: Id, name: Name, labels: Labels, subnets: IPAM };
}
