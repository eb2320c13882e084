import { posix } from 'node:path';
import type { Server } from '../../db/generated/client';
import type { ComposeBuild, ComposeService } from '../../domain/compose/service';
import type { ComponentBuild } from '../../domain/workload/stack-spec';
import { builtImageName } from '../../engine/stack/names';
import { configurationKey } from '../configuration-hash';
import type { OrganizationScope } from '../context';

/** Where and how a service of a compose file is built. */
export interface BuildPlace {
  /** Uuid of the stack, also for a preview of it. */
  uuid: string;
  /** Prefix of the commit in the image tag; absent: none. */
  tagPrefix?: string;
  /** Folder of the checkout that contexts are relative to. */
  baseDirectory: string;
  server: Pick<Server, 'buildLimitsMemory' | 'buildLimitsCpus'>;
  disableCache: boolean;
  /** Build without cache, even if the image exists. */
  force: boolean;
}

/** The build of a service: the compose file itself says what the build gets. */
export function componentBuild(
  { database }: Pick<OrganizationScope, 'database'>,
  { name, platform }: Pick<ComposeService, 'name' | 'platform'>,
  { context, dockerfile, dockerfileInline, target, args }: ComposeBuild,
  { uuid, tagPrefix, baseDirectory, server, disableCache, force }: BuildPlace,
): ComponentBuild {
  return {
    spec: {
      pack: 'dockerfile',
      baseDirectory: posix.join(baseDirectory, context),
      publishDirectory: '/',
      dockerfileLocation: posix.join('/', dockerfile ?? 'Dockerfile'),
      ...(dockerfileInline !== null && { dockerfileText: dockerfileInline }),
      targetStage: target,
      ...(platform !== null && { platform }),
      staticImage: '',
      isStatic: false,
      isSpa: false,
      customNginxConfiguration: null,
      installCommand: null,
      buildCommand: null,
      startCommand: null,
      disableCache,
      injectBuildArgs: false,
      useBuildSecrets: false,
      includeSourceCommit: false,
      limits: { memory: server.buildLimitsMemory, cpus: server.buildLimitsCpus },
    },
    variables: args,
    image: {
      name: builtImageName(uuid, name),
      ...(tagPrefix !== undefined && { tagPrefix }),
      isInRegistry: false,
      fingerprintKey: configurationKey(database.sealer),
    },
    force,
  };
}
