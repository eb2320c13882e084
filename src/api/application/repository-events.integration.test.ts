import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRepositoryApplication, COMMIT, callAsGitHub, pushPayload } from '../../http/webhooks/testing';
import { organizationScopeOf } from '../../services/context';
import { sendCommitStatus } from '../../services/forge-reports/commit-status';
import { type FakeGitHub, startFakeGitHub } from '../../services/github-apps/testing';
import { operationTable } from '../../services/operation-kinds/operation-table';
import { claimNext, releaseLeasesOf } from '../../services/operations/claim';
import { runOperation } from '../../services/operations/run';
import { addApplicationOfApp, githubAppFields, storeAppKey } from '../github-app/application.testing';
import { compose, RepositoryTest } from './repository.testing';

let repo: RepositoryTest;
let github: FakeGitHub;
const queued: { name: string; payload: unknown }[] = [];
beforeAll(async () => {
  github = await startFakeGitHub();
  repo = await RepositoryTest.start({
    internalHosts: ['127.0.0.1'],
    queue: { enqueue: async (name, payload) => void queued.push({ name, payload }) },
  });
});
beforeEach(() => {
  repo.reset();
  queued.length = 0;
});
afterAll(async () => {
  await repo.test.server.stop();
  await github.stop();
});

/** Add an application from a compose file in a repository that GitHub reports pushes to. */
const addPushed = (settings: object = {}) => {
  const place = { ...repo.test.place, build_pack: 'dockercompose' };
  return addRepositoryApplication({ call: repo.test.call, place }, { ...settings });
};

describe('a push to the repository of a compose file', () => {
  it('deploys the services of the file at that commit', async () => {
    const uuid = await addPushed();
    repo.checkout.head = COMMIT;
    const { status, body } = await callAsGitHub(repo.test, { body: pushPayload() });
    expect([status, body]).toMatchObject([202, [{ application_uuid: uuid, status: 'queued' }]]);
    await repo.test.work();
    const ended = (await repo.test.call('GET', `/deployments/${body[0].deployment_uuid}`)).body;
    expect(ended).toMatchObject({ status: 'finished', commit: COMMIT, is_webhook: true });
    expect(repo.names(uuid)).toEqual(['cache', 'web']);
    await repo.test.call('DELETE', `/applications/${uuid}`);
    await repo.test.work();
  });

  it('is skipped for paths that are not watched', async () => {
    const uuid = await addPushed({ watch_paths: 'web/**' });
    const push = (paths: string[]) => callAsGitHub(repo.test, { body: pushPayload({ paths }) });
    expect((await push(['README.md'])).body).toMatchObject([{ application_uuid: uuid, status: 'skipped' }]);
    expect((await push(['web/Dockerfile'])).body).toMatchObject([{ status: 'queued' }]);
  });
});

describe('a repository that a GitHub App opens', () => {
  /** Send the queued commit statuses as a worker would. @returns those that GitHub received since the last call */
  async function shown(): Promise<string[]> {
    const { services, owner } = repo.test.server;
    const scope = organizationScopeOf(services, owner.organizationId);
    const { uuid } = await repo.test.server.database.unscoped.operation.findFirstOrThrow({
      orderBy: { id: 'desc' },
    });
    for (const { name } of queued.splice(0))
      if (name === 'forge.commit-status') await sendCommitStatus(scope, uuid);
    return github.statuses.splice(0).map(({ path, body }) => `${path}: ${body.state}`);
  }

  it('is shown the end of each deployment at its commit', async () => {
    github.repositories = [{ id: 42, full_name: 'acme/web', branches: ['main'] }];
    const key = await storeAppKey(repo.test, github);
    const { body: app } = await repo.test.call('POST', '/github-apps', githubAppFields(github, key));
    const uuid = await addApplicationOfApp(repo.test, app.uuid, { build_pack: 'dockercompose' });
    const status = (state: string) => `/repos/acme/web/statuses/${repo.checkout.head}: ${state}`;
    expect(await repo.deploy(uuid)).toMatchObject({ status: 'finished' });
    expect((await shown()).at(-1)).toBe(status('success'));
    repo.checkout.head = 'b'.repeat(40);
    repo.write({ 'docker-compose.yaml': 'services:\n  web: {image: "not an image"}\n' });
    expect(await repo.deploy(uuid)).toMatchObject({ status: 'failed' });
    expect((await shown()).at(-1)).toBe(status('failure'));
    expect(repo.names(uuid)).toEqual(['cache', 'web']);
  });
});

describe('a deployment whose worker was killed', () => {
  it('is ended by the next worker, with the file and the commit that it began with', async () => {
    const uuid = await repo.make();
    const { host, server, place } = repo.test;
    const { body } = await repo.test.call('POST', '/deploy', { uuid });
    let reached: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const isBuilding = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const isDead = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let builds = 0;
    host.before = async (what) => {
      if (!what.startsWith('job ') || ++builds > 1) return;
      reached();
      await isDead;
    };
    const claim = await claimNext(server.services, place.server_uuid, 'killed');
    if (!claim) throw new Error('nothing waits');
    const { signal: stopping } = new AbortController();
    const first = runOperation(server.services, { claim, table: operationTable, stopping });
    await isBuilding;
    // A commit pushed in the meantime is not part of this deployment.
    repo.checkout.head = 'b'.repeat(40);
    repo.write({ 'docker-compose.yaml': 'services:\n  other: {image: redis:7}\n' });
    expect(await releaseLeasesOf(server.services, 'killed')).toBe(1);
    await repo.test.work();
    goOn();
    await first;
    host.before = () => undefined;
    const { body: ended } = await repo.test.call(
      'GET',
      `/deployments/${body.deployments[0].deployment_uuid}`,
    );
    expect(ended).toMatchObject({ status: 'finished', commit: 'a'.repeat(40) });
    expect(builds).toBeGreaterThan(1);
    expect(repo.names(uuid)).toEqual(['cache', 'web']);
    expect((await repo.test.call('GET', `/services/${uuid}`)).body).toMatchObject({
      docker_compose_raw: compose,
      applications: [{ name: 'web', image: `${uuid}_web:${'a'.repeat(40)}` }],
      databases: [{ name: 'cache' }],
    });
    const releases = { where: { workload: { uuid } } };
    expect(await server.database.unscoped.release.count(releases)).toBe(1);
  });
});
