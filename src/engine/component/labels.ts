import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';

/** On the containers of a workload with several components: which of them it is. */
const componentLabel = 'gantry.component';

/** What discovery, status and cleanup look for; nothing without these two labels is ever touched. */
export function ownedBy(instanceId: string): Record<string, string> {
  return { 'gantry.managed': 'true', 'gantry.instance': instanceId };
}

/** Selects the objects of one resource of this installation. */
export function ofResource(instanceId: string, resourceUuid: string): Record<string, string> {
  return { ...ownedBy(instanceId), 'gantry.resource': resourceUuid };
}

/** Selects the objects of a workload. */
export function ofWorkload({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>) {
  return ofResource(instanceId, uuid);
}

/** Management labels of an object that an operation on a workload makes (`deployment.md` D14.3). */
export function operationLabels({ workload, operationUuid }: OperationRef): Record<string, string> {
  return {
    ...ofWorkload(workload),
    'gantry.organization': workload.organizationUuid,
    'gantry.kind': workload.kind,
    'gantry.deployment': operationUuid,
  };
}

/** Which component of its workload a container is; the only one has no label. */
export function componentLabels({ name }: ComponentRef): Record<string, string> {
  return name === MAIN_COMPONENT ? {} : { [componentLabel]: name };
}

export function isOfComponent(
  { labels }: { labels: Readonly<Record<string, string>> },
  { name }: Pick<ComponentRef, 'name'>,
): boolean {
  return (labels[componentLabel] ?? MAIN_COMPONENT) === name;
}

/** The key of the component that a container is of, or undefined for one of no workload. */
export function keyOf({ labels }: { labels: Readonly<Record<string, string>> }): string | undefined {
  const workload = labels['gantry.resource'];
  const component = labels[componentLabel];
  return workload === undefined || component === undefined ? workload : `${workload}-${component}`;
}

/** The labels that tools written for Coolify look for. */
export function compatibilityLabels(workload: WorkloadRef, containerName: string): Record<string, string> {
  return {
    'coolify.managed': 'true',
    'coolify.type': workload.kind === 'stack' ? 'service' : workload.kind,
    'coolify.name': containerName,
    'coolify.resourceName': workload.name,
    'coolify.projectName': workload.projectName,
    'coolify.environmentName': workload.environmentName,
    'coolify.pullRequestId': '0',
  };
}
