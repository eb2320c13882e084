import type { Scope } from '../context';
import { type CloneRequest, cloneRow, destinationOf } from '../workloads/clone-row';
import { requireLegal } from '../workloads/require-legal';
import { findApplication } from './find';

/**
 * Make an application like another one, beside it in its environment, that was never deployed. What one application has
 * alone is left out: domains, ports of the server, names in its network.
 */
export async function cloneApplication(scope: Scope, uuid: string, request: CloneRequest): Promise<string> {
  const source = await findApplication(scope, uuid);
  requireLegal(source, 'clone');
  const destination = await destinationOf(scope, request.destinationUuid);
  const { id, ...columns } = await scope.db.application.findUniqueOrThrow({ where: { id: source.id } });
  const clone = await cloneRow(scope, source, {
    request,
    destination,
    own: {
      application: {
        create: {
          ...columns,
          fqdn: null,
          noindexDomains: null,
          dockerComposeDomains: undefined,
          portsMappings: null,
          customInternalName: null,
          customNetworkAliases: null,
        },
      },
    },
  });
  return clone.uuid;
}
