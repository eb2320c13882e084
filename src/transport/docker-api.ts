import type { DockerApi } from './docker';
import type { DockerClient } from './docker-client';
import { dockerContainers } from './docker-containers';
import { dockerExec } from './docker-exec';
import { dockerImages } from './docker-images';
import { dockerLogs } from './docker-logs';
import { dockerNetworks } from './docker-networks';
import { infoSchema, versionSchema } from './docker-schemas';

/** The Docker engine of one machine. */
export function createDockerApi(client: DockerClient): DockerApi {
  return {
    version: () =>
      client.call('tell its version', async (docker) => {
        const answer = versionSchema.parse(await docker.version());
        return {
          version: answer.Version,
          apiVersion: answer.ApiVersion,
          kernelVersion: answer.KernelVersion,
          os: answer.Os,
          arch: answer.Arch,
        };
      }),
    info: () =>
      client.call('describe itself', async (docker) => {
        const { DockerRootDir, LoggingDriver } = infoSchema.parse(await docker.info());
        return { rootDir: DockerRootDir, loggingDriver: LoggingDriver };
      }),
    ...dockerContainers(client),
    ...dockerLogs(client),
    ...dockerExec(client),
    ...dockerImages(client),
    ...dockerNetworks(client),
  };
}
