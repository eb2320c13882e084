import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
  const reachable = { state: 'usable', hostKey: 'AAAA' } as const;
  await test.server.database.unscoped.server.updateMany({ data: reachable });
});
afterAll(() => test.server.stop());

const operationsOf = (uuid: string) =>
  test.server.database.unscoped.operation.findMany({ where: { workload: { uuid } }, orderBy: { id: 'asc' } });

describe('start, restart and stop', () => {
  it('are queued', async () => {
    const uuid = await test.addApplication();
    const started = await test.call('POST', `/applications/${uuid}/start?force=false`);
    expect(started).toMatchObject({
      status: 200,
      body: { message: 'Deployment request queued.', deployment_uuid: expect.any(String) },
    });
    const again = await test.call('POST', `/applications/${uuid}/start`);
    expect(again.body).toEqual({
      message: 'Deployment already queued for this commit.',
      deployment_uuid: started.body.deployment_uuid,
    });
    const forced = await test.call('POST', `/applications/${uuid}/start?force=true`);
    expect(forced.body.deployment_uuid).not.toBe(started.body.deployment_uuid);
    expect(await test.call('POST', `/applications/${uuid}/restart`)).toMatchObject({
      status: 200,
      body: { message: 'Restart request queued.', deployment_uuid: expect.any(String) },
    });
  });

  it('also answer the older GET form for tokens', async () => {
    const uuid = await test.addApplication();
    const { status, body, headers } = await test.call('GET', `/applications/${uuid}/start`);
    expect([status, body.message, headers.get('deprecation')]).toEqual([
      200,
      'Deployment request queued.',
      'true',
    ]);
    expect((await test.call('GET', `/applications/${uuid}/stop`)).body.message).toBe(
      'Application stopping request queued.',
    );
    expect((await test.call('GET', `/applications/${uuid}/restart`)).body.message).toBe(
      'Restart request queued.',
    );
  });

  it('a stop cancels what would bring the application up again', async () => {
    const uuid = await test.addApplication({ instant_deploy: true });
    const answer = await test.call('POST', `/applications/${uuid}/stop?docker_cleanup=false`);
    expect(answer).toMatchObject({ status: 200, body: { message: 'Application stopping request queued.' } });
    const { organizationId, userId: actorUserId } = test.server.owner;
    expect(await operationsOf(uuid)).toMatchObject([
      { kind: 'deploy', status: 'cancelled', reason: 'the application was stopped' },
      { kind: 'stop', status: 'queued', organizationId, actorUserId },
    ]);
  });

  it('need the ability deploy', async () => {
    const uuid = await test.addApplication();
    const writer = await test.server.key(['read', 'write']);
    for (const action of ['start', 'restart', 'stop']) {
      const answer = await test.call('POST', `/applications/${uuid}/${action}`, undefined, writer);
      expect(answer).toMatchObject({
        status: 403,
        body: { message: 'Missing required permissions: deploy' },
      });
    }
    const deployer = await test.server.key(['deploy']);
    expect((await test.call('POST', `/applications/${uuid}/start`, undefined, deployer)).status).toBe(200);
  });
});

describe('a deletion', () => {
  it('is queued with its flags, cancels deployments and lets none begin', async () => {
    const uuid = await test.addApplication({ instant_deploy: true });
    const answer = await test.call('DELETE', `/applications/${uuid}?delete_volumes=false`);
    expect(answer).toMatchObject({ status: 200, body: { message: 'Application deletion request queued.' } });
    const { organizationId, userId: actorUserId } = test.server.owner;
    const parameters = { deleteVolumes: false, deleteNetworks: true, deleteImages: true };
    expect(await operationsOf(uuid)).toMatchObject([
      { kind: 'deploy', status: 'cancelled' },
      { kind: 'delete', status: 'queued', organizationId, actorUserId, parameters },
    ]);
    expect((await test.call('GET', `/applications/${uuid}`)).body.deleted_at).toEqual(expect.any(String));
    const refused = { status: 409, body: { message: expect.stringContaining('is being deleted') } };
    for (const action of ['start', 'stop', 'restart'])
      expect(await test.call('POST', `/applications/${uuid}/${action}`)).toMatchObject(refused);
    expect(await test.call('PATCH', `/applications/${uuid}`, { name: 'other' })).toMatchObject(refused);
    expect((await test.call('DELETE', `/applications/${uuid}`)).status).toBe(200);
  });
});
