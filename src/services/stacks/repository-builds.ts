import type { ComposeService } from '../../domain/compose/service';
import type { ComponentBuild } from '../../domain/workload/stack-spec';
import type { OrganizationScope } from '../context';
import type { DeploymentSubject } from '../deployments/load';
import { componentBuild } from './component-build';

/** How the services of a compose file are built from their repository; undefined: the image of one is pulled. */
export function buildsOf(scope: Pick<OrganizationScope, 'database'>, subject: DeploymentSubject) {
  const { application, server, force } = subject;
  const { uuid, baseDirectory, disableBuildCache: disableCache } = application;
  return (service: ComposeService): ComponentBuild | undefined =>
    service.build === null
      ? undefined
      : componentBuild(scope, service, service.build, { uuid, baseDirectory, server, disableCache, force });
}
