import { z } from 'zod';
import { listAuthMethods } from '../../services/providers/methods';
import { open, router } from '../authorize';

const enabled = z.object({ enabled: z.boolean() });

const list = open({
  input: z.strictObject({}),
  output: z.object({
    password: enabled,
    github: enabled,
    oidc: enabled.extend({ name: z.string().nullable() }),
    registration: enabled,
  }),
  rest: {
    method: 'GET',
    path: '/auth/methods',
    status: 200,
    tag: 'Sessions',
    summary: 'List sign-in methods',
  },
}).query(async ({ ctx }) => {
  const methods = await listAuthMethods(ctx.services);
  return {
    password: { enabled: methods.isPasswordEnabled },
    github: { enabled: methods.isGitHubEnabled },
    oidc: { enabled: methods.oidcName !== null, name: methods.oidcName },
    registration: { enabled: methods.isRegistrationEnabled },
  };
});

export const authMethodRouter = router({ list });
