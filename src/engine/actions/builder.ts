import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { withBuildArguments, withBuildSecrets, withCarriedArguments } from '../build/inject-variables';
import type { BuildkitNeed } from '../plan/action';
import type { ActionFunction } from '../step/context';

const deadlineMs = 20_000;

const injections = {
  arguments: withBuildArguments,
  carried: withCarriedArguments,
  secrets: withBuildSecrets,
};

const needs: Readonly<Record<BuildkitNeed, { what: string; without: string }>> = {
  secrets: { what: 'build secrets need', without: 'turn off use_build_secrets' },
  railpack: { what: 'the build pack railpack needs', without: 'choose another build pack' },
};

const capitalized = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/**
 * Choose BuildKit or the classic builder. BuildKit needs the buildx plugin, except with a command line before 23,
 * which has it built in. A server with build limits uses the classic builder: BuildKit accepts the options and ignores
 * them (moby/buildkit#593).
 */
export const detectBuilder: ActionFunction<'detect-builder'> = async (action, { host, log }) => {
  const need = action.needsBuildkit === null ? null : needs[action.needsBuildkit];
  if (action.keepsLimits && need) {
    throw new AppError(
      'conflict',
      `Builds on this server have limits, which BuildKit does not support, and ${need.what} BuildKit. Clear the build limits in the server settings, or ${need.without}.`,
    );
  }
  const builder = !action.keepsLimits && (await hasBuildkit(host)) ? 'buildkit' : 'classic';
  if (need && builder === 'classic') {
    throw new AppError(
      'conflict',
      `${capitalized(need.what)} BuildKit, which is missing on this server. Install docker-buildx-plugin there, or ${need.without}.`,
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
  // Without the plugin, the command line takes `buildx` for a misspelt command; some versions then print help and exit
  // with 0, so the version text decides.
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
