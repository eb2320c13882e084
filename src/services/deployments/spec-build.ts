import type { Server } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { BuildPack, BuildSpec } from '../../domain/workload/build';
import { hasLimits } from '../../engine/plan/docker-argv';
import type { ApplicationRecord } from '../application-rows/record';

/** The build part of a specification. @param server where it is built */
export function buildSpec(application: ApplicationRecord, server: Server): BuildSpec {
  const pack = packOf(application);
  const limits = { memory: server.buildLimitsMemory, cpus: server.buildLimitsCpus };
  requireLimitsKept(pack, limits);
  return {
    pack,
    baseDirectory: application.baseDirectory,
    publishDirectory: application.publishDirectory ?? '/',
    dockerfileLocation: application.dockerfileLocation,
    targetStage: application.dockerfileTargetBuild,
    staticImage: application.staticImage,
    isStatic: application.isStatic,
    isSpa: application.isSpa,
    customNginxConfiguration: application.customNginxConfiguration,
    installCommand: application.installCommand,
    buildCommand: application.buildCommand,
    startCommand: application.startCommand,
    disableCache: application.disableBuildCache,
    injectBuildArgs: application.injectBuildArgsToDockerfile,
    useBuildSecrets: application.useBuildSecrets,
    includeSourceCommit: application.includeSourceCommitInBuild,
    limits,
  };
}

/** Refuse, before anything runs, a build pack that ignores the server's build limits (D4.5). */
function requireLimitsKept(pack: BuildPack, limits: BuildSpec['limits']): void {
  if ((pack !== 'railpack' && pack !== 'buildpacks') || !hasLimits(limits)) return;
  throw new AppError(
    'bad_request',
    `Builds on this server have limits, which ${pack} does not support. Choose another build pack, or clear the build limits in the server settings.`,
  );
}

function packOf({ buildPack, sourceKind }: ApplicationRecord): BuildPack {
  // Its deployments are releases of a stack, which are planned elsewhere.
  if (sourceKind === 'compose' || buildPack === 'dockercompose')
    throw new AppError('bad_request', 'To plan a compose file, use POST /services/{uuid}/plan.');
  return buildPack;
}
