import { createBrowser } from '../../http/browser.testing';
import type { DatabaseTest } from '../../services/databases/machine.testing';
import type { Answer } from '../application/testing';

/** For integration tests only: a user of the organization, and how they send requests. */
export interface Person {
  role: 'owner' | 'admin' | 'member';
  call(method: string, path: string, body: unknown): Promise<Pick<Answer, 'status' | 'body'>>;
  /** null for members: their keys are read-only. */
  token: string | null;
}

/** Create a user with a role. A member may change the project that contains everything. */
export async function personOf(test: DatabaseTest, role: Person['role']): Promise<Person> {
  const someone = await test.server.member(role);
  if (role !== 'member') {
    const token = await test.server.key(['root'], someone);
    return { role, token, call: (method, path, body) => test.call(method, path, body, token) };
  }
  const { unscoped } = test.server.database;
  const project = await unscoped.project.findUniqueOrThrow({ where: { uuid: test.place.project_uuid } });
  const { userId, organizationId, email, password } = someone;
  const abilities = ['read', 'read:sensitive', 'write', 'deploy'];
  await unscoped.projectGrant.create({ data: { userId, organizationId, projectId: project.id, abilities } });
  const browser = createBrowser(test.server);
  await browser.signIn(email, password);
  return {
    role,
    token: null,
    async call(method, path, body) {
      const answer = await browser.fetch(method, `/api/v1${path}`, { body });
      return { status: answer.status, body: await answer.json() };
    },
  };
}
