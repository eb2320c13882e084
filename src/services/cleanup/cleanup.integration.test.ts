import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServerRow } from '../../db/queries/list-servers';
import { AppError } from '../../domain/error';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { organizationScopeOf } from '../context';
import { checkDisk } from './check-disk';
import { runCleanup } from './run';
import { runDueCleanups } from './run-due';

let test: MachineTest;
let application: string;
let server: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  application = await test.renew();
  server = test.place.server_uuid;
  await db().cleanupExecution.deleteMany();
  await db().diskSample.deleteMany();
  await db().unattachedVolume.deleteMany();
  await db().release.deleteMany();
  await db().server.updateMany({
    data: {
      cleanupFrequency: '0 0 * * *',
      cleanupThreshold: 80,
      isCleanupForced: false,
      removesUnusedVolumes: false,
      keepsCurrentImageOnly: false,
      cleanupNextRunAt: null,
      diskCheckNextRunAt: null,
      isDiskWarningSent: false,
    },
  });
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const path = (rest = '') => `/servers/${server}/docker-cleanup${rest}`;
const organizationId = () => test.server.owner.organizationId;
const own = (resource: string) => ({
  'gantry.managed': 'true',
  'gantry.instance': test.server.services.installation.uuid,
  'gantry.organization': organizationId(),
  'gantry.resource': resource,
});
const addImage = (tag: string, resource = application) =>
  test.host.docker.addImage(`${resource}:${tag}`, { id: `sha256:${tag}`, labels: own(resource) });
const names = () => [...test.host.docker.images.keys()];
const executions = async () => (await test.call('GET', path('/executions'))).body;
const scopeAt = (now: Date) => {
  const { services } = test.server;
  return organizationScopeOf({ ...services, clock: { ...services.clock, now: () => now } }, organizationId());
};

/** Run the queued cleanups, as a worker does. */
async function work(now = new Date()): Promise<void> {
  for (const { uuid } of await db().cleanupExecution.findMany({ where: { status: 'running' } }))
    await runCleanup(scopeAt(now), { serverUuid: server, executionUuid: uuid });
}

async function addRelease(tag: string, isCurrent: boolean): Promise<void> {
  const { id: workloadId } = await db().workload.findUniqueOrThrow({ where: { uuid: application } });
  await db().release.create({
    data: {
      uuid: `release-${tag}`,
      organizationId: organizationId(),
      workloadId,
      deploymentUuid: `deployment-${tag}`,
      image: `${application}:${tag}`,
      digest: `sha256:${tag}`,
      containerName: tag,
      routing: {},
      configHash: tag,
      isCurrent,
      specification: { create: { sealed: Buffer.from('x') } },
    },
  });
}

/** Fill the machine's disk to this percentage. */
function fillDisk(percent: number): void {
  const free = (100 - percent) * 1000;
  test.host.answers.unshift([
    'df',
    { stdout: `Filesystem 1024-blocks Used Available\n/dev/x 100000 1 ${free} ${percent}% /\n` },
  ]);
}

async function sweep(now: Date): Promise<void> {
  const { services } = test.server;
  await runDueCleanups({ ...services, clock: { ...services.clock, now: () => now } });
}

describe('settings', () => {
  it('are those of the contract, and can be changed', async () => {
    const settings = {
      delete_unused_networks: false,
      delete_unused_volumes: false,
      disable_application_image_retention: false,
      docker_cleanup_frequency: '0 0 * * *',
      docker_cleanup_next_run_at: null,
      docker_cleanup_threshold: 80,
      force_docker_cleanup: false,
    };
    expect(await test.call('GET', path())).toMatchObject({ status: 200, body: settings });
    const { status, body } = await test.call('PATCH', path(), {
      docker_cleanup_frequency: 'hourly',
      docker_cleanup_threshold: 60,
      delete_unused_volumes: true,
    });
    expect([status, body]).toMatchObject([
      200,
      {
        ...settings,
        docker_cleanup_frequency: 'hourly',
        docker_cleanup_threshold: 60,
        delete_unused_volumes: true,
        docker_cleanup_next_run_at: expect.stringMatching(/:00:00\.000000Z$/),
      },
    ]);
    const shown = (await test.call('GET', `/servers/${server}`)).body.settings;
    expect(shown).toMatchObject({ docker_cleanup_threshold: 60, delete_unused_volumes: true });
  });

  it.each([
    ['docker_cleanup_frequency', { docker_cleanup_frequency: 'sometimes' }],
    ['docker_cleanup_threshold', { docker_cleanup_threshold: 0 }],
    ['docker_cleanup_threshold', { docker_cleanup_threshold: 100 }],
    ['force_docker_cleanup', { force_docker_cleanup: 'yes' }],
    ['foo', { foo: true }],
  ])('are refused for %s', async (field, fields) => {
    const { status, body } = await test.call('PATCH', path(), fields);
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });
});

