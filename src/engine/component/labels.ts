import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';

/** Label with the uuid of the organization that owns an object. */
export const organizationLabel = 'gantry.organization';

/** Label with the component, on containers of a workload with several. */
const componentLabel = 'gantry.component';

/** Label with the hash of the specification that a container was created from. */
export const configLabel = 'gantry.config';

/** Label of a container that may exit with 0 and is complete then. */
export const endsLabel = 'gantry.ends';

/** Label of objects of a preview: the number of its pull request. */
export const pullRequestLabel = 'gantry.pull-request';

/** Labels by which discovery, status and cleanup find objects; an object without both is never touched. */
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

/** Make the label for the component of a container; the only component has none. */
export function componentLabels({ name }: ComponentRef): Record<string, string> {
  return name === MAIN_COMPONENT ? {} : { [componentLabel]: name };
}

export function isOfComponent(
  { labels }: { labels: Readonly<Record<string, string>> },
  { name }: Pick<ComponentRef, 'name'>,
): boolean {
  return (labels[componentLabel] ?? MAIN_COMPONENT) === name;
}

/** Get the key of the component that a container belongs to; undefined for a container of no workload. */
export function keyOf({ labels }: { labels: Readonly<Record<string, string>> }): string | undefined {
  const workload = labels['gantry.resource'];
  const component = labels[componentLabel];
  return workload === undefined || component === undefined ? workload : `${workload}-${component}`;
}

/** Labels that tools written for Coolify look for. */
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
