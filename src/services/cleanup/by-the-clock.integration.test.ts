import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServerRow } from '../../db/queries/list-servers';
import type { MachineTest } from '../applications/machine.testing';
import { collectNotices } from '../schedules/notices.testing';
import { whileRowsAreRefused } from '../schedules/refused-rows.testing';
import { checkDisk } from './check-disk';
import { CleanupTest } from './cleanup.testing';

let cleanup: CleanupTest;
let test: MachineTest;
let application: string;
let server: string;
let notices: string[];

beforeAll(async () => {
  cleanup = await CleanupTest.start();
  test = cleanup.machine;
  notices = await collectNotices(test.server, 'docker_cleanup_failure');
});
beforeEach(async () => {
  await cleanup.renew();
  notices.length = 0;
  ({ application, server } = cleanup);
});
afterAll(() => test.server.stop());

describe('a scheduled cleanup', () => {
  const midnight = new Date('2027-01-02T00:00:00Z');
  const later = (ms: number) => new Date(midnight.getTime() + ms);
  const due = () => cleanup.db.server.updateMany({ data: { cleanupNextRunAt: midnight } });
  const row = async (): Promise<Pick<ServerRow, 'cleanupNextRunAt'>> =>
    cleanup.db.server.findUniqueOrThrow({ where: { uuid: server } });

  it('gets its time when there is none, and runs when it is due', async () => {
    await cleanup.sweep(later(-3_600_000));
    expect((await row()).cleanupNextRunAt).toEqual(midnight);
    expect(await cleanup.executions()).toEqual([]);
    cleanup.addImage('old');
    cleanup.fillDisk(90);
    await cleanup.sweep(later(20_000));
    expect((await row()).cleanupNextRunAt).toEqual(later(86_400_000));
    expect(await cleanup.executions()).toMatchObject([{ status: 'running', cause: 'schedule' }]);
    await cleanup.work();
    expect(cleanup.names()).toEqual([]);
  });

  it('removes nothing below the threshold, unless it is forced', async () => {
    cleanup.addImage('old');
    cleanup.fillDisk(50);
    await due();
    await cleanup.sweep(later(0));
    await cleanup.work();
    expect(cleanup.names()).toHaveLength(1);
    expect(await cleanup.executions()).toMatchObject([
      {
        status: 'success',
        message: 'Nothing was removed: 50 % of the disk is used, below the threshold of 80 %.',
      },
    ]);
    await test.call('PATCH', cleanup.path(), { force_docker_cleanup: true });
    await cleanup.sweep(later(86_400_000));
    await cleanup.work();
    expect(cleanup.names()).toEqual([]);
  });

  it.each([
    ['Gantry was away', 7_200_000, 'usable', 'Gantry could not start it when it was due'],
    ['the server is away', 0, 'unreachable', 'The server could not be reached when it was due.'],
  ] as const)('is missed, and told, when %s', async (_, lateMs, state, reason) => {
    await test.setServer({ state });
    await due();
    await cleanup.sweep(later(lateMs));
    expect(await cleanup.executions()).toMatchObject([
      { status: 'missed', message: expect.stringContaining(reason) },
    ]);
  });

  it('runs once, though the sweep that started it did not come to an end', async () => {
    cleanup.fillDisk(50);
    await due();
    await cleanup.sweep(later(0));
    await due();
    await cleanup.sweep(later(0));
    expect(await cleanup.executions()).toMatchObject([{ status: 'running' }]);
    await cleanup.work(later(0));
    await due();
    await cleanup.sweep(later(0));
    expect(await cleanup.executions()).toMatchObject([{ status: 'success' }]);
  });

  it('that cannot be queued is missed, and does not block the next', async () => {
    const queue = { enqueue: () => Promise.reject(new Error('no queue')) };
    await due();
    await cleanup.sweep(later(0), { queue });
    const missed = { status: 'missed', message: 'It could not be started. The log of Gantry says why.' };
    expect(await cleanup.executions()).toMatchObject([missed]);
    await cleanup.sweep(later(86_400_000));
    expect(await cleanup.executions()).toMatchObject([{ status: 'running' }, missed]);
  });

  it('stays due until the missed run is recorded', async () => {
    await test.setServer({ state: 'unreachable' });
    await due();
    await whileRowsAreRefused(test.server.database.pool, 'cleanup_executions', async () => {
      await cleanup.sweep(later(0));
      expect((await row()).cleanupNextRunAt).toEqual(midnight);
    });
    await cleanup.sweep(later(0));
    expect(await cleanup.executions()).toMatchObject([{ status: 'missed' }]);
    expect(notices).toHaveLength(1);
  });

  it('marks its server when none has succeeded for three periods, until one does', async () => {
    const isFailing = async () =>
      (await test.call('GET', cleanup.path())).body.docker_cleanup_is_failing as boolean; // by its schema
    await test.setServer({ state: 'unreachable' });
    await due();
    for (let day = 0; day < 3; day++) {
      expect(await isFailing()).toBe(false);
      await cleanup.sweep(later(day * 86_400_000));
    }
    expect(await isFailing()).toBe(true);
    expect(notices).toEqual(Array(3).fill(expect.stringMatching(/^Cleanup of server .* was missed$/)));
    await test.setServer({ state: 'usable' });
    cleanup.fillDisk(50);
    await cleanup.sweep(later(3 * 86_400_000));
    await cleanup.work();
    expect(await isFailing()).toBe(false);
  });

  it('is missed when the one before it has not ended, which is given up in the end', async () => {
    await test.call('POST', cleanup.path('/run'));
    await due();
    await cleanup.sweep(later(0));
    const [missed, lost] = await cleanup.executions();
    expect([missed.status, lost.status]).toEqual(['missed', 'failed']);
    expect(missed.message).toBe('The previous cleanup was still running.');
  });
});

