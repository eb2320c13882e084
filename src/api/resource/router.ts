import { z } from 'zod';
import { listResources } from '../../services/workloads/list-resources';
import { openerFor } from '../application/opener';
import { applicationListItem, toApplicationListItem } from '../application/schema';
import { can, router } from '../authorize';
import { openerFor as databaseOpenerFor } from '../database/opener';
import { databaseListItem, toDatabaseWire } from '../database/schema';
import { wireObject } from '../wire/object';
import { pageInput, pageOf } from '../wire/query';

const applicationResource = wireObject({ ...applicationListItem.shape, type: z.literal('application') });

/** Everything that runs, with its kind. Services join when they exist. */
const resourceWire = z.discriminatedUnion('type', [applicationResource, databaseListItem]);

export const resourceRouter = router({
  list: can('application:read', {
    rest: { method: 'GET', path: '/resources', status: 200, tag: 'Resources', summary: 'List resources' },
    input: z.strictObject(pageInput),
    output: z.array(resourceWire),
  }).query(async ({ ctx, input }) => {
    const { all } = await listResources(ctx.scope, { ...pageOf(input) });
    const wire = { application: openerFor(ctx.scope), database: databaseOpenerFor(ctx.scope) };
    return all.map((row) =>
      'engine' in row
        ? toDatabaseWire(row, wire.database)
        : { ...toApplicationListItem(row, wire.application), type: 'application' as const },
    );
  }),
});
