import type { Component, Prisma } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { managesOrganization } from '../../domain/permission/role-matrix';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { type CloneRequest, cloneRow, destinationOf } from '../workloads/clone-row';
import { requireLegal } from '../workloads/require-legal';
import { sealCheckout, unread } from './checkout';
import { writeComponents } from './components';
import { claimStackDomains, replaceStackDomains } from './domains';
import { draftStack } from './draft';
import { findStack, type StackOnServer } from './find';
import { claimNames } from './network-names';
import { asPortConflict, claimPorts } from './ports';
import { sealTexts } from './sealed';
import { storedFile } from './stored-file';
import { readValues, writeValues } from './variables';

/**
 * Clone a stack into its own environment or another one, as one that never ran. It has the file and variables of its
 * source, and its own domains. Unknown keys stay ignored only for callers who may set that themselves.
 * @throws AppError 404 · 409 while the source is being deleted · 422 for volumes, for ports that are taken on the
 *   server, and for a file that the caller may not use
 */
export async function cloneStack(scope: Scope, uuid: string, request: CloneRequest): Promise<string> {
  const source = await findStack(scope, uuid);
  requireLegal(source, 'clone');
  const destination = await destinationOf(scope, request.destinationUuid);
  const server = await scope.db.server.findUniqueOrThrow({ where: { id: destination.serverId } });
  const ignoreUnknownKeys = source.ignoreUnknownKeys && managesOrganization(scope.principal.role);
  const { raw, file, checkout } = storedFile(scope, { ...source, ignoreUnknownKeys });
  const cloneUuid = newUuid();
  const draft = await draftStack(scope, {
    file,
    uuid: cloneUuid,
    server,
    values: await readValues(scope, source.id),
    components: [],
    urls: new Map(),
    checkout,
    role: scope.principal.role,
  });
  const { project } = draft.resolved;
  if (request.withVolumes && (project.volumes.length > 0 || (await hasVolumes(scope, source))))
    throw invalidField(
      'clone_volumes',
      'The volumes of a service are not copied. Clone it without them, and copy the data in its components.',
    );
  const { components } = draft;
  const { sealer } = scope.database;
  const texts = checkout
    ? { ...sealTexts(sealer, { raw: '', resolved: '' }), checkout: sealCheckout(sealer, unread) }
    : sealTexts(sealer, { raw, resolved: draft.text });
  const own = {
    ...(await ownColumns(scope, source, { ...texts, ignoreUnknownKeys })),
    ...copiesOf(scope, source),
  };
  await claimStackDomains(scope, { components, workloadId: null, force: false }, async (domains) => {
    await cloneRow(scope, source, {
      request,
      destination,
      own,
      uuid: cloneUuid,
      async finish(tx, { id }) {
        await claimPorts(scope, tx, id, { server, project, field: 'destination_uuid' });
        await claimNames(tx, id, { serverId: server.id, project });
        await writeComponents(scope, tx, id, components);
        await writeValues(scope, tx, id, draft);
        await replaceStackDomains(tx, { organizationId: scope.organizationId, workloadId: id }, domains);
      },
    }).catch((error: unknown) => {
      throw asPortConflict(error, 'destination_uuid');
    });
  });
  return cloneUuid;
}

/** The columns of the stack row, and those of an application from a compose file. */
async function ownColumns(
  { db }: Scope,
  source: StackOnServer,
  file: ReturnType<typeof sealTexts> & { checkout?: Uint8Array<ArrayBuffer>; ignoreUnknownKeys: boolean },
): Promise<Pick<Prisma.WorkloadUncheckedCreateInput, 'application' | 'stack'>> {
  const { serviceType, connectToDockerNetwork, isContainerLabelEscapeEnabled } = source;
  const stack = {
    create: { serviceType, connectToDockerNetwork, isContainerLabelEscapeEnabled, ...file },
  };
  if (source.kind === 'stack') return { stack };
  const {
    id,
    dockerComposeDomains: _,
    ...columns
  } = await db.application.findUniqueOrThrow({
    where: { id: source.id },
  });
  return { stack, application: { create: columns } };
}

/** The users' settings of the components. */
function copiesOf(
  { organizationId }: Scope,
  { components }: StackOnServer,
): Pick<Prisma.WorkloadUncheckedCreateInput, 'components'> {
  const copyOf = (row: Component) => ({
    uuid: newUuid(),
    organizationId,
    name: row.name,
    kind: row.kind,
    humanName: row.humanName,
    description: row.description,
    image: row.image,
    imageOverride: row.imageOverride,
    noindexDomains: null,
    isExcludedFromStatus: row.isExcludedFromStatus,
    stopGraceSeconds: row.stopGraceSeconds,
    isLogDrainEnabled: row.isLogDrainEnabled,
    isGzipEnabled: row.isGzipEnabled,
    isStripprefixEnabled: row.isStripprefixEnabled,
    redirect: row.redirect,
  });
  return { components: { create: components.map(copyOf) } };
}

async function hasVolumes({ db }: Scope, { id: workloadId }: StackOnServer): Promise<boolean> {
  return (await db.storage.count({ where: { workloadId, kind: 'volume' } })) > 0;
}
