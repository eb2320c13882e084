// Tools of build packs: installed by a validation, verified by checksum, and applications that are built with them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BuildTool, toolOf } from '../src/domain/build-tool';
import { installedTool, toolReleases } from '../src/engine/build/tools';
import { installTool } from '../src/engine/validate-server/install-tool';
import * as standIns from './builders/stand-ins';
import { deployed, ended } from './gantry/deployment';
import { type Fixture, openFixture, quickCheck } from './gantry/fixture';
import { visit } from './gantry/visit';
import type { LabHost } from './lab/types';
import { transportHosts } from './transport/hosts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture(undefined, async () => ({ BUILD_TOOLS_URL: standIns.address }));
  await standIns.serveArchives(fixture.host);
  await standIns.installShell(fixture.host);
  await fixture.lab.git.createRepo('plain', {
    'index.txt': 'no Dockerfile',
    '.dockerignore': '**/.nix*',
    '.nixpacks/build.sh': 'of the repository',
  });
});
afterAll(() => fixture?.close());

async function makeApplication(build_pack: string, more: object = {}): Promise<string> {
  const { uuid } = await fixture.gantry.rest.post('/applications/public', {
    ...fixture.place,
    ...quickCheck,
    git_repository: fixture.lab.git.httpUrl('plain'),
    git_branch: 'main',
    build_pack,
    ports_exposes: '8080',
    stop_grace_period: 1, // busybox as process 1 hears no signal
    domains: `http://${build_pack}.example`,
    ...more,
  });
  await fixture.gantry.rest.post(`/applications/${uuid}/envs`, {
    key: 'GREETING',
    value: `by $${build_pack}`,
  });
  return uuid;
}

/** Publish a stand-in where the makers publish the tool; return a release that has its checksum. */
async function publish(tool: BuildTool, program: string) {
  const release = toolReleases[tool];
  const architecture = await standIns.architectureOf(fixture.host);
  const archive = release.archives[architecture];
  const sha256 = await standIns.publish(fixture.host, { tool, program, path: archive.path });
  return { ...release, archives: { ...release.archives, [architecture]: { ...archive, sha256 } } };
}

/** Validate the server with installation; return what it found about the tools. */
async function builtTools() {
  const { rest } = fixture.gantry;
  const { server_uuid } = fixture.place;
  const before = (await rest.get(`/servers/${server_uuid}/validation`)).validated_at;
  await rest.post(`/servers/${server_uuid}/validate`, { install: true });
  const { steps } = await rest.eventually(
    `/servers/${server_uuid}/validation`,
    ({ validated_at }) => validated_at !== before,
  );
  return steps.find(({ id }: { id: string }) => id === 'builders');
}

const tools = [
  ['nixpacks', standIns.nixpacks],
  ['buildpacks', standIns.pack],
] as const;

/** Application → uuid, by build pack. */
const applications = new Map<string, string>();

it('what has another checksum than its maker says is refused', async () => {
  for (const [pack, program] of tools) {
    await publish(toolOf(pack) ?? 'nixpacks', program);
    applications.set(pack, await makeApplication(pack));
  }
  const found = await builtTools();
  expect(found.state).toBe('warned');
  expect(
    found.detail.match(/checksum [0-9a-f]{64} instead of [0-9a-f]{64}, so it was not used/g),
  ).toHaveLength(2);
  const { stdout } = await fixture.host.exec(['ls', '/var/lib/gantry/tools']);
  for (const [pack] of tools) {
    expect(stdout).not.toContain(`${toolOf(pack)}-`);
    const uuid = applications.get(pack) ?? '';
    expect((await deployed(fixture.gantry, uuid, 'failed')).reason).toContain(
      `This server has no ${toolOf(pack)}`,
    );
  }
});

it('what has the right one is installed', async () => {
  const hosts = transportHosts(fixture.lab);
  try {
    for (const [pack, program] of tools) {
      const tool = toolOf(pack) ?? 'nixpacks';
      const release = await publish(tool, program);
      await installTool(await hosts.host(fixture.host), { tool, release, address: standIns.address });
      const { stdout } = await fixture.host.exec(['ls', '/var/lib/gantry/tools']);
      expect(stdout.split('\n')).toContain(installedTool(tool).split('/').at(-1));
      expect(stdout).not.toContain('.new');
    }
  } finally {
    await hosts.pool.close();
  }
  expect(await builtTools()).toMatchObject({ state: 'passed' });
});

