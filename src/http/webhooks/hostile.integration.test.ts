import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { forges } from '../../domain/forge';
import { gitBranch } from '../../domain/input/git/git-branch';
import { organizationScopeOf } from '../../services/context';
import { loadDeployment } from '../../services/deployments/load';
import { gitSource } from '../../services/deployments/spec-source';
import { type PullRequestFields, type PushFields, reportPullRequest, reportPush } from './forges.testing';
import { addRepositoryApplication } from './testing';

/** An address, which needs no resolver: on a machine without one, each of hundreds of questions would take seconds. */
const FORGE = '93.184.216.34';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest({ trustedProxies: ['127.0.0.1'] });
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.webhookDelivery.deleteMany();
  await db.receivedWebhook.deleteMany();
  // It follows every branch, and approves every fork: nothing but the values is in the way.
  const settings = {
    watch_refs: '**',
    is_preview_deployments_enabled: true,
    is_pr_deployments_public_enabled: true,
    preview_limit: 100,
  };
  await addRepositoryApplication(test, { git_repository: `https://${FORGE}/acme/web`, ...settings });
});

/** Values of hostile-inputs rows 1, 2 and 34, and of other types than a text. */
const names: unknown[] = [
  '--upload-pack=touch /tmp/x',
  'main;curl x|sh',
  '$(id)',
  'a..b',
  'a@{1}',
  'a b',
  'a\r\nb',
  'a\0b',
  '\u202Enib',
  '\ud800',
  'x'.repeat(100_000),
  '<script>alert(1)</script>',
  '',
  7,
  null,
  {},
  ['main'],
];
/** Row 3. */
const commits: unknown[] = [
  'HEAD',
  'HEAD; rm -rf /',
  '--output=/tmp/x',
  'C0FFEE;id',
  'c'.repeat(65),
  'c'.repeat(6),
  `${'c'.repeat(40)}\n`,
  '0'.repeat(40),
  7,
  null,
  {},
];
const numbers: unknown[] = [0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, '7', '7; id', '../7', null, {}, [7]];
/** Rows 4 and 5. */
const repositories: unknown[] = [
  'ext::sh -c id',
  '../web',
  'acme/..',
  '-x/web',
  'https://169.254.169.254/latest',
  '@10.0.0.1/web',
  'acme/web\0',
  '%/_',
  '',
  7,
  null,
  {},
];
const links: unknown[] = [
  'javascript:alert(1)',
  'data:text/html,x',
  'https://a b',
  'https://x\r\ny',
  `https://x/${'y'.repeat(5000)}`,
  '\0',
  7,
  {},
];

const pullRequests: [keyof PullRequestFields, unknown[]][] = [
  ['branch', names],
  ['title', names],
  ['author', names],
  ['target', names],
  ['commit', commits],
  ['number', numbers],
  ['repository', repositories],
  ['source', repositories],
  ['url', links],
];
const pushes: [keyof PushFields, unknown[]][] = [
  ['branch', names],
  ['message', names],
  ['path', names],
  ['commit', commits],
  ['repository', repositories],
];

/** Everything that was written, as the specification of a deployment would use it. */
async function written() {
  const { services, owner, database } = test.server;
  const scope = organizationScopeOf(services, owner.organizationId);
  const operations = await database.unscoped.operation.findMany({ include: { deployment: true } });
  const sources = await Promise.all(
    operations.map(async ({ id }) => gitSource(scope, await loadDeployment(scope, id)).catch(() => null)),
  );
  const previews = await database.unscoped.preview.findMany();
  return { operations, previews, sources: sources.filter((source) => source !== null) };
}

/** Check that nothing hostile is on its way to a machine, and that what is stored can be shown. */
async function requireHarmless(): Promise<void> {
  const { operations, previews, sources } = await written();
  for (const { deployment, pullRequestId } of operations) {
    expect(deployment?.commit).toMatch(/^[0-9a-f]{7,64}$/);
    expect(pullRequestId).toBeLessThan(100);
    if (deployment?.gitRef != null) expect(gitBranch.safeParse(deployment.gitRef).success).toBe(true);
  }
  for (const { repository, refs = [], commit, deployKey } of sources) {
    expect(repository).toMatch(/^https:\/\/93\.184\.216\.34\/(?:acme|ada)\/web(?:\.git)?$/);
    for (const ref of refs) {
      const [, name] = /^refs\/(?:heads|pull|merge-requests)\/(.+)$/s.exec(ref) ?? [];
      expect([ref, gitBranch.safeParse(name).success]).toEqual([ref, true]);
    }
    expect(commit).toMatch(/^[0-9a-f]{7,64}$/);
    expect(deployKey).toBeNull();
  }
  for (const { title, author, url, branch } of previews) {
    for (const text of [title, author, branch]) expect(text ?? '').not.toMatch(/\0|[\ud800-\udfff]/);
    for (const text of [title, author, url, branch]) expect(text?.length ?? 0).toBeLessThanOrEqual(500);
    expect(url ?? 'https://').toMatch(/^https:\/\/\S*$/);
  }
}

describe.each(forges)('hostile values from %s', (forge) => {
  it.each(pullRequests)(
    'as %s of a pull request are answered, and reach no machine',
    async (field, values) => {
      const statuses = await Promise.all(
        values.map(async (value, i) => {
          const fields = { source: 'ada/web', number: i + 1, [field]: value };
          return (await reportPullRequest(test, forge, fields)).status;
        }),
      );
      expect(statuses).toEqual(values.map(() => 202));
      await requireHarmless();
    },
  );

  it.each(pushes)('as %s of a push are answered, and reach no machine', async (field, values) => {
    const statuses = await Promise.all(
      values.map(async (value) => (await reportPush(test, forge, { [field]: value })).status),
    );
    expect(statuses).toEqual(values.map(() => 202));
    await requireHarmless();
  });

  it('do not keep usual ones from being deployed', async () => {
    expect((await reportPush(test, forge)).body).toMatchObject([{ status: 'queued' }]);
    expect((await reportPullRequest(test, forge, { source: 'ada/web' })).body).toMatchObject([
      { status: 'queued' },
    ]);
    const { operations, previews, sources } = await written();
    expect([operations.length, previews.length, sources.length]).toEqual([2, 1, 2]);
    await requireHarmless();
  });
});
