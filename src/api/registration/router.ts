import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { register } from '../../services/registration/register';
import { open, router } from '../authorize';

const create = open({
  input: z.strictObject({
    name: displayName,
    email: emailAddress,
    password: secretInput(z.string().min(1)),
  }),
  output: z.object({ user_id: z.string() }).meta({ id: 'UserReference' }),
  rate: 'login',
  audit: 'user',
  rest: {
    method: 'POST',
    path: '/registration',
    status: 201,
    tag: 'Registration',
    summary: 'Create an account with its own organization, if registration is open',
    alsoRefuses: ['forbidden'],
  },
}).mutation(async ({ ctx, input }) => {
  const { name, email } = input;
  const password = new Secret(input.password);
  const { userId } = await register(ctx.services, ctx.request, { name, email, password });
  return { user_id: userId };
});

export const registrationRouter = router({ create });
