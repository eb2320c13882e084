import { z } from 'zod';
import { emailAddress } from '../../domain/input/email-address';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { requestPasscode } from '../../services/passwords/passcode';
import { resetPassword } from '../../services/passwords/reset-password';
import { open, router } from '../authorize';

const tag = 'Authentication';
const secret = secretInput(z.string().min(1));

const request = open({
  input: z.object({ email: emailAddress }),
  output: z.null(),
  rate: 'otp',
  audit: 'user',
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/otp/request',
    status: 204,
    tag,
    summary: 'Request a one-time passcode by e-mail, if the user exists',
  },
}).mutation(async ({ ctx, input }) => {
  await requestPasscode(ctx.services, input.email);
  return null;
});

const changePassword = open({
  input: z.object({ email: emailAddress, one_time_passcode: secret, password: secret }),
  output: z.null(),
  rate: 'otp',
  audit: 'user',
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/otp/change-password',
    status: 204,
    tag,
    summary: 'Set a new password with a one-time passcode',
  },
}).mutation(async ({ ctx, input }) => {
  await resetPassword(ctx.services, ctx.request, {
    email: input.email,
    passcode: new Secret(input.one_time_passcode),
    password: new Secret(input.password),
  });
  return null;
});

export const passcodeRouter = router({ request, changePassword });