it.each(tools)('%s builds', async (pack) => {
  const uuid = applications.get(pack) ?? '';
  await deployed(fixture.gantry, uuid);
  expect(await visit(fixture.host, `${pack}.example`)).toEqual({ status: 200, body: `by $${pack}\n` });
  // The image is known as Gantry's own, so it is not built again.
  expect((await deployed(fixture.gantry, uuid)).text).toContain('no build is needed');
  const images = await fixture.host.exec(['docker', 'images', '--format', '{{.Repository}}:{{.Tag}}']);
  if (pack === 'buildpacks') expect(images.stdout).not.toMatch(new RegExp(`${uuid}:\\w+-build`));
});

it('nixpacks reads and writes nothing of the server, whatever the repository names, and leaves nothing', async () => {
  const { host, lab } = fixture;
  await host.exec(['sh', '-c', 'cat > /etc/gantry-canary'], { input: 'web: echo canary-of-the-server\n' });
  await lab.git.createRepo('hostile', {
    'index.txt': 'no Dockerfile',
    Procfile: { mode: '120000', content: '/etc/gantry-canary' },
    'nixpacks.toml':
      '[staticAssets]\n"site.conf" = "kept"\n"/tmp/written-absolute" = "x"\n"../../../tmp/written-relative" = "x"\n',
  });
  const uuid = await makeApplication('nixpacks', {
    git_repository: lab.git.httpUrl('hostile'),
    domains: 'http://hostile.example',
  });
  expect((await deployed(fixture.gantry, uuid)).text).not.toContain('canary-of-the-server');
  expect((await visit(host, 'hostile.example')).body).toBe('by $nixpacks\n');
  const image = (await host.exec(['docker', 'images', '--quiet', uuid])).stdout.trim();
  const asset = ['docker', 'run', '--rm', '--entrypoint', 'cat', image, '/app/.nixpacks/assets/site.conf'];
  expect((await host.exec(asset)).stdout).toBe('kept\n');
  expect((await host.exec(['ls', '/tmp'])).stdout).not.toContain('written-');

  await lab.git.commit('hostile', { 'nixpacks.toml': '"/etc/cron.d/gantry" = "x"\n' }, 'Write elsewhere');
  const failed = await deployed(fixture.gantry, uuid, 'failed');
  expect(failed.reason).toContain('nixpacks could not plan this build.');
  expect(failed.text).toMatch(/\/etc\/cron\.d.*: Permission denied/);
  const left = ['--filter', 'label=gantry.kind=planner', '--quiet'];
  expect((await host.exec(['docker', 'ps', '--all', ...left])).stdout).toBe('');
  expect((await host.exec(['docker', 'images', ...left])).stdout).toBe('');
});

it('buildpacks take the start command by their launcher', async () => {
  const uuid = await makeApplication('buildpacks', {
    domains: 'http://started.example',
    start_command: 'echo "$PORT started" > index.html && exec httpd -f -p 8080',
  });
  await deployed(fixture.gantry, uuid);
  expect((await visit(fixture.host, 'started.example')).body).toBe('8080 started\n');
});

it('nixpacks builds within the limits of a server, with the builder that keeps them', async () => {
  const limit = (memory: string) =>
    fixture.gantry.rest.patch(`/servers/${fixture.place.server_uuid}`, { build_limits_memory: memory });
  const uuid = await makeApplication('nixpacks', { domains: 'http://limited.example' });
  await limit('256m');
  const { text } = await deployed(fixture.gantry, uuid);
  await limit('0');
  expect(text).toContain('Builder: classic');
  expect((await visit(fixture.host, 'limited.example')).body).toBe('by $nixpacks\n');
});

it('a site of nixpacks is what was published, without the history of the repository', async () => {
  const { host } = fixture;
  const server = 'FROM busybox:stable\nCMD ["httpd", "-f", "-p", "80", "-h", "/usr/share/nginx/html"]\n';
  await host.exec(['docker', 'build', '--tag', 'site-server:1', '-'], { input: server });
  const uuid = await makeApplication('nixpacks', {
    domains: 'http://site.example',
    is_static: true,
    static_image: 'site-server:1',
    ports_exposes: '80',
    health_check_path: '/index.txt',
  });
  await deployed(fixture.gantry, uuid);
  expect((await visit(host, 'site.example', '/index.txt')).body).toBe('no Dockerfile');
  const images = await host.exec(['docker', 'images', '--format', '{{.Repository}}:{{.Tag}}', uuid]);
  const image = images.stdout.split('\n').find((name) => !name.endsWith('-build')) ?? '';
  const listed = await host.exec(['docker', 'run', '--rm', image, 'ls', '-A', '/usr/share/nginx/html']);
  expect(listed.stdout.trim().split('\n')).toEqual(['.dockerignore', 'index.txt', 'www']);
});

