import { organizationScopeOf } from '../../services/context';
import { type FakeForge, startFakeForge } from '../../services/forge-reports/testing';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

/** For integration tests only: a server beside a forge that accepts one token. */
export interface GitTokenTest {
  test: ApplicationTest;
  forge: FakeForge;
  /** Jobs that were queued since the last `reset`. */
  queued: { name: string; payload: unknown }[];
  /** Body of a token of the forge. */
  fields(): Record<string, unknown>;
  /** Store a token of the forge. @returns the response */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the members that it reads
  add(more?: Record<string, unknown>): Promise<any>;
  /** The scope of a job of the owner's organization. */
  scope(): ReturnType<typeof organizationScopeOf>;
  /** Start over without applications, tokens, reports and faults. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startGitTokenTest(): Promise<GitTokenTest> {
  const queued: GitTokenTest['queued'] = [];
  const forge = await startFakeForge();
  const test = await startApplicationTest({
    internalHosts: ['127.0.0.1'],
    queue: { enqueue: async (name, payload) => void queued.push({ name, payload }) },
  });
  const fields = () => ({ forge: 'gitlab', name: 'Acme', token: forge.token, html_url: forge.url });
  return {
    test,
    forge,
    queued,
    fields,
    async add(more = {}) {
      const { status, body } = await test.call('POST', '/git-tokens', { ...fields(), ...more });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body;
    },
    scope: () => organizationScopeOf(test.server.services, test.server.owner.organizationId),
    async reset() {
      const { unscoped: db } = test.server.database;
      await db.workload.deleteMany();
      await db.gitToken.deleteMany();
      await db.gitlabApp.deleteMany();
      queued.length = 0;
      Object.assign(forge, { outage: null, onHeld: null, statuses: [], comments: new Map() });
    },
    async stop() {
      await test.server.stop();
      await forge.stop();
    },
  };
}
