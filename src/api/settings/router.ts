import { z } from 'zod';
import { getSettings, updateSettings } from '../../services/installation/settings';
import { requirePermission } from '../access-checks';
import { can, router } from '../authorize';
import { email, testEmail, updateEmail } from './email';
import { settingsAnswer, settingsUpdate, toSettingsAnswer, toSettingsChange } from './schema';

const tag = 'Settings';

const get = can('settings:read', {
  input: z.strictObject({}),
  output: settingsAnswer,
  rest: {
    method: 'GET',
    path: '/settings',
    status: 200,
    tag,
    summary: 'Get the settings of the installation',
  },
}).query(async ({ ctx }) => toSettingsAnswer(await getSettings(ctx.scope), ctx.request.ip));

const update = can('settings:update', {
  input: settingsUpdate,
  output: settingsAnswer,
  audit: 'instance',
  rest: {
    method: 'PATCH',
    path: '/settings',
    status: 200,
    tag,
    summary: 'Change the settings of the installation',
    ability: 'root', // write:sensitive opens the settings of mail alone (authorization contract §4)
  },
}).mutation(async ({ ctx, input }) => {
  if (input.is_api_enabled !== undefined) requirePermission(ctx.principal, 'settings:toggle_api');
  const guard = { ownAddress: ctx.request.ip, isConfirmed: input.confirm ?? false };
  return toSettingsAnswer(await updateSettings(ctx.scope, toSettingsChange(input), guard), ctx.request.ip);
});

export const settingsRouter = router({ get, update, email, updateEmail, testEmail });
