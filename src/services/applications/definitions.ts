import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { Presence } from '../../engine/plans/presence';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { removalOf, stopOf } from '../operations/out-of-service';
import { presenceOfPreviews } from '../previews/removal';
import { proxyRefOf } from '../servers/proxy-access';

export const stopApplication = stopOf(presenceOf);
export const removeApplication = removalOf(presenceOf, presenceOfPreviews);

function presenceOf(scope: OrganizationScope, operation: LoadedOperation): Presence {
  const { server, workload } = operation;
  const main: ComponentRef = { name: MAIN_COMPONENT, key: workload.uuid };
  return {
    ...operationRef(scope, operation),
    components: [main],
    proxy: proxyRefOf(scope, server),
    graceSeconds: workload.stopGracePeriod,
  };
}
