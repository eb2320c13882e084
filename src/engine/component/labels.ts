import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';

/** Label with the uuid of the organization that an object is of. */
export const organizationLabel = 'gantry.organization';

/** Label that names the component, on containers of a workload with several. */
const componentLabel = 'gantry.component';

/** With what a container was made: the hash of its specification. */
export const configLabel = 'gantry.config';

/** On what may end with 0, and is complete then. */
export const endsLabel = 'gantry.ends';

/** On what belongs to a preview: the number of its pull request. */
export const pullRequestLabel = 'gantry.pull-request';

/** Labels by which discovery, status and cleanup find objects; nothing without these two is ever touched. */
export function ownedBy(instanceId: string): Record<string, string> {
  return { 'gantry.managed': 'true', 'gantry.instance': instanceId };
}

/** Select the objects of one resource of this installation. */
export function ofResource(instanceId: string, resourceUuid: string): Record<string, string> {
  return { ...ownedBy(instanceId), 'gantry.resource': resourceUuid };
}

/** Select the objects of a workload. */
export function ofWorkload({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>) {
  return ofResource(instanceId, uuid);
}

/** Management labels of what a workload keeps, such as its volumes (`deployment.md` D14.3). */
export function workloadLabels(workload: WorkloadRef): Record<string, string> {
  return {
    ...ofWorkload(workload),
    [organizationLabel]: workload.organizationUuid,
    'gantry.kind': workload.kind,
    ...(workload.pullRequestId !== undefined && { [pullRequestLabel]: String(workload.pullRequestId) }),
  };
}

/** Management labels of an object that an operation creates. */
export function operationLabels({ workload, operationUuid }: OperationRef): Record<string, string> {
  return { ...workloadLabels(workload), 'gantry.deployment': operationUuid };
}

/** The label for the component of a container; the only component has none. */
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
    'coolify.pullRequestId': String(workload.pullRequestId ?? 0),
  };
}
