import { beginDeviceLogin } from '../../services/device-logins/begin';
import { collectDeviceToken } from '../../services/device-logins/collect';
import { approveDeviceLogin, denyDeviceLogin } from '../../services/device-logins/decide';
import { deviceLoginStatus, findByUserCode } from '../../services/device-logins/find';
import { can, open, router } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { toTimestamp } from '../wire/timestamp';
import {
  approveInput,
  beginInput,
  byId,
  byUserCode,
  collected,
  collectInput,
  deviceLogin,
  POLL_SECONDS,
  preview,
  status,
} from './schema';

const tag = 'API tokens';
const audit = 'device_login';

/**
 * The sign-in of a command line, which starts it, lets a user confirm it in the console, and then collects the token.
 */
export const deviceLoginRouter = router({
  begin: open({
    rest: {
      method: 'POST',
      path: '/device-logins',
      status: 201,
      tag,
      summary: 'Start the sign-in of a command line',
    },
    rate: 'login',
    input: beginInput,
    output: deviceLogin,
    audit,
  }).mutation(async ({ ctx, input: { name } }) => {
    const begun = await beginDeviceLogin(ctx.services, { name, ip: ctx.request.ip });
    return {
      id: begun.id,
      device_code: begun.deviceCode.reveal(),
      user_code: begun.userCode,
      verification_url: begun.url,
      verification_url_complete: `${begun.url}?code=${begun.userCode}`,
      expires_at: toTimestamp(begun.expiresAt),
      interval_seconds: POLL_SECONDS,
    };
  }),

  status: open({
    rest: {
      method: 'GET',
      path: '/device-logins/{id}',
      status: 200,
      tag,
      summary: 'Get the state of a command line sign-in',
    },
    rate: 'login',
    input: byId,
    output: status,
  }).query(async ({ ctx, input }) => ({ status: await deviceLoginStatus(ctx.services, input.id) })),

  collect: open({
    rest: {
      method: 'POST',
      path: '/device-logins/{id}/token',
      status: 201,
      tag,
      summary: 'Collect the token of a confirmed sign-in, once',
    },
    rate: 'login',
    input: collectInput,
    output: collected,
    audit,
  }).mutation(async ({ ctx, input: { id, device_code: deviceCode } }) => {
    const key = await collectDeviceToken(ctx.services, ctx.request.notes, { id, deviceCode });
    return {
      token: key.token.gantry.reveal(),
      name: key.name,
      expires_at: key.expiresAt && toTimestamp(key.expiresAt),
    };
  }),

  preview: can('api_key:create', {
    rest: {
      method: 'GET',
      path: '/device-logins/codes/{user_code}',
      status: 200,
      tag,
      summary: 'Show the command line that a code belongs to',
    },
    input: byUserCode,
    output: preview,
  }).query(async ({ ctx, input }) => {
    const { name, ip, createdAt, expiresAt } = await findByUserCode(ctx.scope, input.user_code);
    return { name, ip, created_at: toTimestamp(createdAt), expires_at: toTimestamp(expiresAt) };
  }),

  approve: can('api_key:create', {
    rest: {
      method: 'POST',
      path: '/device-logins/codes/{user_code}/approve',
      status: 200,
      tag,
      summary: 'Confirm the code of a command line, which then gets a token for the caller',
      bodyOptional: true,
    },
    input: approveInput,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { user_code: code, abilities, expires_in_days: expiresInDays } = input;
    await approveDeviceLogin(ctx.scope, code, { abilities, expiresInDays });
    return { message: 'Sign-in confirmed.' };
  }),

  deny: can('api_key:create', {
    rest: {
      method: 'POST',
      path: '/device-logins/codes/{user_code}/deny',
      status: 200,
      tag,
      summary: 'Refuse the code of a command line',
      bodyOptional: true,
    },
    input: byUserCode,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await denyDeviceLogin(ctx.scope, input.user_code);
    return { message: 'Sign-in refused.' };
  }),
});
