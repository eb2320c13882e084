import type { Server } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { BuildPack, BuildSpec } from '../../domain/workload/build';
import type { ApplicationRecord } from '../application-rows/record';

/** The build part of a specification. @param server where it is built */
export function buildSpec(application: ApplicationRecord, server: Server): BuildSpec {
  return {
    pack: packOf(application),
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
    limits: { memory: server.buildLimitsMemory, cpus: server.buildLimitsCpus },
  };
}

function packOf({ buildPack, sourceKind }: ApplicationRecord): BuildPack {
  // Its deployments are releases of a stack, which nothing plans ahead yet.
  if (sourceKind === 'compose')
    throw new AppError(
      'bad_request',
      'A compose file is planned where services are: POST /services/{uuid}/plan.',
    );
  if (buildPack === 'railpack' || buildPack === 'dockercompose')
    throw new AppError('not_implemented', `The build pack ${buildPack} is not available yet.`);
  return buildPack;
}
