import type { Workload } from '../../db/generated/client';
import type { OperationRef } from '../../domain/workload/workload-ref';
import type { OrganizationScope } from '../context';

interface Named {
  uuid: string;
  workload: Pick<Workload, 'kind' | 'uuid' | 'name'> & {
    environment: { name: string; project: { name: string } };
  };
  /** For a preview, whose name on machines is its workload's uuid; absent: 0. */
  pullRequestId?: number;
}

/** The names of an operation and its workload on a machine. */
export function operationRef(
  scope: OrganizationScope,
  { uuid, workload, pullRequestId = 0 }: Named,
): OperationRef {
  return {
    operationUuid: uuid,
    workload: {
      kind: workload.kind,
      uuid: workload.uuid,
      name: workload.name,
      organizationUuid: scope.organizationId,
      projectName: workload.environment.project.name,
      environmentName: workload.environment.name,
      instanceId: scope.installation.uuid,
      ...(pullRequestId > 0 && { pullRequestId }),
    },
  };
}
