import { coolifyLabel, dockerLabel } from '../../domain/docker-label';
import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';

/** Labels by which discovery, status and cleanup find objects; an object without both is never touched. */
export function ownedBy(instanceId: string): Record<string, string> {
  return { [dockerLabel.managed]: 'true', [dockerLabel.instance]: instanceId };
}

/** Select the objects of one resource of this installation. */
export function ofResource(instanceId: string, resourceUuid: string): Record<string, string> {
  return { ...ownedBy(instanceId), [dockerLabel.resource]: resourceUuid };
}

/** Select the objects of a workload. */
export function ofWorkload({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>) {
  return ofResource(instanceId, uuid);
}

/** Management labels of what a workload keeps, such as its volumes (`deployment.md` D14.3). */
export function workloadLabels(workload: WorkloadRef): Record<string, string> {
  return {
    ...ofWorkload(workload),
    [dockerLabel.organization]: workload.organizationUuid,
    [dockerLabel.kind]: workload.kind,
    ...(workload.pullRequestId !== undefined && {
      [dockerLabel.pullRequest]: String(workload.pullRequestId),
    }),
  };
}

/** Management labels of an object that an operation creates. */
export function operationLabels({ workload, operationUuid }: OperationRef): Record<string, string> {
  return { ...workloadLabels(workload), [dockerLabel.deployment]: operationUuid };
}

/** Make the label for the component of a container; the only component has none. */
export function componentLabels({ name }: ComponentRef): Record<string, string> {
  return name === MAIN_COMPONENT ? {} : { [dockerLabel.component]: name };
}

export function isOfComponent(
  { labels }: { labels: Readonly<Record<string, string>> },
  { name }: Pick<ComponentRef, 'name'>,
): boolean {
  return (labels[dockerLabel.component] ?? MAIN_COMPONENT) === name;
}

/** Get the key of the component that a container belongs to; undefined for a container of no workload. */
export function keyOf({ labels }: { labels: Readonly<Record<string, string>> }): string | undefined {
  const workload = labels[dockerLabel.resource];
  const component = labels[dockerLabel.component];
  return workload === undefined || component === undefined ? workload : `${workload}-${component}`;
}

/** Labels that tools written for Coolify look for. */
export function compatibilityLabels(workload: WorkloadRef, containerName: string): Record<string, string> {
  return {
    [coolifyLabel.managed]: 'true',
    [coolifyLabel.type]: workload.kind === 'stack' ? 'service' : workload.kind,
    [coolifyLabel.name]: containerName,
    [coolifyLabel.resourceName]: workload.name,
    [coolifyLabel.projectName]: workload.projectName,
    [coolifyLabel.environmentName]: workload.environmentName,
    [coolifyLabel.pullRequestId]: String(workload.pullRequestId ?? 0),
  };
}
