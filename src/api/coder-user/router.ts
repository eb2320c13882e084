import { z } from 'zod';
import { clearCookie, coderSessionCookie } from '../../auth/set-cookie';
import { listAuthMethods } from '../../services/providers/methods';
import { signOut } from '../../services/sessions/sign-out';
import { getOwnAccount, requireSelf } from '../../services/users/own-account';
import { open, router, signedIn } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { convertLogin } from './convert';
import { coderMethods, toCoderMethods } from './methods';
import { coderUser, toCoderUser } from './schema';

const me = signedIn({
  input: z.object({ user: pathId }),
  output: coderUser,
  rest: {
    surface: 'v2',
    method: 'GET',
    path: '/users/{user}',
    status: 200,
    tag: 'Users',
    summary: 'Get your own account, by uuid, username or me',
  },
}).query(async ({ ctx, input }) => {
  requireSelf(ctx.principal, input.user);
  return toCoderUser(await getOwnAccount(ctx.scope));
});

const authMethods = open({
  input: z.object({}),
  output: coderMethods,
  rest: {
    surface: 'v2',
    method: 'GET',
    path: '/users/authmethods',
    status: 200,
    tag: 'Authentication',
    summary: 'List sign-in methods',
  },
}).query(async ({ ctx }) => toCoderMethods(await listAuthMethods(ctx.services)));

const logout = signedIn({
  input: z.object({}),
  output: messageAnswer,
  audit: 'session',
  worksWithoutSecondFactor: true,
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/logout',
    status: 200,
    tag: 'Authentication',
    summary: 'End the session or API token in use',
  },
}).mutation(async ({ ctx }) => {
  await signOut(ctx.scope);
  // The session has ended, so the console's own cookie no longer works either.
  ctx.response.headers['Set-Cookie'] = clearCookie(coderSessionCookie, ctx.services.installation.publicUrl);
  return { message: 'Logged out!' };
});

export const coderUserRouter = router({ me, authMethods, logout, convertLogin });
