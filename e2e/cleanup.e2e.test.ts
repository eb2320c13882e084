// A cleanup on a real engine: it frees what its forecast promised, and touches nothing that is not Gantry's.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { type Fixture, imageApplication, openFixture, quickCheck } from './gantry/fixture';
import type { Body } from './gantry/rest';
import { visit } from './gantry/visit';
import { until } from './lab/process';

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;
/** Eight deployments, three of them with a build; a busy machine needs its time for them. */
const LIMIT_MS = 15 * 60_000;

let fixture: Fixture;
/** Built from three commits, of which the last two are kept. */
let built = '';
/** Name of an image in the registry: version 0 was on the machine before, 2 and 3 are kept. */
let pulled = '';
/** Volume of an application that was deleted without its volumes. */
let leftVolume = '';

const rest = () => fixture.gantry.rest;
const path = (part = '') => `/servers/${fixture.place.server_uuid}/docker-cleanup${part}`;
const everything = { delete_unused_volumes: true, delete_unused_networks: true };

/** What a command prints on the machine; fails where it fails. */
async function onMachine(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await fixture.host.exec(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  return stdout.trim();
}

const forecast = (): Promise<Body> =>
  rest().get(`${path('/forecast')}?delete_unused_volumes=true&delete_unused_networks=true`);

/** Bytes that layers, containers and volumes take on the machine's disk. */
async function stored(): Promise<number> {
  const folders = ['overlay2', 'containers', 'volumes'].map((name) => `/var/lib/docker/${name}`);
  const lines = (await onMachine('du', '--summarize', '--block-size=1', ...folders)).split('\n');
  return lines.reduce((sum, line) => sum + Number(line.split('\t')[0]), 0);
}

/** Serves, and has this much of its own that nothing can compress. */
const dockerfile = (version: number) =>
  `FROM gantry-test/web:1\nRUN head -c ${20 * MIB} /dev/urandom > /ballast-${version}\n`;

/** Add objects that do not belong to Gantry: a container that ended, an image, a volume, a network. */
async function addForeign(): Promise<void> {
  await onMachine('docker', 'network', 'create', 'foreign');
  await onMachine('docker', 'volume', 'create', 'foreign');
  const mounted = ['--volume', 'foreign:/data', 'busybox:stable'];
  await onMachine('docker', 'run', '--name', 'foreign', ...mounted, 'sh', '-c', 'echo kept > /data/mark');
  await onMachine('docker', 'commit', 'foreign', 'foreign/unused:1');
}

/** What is there of all that `addForeign` made. */
const foreign = () =>
  onMachine(
    'sh',
    '-c',
    `docker ps -aq --filter name=^foreign$; docker images -q foreign/unused; docker images -q ${pulled}:0; docker network ls -q --filter name=^foreign$
     cat "$(docker volume inspect --format '{{.Mountpoint}}' foreign)/mark"`,
  );

async function buildThree(): Promise<string> {
  const { git } = fixture.lab;
  await git.createRepo('cleanup', { Dockerfile: dockerfile(1) });
  const { uuid } = await rest().post('/applications/public', {
    ...fixture.place,
    ...quickCheck,
    git_repository: git.httpUrl('cleanup'),
    git_branch: 'main',
    build_pack: 'dockerfile',
    domains: 'http://cleanup.example',
    docker_images_to_keep: 1,
    stop_grace_period: 1,
  });
  await deployed(fixture.gantry, uuid);
  for (const version of [2, 3]) {
    await git.commit('cleanup', { Dockerfile: dockerfile(version) }, `Version ${version}`);
    await deployed(fixture.gantry, uuid);
  }
  return uuid;
}

/** Deploy four versions of an image from the registry. The machine has the first, because someone made it there. */
async function pullFour(): Promise<void> {
  pulled = `${fixture.lab.registry.host}/pulled`;
  const versions = ['0', '1', '2', '3'];
  for (const version of versions) {
    const image = `${pulled}:${version}`;
    await onMachine('sh', '-c', `head -c ${5 * MIB} /dev/urandom > /tmp/ballast`);
    await onMachine('docker', 'create', '--name', 'made', 'gantry-test/web:1');
    await onMachine('docker', 'cp', '/tmp/ballast', 'made:/ballast');
    await onMachine('docker', 'commit', 'made', image);
    await onMachine('docker', 'push', image);
    await onMachine('docker', 'rm', 'made');
    if (version !== '0') await onMachine('docker', 'rmi', image);
  }
  const more = { docker_images_to_keep: 1, stop_grace_period: 1 };
  const uuid = await imageApplication(fixture, `${pulled}:0`, more);
  for (const version of versions) {
    await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: version });
    await deployed(fixture.gantry, uuid);
  }
}