it.each([
  ['sends the image to the server', null],
  ['pushes the image to the registry', 'shop'],
])('a build server builds, and %s', async (_how, repository) => {
  const { gantry, lab, host } = fixture;
  const builder = await lab.host('two');
  const known = (await gantry.rest.get('/servers')).find(
    ({ name }: { name: string }) => name === builder.name,
  );
  if (!known) {
    const uuid = await gantry.addServer(lab, builder);
    await gantry.rest.patch(`/servers/${uuid}`, { is_build_server: true });
  }
  const name = repository ?? 'sent';
  const dockerfile = `FROM busybox:stable\nRUN mkdir /www && echo ${name} > /www/index.html\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n`;
  await lab.git.createRepo(name, { Dockerfile: dockerfile });
  const uuid = await makeApplication('dockerfile', {
    git_repository: lab.git.httpUrl(name),
    domains: `http://${name}.example`,
    use_build_server: true,
    ...(repository && { docker_registry_image_name: `${lab.registry.host}/${repository}` }),
  });
  const { text } = await deployed(gantry, uuid);
  expect(await visit(host, `${name}.example`)).toEqual({ status: 200, body: `${name}\n` });
  if (repository === null) expect(text).toMatch(/Sent \d+ MB/);
  const image = repository === null ? uuid : `${lab.registry.host}/${repository}`;
  const idsOn = async (machine: LabHost) =>
    (await machine.exec(['docker', 'images', '--no-trunc', '--quiet', image])).stdout.trim();
  expect(await idsOn(host)).toMatch(/^sha256:/);
  expect(await idsOn(host)).toBe(await idsOn(builder));
  const git = await host.exec(['sh', '-c', 'ls /var/lib/gantry/*/deployments 2>/dev/null | wc -l']);
  expect(git.stdout.trim()).toBe('0');
});

it('brings a release to a second server, which fails alone', async () => {
  const { gantry, lab, host } = fixture;
  const second = await lab.host('two');
  const servers: { uuid: string; name: string }[] = await gantry.rest.get('/servers');
  const server =
    servers.find(({ name }) => name === second.name)?.uuid ?? (await gantry.addServer(lab, second));
  await gantry.rest.patch(`/servers/${server}`, { is_build_server: false });
  const [{ uuid: destination_uuid }] = await gantry.rest.get(`/servers/${server}/destinations`);
  const dockerfile =
    'FROM busybox:stable\nRUN mkdir /www && echo twice > /www/index.html\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n';
  await lab.git.createRepo('twice', { Dockerfile: dockerfile });
  const git_repository = lab.git.httpUrl('twice');
  const uuid = await makeApplication('dockerfile', { git_repository, domains: 'http://twice.example' });
  const path = `/applications/${uuid}`;
  await gantry.rest.post(`${path}/destinations`, { destination_uuid });
  const atSecond = async () => {
    const { deployment_uuid } = await deployed(gantry, uuid);
    const { destinations } = await gantry.rest.get(`/deployments/${deployment_uuid}`);
    return ended(gantry, destinations[0].deployment_uuid);
  };
  const child = await atSecond();
  expect([child.status, child.reason]).toEqual(['finished', null]);
  expect(child.text).toMatch(/Sent \d+ MB/);
  const served = { status: 200, body: 'twice\n' };
  expect([await visit(host, 'twice.example'), await visit(second, 'twice.example')]).toEqual([
    served,
    served,
  ]);
  await second.exec(['docker', 'run', '--detach', '--publish', '9100:80', 'busybox:stable', 'sleep', '600']);
  await gantry.rest.patch(path, { ports_mappings: '9100:8080' });
  const failed = await atSecond();
  expect([failed.status, failed.reason]).toEqual(['failed', expect.stringContaining('9100')]);
  expect([await visit(host, 'twice.example'), await visit(second, 'twice.example')]).toEqual([
    served,
    served,
  ]);
  await gantry.rest.delete(`${path}/destinations/${destination_uuid}`);
  await gantry.rest.eventually(`${path}/destinations`, (rows) => rows.length === 1);
  expect((await visit(second, 'twice.example')).status).not.toBe(200);
  expect(await visit(host, 'twice.example')).toEqual(served);
});
