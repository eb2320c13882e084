import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { MachineTest } from '../applications/machine.testing';
import { checkDisk } from './check-disk';
import { CleanupTest } from './cleanup.testing';

let cleanup: CleanupTest;
let test: MachineTest;
let application: string;
let server: string;

beforeAll(async () => {
  cleanup = await CleanupTest.start();
  test = cleanup.machine;
});
beforeEach(async () => {
  await cleanup.renew();
  ({ application, server } = cleanup);
});
afterAll(() => test.server.stop());

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
    expect(await test.call('GET', cleanup.path())).toMatchObject({ status: 200, body: settings });
    const { status, body } = await test.call('PATCH', cleanup.path(), {
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
    const { status, body } = await test.call('PATCH', cleanup.path(), fields);
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });
});

describe('a forecast', () => {
  it('names what would go, and removes nothing', async () => {
    cleanup.addImage('old');
    cleanup.addImage('new');
    await cleanup.addRelease('new', true);
    cleanup.fillDisk(85);
    const { status, body } = await test.call('GET', cleanup.path('/forecast'));
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
    expect(cleanup.names()).toHaveLength(2);
    expect(await cleanup.executions()).toEqual([]);
  });

  it('says why the server does not answer', async () => {
    test.host.before = () => {
      throw new AppError('unavailable', 'The machine is away.');
    };
    expect(await test.call('GET', cleanup.path('/forecast'))).toMatchObject({
      status: 200,
      body: { objects: [], disk: null, problem: 'The machine is away.' },
    });
  });
});

