import type { DockerApi } from './api';
import type { DockerClient } from './client';
import { unlessStatus } from './containers';
import { dockerMessage, dockerStatus } from './failure';
import { itemsOf, namedSchema, volumeListSchema } from './schemas';

type NetworksAndVolumes = Pick<
  DockerApi,
  | 'ensureNetwork'
  | 'connectNetwork'
  | 'removeNetwork'
  | 'listNetworks'
  | 'ensureVolume'
  | 'removeVolume'
  | 'listVolumes'
>;

const labelFilter = (labels: Record<string, string>) => ({
  filters: { label: Object.entries(labels).map(([key, value]) => `${key}=${value}`) },
});

/** Networks and volumes: all calls may be repeated. */
export function dockerNetworks(client: DockerClient): NetworksAndVolumes {
  const { skipped } = client.host;
  const named = (answer: unknown, what: string) =>
    itemsOf(namedSchema, answer, what, skipped).map(({ Name, Labels }) => ({ name: Name, labels: Labels }));

  return {
    ensureNetwork: (name, labels) =>
      client.call(`create the network ${name}`, async (docker, abortSignal) => {
        const existing = await unlessStatus([404], docker.getNetwork(name).inspect());
        if (existing) return;
        const options = { Name: name, Driver: 'bridge', CheckDuplicate: true, Labels: labels, abortSignal };
        await unlessStatus([409], docker.createNetwork(options));
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

    removeNetwork: (name) =>
      client.call(`remove the network ${name}`, async (docker, abortSignal) => {
        await unlessStatus([404], docker.getNetwork(name).remove({ abortSignal }));
      }),

    listNetworks: (labels) =>
      client.call('list networks', async (docker, abortSignal) =>
        named(await docker.listNetworks({ ...labelFilter(labels), abortSignal }), 'network'),
      ),

    ensureVolume: (name, labels) =>
      client.call(`create the volume ${name}`, async (docker, abortSignal) => {
        await docker.createVolume({ Name: name, Labels: labels, abortSignal });
      }),

    removeVolume: (name) =>
      client.call(`remove the volume ${name}`, async (docker, abortSignal) => {
        await unlessStatus([404], docker.getVolume(name).remove({ abortSignal }));
      }),

    listVolumes: (labels) =>
      client.call('list volumes', async (docker, abortSignal) => {
        const { Volumes } = volumeListSchema.parse(
          await docker.listVolumes({ ...labelFilter(labels), abortSignal }),
        );
        return named(Volumes, 'volume');
      }),
  };
}
