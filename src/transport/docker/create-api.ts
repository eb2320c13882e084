import type { DockerApi } from './api';
import { dockerBuildCache } from './build-cache';
import type { DockerClient } from './client';
import { dockerContainers } from './containers';
import { dockerExec } from './exec';
import { dockerImages } from './images';
import { dockerLogs } from './logs';
import { dockerNetworks } from './networks';
import { infoSchema, versionSchema } from './schemas';

/** Create the API of one machine's Docker engine. */
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
    ...dockerBuildCache(client),
    ...dockerNetworks(client),
  };
}
