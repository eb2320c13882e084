import { conditionOf } from '../../domain/container-condition';
import { AppError, invalidField } from '../../domain/error';
import { majorOfReference } from '../../engine/database/image-version';
import type { Scope } from '../context';
import { requireLegal } from '../workloads/require-legal';
import { requestClone, writeClone } from './clone';
import { type DatabaseOnServer, findDatabase } from './find';
import { kindOf } from './settings';
import { engineOf } from './values';

/**
 * Create a new database of another major version with the data of this one, by dump and restore. This one stays
 * unchanged as a way back.
 * @returns uuid of the new database
 * @throws AppError 404 · 409 while it is not running or is being deleted · 422 for an unsupported engine or image,
 *   naming the alternative
 */
export async function upgradeDatabase(
  scope: Scope,
  uuid: string,
  { image, name }: { image: string; name: string | null },
): Promise<string> {
  const source = await findDatabase(scope, uuid);
  requireLegal(source, 'clone');
  requireUpgrade(source, image);
  if (source.initializedAt === null || conditionOf(source.status) === 'exited')
    throw new AppError('conflict', 'Only a running database can be dumped. Start the database first.');
  const { uuid: destinationUuid } = await scope.db.destination.findUniqueOrThrow({
    where: { id: source.destinationId },
  });
  const request = { destinationUuid, environmentUuid: null, name, withVolumes: true };
  const clone = await writeClone(scope, source, request, image);
  await requestClone(scope, source, clone);
  return clone.uuid;
}

function requireUpgrade({ engine, image: current }: DatabaseOnServer, image: string): void {
  const { label } = engineOf(engine);
  const { dumps } = kindOf(engine);
  if (!dumps)
    throw invalidField(
      'image',
      `${label} cannot make a dump that another version can read. Create a database with the new image, and copy the keys with replication.`,
    );
  if (!dumps.all)
    throw invalidField(
      'image',
      `${label} can only dump individual databases. Create a database with the new image, and restore a backup of each database there.`,
    );
  const from = majorOfReference(current);
  const to = majorOfReference(image);
  if (from === null || to === null)
    throw invalidField('image', 'Both images must name their major version in the tag, such as postgres:17.');
  if (to <= from)
    throw invalidField(
      'image',
      to === from
        ? 'Has the same major version. Change the image of this database instead.'
        : `A dump of version ${from} cannot be read by version ${to}.`,
    );
}
