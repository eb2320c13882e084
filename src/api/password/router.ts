import { z } from 'zod';
import { passwordWeakness } from '../../auth/password-strength';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { open, router } from '../authorize';

/** Validate a password. A mutation although it changes nothing: a query would be kept in logs. */
const validate = open({
  input: z.object({ password: secretInput(z.string()) }),
  output: z.object({
    valid: z.boolean(),
    /** Why the password is not valid; empty if it is. */
    details: z.string(),
  }),
  rate: 'login',
  audit: 'none',
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/validate-password',
    status: 200,
    tag: 'Authentication',
    summary: 'Check whether a password would be accepted',
    readsCredential: true,
  },
}).mutation(({ input }) => {
  const weakness = passwordWeakness(new Secret(input.password));
  return { valid: weakness === null, details: weakness ?? '' };
});

export const passwordRouter = router({ validate });
