import { changedFirstStartField, changedValues, wireValues } from '../../domain/database/values';
import { AppError, invalidField } from '../../domain/error';
import { majorOfReference } from '../../engine/database/image-version';
import { requireAgreeingLimits } from '../applications/limits';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { requireLegal } from '../workloads/require-legal';
import { changeCredentials, changesCredentials, withoutCredentials } from './credentials';
import { type DatabaseOnServer, findDatabase } from './find';
import { requireGuarded } from './guarded';
import { asPortConflict, claimPublicPort, requirePublicPort } from './public-port';
import { requestPublicPort } from './request';
import { type DatabaseChange, splitChange } from './split-change';
import { requireSslMode } from './ssl-mode';
import { engineOf, openValues, toColumns } from './values';

/**
 * Change only what was sent. What is running changes with the next start.
 * @throws AppError 404 · 409 while it is being deleted · 400 for a public port of another database · 422 for a value
 *   that this database cannot have
 */
export async function updateDatabase(scope: Scope, uuid: string, change: DatabaseChange): Promise<void> {
  const row = await findDatabase(scope, uuid);
  requireLegal(row, 'update');
  const { workload, database, given } = splitChange(change);
  const { fields } = engineOf(row.engine);
  const foreign = Object.keys(given).filter((name) => given[name] !== undefined && !(name in fields));
  if (foreign.length > 0)
    throw new AppError('validation_failed', 'Validation failed.', {
      fields: Object.fromEntries(foreign.map((name) => [name, ['This field is not allowed.']])),
    });
  requireAgreeingLimits(row, workload);
  const before = openValues(scope.database.sealer, row);
  const values = changedValues(fields, given, before);
  if (row.initializedAt !== null) requireChangeable(row, { image: database.image, before, values });
  const access = {
    isPublic: database.isPublic ?? row.isPublic,
    publicPort: database.publicPort === undefined ? row.publicPort : database.publicPort,
  };
  requireGuarded(access, values);
  requireSslMode(engineOf(row.engine), database.sslMode ?? null);
  const { server } = row;
  const claim = { ...access, server, workloadId: row.id };
  await requirePublicPort(scope, claim);
  const isKept = row.initializedAt !== null && changesCredentials(before, values);
  const written = isKept ? withoutCredentials(before, values) : values;
  const columns = toColumns(scope.database.sealer, engineOf(row.engine), written);
  await organizationScopeOf(scope, scope.organizationId)
    .db.$transaction(async (tx) => {
      await claimPublicPort(tx, claim);
      await tx.workload.update({
        where: { id: row.id },
        data: { ...workload, database: { update: { ...database, ...columns } } },
      });
    })
    .catch((error: unknown) => {
      throw asPortConflict(error);
    });
  const known = { ...workload, ...database };
  const stored = Object.fromEntries(Object.keys(known).map((key) => [key, Reflect.get(row, key)]));
  const sent = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  scope.notes.changed(
    { ...stored, ...wireValues(fields, before) },
    { ...stored, ...sent, ...wireValues(fields, values) },
  );
  await changed(scope, 'database', uuid);
  const { isPublic, publicPort, publicPortTimeout } = row;
  const isForwardedAnew =
    isPublic !== access.isPublic ||
    (access.isPublic &&
      (publicPort !== access.publicPort ||
        publicPortTimeout !== (database.publicPortTimeout ?? publicPortTimeout)));
  if (isForwardedAnew) await requestPublicPort(scope, uuid);
  if (isKept) await changeCredentials(scope, row, values);
}

type Values = ReturnType<typeof openValues>;

/** Refuse to change what the volume was initialized with, once the database has been started. */
function requireChangeable(
  row: DatabaseOnServer,
  { image, before, values }: { image: string | undefined; before: Values; values: Values },
): void {
  const { fields, label } = engineOf(row.engine);
  const late = changedFirstStartField(fields, before, values);
  if (late !== undefined)
    throw invalidField(late, 'Is only read at the first start, and the database has already been started.');
  if (image === undefined || image === row.image) return;
  const from = majorOfReference(row.image);
  const to = majorOfReference(image);
  if (from === to && from !== null) return;
  const versions = `${from ?? 'an unnamed version'} to ${to ?? 'an unnamed version'}`;
  throw invalidField(
    'image',
    `Changing the image does not convert ${label} data from ${versions}. Create a database with the new image, and move the data with a dump and restore.`,
  );
}
