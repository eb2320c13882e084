import { z } from 'zod';
import { listOwnOrganizations } from '../../services/sessions/current';
import { listOwnSessions } from '../../services/sessions/list';
import { revokeOwnSession, revokeOwnSessions } from '../../services/sessions/revoke';
import { can, router, signedIn } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { login } from './login';
import { currentSession, sessionItem, toCurrentSession, toSessionItem } from './schema';

const tag = 'Sessions';

const current = signedIn({
  asksWho: true,
  worksWithoutSecondFactor: true,
  input: z.strictObject({}),
  output: currentSession,
  rest: { method: 'GET', path: '/sessions/current', status: 200, tag, summary: 'Get the current session' },
}).query(async ({ ctx }) => toCurrentSession(ctx.scope, await listOwnOrganizations(ctx.scope)));

const list = can('session:read', {
  worksWithoutSecondFactor: true,
  input: z.strictObject({}),
  output: z.array(sessionItem),
  rest: { method: 'GET', path: '/sessions', status: 200, tag, summary: 'List your own sessions' },
}).query(async ({ ctx }) =>
  (await listOwnSessions(ctx.scope)).map((row) => toSessionItem(row, ctx.principal)),
);

const revoke = can('session:delete', {
  worksWithoutSecondFactor: true,
  input: z.strictObject({ id: pathId }),
  output: messageAnswer,
  audit: 'session',
  rest: {
    method: 'DELETE',
    path: '/sessions/{id}',
    status: 200,
    tag,
    summary: 'End one of your own sessions',
  },
}).mutation(async ({ ctx, input }) => {
  await revokeOwnSession(ctx.scope, input.id);
  return { message: 'Session revoked.' };
});

const revokeAll = can('session:delete', {
  worksWithoutSecondFactor: true,
  input: z.strictObject({}),
  output: messageAnswer,
  audit: 'session',
  rest: { method: 'DELETE', path: '/sessions', status: 200, tag, summary: 'Sign out everywhere' },
}).mutation(async ({ ctx }) => {
  await revokeOwnSessions(ctx.scope);
  return { message: 'All sessions revoked.' };
});

export const sessionRouter = router({ current, list, login, revoke, revokeAll });
