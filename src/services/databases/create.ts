import type { DatabaseEngine } from '../../domain/database/engines';
import { databaseEngines } from '../../domain/database/engines';
import { initialValues } from '../../domain/database/values';
import { newUuid, randomBase62 } from '../../lib/random';
import { requireAgreeingLimits } from '../applications/limits';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { type PlaceRequest, resolvePlace } from '../workloads/place';
import { tagIds } from '../workloads/tags';
import { requireGuarded } from './guarded';
import { asPortConflict, claimPublicPort, requirePublicPort } from './public-port';
import { type DatabaseUrls, urlsOf } from './settings';
import { type DatabaseChange, splitChange } from './split-change';
import { requireSslMode } from './ssl-mode';
import { toColumns } from './values';

export interface CreateDatabase {
  engine: DatabaseEngine;
  place: PlaceRequest;
  change: DatabaseChange;
  tags: readonly string[];
}

/** Characters of a generated password (`deployment.md` §15). */
const PASSWORD_LENGTH = 32;

/**
 * @throws AppError 404 for a missing place, 422 for values that the database cannot have, 400 for a public port of
 *   another database
 */
export async function createDatabase(
  scope: Scope,
  request: CreateDatabase,
): Promise<{ uuid: string } & DatabaseUrls> {
  const { environment, server, destination } = await resolvePlace(scope, request.place);
  const description = databaseEngines[request.engine];
  const { workload, database, given } = splitChange(request.change);
  requireAgreeingLimits(null, workload);
  const values = initialValues(description.fields, given, () => randomBase62(PASSWORD_LENGTH));
  const access = { isPublic: database.isPublic ?? false, publicPort: database.publicPort ?? null };
  requireGuarded(access, values);
  const tls = { enableSsl: database.enableSsl ?? false, sslMode: database.sslMode ?? null };
  requireSslMode(description, tls.sslMode);
  await requirePublicPort(scope, { ...access, server, workloadId: null });
  const uuid = newUuid();
  const image = database.image ?? description.defaultImage;
  const { organizationId } = scope;
  await organizationScopeOf(scope, organizationId)
    .db.$transaction(async (tx) => {
      const tags = await tagIds(scope, tx, request.tags);
      const { id } = await tx.workload.create({
        data: {
          ...workload,
          uuid,
          organizationId,
          kind: 'database',
          environmentId: environment.id,
          destinationId: destination.id,
          name: workload.name ?? `${request.engine}-database-${uuid}`,
          tags: { create: tags.map((tagId) => ({ tagId })) },
          database: {
            create: {
              ...database,
              engine: request.engine,
              image,
              ...toColumns(scope.database.sealer, description, values),
            },
          },
        },
      });
      await claimPublicPort(tx, { ...access, server, workloadId: id });
    })
    .catch((error: unknown) => {
      throw asPortConflict(error);
    });
  await changed(scope, 'database', uuid);
  const { engine } = request;
  const stopped = { status: 'exited', certificateExpiresAt: null };
  return {
    uuid,
    ...urlsOf({ uuid, engine, image, ...access, ...tls, ...stopped, serverIp: server.ip }, values),
  };
}
