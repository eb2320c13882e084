import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseAway } from '../../db/unavailable';
import { organizationScopeOf, type Services } from '../context';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';
import { collectNotices } from '../schedules/notices.testing';
import { whileRowsAreRefused } from '../schedules/refused-rows.testing';
import { missDrill } from './miss';
import { runDueBackups } from './run-due';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When each schedule is first due. */
const due = new Date('2027-01-02T00:00:00Z');
const later = (ms: number) => new Date(due.getTime() + ms);
const WAS_AWAY = `Gantry could not start it when it was due, at ${due.toISOString()}.`;

let test: DatabaseTest;
let uuid: string;
let volume: string;
let notices: string[];
beforeAll(async () => {
  test = await startDatabaseTest();
  uuid = await test.create('postgresql', { name: 'shop', instant_deploy: true });
  const body = { type: 'persistent', name: 'uploads', mount_path: '/uploads' };
  volume = (await test.call('POST', `/databases/${uuid}/storages`, body)).body.uuid;
  await test.work();
  notices = await collectNotices(test.server, 'backup_failure');
});
beforeEach(async () => {
  await test.server.database.unscoped.backupSchedule.deleteMany();
  test.host.jobCode = 0;
  notices.length = 0;
});
afterAll(() => test.server.stop());

const schedules = () => test.server.database.unscoped.backupSchedule;

async function sweep(ms: number, change: Partial<Services> = {}): Promise<void> {
  const { services } = test.server;
  await runDueBackups({ ...services, ...change, clock: { ...services.clock, now: () => later(ms) } });
}

/** The kinds of backups by the clock: how a schedule is made, read, run at once, and where it is listed. */
const kinds = {
  'of a database': {
    add: () => test.call('POST', `/databases/${uuid}/backups`, { frequency: 'daily', drill_frequency: null }),
    list: async () => (await test.call('GET', `/databases/${uuid}/backups`)).body,
    run: async () => {
      const { uuid: schedule } = await schedules().findFirstOrThrow();
      await test.call('PATCH', `/databases/${uuid}/backups/${schedule}`, { backup_now: true });
    },
  },
  'of a storage': {
    add: () => test.call('PUT', `/databases/${uuid}/storages/${volume}/backups`, { frequency: 'daily' }),
    list: async () => (await test.call('GET', `/databases/${uuid}/storage-backups`)).body,
    run: () => test.call('POST', `/databases/${uuid}/storages/${volume}/backups/run`),
  },
};

