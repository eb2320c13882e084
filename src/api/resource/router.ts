import { z } from 'zod';
import { listResources } from '../../services/workloads/list-resources';
import { openerFor } from '../application/opener';
import { applicationListItem } from '../application/schema';
import { toApplicationListItem } from '../application/to-wire';
import { can, router } from '../authorize';
import { openerFor as databaseOpenerFor } from '../database/opener';
import { databaseListItem, toDatabaseListItem } from '../database/schema';
import { openerFor as stackOpenerFor } from '../stack/opener';
import { stackListItem, toStackWire } from '../stack/schema';
import { wireObject } from '../wire/object';
import { pageInput, pageOf } from '../wire/query';

const applicationResource = wireObject({ ...applicationListItem.shape, type: z.literal('application') }).meta(
  { id: 'ApplicationResource' },
);

const stackResource = wireObject({ ...stackListItem.shape, type: z.literal('service') }).meta({
  id: 'ServiceResource',
});

/** A workload of any kind, with its type. */
const resourceWire = z.discriminatedUnion('type', [applicationResource, databaseListItem, stackResource]);

export const resourceRouter = router({
  list: can('application:read', {
    rest: { method: 'GET', path: '/resources', status: 200, tag: 'Resources', summary: 'List resources' },
    input: z.strictObject(pageInput),
    output: z.array(resourceWire),
  }).query(async ({ ctx, input }) => {
    const { all } = await listResources(ctx.scope, { ...pageOf(input) });
    const open = {
      application: openerFor(ctx.scope),
      database: databaseOpenerFor(ctx.scope),
      stack: stackOpenerFor(ctx.scope),
    };
    return all.map((row) => {
      if ('engine' in row) return toDatabaseListItem(row, open.database, ctx.response.redactedFields);
      if ('dockerComposeRaw' in row) return { ...toStackWire(row, open.stack), type: 'service' as const };
      return { ...toApplicationListItem(row, open.application), type: 'application' as const };
    });
  }),
});