describe('a look at the disk', () => {
  const told = () => cleanup.db.server.findUniqueOrThrow({ where: { uuid: server } });

  it('is kept, and the organization is told once when it is above the threshold', async () => {
    cleanup.fillDisk(79);
    await checkDisk(test.scope(), server);
    expect((await told()).isDiskWarningSent).toBe(false);
    cleanup.fillDisk(80);
    await checkDisk(test.scope(), server);
    await checkDisk(test.scope(), server);
    expect((await told()).isDiskWarningSent).toBe(true);
    const shown = (await test.call('GET', `/servers/${server}`)).body;
    expect(shown.high_disk_usage_notification_sent).toBe(true);
    cleanup.fillDisk(10);
    await checkDisk(test.scope(), server);
    expect((await told()).isDiskWarningSent).toBe(false);
    expect(await cleanup.db.diskSample.count()).toBe(4);
  });

  it('removes the containers of previews that are gone, and of no others', async () => {
    const { docker } = test.host;
    const add = async (name: string, resource: string) => {
      const labels = { ...cleanup.own(resource), 'gantry.pull-request': '1' };
      await docker.createContainer({ name, image: 'x', labels, hostConfig: {} });
      await docker.startContainer(name);
    };
    await add('gone', `${application}-pr-1`);
    await add('open', `${application}-pr-2`);
    await add('main', application);
    const { id: workloadId } = await cleanup.db.workload.findUniqueOrThrow({ where: { uuid: application } });
    await cleanup.db.preview.create({
      data: {
        uuid: 'open',
        organizationId: cleanup.organizationId,
        workloadId,
        pullRequestId: 2,
        isFork: false,
        needsApproval: false,
        random: 'x',
        activeAt: new Date(),
      },
    });
    await checkDisk(test.scope(), server);
    expect([...docker.containers.values()].map(({ name }) => name)).toEqual(['open', 'main']);
  });

  it('tells when the disk will be full', async () => {
    const now = Date.now();
    for (const [daysAgo, percent] of [
      [2, 30],
      [1, 40],
    ] as const) {
      cleanup.fillDisk(percent);
      await checkDisk(cleanup.scopeAt(new Date(now - daysAgo * 86_400_000)), server);
    }
    cleanup.fillDisk(50);
    const { body } = await test.call('GET', cleanup.path('/forecast'));
    expect([4, 5]).toContain(body.days_until_full);
  });
});