describe.each(Object.entries(kinds))('a backup %s', (_, { add, list, run }) => {
  beforeEach(async () => {
    expect((await add()).status).toBe(201);
    await schedules().updateMany({ data: { nextRunAt: due } });
  });
  const statuses = async () => {
    const [{ executions }] = await list();
    return executions.map(({ status }: { status: string }) => status);
  };

  it('that is a little late is not missed', async () => {
    await sweep(HOUR_MS);
    await test.work();
    expect(await statuses()).toEqual(['success']);
    expect(notices).toEqual([]);
  });

  it('is missed when Gantry was away, told once, and made up for once', async () => {
    await Promise.all([sweep(3 * DAY_MS + 2 * HOUR_MS), sweep(3 * DAY_MS + 2 * HOUR_MS)]);
    await sweep(3 * DAY_MS + 2 * HOUR_MS);
    await test.work();
    const [schedule] = await list();
    expect(schedule).toMatchObject({ is_failing: false, next_run_at: '2027-01-06T00:00:00.000000Z' });
    expect(schedule.executions).toMatchObject([
      { status: 'success' },
      { status: 'missed', message: WAS_AWAY, filename: '', size: 0, finished_at: expect.any(String) },
    ]);
    expect(notices).toEqual(['The backup of shop was missed']);
  });

  it('stays due until the missed run is recorded, and is made up for once', async () => {
    await whileRowsAreRefused(test.server.database.pool, 'backup_executions', async () => {
      await sweep(2 * HOUR_MS);
      expect((await schedules().findFirstOrThrow()).nextRunAt).toEqual(due);
    });
    await sweep(2 * HOUR_MS);
    await test.work();
    expect(await statuses()).toEqual(['success', 'missed']);
    expect(notices).toEqual(['The backup of shop was missed']);
  });

  it('stays due while the database prevents it, and then runs', async () => {
    const pool = { connect: () => Promise.reject(databaseAway()) };
    await sweep(0, { database: Object.create(test.server.database, { pool: { value: pool } }) });
    expect((await schedules().findFirstOrThrow()).nextRunAt).toEqual(due);
    expect(await statuses()).toEqual([]);
    await sweep(15_000);
    await test.work();
    expect(await statuses()).toEqual(['success']);
    expect(notices).toEqual([]);
  });

  it('runs once, though the sweep that started it did not come to an end', async () => {
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      await sweep(0);
      await schedules().updateMany({ data: { nextRunAt: due } });
    }
    await test.work();
    await sweep(15_000);
    await test.work();
    expect(await statuses()).toEqual(['success']);
    expect(notices).toEqual([]);
  });

  it('is not missed when it is queued and the workers cannot be told', async () => {
    await sweep(0, { queue: { enqueue: () => Promise.reject(new Error('no queue')) } });
    await test.work();
    expect(await statuses()).toEqual(['success']);
  });

  it('is missed when the one before it has not ended', async () => {
    await run();
    await sweep(0);
    expect(await statuses()).toEqual(['missed']);
    await test.work();
    const [{ executions }] = await list();
    expect(executions.map(({ message }: { message: string | null }) => message)).toEqual([
      null,
      'The previous run was still in progress.',
    ]);
    expect(notices).toEqual(['The backup of shop was missed']);
  });

  it('marks its schedule when it has not succeeded for three periods, until it does', async () => {
    test.host.jobCode = 1;
    for (let period = 0; period < 3; period++) {
      expect(await list()).toMatchObject([{ is_failing: false }]);
      await sweep(period * DAY_MS);
      await test.work();
    }
    expect(await list()).toMatchObject([{ is_failing: true }]);
    test.host.jobCode = 0;
    await sweep(3 * DAY_MS);
    expect(await list()).toMatchObject([{ is_failing: true }]);
    await test.work();
    expect(await list()).toMatchObject([{ is_failing: false }]);
  });
});

it('one run that dumps several databases is one period', async () => {
  test.host.jobCode = 1;
  const { uuid: schedule } = (
    await test.call('POST', `/databases/${uuid}/backups`, {
      frequency: 'daily',
      databases_to_backup: 'shop,users,mail',
      backup_now: true,
    })
  ).body;
  await test.work();
  const { body } = await test.call('GET', `/databases/${uuid}/backups/${schedule}`);
  expect(body.executions).toHaveLength(3);
  expect(body.is_failing).toBe(false);
});

it('three failed runs of many databases are enough to mark their schedule', async () => {
  test.host.jobCode = 1;
  const names = Array.from({ length: 26 }, (_, index) => `shop${index}`).join(',');
  const body = { frequency: 'daily', databases_to_backup: names };
  const { uuid: schedule } = (await test.call('POST', `/databases/${uuid}/backups`, body)).body;
  const path = `/databases/${uuid}/backups/${schedule}`;
  for (let run = 0; run < 4; run++) {
    await test.call('PATCH', path, { backup_now: true });
    await test.work();
  }
  expect((await test.call('GET', path)).body.is_failing).toBe(true);
  expect((await test.call('GET', `${path}/executions`)).body.executions).toHaveLength(3 * 26);
});

it('a backup that cannot be prepared is a failed run of its schedule', async () => {
  await kinds['of a storage'].add();
  await schedules().updateMany({ data: { nextRunAt: due, storageUuid: 'gone00000000000000000000' } });
  await sweep(0);
  await test.work();
  expect(await kinds['of a storage'].list()).toMatchObject([
    { executions: [{ status: 'failed', message: expect.stringContaining('not found'), filename: '' }] },
  ]);
});

