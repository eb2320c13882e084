import { z } from 'zod';
import { Secret } from '../../domain/secret';
import { changePassword as changeOwnPassword } from '../../services/passwords/change-password';
import { getProfile } from '../../services/profile/read';
import { updateProfile } from '../../services/profile/update';
import { can, router } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { passwordChange, profileChanges, profileSchema, toProfile } from './schema';

const tag = 'Profile';

const get = can('user:read', {
  worksWithoutSecondFactor: true,
  input: z.strictObject({}),
  output: profileSchema,
  rest: { method: 'GET', path: '/profile', status: 200, tag, summary: 'Get your own account' },
}).query(async ({ ctx }) => toProfile(await getProfile(ctx.scope)));

const update = can('session:update', {
  worksWithoutSecondFactor: true,
  input: profileChanges,
  output: profileSchema,
  audit: 'user',
  rest: { method: 'PATCH', path: '/profile', status: 200, tag, summary: 'Change your own name' },
}).mutation(async ({ ctx, input }) => toProfile(await updateProfile(ctx.scope, input)));

const changePassword = can('session:update', {
  worksWithoutSecondFactor: true,
  input: passwordChange,
  output: messageAnswer,
  rate: 'login',
  audit: 'user',
  rest: {
    method: 'POST',
    path: '/profile/password',
    status: 200,
    tag,
    summary: 'Change your own password, which ends all of your sessions',
  },
}).mutation(async ({ ctx, input }) => {
  await changeOwnPassword(ctx.scope, ctx.request, {
    currentPassword: new Secret(input.current_password),
    password: new Secret(input.password),
  });
  return { message: 'Password changed. You were signed out everywhere: sign in with the new one.' };
});

export const profileRouter = router({ get, update, changePassword });
