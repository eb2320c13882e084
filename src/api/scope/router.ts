import { z } from 'zod';
import { acceptedScopes } from '../../domain/permission/scope';
import { open, router } from '../authorize';

const list = open({
  input: z.strictObject({}),
  output: z.object({ external: z.array(z.string()) }),
  rest: {
    surface: 'v2',
    method: 'GET',
    path: '/auth/scopes',
    status: 200,
    tag: 'Authorization',
    summary: 'List all scopes of API tokens',
  },
}).query(() => ({ external: [...acceptedScopes] }));

export const scopeRouter = router({ list });
