import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { withBuildArguments, withBuildSecrets, withCarriedArguments } from '../build/inject-variables';
import type { ActionFunction } from '../step/context';

const deadlineMs = 20_000;

const injections = {
  arguments: withBuildArguments,
  carried: withCarriedArguments,
  secrets: withBuildSecrets,
};

/**
 * BuildKit needs the buildx plugin, except with a command line before 23, which has it built in. Everything else
 * builds with the classic builder, and so does a server whose builds have limits: BuildKit takes the options and
 * ignores them (moby/buildkit#593).
 */
export const detectBuilder: ActionFunction<'detect-builder'> = async (action, { host, log }) => {
  if (action.keepsLimits && action.needsBuildkit) {
    throw new AppError(
      'conflict',
      'Builds on this server have limits, which BuildKit does not keep, and build secrets need BuildKit: turn off use_build_secrets, or clear the limits of builds in the settings of the server.',
    );
  }
  const builder = !action.keepsLimits && (await hasBuildkit(host)) ? 'buildkit' : 'classic';
  if (action.needsBuildkit && builder === 'classic') {
    throw new AppError(
      'conflict',
      'Build secrets need BuildKit, which this server lacks: install docker-buildx-plugin there, or turn off use_build_secrets.',
    );
  }
  await log.debug(`Builder: ${builder}`);
  return { builder };
};

export const injectVariables: ActionFunction<'inject-variables'> = async (action, { host }) => {
  const { code, stdout } = await host.run({ argv: ['cat', action.from], asRoot: true, deadlineMs });
  if (code !== 0) throw new AppError('not_found', 'The Dockerfile cannot be read.');
  await host.writeFile(action.to, injections[action.as](stdout, action.keys), 0o600);
  return undefined;
};

async function hasBuildkit(host: Host): Promise<boolean> {
  const buildx = await host.run({
    argv: ['docker', 'buildx', 'version'],
    asRoot: true,
    deadlineMs,
    isQuestion: true,
  });
  // A command line that does not know the plugin takes `buildx` for a misspelt command: some versions print help and
  // end with 0, so the version text itself is what counts.
  if (buildx.code === 0 && /buildx\S*\s+v?\d/.test(buildx.stdout)) return true;
  const client = await host.run({
    argv: ['docker', 'version', '--format', '{{.Client.Version}}'],
    asRoot: true,
    deadlineMs,
    isQuestion: true,
  });
  const major = Number.parseInt(client.stdout, 10);
  if (client.code === 127)
    throw new AppError(
      'unavailable',
      'The docker command is missing on this server. Validate the server to install it.',
    );
  return major < 23;
}
