import { z } from 'zod';
import { checkAuthorization } from '../../services/auth-check/check';
import { router, signedIn } from '../authorize';
import { checkInput, toQuestions } from './schema';

/** Check which of some actions the caller may perform. A query, although its input needs a body. */
const check = signedIn({
  input: checkInput,
  output: z.record(z.string(), z.boolean()),
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/authcheck',
    status: 200,
    tag: 'Authorization',
    summary: 'Check permissions of the caller',
  },
}).query(({ ctx, input }) => checkAuthorization(ctx.scope, toQuestions(input)));

export const authCheckRouter = router({ check });