describe('a cleanup by hand', () => {
  it('removes what the forecast names, whatever the disk holds, and is kept in the ledger', async () => {
    for (const tag of ['old', 'kept', 'new']) cleanup.addImage(tag);
    test.host.docker.addImage('foreign:1', {});
    await cleanup.addRelease('kept', false);
    await cleanup.addRelease('new', true);
    const { status, body } = await test.call('POST', cleanup.path('/run'));
    expect([status, body]).toEqual([200, { message: 'Manual cleanup job started.' }]);
    expect(await cleanup.executions()).toMatchObject([
      { status: 'running', message: null, finished_at: null },
    ]);
    await cleanup.work();
    expect(cleanup.names()).toEqual([`${application}:kept`, `${application}:new`, 'foreign:1']);
    expect(await cleanup.executions()).toEqual([
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

  describe('of images that deployments pulled', () => {
    const change = (fields: object) => test.call('PATCH', `/applications/${application}`, fields);

    /** Deploy a version of nginx to the end. Applications of other tests stay: each test has versions of its own. */
    async function deploy(tag: string): Promise<void> {
      await change({ docker_registry_image_tag: tag });
      await test.call('POST', `/applications/${application}/start`);
      await test.work();
    }

    beforeEach(async () => {
      await cleanup.db.server.updateMany({ data: { proxyKind: 'none' } });
      test.host.docker.onStart = (container) => {
        container.health = 'healthy';
      };
      await change({
        docker_images_to_keep: 1,
        health_check_enabled: true,
        health_check_type: 'cmd',
        health_check_command: 'true',
      });
    });

    async function cleanUp(): Promise<string[]> {
      await test.call('POST', cleanup.path('/run'));
      await cleanup.work();
      return cleanup.names();
    }

    it('removes those of superseded releases, as its forecast says, and keeps the others', async () => {
      test.host.docker.addImage('nginx:1');
      for (const tag of ['1', '2', '3', '4']) await deploy(tag);
      const { body } = await test.call('GET', cleanup.path('/forecast'));
      const named = body.objects.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`);
      expect(named).toEqual(['image nginx:2']);
      // The first was there before.
      expect(await cleanUp()).toEqual(['nginx:1', 'nginx:3', 'nginx:4']);
      const releases = await cleanup.db.release.findMany({ where: { wasPulled: true } });
      expect(releases.map(({ image }) => image).sort()).toEqual(['nginx:3', 'nginx:4']);
    });

    it('keeps one that was removed and came back without a deployment', async () => {
      for (const tag of ['11', '12', '13']) await deploy(tag);
      await cleanUp();
      test.host.docker.addImage('nginx:11');
      expect(await cleanUp()).toEqual(['nginx:12', 'nginx:13', 'nginx:11']);
    });

    it('keeps one while something is at work on the machine, which may just have pulled it', async () => {
      for (const tag of ['31', '32', '33']) await deploy(tag);
      const other = await test.addApplication({ docker_registry_image_name: 'nginx' });
      await test.call('POST', `/applications/${other}/start`); // waits
      expect(await cleanUp()).toEqual(['nginx:31', 'nginx:32', 'nginx:33']);
      await test.call('DELETE', `/applications/${other}`);
      await test.work();
      expect(await cleanUp()).toEqual(['nginx:32', 'nginx:33']);
    });

    it('keeps one that another workload is set to run, or another organization has released', async () => {
      for (const tag of ['21', '22', '23', '24', '25']) await deploy(tag);
      await test.addApplication({ docker_registry_image_name: 'docker.io/library/nginx:22' });
      const { db, organizationId } = cleanup;
      const other = await db.organization.create({ data: { no: 9001, name: 'Other', slug: 'o-9001' } });
      const { id } = await db.release.findFirstOrThrow({ where: { image: 'nginx:21', organizationId } });
      const specification = { create: { sealed: Buffer.from('x') } };
      await db.release.update({ where: { id }, data: { organizationId: other.id, specification } });
      expect(await cleanUp()).toEqual(['nginx:21', 'nginx:22', 'nginx:24', 'nginx:25']);
    });
  });

  it('is one at a time', async () => {
    await test.call('POST', cleanup.path('/run'));
    expect((await test.call('POST', cleanup.path('/run'))).status).toBe(409);
    await cleanup.work();
    expect((await test.call('POST', cleanup.path('/run'))).status).toBe(200);
  });

  it('keeps the current image alone when no others are kept, and forgets the releases', async () => {
    for (const tag of ['kept', 'new']) cleanup.addImage(tag);
    await cleanup.addRelease('kept', false);
    await cleanup.addRelease('new', true);
    await test.call('PATCH', cleanup.path(), { disable_application_image_retention: true });
    expect((await test.call('GET', cleanup.path('/forecast'))).body.objects).toHaveLength(1);
    expect(await cleanup.db.releaseSpecification.count()).toBe(2);
    await test.call('POST', cleanup.path('/run'), {});
    await cleanup.work();
    expect(cleanup.names()).toEqual([`${application}:new`]);
    expect(await cleanup.db.releaseSpecification.count()).toBe(1);
  });

  it('leaves everything of a resource that an operation works on', async () => {
    cleanup.addImage('old');
    await test.call('POST', `/applications/${application}/start`);
    await test.call('POST', cleanup.path('/run'));
    await cleanup.work();
    expect(cleanup.names()).toHaveLength(1);
    expect(await cleanup.executions()).toMatchObject([
      { status: 'success', message: 'There was nothing to remove.' },
    ]);
  });

  it('removes a volume of a deleted resource after a week, when it is told to', async () => {
    const { docker } = test.host;
    await docker.ensureVolume('data', cleanup.own('gone'));
    const now = new Date();
    await checkDisk(cleanup.scopeAt(now), server);
    await checkDisk(cleanup.scopeAt(new Date(now.getTime() + 86_400_000)), server);
    const later = new Date(now.getTime() + 8 * 86_400_000);
    await test.call('POST', cleanup.path('/run'));
    await cleanup.work(later);
    expect(docker.volumes.size).toBe(1);
    await test.call('POST', cleanup.path('/run'), { delete_unused_volumes: true });
    await cleanup.work(new Date(now.getTime() + 6 * 86_400_000));
    expect(docker.volumes.size).toBe(1);
    await test.call('POST', cleanup.path('/run'), { delete_unused_volumes: true });
    await cleanup.work(later);
    expect(docker.volumes.size).toBe(0);
  });

  it('goes on when one object cannot be removed, and says so', async () => {
    cleanup.addImage('a');
    cleanup.addImage('b');
    const { docker } = test.host;
    const remove = docker.removeImage.bind(docker);
    docker.removeImage = async (reference) => {
      if (reference.endsWith(':a')) throw new AppError('unavailable', 'The disk is read-only.');
      await remove(reference);
    };
    await test.call('POST', cleanup.path('/run'));
    await cleanup.work();
    expect(cleanup.names()).toEqual([`${application}:a`]);
    expect(await cleanup.executions()).toMatchObject([
      {
        status: 'failed',
        message: expect.stringContaining(`image ${application}:a: The disk is read-only.`),
        removed: [{ name: `${application}:b` }],
      },
    ]);
  });

  it('removes images all the same when the build cache cannot be listed, and says so', async () => {
    cleanup.addImage('old');
    test.host.docker.listBuildCache = async () => {
      throw new AppError('unavailable', 'It took too long.');
    };
    await test.call('POST', cleanup.path('/run'));
    await cleanup.work();
    expect(cleanup.names()).toEqual([]);
    expect(await cleanup.executions()).toMatchObject([
      { status: 'failed', message: expect.stringContaining('build cache: It took too long.') },
    ]);
  });

  it('is refused before the first validation, and fails on a machine that is away', async () => {
    await test.setServer({ hostKey: null });
    expect((await test.call('POST', cleanup.path('/run'))).status).toBe(400);
    await test.setServer({ hostKey: 'AAAA' });
    await test.call('POST', cleanup.path('/run'));
    test.host.before = () => {
      throw new AppError('unavailable', 'The machine is away.');
    };
    await cleanup.work();
    expect(await cleanup.executions()).toMatchObject([{ status: 'failed', message: 'The machine is away.' }]);
  });
});
