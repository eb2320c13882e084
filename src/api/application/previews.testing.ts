import { randomUUID } from 'node:crypto';
import { callAsGitHub, SECRET } from '../../http/webhooks/testing';
import { type OrganizationScope, organizationScopeOf } from '../../services/context';
import { Kill } from '../../services/operations/kill.testing';
import type { ServerWithKey } from '../../services/servers/find';
import { RepositoryTest } from './repository.testing';
import type { Answer } from './testing';

export const shop = `services:
  web:
    build: {context: web}
    container_name: shop-web
    ports: ["8080:80"]
    environment:
      - SERVICE_FQDN_WEB_80
      - "URL=$SERVICE_URL_WEB"
      - "DATABASE=$SERVICE_NAME_DB"
      - "PASSWORD=$SERVICE_PASSWORD_DB"
      - "TOKEN=\${TOKEN:-none}"
    depends_on: [db]
    healthcheck: {test: [CMD, "true"]}
  db:
    image: postgres:17
    environment: ["POSTGRES_PASSWORD=$SERVICE_PASSWORD_DB"]
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck: {test: [CMD, "true"]}
`;

export interface PullRequestFields {
  action?: string;
  number?: number;
  sha?: string;
  from?: string;
}

/** What a container of a server in memory was created with. */
export interface Made {
  name: string;
  image: string;
  env: Record<string, string>;
  host: string;
  networks: string[];
}

/** For integration tests only: pull requests of an application from a repository. */
export class PreviewTest {
  private constructor(readonly repo: RepositoryTest) {}

  static async start(): Promise<PreviewTest> {
    return new PreviewTest(await RepositoryTest.start());
  }

  /**
   * Deploy an application with previews, after removing all others. @param source what it is created with, if not a
   * compose file
   */
  async application(fields: object = {}, source: object = {}): Promise<string> {
    await this.repo.test.server.database.unscoped.workload.deleteMany();
    this.repo.test.host.docker.containers.clear();
    this.repo.reset();
    this.repo.write({ 'docker-compose.yaml': shop, Dockerfile: 'FROM scratch\n' });
    const uuid = await this.repo.make(source);
    await this.call('PATCH', `/applications/${uuid}`, {
      is_preview_deployments_enabled: true,
      manual_webhook_secret_github: SECRET,
      ...fields,
    });
    const { status, reason } = await this.repo.deploy(uuid);
    if (status !== 'finished') throw new Error(`not deployed: ${reason}`);
    return uuid;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.repo.test.call(method, path, body);
  }

  /** Send a pull request event as GitHub does. From then on the repository is at the commit of the pull request. */
  async pullRequest(fields: PullRequestFields = {}) {
    const { action = 'opened', number = 7, sha = 'b'.repeat(40), from = 'acme/shop' } = fields;
    this.repo.checkout.head = sha;
    const body = {
      action,
      number,
      repository: { full_name: 'acme/shop' },
      pull_request: {
        title: 'Add a cart',
        state: action === 'closed' ? 'closed' : 'open',
        html_url: `https://github.com/acme/shop/pull/${number}`,
        user: { login: 'ada' },
        author_association: 'NONE',
        base: { ref: 'main' },
        head: { sha, ref: 'cart', repo: { full_name: from } },
      },
    };
    const call = { event: 'pull_request', body, delivery: randomUUID() };
    return (await callAsGitHub(this.repo.test, call)).body;
  }

  work(): Promise<void> {
    return this.repo.test.work();
  }

  /** Work with a worker that is killed at a boundary. @returns whether the work reached the boundary */
  workKilled(boundary: number): Promise<boolean> {
    const { server, place } = this.repo.test;
    return new Kill(boundary).work(server.services, place.server_uuid);
  }

  /** Run work for the server, as a sweep does. */
  async sweep<T>(work: (scope: OrganizationScope, server: ServerWithKey) => Promise<T>): Promise<T> {
    const { services, database } = this.repo.test.server;
    const server = await database.unscoped.server.findFirstOrThrow({ include: { privateKey: true } });
    return work(organizationScopeOf(services, server.organizationId), server);
  }

  async previews(uuid: string) {
    return (await this.call('GET', `/applications/${uuid}/previews`)).body;
  }

  /** Get the last deployment of a preview. */
  async lastDeployment(uuid: string) {
    const [preview] = await this.previews(uuid);
    return (await this.call('GET', `/deployments/${preview.deployment_uuid}`)).body;
  }

  /** Index the running containers of an application or of a preview by component. */
  made(resource: string): Record<string, Made> {
    const own = [...this.repo.test.host.docker.containers.values()].filter(
      ({ spec, status }) => status === 'running' && spec.labels['gantry.resource'] === resource,
    );
    return Object.fromEntries(
      own.map(({ name, spec, networks }) => [
        spec.labels['gantry.component'] ?? '',
        {
          name,
          image: spec.image,
          env: Object.fromEntries((spec.env ?? []).map(variableOf)),
          host: JSON.stringify(spec.hostConfig),
          networks: Object.keys(networks),
        },
      ]),
    );
  }

  /** List everything on the server whose name or labels belong to a preview. */
  left(preview: string): string[] {
    const { containers, networks, volumes, images } = this.repo.test.host.docker;
    const tag = `:${preview.replace(/^[^-]*-/, '')}-`;
    return [
      ...[...containers.values()].map(({ name }) => name).filter((name) => name.includes(preview)),
      ...[...networks.keys(), ...volumes.keys()].filter((name) => name.includes(preview)),
      ...[...images.keys()].filter((name) => name.includes(tag)),
    ];
  }
}

function variableOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
