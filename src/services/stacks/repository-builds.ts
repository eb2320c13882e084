import type { ComposeService } from '../../domain/compose/service';
import { previewTag } from '../../domain/workload/preview-name';
import type { ComponentBuild } from '../../domain/workload/stack-spec';
import type { OrganizationScope } from '../context';
import type { DeploymentSubject } from '../deployments/load';
import { componentBuild } from './component-build';

/** How the services of a compose file are built from their repository; undefined: the service's image is pulled. */
export function buildsOf(scope: Pick<OrganizationScope, 'database'>, subject: DeploymentSubject) {
  const { application, server, force, preview } = subject;
  const { baseDirectory, disableBuildCache: disableCache } = application;
  const named = preview
    ? { uuid: preview.of, tagPrefix: previewTag(preview.pullRequestId) }
    : { uuid: application.uuid };
  return (service: ComposeService): ComponentBuild | undefined =>
    service.build === null
      ? undefined
      : componentBuild(scope, service, service.build, {
          ...named,
          baseDirectory,
          server,
          disableCache,
          force,
        });
}
