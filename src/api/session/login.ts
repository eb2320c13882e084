import { z } from 'zod';
import { coderSessionCookie, setCookie } from '../../auth/set-cookie';
import { emailAddress } from '../../domain/input/email-address';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { signIn } from '../../services/sessions/sign-in';
import { open } from '../authorize';

/** Coder's sign-in (authorization contract §13.3). The token is also a cookie, for browsers. */
export const login = open({
  input: z.object({
    email: emailAddress,
    password: secretInput(z.string().min(1)),
    /** A code of the authenticator app or a recovery code, where a second factor is on. */
    totp_code: secretInput(z.string().max(64)).optional(),
  }),
  output: z.object({ session_token: z.string() }),
  rate: 'login',
  audit: 'session',
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/login',
    status: 201,
    tag: 'Authentication',
    summary: 'Sign in with a password',
  },
}).mutation(async ({ ctx, input }) => {
  const session = await signIn(ctx.services, ctx.request, {
    email: input.email,
    password: new Secret(input.password),
    code: input.totp_code,
  });
  const token = session.token.reveal();
  // The cookie lives as long as a session can. The row decides when it ends, and extending it does not change the
  // cookie.
  const { publicUrl } = ctx.services.installation;
  ctx.response.headers['Set-Cookie'] = setCookie(coderSessionCookie, token, { publicUrl });
  return { session_token: token };
});
