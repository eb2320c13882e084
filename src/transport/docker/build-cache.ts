import type Docker from 'dockerode';
import type { DockerApi } from './api';
import type { DockerClient } from './client';
import { buildCacheSchema } from './schemas';

/** Docker before 23 measures images, containers and volumes as well, whatever it is asked for. */
const LIST_DEADLINE_MS = 10 * 60_000;
const REMOVE_DEADLINE_MS = 2 * 60_000;

/** Create the part of Docker's API for BuildKit's cache. */
export function dockerBuildCache(
  client: DockerClient,
): Pick<DockerApi, 'listBuildCache' | 'removeBuildCache'> {
  return {
    listBuildCache: ({ deadlineMs = LIST_DEADLINE_MS } = {}) =>
      client.call(
        'list the build cache',
        async (docker, abortSignal) => {
          const options = { type: 'build-cache' };
          const { BuildCache } = buildCacheSchema.parse(
            await dial(docker, { path: '/system/df?', method: 'GET', options, abortSignal }),
          );
          return BuildCache.map(({ ID, Shared, InUse }) => ({ id: ID, isShared: Shared, isInUse: InUse }));
        },
        { deadlineMs },
      ),

    removeBuildCache: (id) =>
      client.call(
        'remove a part of the build cache',
        async (docker, abortSignal) => {
          // `all`: also what a stage of a build left. The filter keeps everything but this record.
          const options = { all: true, filters: JSON.stringify({ id: [id] }) };
          await dial(docker, { path: '/build/prune?', method: 'POST', options, abortSignal });
        },
        { deadlineMs: REMOVE_DEADLINE_MS },
      ),
  };
}

interface Request {
  /** Ends with `?`: without it, docker-modem drops the options. */
  path: string;
  method: 'GET' | 'POST';
  options: object;
  abortSignal: AbortSignal;
}

/** Ask Docker; dockerode's own `df` and `pruneBuilder` drop the options. */
function dial(docker: Docker, request: Request): Promise<unknown> {
  const statusCodes = { 200: true, 500: 'server error' };
  return new Promise((resolve, reject) => {
    docker.modem.dial({ ...request, statusCodes }, (error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });
}
