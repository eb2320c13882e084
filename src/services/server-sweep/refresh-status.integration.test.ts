import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Workload } from '../../db/generated/client';
import { previewName } from '../../domain/workload/preview-name';
import type { Queue } from '../../queue/queue';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { refreshStatuses } from './refresh-status';

let test: MachineTest;
let uuid: string;
const jobs: { name: string; payload: unknown }[] = [];

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  uuid = await test.renew();
  jobs.length = 0;
});
afterAll(() => test.server.stop());

/** Sweep over a container as Docker reports it; return its state and the status of the application. */
async function sweep(state: { status: 'running' | 'restarting'; restartCount: number; health?: 'healthy' }) {
  const id = await test.addContainer('web', uuid);
  const container = test.host.docker.containers.get(id);
  if (!container) throw new Error('The container is not there.');
  Object.assign(container, state);
  await look();
  const { status } = await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } });
  return [container.status, status];
}

/** Run one sweep. */
async function look(): Promise<void> {
  const { destination } = await test.server.database.unscoped.workload.findUniqueOrThrow({
    where: { uuid },
    include: { destination: { include: { server: { include: { privateKey: true } } } } },
  });
  const queue: Queue = {
    enqueue: async (name, payload) => void jobs.push({ name, payload }),
  };
  await refreshStatuses({ ...test.scope(), queue }, destination.server);
}

describe('the status sweep', () => {
  it('writes down what runs', async () => {
    expect(await sweep({ status: 'running', restartCount: 0, health: 'healthy' })).toEqual([
      'running',
      'running:healthy',
    ]);
  });

  it('shows a container that crashes, and leaves it alone below the limit', async () => {
    expect(await sweep({ status: 'restarting', restartCount: 9 })).toEqual([
      'restarting',
      'restarting:unknown',
    ]);
  });

  it('stops a crash loop at the limit, and mails the owners and admins once', async () => {
    expect(await sweep({ status: 'restarting', restartCount: 10 })).toEqual(['exited', 'exited']);
    await look();
    expect(jobs).toMatchObject([
      { name: 'mail.send', payload: { to: test.server.owner.email, template: 'application_stopped' } },
    ]);
  });

  it('never does when the limit is 0', async () => {
    await test.call('PATCH', `/applications/${uuid}`, { max_restart_count: 0 });
    const [status] = await sweep({ status: 'restarting', restartCount: 1_000 });
    expect(status).toBe('restarting');
  });
});

describe('what a Docker daemon has left stopped when it started', () => {
  const start = new Date('2026-01-01T12:00:00Z');
  const seconds = start.getTime() / 1000;

  /** A container that ended when the daemon started, after an operation of this kind; of a preview, if it has one. */
  async function swept(
    kind: 'deploy' | 'stop',
    operation: { status: 'finished' | 'in_progress'; pullRequestId?: number },
  ) {
    const { unscoped } = test.server.database;
    const workload = await unscoped.workload.findUniqueOrThrow({
      where: { uuid },
      include: { destination: true },
    });
    await unscoped.operation.create({
      data: {
        uuid: `op-${uuid}`,
        organizationId: workload.organizationId,
        workloadId: workload.id,
        serverId: workload.destination.serverId,
        cause: 'api',
        dedupeKey: uuid,
        kind,
        ...operation,
      },
    });
    // Its machine has been up for 1000 s, and the daemon started 100 s ago.
    test.host.answers.push(['sh -ec pid=', { stdout: `${seconds + 100} 1000 90000\n` }]);
    const { pullRequestId } = operation;
    if (pullRequestId) await addPreview(workload, pullRequestId);
    const id = await test.addContainer('web', pullRequestId ? previewName(uuid, pullRequestId) : uuid);
    const container = test.host.docker.containers.get(id);
    if (!container) throw new Error('The container is not there.');
    Object.assign(container, { status: 'exited', finishedAt: '2026-01-01T12:00:02Z' });
    await look();
    test.host.answers.pop();
    return container.status;
  }

  async function addPreview({ id, organizationId }: Workload, pullRequestId: number): Promise<void> {
    await test.server.database.unscoped.preview.create({
      data: {
        uuid: `preview-${uuid}`,
        organizationId,
        workloadId: id,
        pullRequestId,
        state: 'running',
        isFork: false,
        needsApproval: false,
        random: 'a',
        activeAt: start,
      },
    });
  }

  it('is started again', async () => expect(await swept('deploy', { status: 'finished' })).toBe('running'));

  it('is started again where it is a preview', async () =>
    expect(await swept('deploy', { status: 'finished', pullRequestId: 7 })).toBe('running'));

  it('stays stopped where the user stopped it', async () =>
    expect(await swept('stop', { status: 'finished' })).toBe('exited'));

  it('is left to an operation that is under way', async () =>
    expect(await swept('deploy', { status: 'in_progress' })).toBe('exited'));
});
