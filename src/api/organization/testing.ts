import { startTestServer, type TestServer, type TestServerOptions } from '../../http/testing';
import { createSession } from '../../services/sessions/create';

/** For integration tests only: several people in several organizations, each with a session, over HTTP. */
export interface TestPeople {
  server: TestServer;
  /** Owner of organization 0. */
  owner: Person;
  /** Add a user with this role to the first organization, or to that of another person. */
  person(role: 'owner' | 'admin' | 'member', of?: Person): Promise<Person>;
  /** Create an organization with its owner. */
  stranger(): Promise<Person>;
  /** Add a user with a new custom role that has these permissions. */
  withRole(permissions: readonly string[], of?: Person, projects?: readonly string[]): Promise<Person>;
  /** Create a project in the person's organization. */
  project(of?: Person): Promise<string>;
  stop(): Promise<void>;
}

export interface Person {
  userId: string;
  email: string;
  organizationId: string;
  /** The session as a bearer token. */
  token: string;
  /** Send a request below /api/v1 with this person's session, with another token, or with null without a credential. */
  call(method: string, path: string, body?: unknown, token?: string | null): Promise<TestAnswer>;
  /** Create an API key, and expect success. */
  key(body: Record<string, unknown>): Promise<{ id: string; token: string }>;
}

export interface TestAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape and compare what they read
  body: any;
}

export async function openTestPeople(options: TestServerOptions = {}): Promise<TestPeople> {
  const server = await startTestServer({ trustedProxies: ['127.0.0.1'], ...options });
  const { unscoped: db } = server.database;
  let requests = 0;

  async function personOf(user: { userId: string; email: string; organizationId: string }): Promise<Person> {
    const session = await createSession(server.services, { ip: '127.0.0.1', userAgent: null }, user.userId);
    const own = session.token.reveal();
    const call: Person['call'] = async (method, path, body, token = own) => {
      requests += 1; // each request has its own address, so that no rate limit applies
      const headers = {
        'X-Forwarded-For': `10.${requests >> 16}.${(requests >> 8) & 255}.${requests & 255}`,
      };
      const answer = await server.fetch(method, `/api/v1${path}`, {
        ...(token === null ? {} : { token }),
        body,
        headers,
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    };
    const key: Person['key'] = async (body) => {
      const answer = await call('POST', '/tokens', { name: crypto.randomUUID(), ...body });
      if (answer.status !== 201) throw new Error(`key not made: ${JSON.stringify(answer)}`);
      return answer.body;
    };
    return { ...user, token: own, call, key };
  }

  const owner = await personOf(server.owner);
  async function newUser(): Promise<{ userId: string; email: string }> {
    const id = crypto.randomUUID();
    const email = `${id}@example.com`;
    const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: owner.userId } });
    await db.user.create({ data: { id, email, username: id, name: 'Someone', passwordHash } });
    return { userId: id, email };
  }
  return {
    server,
    owner,
    async person(role, { organizationId } = owner) {
      const user = await newUser();
      await db.membership.create({ data: { userId: user.userId, organizationId, role } });
      return personOf({ ...user, organizationId });
    },
    async stranger() {
      const { userId, email, organizationId } = await server.member('owner', 'new');
      return personOf({ userId, email, organizationId });
    },
    async withRole(permissions, { organizationId } = owner, projects = []) {
      const user = await newUser();
      const role = await db.customRole.create({
        data: {
          organizationId,
          name: crypto.randomUUID(),
          permissions: [...permissions],
          projects: [...projects],
        },
      });
      await db.membership.create({
        data: { userId: user.userId, organizationId, role: 'custom', customRoleId: role.id },
      });
      return personOf({ ...user, organizationId });
    },
    async project(of = owner) {
      const { status, body } = await of.call('POST', '/projects', { name: `p ${crypto.randomUUID()}` });
      if (status !== 201) throw new Error(`project not made: ${JSON.stringify(body)}`);
      return body.uuid;
    },
    stop: () => server.stop(),
  };
}
