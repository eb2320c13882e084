import { z } from 'zod';
import type { Principal } from '../../auth/context';
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
  },
}).mutation(async ({ ctx, input }) => {
  requireMoreThanMail(ctx.principal);
  if (input.is_api_enabled !== undefined) requirePermission(ctx.principal, 'settings:toggle_api');
  const guard = { ownAddress: ctx.request.ip, isConfirmed: input.confirm ?? false };
  return toSettingsAnswer(await updateSettings(ctx.scope, toSettingsChange(input), guard), ctx.request.ip);
});

/** `write:sensitive` opens the settings of mail and no others (§4). @throws AppError forbidden */
function requireMoreThanMail(principal: Principal): void {
  if (!principal.key) return;
  const abilities = principal.key.abilities.filter((ability) => ability !== 'write:sensitive');
  requirePermission({ ...principal, key: { ...principal.key, abilities } }, 'settings:update');
}

export const settingsRouter = router({ get, update, email, updateEmail, testEmail });