describe('a forecast', () => {
  it('names what would go, and removes nothing', async () => {
    addImage('old');
    addImage('new');
    await addRelease('new', true);
    fillDisk(85);
    const { status, body } = await test.call('GET', path('/forecast'));
    expect([status, body]).toEqual([
      200,
      {
        objects: [
          {
            kind: 'image',
            name: `${application}:old`,
            reason: 'No kept release uses it.',
            bytes: 1,
          },
        ],
        bytes: 1,
        is_due: true,
        disk: { total_bytes: 102_400_000, free_bytes: 15_360_000, used_percent: 85 },
        days_until_full: null,
        problem: null,
      },
    ]);
    expect(names()).toHaveLength(2);
    expect(await executions()).toEqual([]);
  });

  it('says why the server does not answer', async () => {
    test.host.before = () => {
      throw new AppError('unavailable', 'The machine is away.');
    };
    expect(await test.call('GET', path('/forecast'))).toMatchObject({
      status: 200,
      body: { objects: [], disk: null, problem: 'The machine is away.' },
    });
  });
});

describe('a cleanup by hand', () => {
  it('removes what the forecast names, whatever the disk holds, and is kept in the ledger', async () => {
    for (const tag of ['old', 'kept', 'new']) addImage(tag);
    test.host.docker.addImage('foreign:1', {});
    await addRelease('kept', false);
    await addRelease('new', true);
    const { status, body } = await test.call('POST', path('/run'));
    expect([status, body]).toEqual([200, { message: 'Manual cleanup job started.' }]);
    expect(await executions()).toMatchObject([{ status: 'running', message: null, finished_at: null }]);
    await work();
    expect(names()).toEqual([`${application}:kept`, `${application}:new`, 'foreign:1']);
    expect(await executions()).toEqual([
      {
        uuid: expect.any(String),
        status: 'success',
        cause: 'api',
        message: 'Removed 1 image: 1 B.',
        removed: [expect.objectContaining({ kind: 'image', name: `${application}:old`, bytes: 1 })],
        freed_bytes: 1,
        disk_used_percent_before: 10,
        disk_used_percent_after: 10,
        finished_at: expect.any(String),
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
  });

  it('is one at a time', async () => {
    await test.call('POST', path('/run'));
    expect((await test.call('POST', path('/run'))).status).toBe(409);
    await work();
    expect((await test.call('POST', path('/run'))).status).toBe(200);
  });

  it('keeps the current image alone when no others are kept, and forgets the releases', async () => {
    for (const tag of ['kept', 'new']) addImage(tag);
    await addRelease('kept', false);
    await addRelease('new', true);
    await test.call('PATCH', path(), { disable_application_image_retention: true });
    expect((await test.call('GET', path('/forecast'))).body.objects).toHaveLength(1);
    expect(await db().releaseSpecification.count()).toBe(2);
    await test.call('POST', path('/run'), {});
    await work();
    expect(names()).toEqual([`${application}:new`]);
    expect(await db().releaseSpecification.count()).toBe(1);
  });

  it('leaves everything of a resource that an operation works on', async () => {
    addImage('old');
    await test.call('POST', `/applications/${application}/start`);
    await test.call('POST', path('/run'));
    await work();
    expect(names()).toHaveLength(1);
    expect(await executions()).toMatchObject([
      { status: 'success', message: 'There was nothing to remove.' },
    ]);
  });

  it('removes a volume of a deleted resource after a week, when it is told to', async () => {
    const { docker } = test.host;
    await docker.ensureVolume('data', own('gone'));
    const now = new Date();
    await checkDisk(scopeAt(now), server);
    await checkDisk(scopeAt(new Date(now.getTime() + 86_400_000)), server);
    const later = new Date(now.getTime() + 8 * 86_400_000);
    await test.call('POST', path('/run'));
    await work(later);
    expect(docker.volumes.size).toBe(1);
    await test.call('POST', path('/run'), { delete_unused_volumes: true });
    await work(new Date(now.getTime() + 6 * 86_400_000));
    expect(docker.volumes.size).toBe(1);
    await test.call('POST', path('/run'), { delete_unused_volumes: true });
    await work(later);
    expect(docker.volumes.size).toBe(0);
  });

  it('goes on when one object cannot be removed, and says so', async () => {
    addImage('a');
    addImage('b');
    const { docker } = test.host;
    const remove = docker.removeImage.bind(docker);
    docker.removeImage = async (reference) => {
      if (reference.endsWith(':a')) throw new AppError('unavailable', 'The disk is read-only.');
      await remove(reference);
    };
    await test.call('POST', path('/run'));
    await work();
    expect(names()).toEqual([`${application}:a`]);
    expect(await executions()).toMatchObject([
      {
        status: 'failed',
        message: expect.stringContaining(`image ${application}:a: The disk is read-only.`),
        removed: [{ name: `${application}:b` }],
      },
    ]);
  });

  it('is refused before the first validation, and fails on a machine that is away', async () => {
    await test.setServer({ hostKey: null });
    expect((await test.call('POST', path('/run'))).status).toBe(400);
    await test.setServer({ hostKey: 'AAAA' });
    await test.call('POST', path('/run'));
    test.host.before = () => {
      throw new AppError('unavailable', 'The machine is away.');
    };
    await work();
    expect(await executions()).toMatchObject([{ status: 'failed', message: 'The machine is away.' }]);
  });
});

describe('a scheduled cleanup', () => {
  const midnight = new Date('2027-01-02T00:00:00Z');
  const later = (ms: number) => new Date(midnight.getTime() + ms);
  const due = () => db().server.updateMany({ data: { cleanupNextRunAt: midnight } });
  const row = async (): Promise<Pick<ServerRow, 'cleanupNextRunAt'>> =>
    db().server.findUniqueOrThrow({ where: { uuid: server } });

  it('gets its time when there is none, and runs when it is due', async () => {
    await sweep(later(-3_600_000));
    expect((await row()).cleanupNextRunAt).toEqual(midnight);
    expect(await executions()).toEqual([]);
    addImage('old');
    fillDisk(90);
    await sweep(later(20_000));
    expect((await row()).cleanupNextRunAt).toEqual(later(86_400_000));
    expect(await executions()).toMatchObject([{ status: 'running', cause: 'schedule' }]);
    await work();
    expect(names()).toEqual([]);
  });

  it('removes nothing below the threshold, unless it is forced', async () => {
    addImage('old');
    fillDisk(50);
    await due();
    await sweep(later(0));
    await work();
    expect(names()).toHaveLength(1);
    expect(await executions()).toMatchObject([
      {
        status: 'success',
        message: 'Nothing was removed: 50 % of the disk is used, below the threshold of 80 %.',
      },
    ]);
    await test.call('PATCH', path(), { force_docker_cleanup: true });
    await due();
    await sweep(later(0));
    await work();
    expect(names()).toEqual([]);
  });

  it.each([
    ['Gantry was away', 7_200_000, 'usable', 'Gantry was not running when it was due'],
    ['the server is away', 0, 'unreachable', 'The server could not be reached when it was due.'],
  ] as const)('is missed, and told, when %s', async (_, lateMs, state, reason) => {
    await test.setServer({ state });
    await due();
    await sweep(later(lateMs));
    expect(await executions()).toMatchObject([
      { status: 'missed', message: expect.stringContaining(reason) },
    ]);
  });

  it('is missed when the one before it has not ended, which is given up in the end', async () => {
    await test.call('POST', path('/run'));
    await due();
    await sweep(later(0));
    const [missed, lost] = await executions();
    expect([missed.status, lost.status]).toEqual(['missed', 'failed']);
    expect(missed.message).toBe('The previous cleanup was still running.');
  });
});

describe('a look at the disk', () => {
  const told = () => db().server.findUniqueOrThrow({ where: { uuid: server } });

  it('is kept, and the organization is told once when it is above the threshold', async () => {
    fillDisk(79);
    await checkDisk(test.scope(), server);
    expect((await told()).isDiskWarningSent).toBe(false);
    fillDisk(80);
    await checkDisk(test.scope(), server);
    await checkDisk(test.scope(), server);
    expect((await told()).isDiskWarningSent).toBe(true);
    const shown = (await test.call('GET', `/servers/${server}`)).body;
    expect(shown.high_disk_usage_notification_sent).toBe(true);
    fillDisk(10);
    await checkDisk(test.scope(), server);
    expect((await told()).isDiskWarningSent).toBe(false);
    expect(await db().diskSample.count()).toBe(4);
  });

  it('removes the containers of previews that are gone, and of no others', async () => {
    const { docker } = test.host;
    const add = async (name: string, resource: string) => {
      const labels = { ...own(resource), 'gantry.pull-request': '1' };
      await docker.createContainer({ name, image: 'x', labels, hostConfig: {} });
      await docker.startContainer(name);
    };
    await add('gone', `${application}-pr-1`);
    await add('open', `${application}-pr-2`);
    await add('main', application);
    const { id: workloadId } = await db().workload.findUniqueOrThrow({ where: { uuid: application } });
    await db().preview.create({
      data: {
        uuid: 'open',
        organizationId: organizationId(),
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
      fillDisk(percent);
      await checkDisk(scopeAt(new Date(now - daysAgo * 86_400_000)), server);
    }
    fillDisk(50);
    const { body } = await test.call('GET', path('/forecast'));
    expect([4, 5]).toContain(body.days_until_full);
  });
});
