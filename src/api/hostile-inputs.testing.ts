import { startTestServer, type TestServer } from '../http/testing';
import { generateSshKey } from '../lib/ssh-key';

/** For integration tests only: the input of a call. */
export type Body = Record<string, unknown>;

/** Response to a call. */
export interface Outcome {
  status: number;
  fields: Record<string, string[]> | null;
}

/** One operation under its two names. `path` contains the path parameters of REST. */
export interface Operation {
  method: 'POST' | 'PATCH';
  rest: string;
  trpc: string;
  path: Record<string, string>;
}

/** Calls operations of projects, environments, private keys and servers of an organization that is not the first. */
export class HostileInputTest {
  #lastOctet = 1;

  private constructor(
    readonly test: TestServer,
    readonly token: string,
    readonly firstOrganizationToken: string,
    readonly keyUuid: string,
    readonly projectUuid: string,
    readonly serverUuid: string,
  ) {}

  static async start(): Promise<HostileInputTest> {
    const test = await startTestServer();
    const firstOrganizationToken = await test.key(['root']);
    const { userId, organizationId } = await test.member('owner', 'new');
    const token = await test.key(['root'], { userId, organizationId });
    const created = async (path: string, body: unknown): Promise<string> => {
      const answer = await test.fetch('POST', `/api/v1${path}`, { token, body });
      const { uuid }: { uuid: string } = await answer.json();
      return uuid;
    };
    const keyUuid = await created('/security/keys', { private_key: generateSshKey().privateKey.reveal() });
    const projectUuid = await created('/projects', { name: 'Project' });
    const serverUuid = await created('/servers', { ip: '203.0.113.1', private_key_uuid: keyUuid });
    return new HostileInputTest(test, token, firstOrganizationToken, keyUuid, projectUuid, serverUuid);
  }

  readonly viaRest = async (
    { method, rest, path }: Operation,
    body: Body,
    by = this.token,
  ): Promise<Outcome> => {
    const address = Object.entries(path).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, value),
      rest,
    );
    const answer = await this.test.fetch(method, `/api/v1${address}`, { token: by, body });
    const { errors }: { errors?: Record<string, string[]> } = await answer.json();
    return { status: answer.status, fields: errors ?? null };
  };

  readonly viaTrpc = async ({ trpc, path }: Operation, body: Body, by = this.token): Promise<Outcome> => {
    const answer = await this.test.fetch('POST', `/api/trpc/${trpc}`, {
      token: by,
      body: { ...path, ...body },
    });
    const { error }: { error?: { data: { fields: Outcome['fields'] } } } = await answer.json();
    return { status: answer.status, fields: error?.data.fields ?? null };
  };

  /** Ways to call, each with the status that refuses invalid input (authorization contract §11, row 7). */
  readonly entryPoints = [
    ['REST', this.viaRest, 422],
    ['tRPC', this.viaTrpc, 400],
  ] as const;

  createProject(): Operation {
    return {
      method: 'POST',
      rest: '/projects',
      trpc: 'project.create',
      path: {},
    };
  }

  updateProject(): Operation {
    return {
      method: 'PATCH',
      rest: '/projects/{uuid}',
      trpc: 'project.update',
      path: { uuid: this.projectUuid },
    };
  }

  createEnvironment(): Operation {
    return {
      method: 'POST',
      rest: '/projects/{uuid}/environments',
      trpc: 'environment.create',
      path: { uuid: this.projectUuid },
    };
  }

  createKey(): Operation {
    return {
      method: 'POST',
      rest: '/security/keys',
      trpc: 'privateKey.create',
      path: {},
    };
  }

  updateKey(): Operation {
    return {
      method: 'PATCH',
      rest: '/security/keys/{uuid}',
      trpc: 'privateKey.update',
      path: { uuid: this.keyUuid },
    };
  }

  createServer(): Operation {
    return { method: 'POST', rest: '/servers', trpc: 'server.create', path: {} };
  }

  updateServer(): Operation {
    return {
      method: 'PATCH',
      rest: '/servers/{uuid}',
      trpc: 'server.update',
      path: { uuid: this.serverUuid },
    };
  }

  scanHostKey(): Operation {
    return {
      method: 'POST',
      rest: '/servers/scan-host-key',
      trpc: 'server.scanHostKey',
      path: {},
    };
  }

  newServer() {
    return { ip: `203.0.113.${++this.#lastOctet}`, private_key_uuid: this.keyUuid };
  }

  async rowCount(): Promise<number> {
    const { unscoped: db } = this.test.database;
    const counts = [db.project.count(), db.environment.count(), db.privateKey.count(), db.server.count()];
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }
}
