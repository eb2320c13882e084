import { z } from 'zod';
import { listApplications } from '../../services/applications/list';
import { applicationListItem } from '../application/schema';
import { can, router } from '../authorize';
import { wireObject } from '../wire/object';
import { pageInput, pageOf } from '../wire/query';
import { toApplicationsWire } from './applications';

/** Everything that runs, with its kind. Databases and services join when they exist. */
const resourceWire = wireObject({ ...applicationListItem.shape, type: z.literal('application') });

export const resourceRouter = router({
  list: can('application:read', {
    rest: { method: 'GET', path: '/resources', status: 200, tag: 'Resources', summary: 'List resources' },
    input: z.strictObject(pageInput),
    output: z.array(resourceWire),
  }).query(async ({ ctx, input }) => {
    const rows = await listApplications(ctx.scope, { ...pageOf(input) });
    return toApplicationsWire(ctx.scope, rows).map((application) => ({
      ...application,
      type: 'application' as const,
    }));
  }),
});
