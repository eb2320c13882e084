import { z } from 'zod';
import { setCookie } from '../../auth/set-cookie';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { conversionCookie } from '../../services/providers/conversion';
import { requestConversion } from '../../services/providers/request-conversion';
import { requireSelf } from '../../services/users/own-account';
import { signedIn } from '../authorize';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** The first half of Coder's login conversion (authorization contract §13.7). The provider's callback is the second. */
export const convertLogin = signedIn({
  input: z.object({
    user: pathId,
    to_type: z.string().min(1),
    password: secretInput(z.string().min(1)),
    /** Code of the second factor, where one is on, as in `POST /users/login`. */
    totp_code: secretInput(z.string().max(64)).optional(),
  }),
  output: z.object({
    state_string: z.string(),
    expires_at: timestamp,
    to_type: z.string(),
    user_id: z.string(),
  }),
  rate: 'login',
  audit: 'user',
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/{user}/convert-login',
    status: 201,
    tag: 'Authentication',
    summary: 'Start changing the sign-in method from a password to an identity provider',
  },
}).mutation(async ({ ctx, input }) => {
  requireSelf(ctx.principal, input.user);
  const { state, token, toType, userId, expiresAt } = await requestConversion(ctx.scope, {
    toType: input.to_type,
    password: new Secret(input.password),
    code: input.totp_code,
  });
  const { publicUrl } = ctx.services.installation;
  ctx.response.headers['Set-Cookie'] = setCookie(conversionCookie, token.reveal(), { publicUrl, expiresAt });
  return { state_string: state, expires_at: toTimestamp(expiresAt), to_type: toType, user_id: userId };
});
