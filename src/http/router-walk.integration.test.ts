import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../api/root';
import { type Ability, abilityPermits, type Permission } from '../domain/permission';
import { metaOf, type Operation, operationsOf } from './rest/operations';
import { startTestServer, type TestServer } from './testing';

/**
 * Every procedure of the tree, whoever adds it, on both surfaces. A test that needs to know what a procedure does
 * stands beside that procedure.
 */
const procedures = Object.entries(
  (appRouter as AnyTRPCRouter)._def.procedures as Record<string, AnyTRPCProcedure>,
).map(([path, procedure]) => {
  const meta = metaOf(procedure);
  return { path, type: procedure._def.type, meta, action: meta?.action ?? 'open' };
});
const operations = operationsOf(appRouter);
const guarded = procedures.filter(({ action }) => action !== 'open');
const permitted = procedures.filter(({ action }) => action !== 'open' && action !== 'signed-in');

let server: TestServer;
const keys = new Map<Ability, string>();
beforeAll(async () => {
  server = await startTestServer();
  for (const ability of ['read', 'write', 'deploy', 'root'] as const)
    keys.set(ability, await server.key([ability]));
});
afterAll(() => server.stop());

/** A key that may do something, but not this. */
function keyWithout(action: string): string {
  const ability = (['read', 'write', 'deploy'] as const).find(
    (each) => !abilityPermits(each, action as Permission),
  );
  const key = ability && keys.get(ability);
  if (!key) throw new Error(`Every ability permits ${action}.`);
  return key;
}

/** tRPC answers a refused subscription with a stream that holds nothing but the refusal. */
async function trpcStatus(answer: Response): Promise<number> {
  const text = await answer.text();
  const [, refusal] = /^event: serialized-error\ndata: (.*)$/m.exec(text) ?? [];
  return refusal ? JSON.parse(refusal).data.httpStatus : answer.status;
}

function callTrpc({ path, type }: { path: string; type: string }, token?: string): Promise<Response> {
  if (type === 'mutation') return server.fetch('POST', `/api/trpc/${path}`, { token, body: {} });
  const headers: Record<string, string> = type === 'subscription' ? { Accept: 'text/event-stream' } : {};
  return server.fetch('GET', `/api/trpc/${path}?input=%7B%7D`, { token, headers });
}

function callRest(
  { rest, pathParameters }: Operation,
  token?: string,
  id = 'aaaaaaaaaaaaaaaaaaaaaaaa',
): Promise<Response> {
  let path: string = rest.path;
  for (const name of pathParameters) path = path.replace(`{${name}}`, encodeURIComponent(id));
  const takesBody = rest.method !== 'GET' && rest.method !== 'DELETE';
  return server.fetch(rest.method, `/api/v1${path}`, { token, ...(takesBody ? { body: {} } : {}) });
}

describe('every procedure', () => {
  it('says who may call it', () => {
    expect(procedures.filter(({ meta }) => meta?.action === undefined)).toEqual([]);
  });

  it('that changes something says what, for the audit trail', () => {
    const silent = procedures.filter(({ type, meta }) => type === 'mutation' && !meta?.audit);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('is sent as what it is: reads by GET, changes by another method', () => {
    const wrong = operations.filter(({ type, rest }) => (rest.method === 'GET') !== (type !== 'mutation'));
    expect(wrong.map(({ procedure }) => procedure)).toEqual([]);
  });

  it('stands at a path of its own', () => {
    const places = operations.map(({ rest }) => `${rest.method} ${rest.path.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });
});

describe('without a credential', () => {
  it.each(guarded)('$path is refused by tRPC', async (procedure) => {
    expect(await trpcStatus(await callTrpc(procedure))).toBe(401);
  });

  it.each(operations.filter(({ action }) => action !== 'open'))(
    '$procedure is refused by REST',
    async (operation) => {
      const answer = await callRest(operation);
      expect([answer.status, await answer.text()]).toEqual([401, '{"message":"Unauthenticated."}']);
    },
  );
});

describe('with a key that lacks the ability', () => {
  it.each(permitted)('$path is refused by tRPC', async (procedure) => {
    expect(await trpcStatus(await callTrpc(procedure, keyWithout(procedure.action)))).toBe(403);
  });

  it.each(operations.filter(({ acceptedPermissions }) => acceptedPermissions))(
    '$procedure is refused by REST',
    async (operation) => {
      const answer = await callRest(operation, keyWithout(operation.action));
      const body = `{"message":"Missing required permissions: ${operation.acceptedPermissions}"}`;
      expect([answer.status, await answer.text()]).toEqual([403, body]);
      expect(answer.headers.get('x-missing-permissions')).toBe(operation.acceptedPermissions);
    },
  );

  it.each(permitted.filter(({ type }) => type === 'mutation'))(
    '$path leaves one row in the audit trail',
    async (procedure) => {
      const answer = await callTrpc(procedure, keyWithout(procedure.action));
      const rows = await server.database.db.auditLog.findMany({
        where: { requestId: answer.headers.get('x-request-id') ?? '' },
      });
      expect(rows).toMatchObject([
        { action: procedure.path, outcome: 'denied', status: 403, targetType: procedure.meta?.audit },
      ]);
      await answer.body?.cancel();
    },
  );
});

describe('what is not there', () => {
  const byPath = operations.filter(
    ({ rest, pathParameters }) =>
      pathParameters.size > 0 && (rest.method === 'GET' || rest.method === 'DELETE'),
  );
  const malformed = ['x', '-1', '../..', "' OR 1=1 --", 'ä'.repeat(80), 'AAAAAAAAAAAAAAAAAAAAAAAA', '%'];

  it.each(byPath)('$procedure answers 404, whatever the id looks like', async (operation) => {
    const root = keys.get('root');
    const missing = await callRest(operation, root);
    const body = await missing.text();
    expect(missing.status).toBe(404);
    for (const id of malformed) {
      const answer = await callRest(operation, root, id);
      expect([id, answer.status, await answer.text()]).toEqual([id, 404, body]);
    }
  });
});
