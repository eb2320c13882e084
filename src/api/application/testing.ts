import { startTestServer, type TestServer, type TestServerOptions } from '../../http/testing';
import { generateSshKey } from '../../lib/ssh-key';

/** For integration tests only: a server with a key that may do everything, and a place for applications. */
export interface ApplicationTest {
  server: TestServer;
  /** The fields PLACE of coolify-api §2. */
  place: { project_uuid: string; server_uuid: string; environment_name: string };
  privateKeyUuid: string;
  /** Call the API with the key of the owner, or with another one. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** Create another organization with a place for applications and a key. */
  stranger(): Promise<{ token: string; place: ApplicationTest['place'] }>;
  /** Add an application from the image `nginx`; return its uuid. */
  addApplication(fields?: Record<string, unknown>): Promise<string>;
}

export interface Answer {
  status: number;
  // Each test knows the form of the body that it reads.
  // biome-ignore lint/suspicious/noExplicitAny: as above
  body: any;
  headers: Headers;
}

export async function startApplicationTest(options: TestServerOptions = {}): Promise<ApplicationTest> {
  const server = await startTestServer(options);
  const owner = await server.key(['root']);
  const call = async (method: string, path: string, body?: unknown, token = owner): Promise<Answer> => {
    const response = await server.fetch(method, `/api/v1${path}`, { token, body });
    return { status: response.status, body: await response.json(), headers: response.headers };
  };
  const { place, privateKeyUuid } = await preparePlace(call, owner);
  return {
    server,
    place,
    privateKeyUuid,
    call,
    async stranger() {
      const { userId, organizationId } = await server.member('owner', 'new');
      const token = await server.key(['root'], { userId, organizationId });
      return { token, place: (await preparePlace(call, token)).place };
    },
    async addApplication(fields = {}) {
      const image = { docker_registry_image_name: 'nginx', ...place, ...fields };
      const { status, body } = await call('POST', '/applications/dockerimage', image);
      if (status !== 201) throw new Error(`application not created: ${JSON.stringify(body)}`);
      return body.uuid;
    },
  };
}

async function preparePlace(call: ApplicationTest['call'], token: string) {
  const created = async (path: string, body: unknown): Promise<string> =>
    (await call('POST', path, body, token)).body.uuid;
  const privateKeyUuid = await created('/security/keys', {
    name: 'key',
    private_key: generateSshKey().privateKey.reveal(),
  });
  const place = {
    project_uuid: await created('/projects', { name: 'Project' }),
    server_uuid: await created('/servers', { ip: '203.0.113.9', private_key_uuid: privateKeyUuid }),
    environment_name: 'production',
  };
  return { place, privateKeyUuid };
}
