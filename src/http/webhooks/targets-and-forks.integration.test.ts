import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { forges } from '../../domain/forge';
import { organizationScopeOf } from '../../services/context';
import { keepSourceFacts } from '../../services/deployments/keep-source-facts';
import { loadDeployment } from '../../services/deployments/load';
import { gitSource } from '../../services/deployments/spec-source';
import { loadOperation } from '../../services/operations/load';
import { reportPullRequest } from './forges.testing';
import { addRepositoryApplication } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  await test.server.database.unscoped.workload.deleteMany();
  await test.server.database.unscoped.webhookDelivery.deleteMany();
});

const add = (git_repository = 'https://forge.example.com/acme/web') =>
  addRepositoryApplication(test, { git_repository, is_preview_deployments_enabled: true });
const previews = () => test.server.database.unscoped.preview.findMany();

describe.each(forges)('a pull request whose target branch is changed at %s', (forge) => {
  const report = async (target: string, targetBefore?: string) =>
    (await reportPullRequest(test, forge, { target, ...(targetBefore && { targetBefore }) })).body[0];

  it('loses its preview, and gets it again', async () => {
    await add();
    expect(await report('main')).toMatchObject({ status: 'queued' });
    expect(await report('dev', 'main')).toMatchObject({
      status: 'queued',
      message: 'Removal of the preview queued: branch `dev` is not `main`.',
    });
    // Its server cannot be reached, so it is gone at once.
    expect(await previews()).toEqual([]);
    expect(await report('dev', 'main')).toMatchObject({
      status: 'skipped',
      message: 'branch `dev` is not `main`',
    });
    expect(await report('main', 'dev')).toMatchObject({
      status: 'queued',
      message: 'Deployment of pull request 7 queued.',
    });
  });

  it('gets a preview when it targets the branch of the application by now', async () => {
    await add();
    expect(await report('dev')).toMatchObject({ status: 'skipped' });
    expect(await report('main', 'dev')).toMatchObject({
      status: 'queued',
      message: 'Deployment of pull request 7 queued.',
    });
  });

  it('keeps a preview that a user requested by number', async () => {
    const uuid = await add();
    expect((await test.call('POST', '/deploy', { uuid, pr: 7 })).status).toBeLessThan(300);
    const made = await previews();
    expect(await report('dev', 'main')).toMatchObject({ status: 'skipped' });
    expect((await previews()).map(({ state }) => state)).toEqual(made.map(({ state }) => state));
  });
});

describe('a pull request from a fork at Bitbucket', () => {
  const short = 'abcdef012345';
  const full = short + '6'.repeat(28);
  const report = async (fields: Record<string, unknown> = {}) =>
    (await reportPullRequest(test, 'bitbucket', { source: 'mallory/web', commit: short, ...fields })).body[0];
  const approve = (uuid: string) => test.call('POST', `/applications/${uuid}/previews/7/approve`);
  const scope = () => organizationScopeOf(test.server.services, test.server.owner.organizationId);
  async function newest() {
    const { id } = await test.server.database.unscoped.operation.findFirstOrThrow({
      orderBy: { id: 'desc' },
    });
    return id;
  }
  const source = async () => gitSource(scope(), await loadDeployment(scope(), await newest()));

  it.each([
    ['https://bitbucket.org/acme/web.git', 'https://bitbucket.org/mallory/web.git'],
    ['git@bitbucket.org:acme/web.git', 'https://bitbucket.org/mallory/web.git'],
    ['ssh://git@altssh.bitbucket.org:443/acme/web.git', 'https://bitbucket.org/mallory/web.git'],
  ])('of %s is read from the fork after the approval, without credentials', async (repository, fork) => {
    const uuid = await add(repository);
    if (repository.includes('@')) {
      const key = await test.call('POST', '/security/keys/generate', { name: 'Deploy key' });
      const { id } = await test.server.database.unscoped.privateKey.findUniqueOrThrow({
        where: { uuid: key.body.uuid },
      });
      await test.server.database.unscoped.application.updateMany({ data: { privateKeyId: id } });
    }
    expect(await report()).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('approval needed'),
    });
    expect((await approve(uuid)).status).toBeLessThan(300);
    const read = await source();
    expect(read).toMatchObject({
      repository: fork,
      refs: ['refs/heads/cart'],
      commit: short,
      deployKey: null,
      submodules: false,
      lfs: false,
    });
    expect(read.credentials).toBeUndefined();
    expect(read.advice).toContain('mallory/web');
  });

  it('stays at the approved commit, which other commits with the same first digits are not', async () => {
    const uuid = await add('https://bitbucket.org/acme/web.git');
    await report();
    await approve(uuid);
    const id = await newest();
    await keepSourceFacts(scope(), await loadOperation(scope(), id), { commit: full });
    await test.server.database.unscoped.operation.updateMany({ data: { status: 'finished' } });
    await test.server.database.unscoped.preview.updateMany({ data: { state: 'running' } });
    expect(await report({ title: 'The same digits' })).toMatchObject({
      status: 'skipped',
      message: `commit \`${short}\` is deployed already`,
    });
    await test.server.database.unscoped.preview.updateMany({ data: { state: 'failed' } });
    expect(await report()).toMatchObject({ status: 'queued' });
    expect(await source()).toMatchObject({ commit: full });
    expect(await report({ commit: 'fedcba987654' })).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('approval needed'),
    });
  });

  it.each([
    '../web',
    'mallory/..',
    'mallory/web/x',
    '-x/web',
    'mallory/web;id',
    'http://10.0.0.1/x',
    '@10.0.0.1/web',
    'a\nb/web',
  ])('whose name is %j is never fetched', async (name) => {
    const uuid = await add('https://bitbucket.org/acme/web.git');
    await report({ source: name });
    expect((await approve(uuid)).status).toBeLessThan(500);
    await expect(source()).rejects.toThrow('a name that Git does not allow');
  });

  it('is read from its branch in the repository when it is no fork', async () => {
    await add('https://bitbucket.org/acme/web.git');
    expect(await report({ source: 'acme/web' })).toMatchObject({ status: 'queued' });
    expect(await source()).toMatchObject({
      repository: 'https://bitbucket.org/acme/web.git',
      refs: ['refs/pull/7/head', 'refs/merge-requests/7/head', 'refs/heads/cart'],
      commit: short,
    });
  });
});
