import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../context';
import { type DeploymentLab, openDeploymentLab } from '../operations/testing';
import { startDeployment } from './start';

let lab: DeploymentLab;
let scope: Scope;
beforeAll(async () => {
  lab = await openDeploymentLab();
  scope = await lab.addOrganization();
});
afterAll(() => lab.close());

const deploy = (applicationUuid: string, force = false) =>
  startDeployment(scope, { applicationUuid, kind: 'deploy', force });

async function statuses(workloadId: number): Promise<string[]> {
  const rows = await lab.database.unscoped.operation.findMany({
    where: { workloadId },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.status);
}

describe('startDeployment', () => {
  it('makes one deployment of fifty identical calls at once', async () => {
    const application = await lab.addApplication(scope, await lab.addServer(scope));
    const answers = await Promise.all(Array.from({ length: 50 }, () => deploy(application.uuid)));
    expect(new Set(answers.map(({ uuid }) => uuid)).size).toBe(1);
    expect(answers.filter(({ isDuplicate }) => !isDuplicate)).toHaveLength(1);
    expect(await statuses(application.id)).toEqual(['queued']);
  });

  it('answers with the running one, and starts another when it has ended', async () => {
    const server = await lab.addServer(scope);
    const application = await lab.addApplication(scope, server);
    const first = await deploy(application.uuid);
    await lab.claim(server);
    expect(await deploy(application.uuid)).toEqual({ uuid: first.uuid, isDuplicate: true });
    await lab.database.unscoped.operation.update({
      where: { uuid: first.uuid },
      data: { status: 'finished', leaseHolder: null },
    });
    expect((await deploy(application.uuid)).isDuplicate).toBe(false);
  });

  it('supersedes what waits for the same target', async () => {
    const application = await lab.addApplication(scope, await lab.addServer(scope));
    const first = await deploy(application.uuid);
    const second = await deploy(application.uuid, true);
    expect(await statuses(application.id)).toEqual(['cancelled', 'queued']);
    const row = await lab.database.unscoped.operation.findUniqueOrThrow({ where: { uuid: first.uuid } });
    expect(row.reason).toBe(`superseded by deployment ${second.uuid}`);
  });

  it('queues a restart behind a deployment, which a later deployment takes the place of as well', async () => {
    const application = await lab.addApplication(scope, await lab.addServer(scope));
    const restart = (force = false) =>
      startDeployment(scope, { applicationUuid: application.uuid, kind: 'restart', force });
    await deploy(application.uuid);
    await restart();
    expect(await statuses(application.id)).toEqual(['queued', 'queued']);
    await restart(true);
    expect(await statuses(application.id)).toEqual(['queued', 'cancelled', 'queued']);
    await deploy(application.uuid, true);
    expect(await statuses(application.id)).toEqual(['cancelled', 'cancelled', 'cancelled', 'queued']);
  });

  it('sees a changed variable as another configuration, and keeps its value out of the snapshot', async () => {
    const application = await lab.addApplication(scope, await lab.addServer(scope));
    const first = await deploy(application.uuid);
    await lab.database.unscoped.environmentVariable.create({
      data: {
        uuid: `${application.uuid.slice(0, 20)}env1`,
        organizationId: scope.organizationId,
        workloadId: application.id,
        key: 'TOKEN',
        valueSealed: lab.database.sealer.seal('canary-secret', 'environment_variables.value'),
      },
    });
    const second = await deploy(application.uuid);
    expect(second.uuid).not.toBe(first.uuid);
    const row = await lab.database.unscoped.operation.findUniqueOrThrow({
      where: { uuid: second.uuid },
      include: { deployment: true },
    });
    expect(JSON.stringify(row.deployment?.snapshot)).toContain('TOKEN');
    expect(JSON.stringify(row.deployment?.snapshot)).not.toContain('canary-secret');
  });

  it('knows one that began for what it runs, which is the configuration of that moment', async () => {
    const server = await lab.addServer(scope);
    const { id, uuid } = await lab.addApplication(scope, server);
    const tag = (dockerRegistryImageTag: string | null) =>
      lab.database.unscoped.application.update({ where: { id }, data: { dockerRegistryImageTag } });
    const first = await deploy(uuid);
    await tag('2');
    lab.engine.hold('image');
    const running = lab.runNext(server);
    await expect
      .poll(() => lab.database.unscoped.deployment.findFirst({ where: { operation: { uuid: first.uuid } } }))
      .toMatchObject({ imageTag: '2' });
    expect(await deploy(uuid)).toEqual({ uuid: first.uuid, isDuplicate: true });
    await tag(null);
    expect((await deploy(uuid)).isDuplicate).toBe(false);
    lab.engine.release('image');
    await running;
    expect(await statuses(id)).toEqual(['finished', 'queued']);
  });

  it('begins beside the same one that was asked for in that moment', async () => {
    const server = await lab.addServer(scope);
    const { id, uuid } = await lab.addApplication(scope, server);
    const first = await deploy(uuid);
    const claimed = await lab.claim(server);
    if (!claimed) throw new Error('Nothing to run.');
    await lab.database.unscoped.application.update({ where: { id }, data: { dockerRegistryImageTag: '2' } });
    const second = await deploy(uuid);
    expect(second.isDuplicate).toBe(false);
    await lab.run(claimed);
    await lab.runNext(server);
    const rows = await lab.database.unscoped.operation.findMany({
      where: { workloadId: id },
      include: { deployment: true },
    });
    expect(new Set(rows.map((row) => `${row.uuid} ${row.status} ${row.deployment?.imageTag}`))).toEqual(
      new Set([`${first.uuid} finished 2`, `${second.uuid} finished 2`]),
    );
  });

  it('refuses when the queue of the server is full, and says when to come back', async () => {
    const server = await lab.addServer(scope, { deploymentQueueLimit: 2 });
    const applications = await Promise.all([1, 2, 3].map(() => lab.addApplication(scope, server)));
    await deploy(applications[0]!.uuid);
    await deploy(applications[1]!.uuid);
    await expect(deploy(applications[2]!.uuid)).rejects.toMatchObject({
      code: 'too_many_requests',
      message: 'Deployment queue is full. Please wait for existing deployments to complete.',
      headers: { 'Retry-After': '60' },
    });
    // A replacement takes the place of the queued one and needs no new one.
    expect((await deploy(applications[0]!.uuid, true)).isDuplicate).toBe(false);
  });

  it('does not see applications of another organization, nor deleted ones', async () => {
    const application = await lab.addApplication(scope, await lab.addServer(scope));
    const stranger = await lab.addOrganization();
    const request = { applicationUuid: application.uuid, kind: 'deploy', force: false } as const;
    await expect(startDeployment(stranger, request)).rejects.toMatchObject({
      message: 'Application not found.',
    });
    await lab.database.unscoped.workload.update({
      where: { id: application.id },
      data: { deletingAt: new Date() },
    });
    await expect(startDeployment(scope, request)).rejects.toMatchObject({ code: 'conflict' });
  });
});
