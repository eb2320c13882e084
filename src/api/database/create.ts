import { z } from 'zod';
import { type DatabaseEngine, databaseEngines } from '../../domain/database/engines';
import { sensitive } from '../../domain/sensitive';
import { createDatabase } from '../../services/databases/create';
import { requestStart } from '../../services/databases/request';
import { can } from '../authorize';
import { toPlace } from '../workload/place-fields';
import { createInput, furtherPermissions, toChange } from './input';

const output = z
  .object({
    uuid: z.string(),
    internal_db_url: sensitive(z.string()),
    external_db_url: sensitive(z.string().nullable()),
  })
  .meta({ id: 'DatabaseCreated' });

/** Build the procedure for `POST /databases/<engine>`. */
function create(engine: DatabaseEngine) {
  return can('database:create', {
    rest: {
      method: 'POST',
      path: `/databases/${engine}`,
      status: 201,
      tag: 'Databases',
      summary: `Create a ${databaseEngines[engine].label} database`,
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createInput(engine),
    output,
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    const created = await createDatabase(ctx.scope, {
      engine,
      place: toPlace(input),
      change: toChange(input),
      tags: input.tags ?? [],
    });
    if (input.instant_deploy) await requestStart(ctx.scope, created.uuid, 'start');
    return { uuid: created.uuid, internal_db_url: created.internal, external_db_url: created.external };
  });
}

export const createProcedures = {
  createPostgresql: create('postgresql'),
  createMysql: create('mysql'),
  createMariadb: create('mariadb'),
  createMongodb: create('mongodb'),
  createRedis: create('redis'),
  createKeydb: create('keydb'),
  createDragonfly: create('dragonfly'),
  createClickhouse: create('clickhouse'),
};