/** Delete an application without its volume, which then counts as unattached for more than a week. */
async function leaveVolume(): Promise<string> {
  const uuid = await imageApplication(fixture, 'gantry-test/web:1', { stop_grace_period: 1 });
  await rest().post(`/applications/${uuid}/storages`, {
    type: 'persistent',
    name: 'data',
    mount_path: '/data',
  });
  await deployed(fixture.gantry, uuid);
  const container = await onMachine('docker', 'ps', '-q', '--filter', `label=gantry.resource=${uuid}`);
  await onMachine(
    'docker',
    'exec',
    container,
    'sh',
    '-c',
    `head -c ${10 * MIB} /dev/urandom > /data/ballast`,
  );
  await rest().delete(`/applications/${uuid}?delete_volumes=false`);
  await until('its container is removed', async () => {
    const left = await onMachine('docker', 'ps', '-aq', '--filter', `label=gantry.resource=${uuid}`);
    return left === '';
  });
  const name = `${uuid}-data`;
  const { unscoped } = fixture.gantry.database;
  const { id: serverId, organizationId } = await unscoped.server.findFirstOrThrow();
  const since = new Date(Date.now() - 8 * DAY_MS);
  await unscoped.unattachedVolume.upsert({
    where: { serverId_name: { serverId, name } },
    create: { organizationId, serverId, name, since },
    update: { since },
  });
  return name;
}

beforeAll(async () => {
  fixture = await openFixture();
  await addForeign();
  built = await buildThree();
  await pullFour();
  leftVolume = await leaveVolume();
}, LIMIT_MS);
afterAll(() => fixture?.close());

describe('a cleanup', () => {
  it('leaves volumes and networks alone unless it is told to remove them', async () => {
    const { objects } = await rest().get(path('/forecast'));
    expect(objects.map(({ kind }: Body) => kind)).not.toContain('volume');
    expect(objects.map(({ kind }: Body) => kind)).not.toContain('network');
  });

  it('frees what its forecast promised, and touches nothing that is not of Gantry', async () => {
    const before = { foreign: await foreign(), bytes: await stored() };
    expect(before.foreign.split('\n')).toHaveLength(5);
    const promised = await forecast();
    const names: string[] = promised.objects.map(({ name }: Body) => name);
    expect(names.filter((name) => name.startsWith(`${built}:`))).toHaveLength(1);
    expect(names.filter((name) => name.startsWith(`${pulled}:`))).toEqual([`${pulled}:1`]);
    expect(names).toContain(leftVolume);
    expect(promised.bytes).toBeGreaterThan(34 * MIB);

    await rest().post(path('/run'), everything);
    const [execution] = await rest().eventually(
      path('/executions'),
      ([last]: Body[]) => last !== undefined && last.status !== 'running',
    );
    expect(execution).toMatchObject({ status: 'success', freed_bytes: promised.bytes });
    expect(execution.removed.map(({ name }: Body) => name)).toEqual(names);

    const freed = before.bytes - (await stored());
    expect(freed).toBeGreaterThan(promised.bytes * 0.95);
    expect(freed).toBeLessThan(promised.bytes * 1.05);
    expect(await foreign()).toBe(before.foreign);
    expect((await forecast()).objects).toEqual([]);
  });

  it('leaves what serves, and the releases that can be rolled back to', async () => {
    expect(await visit(fixture.host, 'cleanup.example')).toEqual({ status: 200, body: 'version 1\n' });
    const images = (await onMachine('docker', 'images', '--format', '{{.Tag}}', built)).split('\n');
    expect(images.filter((tag) => !tag.endsWith('-build'))).toHaveLength(2);
    const tags = (await onMachine('docker', 'images', '--format', '{{.Tag}}', pulled)).split('\n');
    expect(tags.sort()).toEqual(['0', '2', '3']);
  });
});
