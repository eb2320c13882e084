import { DoubleCheckout } from '../../engine/testing/double-checkout';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';
import type { Answer } from './testing';

export const compose = `services:
  web:
    build: {context: web, args: {MODE: fast}}
    environment: [SERVICE_FQDN_WEB_80, "PASSWORD=$SERVICE_PASSWORD_WEB", "PLACE=\${PLACE:-here}"]
    env_file: web.env
    secrets: [key]
    healthcheck: {test: [CMD, "true"]}
  cache:
    image: redis:7
    volumes: ["data:/data"]
    healthcheck: {test: [CMD, "true"]}
secrets:
  key: {file: key.txt}
`;

export const oneService = 'services:\n  web: {build: {context: web}, healthcheck: {test: [CMD, "true"]}}\n';

const files = {
  'docker-compose.yaml': compose,
  'web/Dockerfile': 'FROM scratch\n',
  'web.env': 'FROM_FILE=yes\n',
  'key.txt': 'sesame\n',
};

export interface EndedDeployment {
  deployment_uuid: string;
  status: string;
  reason: string;
  commit: string;
}

/** For integration tests only: applications whose compose file is in a repository, on a test double of a server. */
export class RepositoryTest {
  readonly checkout: DoubleCheckout;

  private constructor(readonly test: DatabaseTest) {
    this.checkout = new DoubleCheckout(test.host);
  }

  static async start(options: Parameters<typeof startDatabaseTest>[0] = {}): Promise<RepositoryTest> {
    const test = await startDatabaseTest(options);
    // Containers with their own health check are healthy at once.
    test.host.docker.onStart = (container) => {
      container.health = 'healthy';
    };
    // The test double of a proxy reaches the containers of only one installation.
    await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'none' } });
    return new RepositoryTest(test);
  }

  /** Restore the initial state of the repository. */
  reset(): void {
    this.checkout.head = 'a'.repeat(40);
    this.checkout.files.clear();
    this.checkout.links.clear();
    this.write({});
  }

  /** Write the usual files of the repository, some of them changed. */
  write(changes: Record<string, string>): void {
    for (const [path, text] of Object.entries({ ...files, ...changes })) this.checkout.files.set(path, text);
  }

  create(fields: object = {}): Promise<Answer> {
    return this.test.call('POST', '/applications/public', {
      ...this.test.place,
      git_repository: 'https://github.com/acme/shop',
      git_branch: 'main',
      build_pack: 'dockercompose',
      ...fields,
    });
  }

  async make(fields: object = {}): Promise<string> {
    const { status, body } = await this.create(fields);
    if (status !== 201) throw new Error(`not created: ${JSON.stringify(body)}`);
    return body.uuid;
  }

  async deploy(uuid: string): Promise<EndedDeployment> {
    const { body } = await this.test.call('POST', '/deploy', { uuid });
    await this.test.work();
    return (await this.test.call('GET', `/deployments/${body.deployments[0].deployment_uuid}`)).body;
  }

  /** List the running services of an application. */
  names(uuid: string): string[] {
    return [...this.test.host.docker.containers.values()]
      .filter(({ status, name }) => status === 'running' && name.endsWith(uuid))
      .map(({ name }) => name.replace(`-${uuid}`, ''))
      .sort();
  }
}