describe('a missed backup', () => {
  const missed = async () => {
    await kinds['of a database'].add();
    await schedules().updateMany({ data: { nextRunAt: due } });
    await sweep(2 * HOUR_MS);
    const [schedule] = await kinds['of a database'].list();
    return `/databases/${uuid}/backups/${schedule.uuid}/executions/${schedule.executions[0].uuid}`;
  };

  it('cannot be restored, and is deleted without a file', async () => {
    const path = await missed();
    await test.work();
    expect((await test.call('POST', `${path}/restore`)).status).toBe(409);
    const { id } = await test.lastOperation(uuid);
    expect((await test.call('DELETE', path)).status).toBe(200);
    expect((await test.lastOperation(uuid)).id).toBe(id);
  });

  it('survives the retention of its schedule', async () => {
    await missed();
    await schedules().updateMany({ data: { keepAmount: 1 } });
    await test.work();
    for (let made = 0; made < 2; made++) {
      await kinds['of a database'].run();
      await test.work();
    }
    const [{ executions }] = await kinds['of a database'].list();
    // Three were made: the newest two are kept.
    expect(executions.map(({ status }: { status: string }) => status)).toEqual([
      'success',
      'success',
      'missed',
    ]);
  });
});

describe('a restore drill', () => {
  it('that is missed is told once, shown at its backup, and made up for once', async () => {
    test.host.docker.execOutput = () => '3 100\n';
    await test.call('POST', `/databases/${uuid}/backups`, { frequency: 'daily', backup_now: true });
    await test.work();
    await schedules().updateMany({ data: { nextDrillAt: due, nextRunAt: later(30 * DAY_MS) } });
    for (let sweeps = 0; sweeps < 2; sweeps++) await sweep(2 * HOUR_MS);
    expect(await kinds['of a database'].list()).toMatchObject([{ drill_error: WAS_AWAY }]);
    await test.work();
    expect(await kinds['of a database'].list()).toMatchObject([
      { drill_error: null, last_proven_at: expect.any(String) },
    ]);
    expect(notices).toEqual(['The restore drill for shop was missed']);
  });

  it('that was missed stays due until that is recorded', async () => {
    await test.call('POST', `/databases/${uuid}/backups`, { frequency: 'daily', backup_now: true });
    await test.work();
    await schedules().updateMany({ data: { nextDrillAt: due, nextRunAt: later(30 * DAY_MS) } });
    await whileRowsAreRefused(test.server.database.pool, 'backup_executions', async () => {
      await sweep(2 * HOUR_MS);
      expect((await schedules().findFirstOrThrow()).nextDrillAt).toEqual(due);
    });
    await sweep(2 * HOUR_MS);
    expect(await kinds['of a database'].list()).toMatchObject([{ drill_error: WAS_AWAY }]);
    expect(notices).toEqual(['The restore drill for shop was missed']);
  });

  it('that failed is shown however many backups were missed since', async () => {
    await test.call('POST', `/databases/${uuid}/backups`, { frequency: 'daily', backup_now: true });
    await test.work();
    const db = test.server.database.unscoped;
    await db.backupExecution.updateMany({ data: { drillError: 'No room.' } });
    const { id: scheduleId, organizationId } = await schedules().findFirstOrThrow();
    await db.backupExecution.createMany({
      data: Array.from({ length: 11 }, (_, index) => ({
        uuid: `missed${index}`,
        organizationId,
        scheduleId,
        status: 'missed' as const,
        file: '',
      })),
    });
    expect(await kinds['of a database'].list()).toMatchObject([{ drill_error: 'No room.' }]);
  });

  it('that is missed is told when retention removes its backup meanwhile', async () => {
    await kinds['of a database'].add();
    const { workload, ...schedule } = await schedules().findFirstOrThrow({ include: { workload: true } });
    const scope = organizationScopeOf(test.server.services, schedule.organizationId);
    const removed = { findFirst: { value: async () => ({ id: 0 }) } };
    const backupExecution = Object.create(scope.db.backupExecution, removed);
    const db = Object.create(scope.db, { backupExecution: { value: backupExecution } });
    await (await missDrill(scope, db, { workload, schedule, reason: WAS_AWAY }))();
    expect(notices).toEqual(['The restore drill for shop was missed']);
  });
});
