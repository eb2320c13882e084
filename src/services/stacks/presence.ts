import { z } from 'zod';
import { publicRefOf } from '../../domain/database/database-spec';
import type { Presence } from '../../engine/plans/presence';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { proxyRefOf } from '../servers/proxy-access';
import { graceOf } from '../workloads/grace-of';
import { findStack } from './find';

/** Parameters of a stop: name of the only component to stop. */
const stopParameters = z.object({ component: z.string().optional() });

/** What a stack has on its server, for stop and removal. */
export async function stackPresence(scope: OrganizationScope, operation: LoadedOperation): Promise<Presence> {
  const row = await findStack(scope, operation.workload.uuid);
  const { component: only } = stopParameters.parse(operation.parameters);
  const { server } = row;
  const ref = operationRef(scope, operation);
  return {
    ...ref,
    components: row.components
      .filter(({ name }) => only === undefined || name === only)
      .flatMap((component) => [
        { name: component.name, key: `${row.uuid}-${component.name}` },
        ...(component.isPublic ? [publicRefOf(component)] : []),
      ]),
    proxy: proxyRefOf(scope, server),
    isPart: only !== undefined,
    graceSeconds: row.stopGracePeriod,
    graceOf: graceOf(row.components),
  };
}
