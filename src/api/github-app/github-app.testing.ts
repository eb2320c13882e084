import { type FakeGitHub, startFakeGitHub } from '../../services/github-apps/testing';
import { type ApplicationTest, startApplicationTest } from '../application/testing';
import { addApplicationOfApp, githubAppFields, storeAppKey } from './application.testing';

/** For integration tests only: GitHub Apps of a fake GitHub. Jobs are collected instead of run. */
export class GitHubAppTest {
  private constructor(
    readonly github: FakeGitHub,
    readonly test: ApplicationTest,
    readonly keyUuid: string,
    readonly queued: unknown[],
  ) {}

  static async start(): Promise<GitHubAppTest> {
    const queued: unknown[] = [];
    const github = await startFakeGitHub();
    const test = await startApplicationTest({
      internalHosts: ['127.0.0.1'],
      queue: { enqueue: async (name, payload) => void queued.push({ name, payload }) },
    });
    return new GitHubAppTest(github, test, await storeAppKey(test, github), queued);
  }

  /** Remove all apps and applications. */
  async reset(): Promise<void> {
    const { github } = this;
    const { unscoped: db } = this.test.server.database;
    await db.workload.deleteMany();
    await db.githubApp.deleteMany();
    await db.webhookDelivery.deleteMany();
    github.repositories = [{ id: 42, full_name: 'acme/web', branches: ['main', 'dev'] }];
    github.others = [];
    github.moved.clear();
    github.withheld = [];
    github.statuses = [];
    github.comments.clear();
    github.grants = [];
    github.outage = null;
    this.queued.length = 0;
  }

  /** Build the request that connects an app. */
  fields() {
    return githubAppFields(this.github, this.keyUuid);
  }

  /** Connect an app. @returns the response */
  async add() {
    return (await this.test.call('POST', '/github-apps', this.fields())).body;
  }

  addApplication(uuid: string, more: Record<string, unknown> = {}): Promise<string> {
    return addApplicationOfApp(this.test, uuid, more);
  }

  /** Call Gantry as GitHub does for the app. */
  async hook(event: string, body: unknown, headers: Record<string, string> = {}) {
    const text = JSON.stringify(body);
    const response = await fetch(`${this.test.server.url}/webhooks/source/github/events`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-GitHub-Event': event,
        'X-GitHub-Delivery': crypto.randomUUID(),
        'X-GitHub-Hook-Installation-Target-Id': String(this.github.appId),
        'X-Hub-Signature-256': this.github.sign(text),
        ...headers,
      },
      body: text,
    });
    return { status: response.status, body: await response.json() };
  }

  async stop(): Promise<void> {
    await this.test.server.stop();
    await this.github.stop();
  }
}
