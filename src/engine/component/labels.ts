import type { DeploymentSpec } from '../../domain/deployment-spec';

/** What discovery, status and cleanup look for; nothing without these two labels is ever touched. */
export function ownedBy(instanceId: string): Record<string, string> {
  return { 'gantry.managed': 'true', 'gantry.instance': instanceId };
}

/** Selects the objects of one resource of this installation. */
export function ofResource(instanceId: string, resourceUuid: string): Record<string, string> {
  return { ...ownedBy(instanceId), 'gantry.resource': resourceUuid };
}

type LabelledSpec = Pick<
  DeploymentSpec,
  'instanceId' | 'organizationUuid' | 'applicationUuid' | 'deploymentUuid'
>;

/** Management labels of an application's object (`deployment.md` D14.3). */
export function applicationLabels(spec: LabelledSpec): Record<string, string> {
  return {
    ...ofResource(spec.instanceId, spec.applicationUuid),
    'gantry.organization': spec.organizationUuid,
    'gantry.kind': 'application',
    'gantry.deployment': spec.deploymentUuid,
  };
}

/** The labels that tools written for Coolify look for. */
export function compatibilityLabels(spec: DeploymentSpec, containerName: string): Record<string, string> {
  return {
    'coolify.managed': 'true',
    'coolify.type': 'application',
    'coolify.name': containerName,
    'coolify.resourceName': spec.applicationName,
    'coolify.projectName': spec.projectName,
    'coolify.environmentName': spec.environmentName,
    'coolify.pullRequestId': '0',
  };
}
