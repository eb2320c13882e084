import { randomUUID } from 'node:crypto';
import { createSession } from '../../services/sessions/create';
import { startTestServer, type TestServer, type TestServerOptions } from '../testing';
import { newAddress } from './send.testing';

/** A signed-in person of an organization. */
export interface Person {
  userId: string;
  email: string;
  organizationId: string;
  /** Session as a bearer token, which may do all that the role may. */
  token: string;
  sessionId: string;
}

/** A running server with two organizations: the first, which runs the installation, and an unrelated one. */
export interface World {
  server: TestServer;
  ours: string;
  theirs: string;
  /**
   * Add an owner of an organization, or a member without any right. A call that ends sessions then affects only its own
   * person.
   */
  person(organizationId: string, role?: 'owner' | 'member'): Promise<Person>;
  /** Add a session of the same person; return its id. */
  session(of: Person): Promise<string>;
  /** Create an object by REST on behalf of a person. @throws when the response is not 2xx, with its text */
  made(by: Person, path: string, body?: unknown): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

export async function openWorld(options: TestServerOptions = {}): Promise<World> {
  const server = await startTestServer({ trustedProxies: ['127.0.0.1'], ...options });
  const { organizationId: theirs } = await server.member('owner', 'new');
  return {
    server,
    ours: server.owner.organizationId,
    theirs,
    person: (organizationId, role = 'owner') => newPerson(server, organizationId, role),
    async session({ userId }) {
      return (await createSession(server.services, { ip: '127.0.0.1', userAgent: null }, userId)).sessionId;
    },
    async made({ token }, path, body = {}) {
      const headers = { 'X-Forwarded-For': newAddress() };
      const answer = await server.fetch('POST', `/api/v1${path}`, { token, body, headers });
      if (!answer.ok) throw new Error(`POST ${path} → ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    stop: () => server.stop(),
  };
}

async function newPerson(
  server: TestServer,
  organizationId: string,
  role: 'owner' | 'member',
): Promise<Person> {
  const { unscoped: db } = server.database;
  const userId = randomUUID();
  const email = `${userId}@example.com`;
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: server.owner.userId } });
  await db.user.create({ data: { id: userId, email, username: userId, name: 'Somebody', passwordHash } });
  await db.membership.create({ data: { userId, organizationId, role } });
  const session = await createSession(server.services, { ip: '127.0.0.1', userAgent: null }, userId);
  return { userId, email, organizationId, token: session.token.reveal(), sessionId: session.sessionId };
}
