import { z } from 'zod';
import { listUsers, setUserStatus } from '../../services/users/manage';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { toUser, userSchema, userStatus } from './schema';

const tag = 'Users';

const list = can('user:read', {
  input: z.strictObject({}),
  output: z.array(userSchema),
  rest: {
    method: 'GET',
    path: '/users',
    status: 200,
    tag,
    summary: 'List all users of the installation',
  },
}).query(async ({ ctx }) => (await listUsers(ctx.scope)).map(toUser));

const update = can('user:update', {
  input: z.strictObject({ id: pathId, status: userStatus }),
  output: userSchema,
  audit: 'user',
  rest: {
    method: 'PATCH',
    path: '/users/{id}',
    status: 200,
    tag,
    summary: 'Suspend a user, which ends their sessions, or reactivate a user',
  },
}).mutation(async ({ ctx, input }) => toUser(await setUserStatus(ctx.scope, input.id, input.status)));

export const userRouter = router({ list, update });
