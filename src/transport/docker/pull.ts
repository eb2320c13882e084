import type { PullOptions } from './api';
import type { DockerClient } from './client';
import { diagnoseDocker } from './diagnosis';
import { pullFailure } from './pull-failure';

const PULL_MS = 30 * 60_000;
/** Prefix that the command line puts before the engine's message. */
const CLI_PREFIX = /^Error response from daemon: /;

export function pullArgv(reference: string, platform?: string): [string, ...string[]] {
  const options = platform === undefined ? [] : ['--platform', platform];
  return ['docker', 'pull', ...options, '--', reference];
}

/**
 * Pull with Docker's command line instead of its API: it has root's logins and asks their credential helpers, while
 * the API needs every credential in the request (docs.docker.com, "docker login", credential stores).
 * @returns what was reported, without progress lines
 * @throws AppError (see pullFailure)
 */
export async function pullImage(
  client: DockerClient,
  reference: string,
  { signal, platform }: PullOptions = {},
): Promise<readonly string[]> {
  const { code, stdout, stderr } = await client.host.run(
    { argv: pullArgv(reference, platform), asRoot: true, deadlineMs: PULL_MS },
    signal,
  );
  if (code === 0)
    return stdout.split('\n').filter((line) => line !== '' && !/: (?:Waiting|Pulling fs layer)$/.test(line));
  const words = stderr.trim().split('\n').at(-1) ?? '';
  const failure = new Error(words.replace(CLI_PREFIX, '') || `docker pull ended with ${code}`);
  const { address } = await client.host.connection();
  throw (await diagnoseDocker(address, client.host.run, failure)) ?? pullFailure(failure, reference);
}
