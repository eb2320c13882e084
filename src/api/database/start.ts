import { z } from 'zod';
import { requestStart } from '../../services/databases/request';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { actionRest } from '../workload/actions';
import { databaseSurface } from '../workload/surface';

const shared = {
  object: { type: 'database', input: 'uuid' },
  input: z.strictObject({ uuid: pathId }),
  output: messageAnswer,
  audit: 'database',
} as const;

/** The procedures that start a database. */
export const databaseStart = {
  start: can('database:start', {
    ...shared,
    rest: actionRest(databaseSurface, 'start', 'Start a database'),
  }).mutation(async ({ ctx, input }) => {
    await requestStart(ctx.scope, input.uuid, 'start');
    return { message: 'Database starting request queued.' };
  }),

  restart: can('database:restart', {
    ...shared,
    rest: actionRest(databaseSurface, 'restart', 'Restart a database'),
  }).mutation(async ({ ctx, input }) => {
    await requestStart(ctx.scope, input.uuid, 'restart');
    return { message: 'Database restarting request queued.' };
  }),
};
