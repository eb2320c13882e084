import type Docker from 'dockerode';
import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import { readAnswer } from '../http/read-answer';
import type { ContainerSpec, ContainerState, DockerApi } from './api';
import type { DockerClient } from './client';
import { dockerStatus } from './failure';
import { readable } from './readable';
import { containerItemSchema, containerSchema, containerSizeSchema, itemsOf } from './schemas';

/** Time for Docker's own work during a stop: SIGKILL, unmounting. */
const STOP_MARGIN_MS = 60_000;
const START_MS = 120_000;

type Containers = Pick<
  DockerApi,
  | 'inspectContainer'
  | 'listContainers'
  | 'createContainer'
  | 'startContainer'
  | 'stopContainer'
  | 'renameContainer'
  | 'removeContainer'
  | 'containerBytes'
  | 'readArchive'
>;

/** Make a call; undefined when Docker answers with one of these statuses: the wanted state is already reached. */
export async function unlessStatus<T>(statuses: readonly number[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (statuses.includes(dockerStatus(error) ?? 0)) return undefined;
    throw error;
  }
}

function healthOf(status: string | undefined): ContainerState['health'] {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : 'none';
}

const restartingPolicies: ReadonlySet<string> = new Set(['always', 'unless-stopped']);

function containerState(answer: unknown): ContainerState {
  const { Id, Name, Image, Path, Args, RestartCount, State, HostConfig, Config, NetworkSettings } =
    containerSchema.parse(answer);
  const networks = Object.entries(NetworkSettings.Networks);
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    imageId: Image,
    command: [Path, ...Args],
    labels: Config.Labels,
    status: State.Status,
    health: healthOf(State.Health?.Status),
    pid: State.Pid,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    error: State.Error,
    restartCount: RestartCount,
    startedAt: State.StartedAt,
    finishedAt: State.FinishedAt,
    restartsItself: restartingPolicies.has(HostConfig.RestartPolicy?.Name ?? ''),
    networks: Object.fromEntries(
      networks.map(([name, { IPAddress, Aliases }]) => [name, { ipAddress: IPAddress, aliases: Aliases }]),
    ),
    exposedPorts: Config.ExposedPorts,
  };
}

function networkingConfig(
  network: ContainerSpec['network'],
): Docker.ContainerCreateOptions['NetworkingConfig'] {
  if (!network) return undefined;
  const { name, aliases, ipv4, ipv6 } = network;
  const address = { ...(ipv4 && { IPv4Address: ipv4 }), ...(ipv6 && { IPv6Address: ipv6 }) };
  const endpoint = { Aliases: [...aliases], ...((ipv4 || ipv6) && { IPAMConfig: address }) };
  return { EndpointsConfig: { [name]: endpoint } };
}

function createOptions(spec: ContainerSpec): Docker.ContainerCreateOptions {
  return {
    name: spec.name,
    ...(spec.platform !== undefined && { platform: spec.platform }),
    ...spec.settings,
    Image: spec.image,
    Hostname: spec.hostname,
    Env: spec.env && [...spec.env],
    Cmd: spec.cmd && [...spec.cmd],
    Entrypoint: spec.entrypoint && [...spec.entrypoint],
    Labels: spec.labels,
    ExposedPorts: Object.fromEntries((spec.exposedPorts ?? []).map((port) => [port, {}])),
    Healthcheck: spec.healthcheck as Docker.HealthConfig | undefined, // Docker's own shape, see ContainerSpec
    HostConfig: { ...spec.hostConfig, ...(spec.network && { NetworkMode: spec.network.name }) },
    NetworkingConfig: networkingConfig(spec.network),
  };
}

/** Create the part of Docker's API for containers. */
export function dockerContainers(client: DockerClient): Containers {
  const inspectContainer: Containers['inspectContainer'] = (nameOrId) =>
    client.call(`inspect ${nameOrId}`, async (docker, abortSignal) => {
      const answer = await unlessStatus([404], docker.getContainer(nameOrId).inspect({ abortSignal }));
      return answer === undefined ? null : containerState(answer);
    });

  return {
    inspectContainer,

    listContainers: (labels, all) =>
      client.call('list containers', async (docker, abortSignal) => {
        const label = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
        const answer = await docker.listContainers({ all, filters: { label }, abortSignal });
        const items = itemsOf(containerItemSchema, answer, 'container', client.host.skipped);
        return items.map(({ Id, Names, Labels, State, Image, ImageID, Created, NetworkSettings }) => ({
          id: Id,
          names: Names.map((name) => name.replace(/^\//, '')),
          labels: Labels,
          state: State,
          image: Image,
          imageId: ImageID,
          createdAt: new Date(Created * 1000),
          networks: NetworkSettings,
        }));
      }),

    containerBytes: (id) =>
      client.call(
        `measure ${id}`,
        async (docker, abortSignal) => {
          const filters = { id: [id] };
          const answer = await docker.listContainers({ all: true, size: true, filters, abortSignal });
          const [found] = itemsOf(containerSizeSchema, answer, 'container', client.host.skipped);
          return found?.SizeRw ?? null;
        },
        { deadlineMs: STOP_MARGIN_MS },
      ),

    readArchive: (nameOrId, path, mostBytes) =>
      client.call(
        `read ${path} of ${nameOrId}`,
        async (docker, abortSignal) => {
          const asked = docker.getContainer(nameOrId).getArchive({ path, abortSignal });
          const answer = await unlessStatus([404], asked);
          if (answer === undefined) return null;
          const { bytes, isWhole } = await readAnswer(readable(answer), mostBytes);
          if (isWhole) return bytes;
          throw new AppError('bad_request', `${path} has more than ${mostBytes / 1024 / 1024} MB.`);
        },
        { deadlineMs: START_MS },
      ),

    createContainer: (spec) =>
      client.call(
        `create the container ${spec.name}`,
        async (docker, abortSignal) => {
          const made = await unlessStatus(
            [409],
            docker.createContainer({ ...createOptions(spec), abortSignal }),
          );
          if (made) return made.id;
          const existing = await inspectContainer(spec.name);
          const deployment = spec.labels[dockerLabel.deployment];
          if (existing && deployment && existing.labels[dockerLabel.deployment] === deployment)
            return existing.id;
          throw new AppError(
            'conflict',
            `A container named ${spec.name} already exists and does not belong to this resource. Rename or remove it.`,
          );
        },
        { deadlineMs: START_MS },
      ),

    startContainer: (nameOrId) =>
      client.call(
        `start ${nameOrId}`,
        async (docker, abortSignal) => {
          await unlessStatus([304], docker.getContainer(nameOrId).start({ abortSignal }));
        },
        { deadlineMs: START_MS },
      ),

    stopContainer: (nameOrId, graceSeconds) =>
      client.call(
        `stop ${nameOrId}`,
        async (docker, abortSignal) => {
          const stop = docker.getContainer(nameOrId).stop({ t: graceSeconds, abortSignal });
          await unlessStatus([304, 404], stop);
        },
        { deadlineMs: graceSeconds * 1000 + STOP_MARGIN_MS },
      ),

    renameContainer: (nameOrId, newName) =>
      client.call(`rename ${nameOrId}`, async (docker, abortSignal) => {
        await docker.getContainer(nameOrId).rename({ name: newName, abortSignal });
      }),

    removeContainer: (nameOrId, { force, volumes }) =>
      client.call(
        `remove ${nameOrId}`,
        async (docker) => {
          await unlessStatus([404], docker.getContainer(nameOrId).remove({ force, v: volumes }));
        },
        { deadlineMs: STOP_MARGIN_MS },
      ),
  };
}
