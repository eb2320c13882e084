import { invalidField } from '../../domain/error';
import { findApplication } from '../application-rows/find';
import type { Scope } from '../context';
import { type CloneRequest, cloneRow, destinationOf } from '../workloads/clone-row';
import { requireLegal } from '../workloads/require-legal';

/**
 * Clone an application into its own environment or another one, as one that was never deployed. What only one
 * application can have is left out: domains, host ports, network names.
 * @throws AppError 404 · 409 while the source is being deleted · 422 for volumes
 */
export async function cloneApplication(scope: Scope, uuid: string, request: CloneRequest): Promise<string> {
  const source = await findApplication(scope, uuid);
  requireLegal(source, 'clone');
  if (request.withVolumes && (await hasVolumes(scope, source.id)))
    throw invalidField(
      'clone_volumes',
      'The volumes of an application are not copied. Clone it without them, and copy the data in the application.',
    );
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

async function hasVolumes({ db }: Scope, workloadId: number): Promise<boolean> {
  return (await db.storage.count({ where: { workloadId, kind: 'volume' } })) > 0;
}
