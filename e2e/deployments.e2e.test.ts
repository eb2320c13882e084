// Deployments by a real Gantry process through a real sshd to a real Docker engine.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed, ended, terminal } from './gantry/deployment';
import { containersOf, type Fixture, imageApplication, openFixture, quickCheck } from './gantry/fixture';
import { visit } from './gantry/visit';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const rest = () => fixture.gantry.rest;
const siteDockerfile = (text: string) =>
  `FROM busybox:stable\nRUN mkdir /www && echo '${text}' > /www/index.html\nEXPOSE 8080\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n`;

describe('sources', () => {
  it('an image goes live on its domain, and a new version replaces it', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://web.example' });
    await deployed(fixture.gantry, uuid);
    expect(await visit(fixture.host, 'web.example')).toEqual({ status: 200, body: 'version 1\n' });
    expect((await rest().get(`/applications/${uuid}`)).status).toBe('running:healthy');
    await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
    await deployed(fixture.gantry, uuid);
    expect(await visit(fixture.host, 'web.example')).toEqual({ status: 200, body: 'version 2\n' });
    expect((await containersOf(fixture.host, uuid)).running).toHaveLength(1);
  });

  it('a Git repository over http on an internal host is built from its Dockerfile', async () => {
    const { commit } = await fixture.lab.git.createRepo('site', { Dockerfile: siteDockerfile('from git') });
    const { uuid } = await rest().post('/applications/public', {
      ...fixture.place,
      ...quickCheck,
      git_repository: fixture.lab.git.httpUrl('site'),
      git_branch: 'main',
      build_pack: 'dockerfile',
      domains: 'http://site.example',
    });
    const deployment = await deployed(fixture.gantry, uuid);
    expect(deployment).toMatchObject({ commit, commit_message: 'First commit' });
    expect(await visit(fixture.host, 'site.example')).toEqual({ status: 200, body: 'from git\n' });
  });

  it('a private repository over ssh is read with its deploy key, and the host key is pinned', async () => {
    const { git } = fixture.lab;
    await git.createRepo('secret-site', { Dockerfile: siteDockerfile('private') }, { private: true });
    const key = await git.deployKey('secret-site');
    const { uuid: keyUuid } = await rest().post('/security/keys', {
      name: 'deploy key',
      private_key: key.privatePem,
    });
    const { uuid } = await rest().post('/applications/private-deploy-key', {
      ...fixture.place,
      ...quickCheck,
      private_key_uuid: keyUuid,
      git_repository: git.sshUrl('secret-site'),
      git_branch: 'main',
      build_pack: 'dockerfile',
      domains: 'http://private.example',
    });
    await deployed(fixture.gantry, uuid);
    expect((await visit(fixture.host, 'private.example')).body).toBe('private\n');
    const pins = await fixture.gantry.database.unscoped.gitHostKey.findMany();
    expect(pins.map(({ host }) => host)).toEqual([`[${git.ip}]:${git.sshPort}`]);
    const { stdout } = await fixture.host.exec(['grep', '-rl', 'OPENSSH PRIVATE KEY', '/var/lib/gantry']);
    expect(stdout).toBe('');
  });

  it('an inline Dockerfile is built without a context, with variables that no shell can export', async () => {
    const { uuid } = await rest().post('/applications/dockerfile', {
      ...fixture.place,
      ...quickCheck,
      dockerfile: Buffer.from(
        `${siteDockerfile('inline')}RUN ["cp", "/proc/self/environ", "/www/index.html"]\n`,
      ).toString('base64'),
      domains: 'http://inline.example',
    });
    const variable = { key: 'spring.datasource.url', value: "jdbc:x //'$HOME", is_literal: true };
    await rest().post(`/applications/${uuid}/envs`, variable);
    await deployed(fixture.gantry, uuid);
    const { body } = await visit(fixture.host, 'inline.example');
    expect(body.split('\0')).toContain(`${variable.key}=${variable.value}`);
  });

  it('a build keeps the limits that builds have on its server', async () => {
    const limits = (memory: string, cpus: string) =>
      rest().patch(`/servers/${fixture.place.server_uuid}`, {
        build_limits_memory: memory,
        build_limits_cpus: cpus,
      });
    // In cgroup v2, else in v1.
    const show = (v2: string, v1: string) =>
      `RUN cat /sys/fs/cgroup/${v2} 2>/dev/null || cat /sys/fs/cgroup/${v1}\n`;
    const shown =
      show('memory.max', 'memory/memory.limit_in_bytes') + show('cpu.max', 'cpu/cpu.cfs_quota_us');
    await limits('96m', '0.5');
    const { uuid } = await rest().post('/applications/dockerfile', {
      ...fixture.place,
      ...quickCheck,
      dockerfile: Buffer.from(siteDockerfile('limited') + shown).toString('base64'),
      stop_grace_period: 1, // busybox as process 1 hears no signal
    });
    const limited = /^100663296$[\s\S]*^50000\b/m;
    expect((await deployed(fixture.gantry, uuid)).text).toMatch(limited);
    await limits('0', '0');
    expect((await deployed(fixture.gantry, uuid, 'finished', true)).text).not.toMatch(limited);
  });

  it('what was built is pushed to its registry, and comes back from there', async () => {
    const name = `${fixture.lab.registry.host}/team/site`;
    const { uuid } = await rest().post('/applications/dockerfile', {
      ...fixture.place,
      ...quickCheck,
      dockerfile: Buffer.from(siteDockerfile('pushed')).toString('base64'),
      docker_registry_image_name: name,
      stop_grace_period: 1,
      domains: 'http://pushed.example',
    });
    expect((await deployed(fixture.gantry, uuid)).text).toContain(`Pushing ${name}:`);
    const { stdout } = await fixture.host.exec([
      'docker',
      'images',
      '--format',
      '{{.Repository}}:{{.Tag}}',
      name,
    ]);
    const image = stdout.trim();
    await fixture.host.exec(['docker', 'rmi', '--force', image]);
    expect((await deployed(fixture.gantry, uuid)).text).toContain(`${image} was already built`);
    expect(await visit(fixture.host, 'pushed.example')).toEqual({ status: 200, body: 'pushed\n' });
  });

  it('an image of a private registry is pulled with the login of root on the server', async () => {
    const { host, username, password } = fixture.lab.privateRegistry;
    const name = `${host}/team/web`;
    const docker = async (argv: string[], input?: string) => {
      const { code, stderr } = await fixture.host.exec(['docker', ...argv], { input });
      expect(code, stderr).toBe(0);
    };
    const logIn = () => docker(['login', '--username', username, '--password-stdin', host], password);
    await logIn();
    await docker(['tag', 'gantry-test/web:1', `${name}:1`]);
    await docker(['push', `${name}:1`]);
    await docker(['rmi', `${name}:1`]);
    await docker(['logout', host]);

    const uuid = await imageApplication(fixture, `${name}:1`, { domains: 'http://private-image.example' });
    expect((await deployed(fixture.gantry, uuid, 'failed')).reason).toMatch(
      /docker login as root on this server/,
    );
    await logIn();
    await deployed(fixture.gantry, uuid);
    expect((await visit(fixture.host, 'private-image.example')).body).toBe('version 1\n');
  });

  it('a static site is served by nginx', async () => {
    await fixture.lab.git.createRepo('static', { 'public/index.html': 'static page\n' });
    const { uuid } = await rest().post('/applications/public', {
      ...fixture.place,
      ...quickCheck,
      git_repository: fixture.lab.git.httpUrl('static'),
      git_branch: 'main',
      build_pack: 'static',
      publish_directory: '/public',
      ports_exposes: '80',
      domains: 'http://static.example',
    });
    await deployed(fixture.gantry, uuid);
    expect(await visit(fixture.host, 'static.example')).toEqual({ status: 200, body: 'static page\n' });
  });
});

describe('storages', () => {
  it('keep a volume through a stop-start release, and a file with its mode and owner', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://kept.example' });
    const path = `/applications/${uuid}/storages`;
    await rest().post(path, { type: 'persistent', name: 'data', mount_path: '/data' });
    const file = await rest().post(path, { type: 'file', mount_path: '/etc/kept.conf', content: 'first\n' });
    const first = await deployed(fixture.gantry, uuid);
    expect(first.text).not.toContain('first');
    const inside = async (script: string) => {
      const [name = ''] = (await containersOf(fixture.host, uuid)).running;
      return (await fixture.host.exec(['docker', 'exec', name, 'sh', '-c', script])).stdout;
    };
    expect(await inside('cat /etc/kept.conf; stat -c %a /etc/kept.conf')).toBe('first\n644\n');
    await inside('echo kept > /data/mark; chmod 600 /etc/kept.conf; chown 33:33 /etc/kept.conf');

    await rest().patch(path, { uuid: file.uuid, type: 'file', content: 'second\n' });
    await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
    const plan = await rest().post('/deployments/plan', { uuid });
    expect(plan.downtime).toMatchObject({
      class: 'stop-start',
      reasons: ['only one container at a time may write to a volume'],
    });
    await deployed(fixture.gantry, uuid);
    expect((await containersOf(fixture.host, uuid)).all).toHaveLength(1);
    expect((await visit(fixture.host, 'kept.example')).body).toBe('version 2\n');
    expect(await inside("cat /data/mark /etc/kept.conf; stat -c '%a %u:%g' /etc/kept.conf")).toBe(
      'kept\nsecond\n600 33:33\n',
    );

    const { volumes } = await rest().get(`/applications/${uuid}/volumes`);
    expect(volumes).toEqual([{ kind: 'volume', name: `${uuid}-data`, size: expect.any(Number) }]);
    await rest().delete(`/applications/${uuid}?delete_volumes=true`);
    await expect
      .poll(
        () =>
          rest()
            .get(`/applications/${uuid}`)
            .catch((error) => error.status),
        { timeout: 90_000 },
      )
      .toBe(404);
    const { stdout } = await fixture.host.exec(['docker', 'volume', 'ls', '--quiet']);
    expect(stdout).not.toContain(`${uuid}-data`);
  });
});

describe('what fails', () => {
  it.each([
    ['never listens', 'gantry-test/deaf:1', { health_check_retries: 3 }, /not healthy/i],
    [
      'never passes its own check',
      'gantry-test/unhealthy:1',
      { health_check_enabled: false },
      /not healthy/i,
    ],
    ['crashes', 'gantry-test/crash:1', {}, /status 3/],
  ])('a version that %s leaves the old one serving', async (_what, image, settings, reason) => {
    const domain = `${image.replace(/\W/g, '-')}.example`;
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: `http://${domain}` });
    await deployed(fixture.gantry, uuid);
    const before = await containersOf(fixture.host, uuid);
    const [name, tag] = image.split(':');
    await rest().patch(`/applications/${uuid}`, {
      docker_registry_image_name: name,
      docker_registry_image_tag: tag,
      ...settings,
    });
    const deployment = await deployed(fixture.gantry, uuid, 'failed');
    expect(deployment.reason).toMatch(reason);
    expect(deployment.failed_step).toEqual(expect.any(String));
    expect((await visit(fixture.host, domain)).body).toBe('version 1\n');
    expect(await containersOf(fixture.host, uuid)).toEqual(before);
    if (image.includes('crash')) expect(deployment.text).toContain('the reason of the crash');
  });

  it('a build error is in the log with its output, without the variables, however long they are', async () => {
    const dockerfile = 'FROM busybox:stable\nRUN env && echo what went wrong && exit 7\n';
    const { uuid } = await rest().post('/applications/dockerfile', {
      ...fixture.place,
      dockerfile: Buffer.from(dockerfile).toString('base64'),
    });
    const keys = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`key-${at}`, `canary-${at}`]));
    for (const [key, value] of [
      ['SETTINGS', JSON.stringify(keys)],
      ['TEXT', 'canary lorem ipsum '.repeat(3_000)],
    ])
      await rest().post(`/applications/${uuid}/envs`, { key, value });
    const deployment = await deployed(fixture.gantry, uuid, 'failed');
    expect(deployment.failed_step).toBe('build');
    expect(deployment.text).toContain('what went wrong');
    const reader = await rest().withAbilities('read', 'read:sensitive');
    const read = await reader.get(`/deployments/${deployment.deployment_uuid}`);
    expect(read.logs).toMatch(/TEXT=<REDACTED>.*SETTINGS=<REDACTED>|SETTINGS=<REDACTED>.*TEXT=<REDACTED>/s);
    expect(JSON.stringify([deployment, read])).not.toContain('canary');
    expect((await containersOf(fixture.host, uuid)).all).toEqual([]);
  });

  it('a branch that is not there is named', async () => {
    await fixture.lab.git.createRepo('branchless', { Dockerfile: siteDockerfile('x') });
    const { uuid } = await rest().post('/applications/public', {
      ...fixture.place,
      git_repository: fixture.lab.git.httpUrl('branchless'),
      git_branch: 'nowhere',
      build_pack: 'dockerfile',
    });
    expect((await deployed(fixture.gantry, uuid, 'failed')).reason).toContain('nowhere');
  });

  it('a port that another program has is named', async () => {
    await fixture.host.exec([
      'docker',
      'run',
      '-d',
      '--name',
      'squatter',
      '-p',
      '9099:8080',
      'gantry-test/web:1',
    ]);
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { ports_mappings: '9099:8080' });
    const deployment = await deployed(fixture.gantry, uuid, 'failed');
    expect(deployment.reason).toContain('9099');
    await fixture.host.exec(['docker', 'rm', '-f', 'squatter']);
    await deployed(fixture.gantry, uuid);
    const { stdout } = await fixture.host.exec(['curl', '-s', 'http://127.0.0.1:9099/']);
    expect(stdout).toBe('version 1\n');
  });
});

describe('what was released', () => {
  it('comes back as it was, without a build', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://back.example' });
    await rest().post(`/applications/${uuid}/envs`, { key: 'GREETING', value: 'hello' });
    await deployed(fixture.gantry, uuid);
    await rest().patch(`/applications/${uuid}/envs`, { key: 'GREETING', value: 'goodbye' });
    await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
    await deployed(fixture.gantry, uuid);
    expect((await rest().get(`/applications/${uuid}/rollback-images`)).images).toMatchObject([
      { tag: '2', is_current: true },
      { tag: '1', is_current: false },
    ]);
    const { deployment_uuid } = await rest().post(`/applications/${uuid}/rollback`, { commit: '1' });
    expect(await ended(fixture.gantry, deployment_uuid)).toMatchObject({ status: 'finished' });
    expect((await visit(fixture.host, 'back.example')).body).toBe('version 1\n');
    const [container = ''] = (await containersOf(fixture.host, uuid)).running;
    const argv = ['docker', 'exec', container, 'sh', '-c', 'echo $GREETING'];
    const { stdout } = await fixture.host.exec(argv);
    expect(stdout).toBe('hello\n');
  });

  it('runs tasks in its container, and ends those that take too long', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1');
    await deployed(fixture.gantry, uuid);
    const tasks = `/applications/${uuid}/scheduled-tasks`;
    const given = { name: 'Task', frequency: 'yearly', command: 'echo $((40 + 2))\nsleep 4242' };
    const task = await rest().post(tasks, { ...given, timeout: 2 });
    const run = async () => {
      const { operation_uuid } = await rest().post(`${tasks}/${task.uuid}/execute`);
      const operation = `/applications/${uuid}/operations/${operation_uuid}`;
      await rest().eventually(operation, ({ status }) => terminal.includes(status));
      return (await rest().get(`${tasks}/${task.uuid}/executions`))[0];
    };
    expect(await run()).toMatchObject({ status: 'failed', exit_code: null });
    expect((await fixture.host.exec(['pgrep', '-f', 'sleep 4242'])).stdout).toBe('');
    await rest().patch(`${tasks}/${task.uuid}`, { command: 'echo $((40 + 2))' });
    expect(await run()).toMatchObject({ status: 'success', exit_code: 0, message: '42' });
  });
});

describe('many calls', () => {
  it('fifty at once are one deployment', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1');
    const answers = await Promise.all(Array.from({ length: 50 }, () => rest().post(`/deploy?uuid=${uuid}`)));
    const uuids = new Set(answers.map(({ deployments }) => deployments[0].deployment_uuid));
    expect(uuids.size).toBe(1);
    for (const deployment of uuids)
      expect((await ended(fixture.gantry, String(deployment))).status).toBe('finished');
    expect((await rest().get(`/deployments/applications/${uuid}`)).count).toBe(1);
  });
});

describe('cancel, stop, start, delete', () => {
  it('cancel ends the remote build within 30 seconds and leaves nothing', async () => {
    const { uuid } = await rest().post('/applications/dockerfile', {
      ...fixture.place,
      dockerfile: Buffer.from('FROM busybox:stable\nRUN sleep 3141\n').toString('base64'),
    });
    const { deployments } = await rest().post(`/deploy?uuid=${uuid}`);
    const deployment = deployments[0].deployment_uuid;
    const isSleeping = async () => (await fixture.host.exec(['pgrep', '-f', 'sleep 3141'])).code === 0;
    await rest().eventually(`/deployments/${deployment}/steps`, (steps) =>
      steps.some((step: { id: string; state: string }) => step.id === 'build' && step.state === 'running'),
    );
    while (!(await isSleeping())) await sleep(100);
    const began = Date.now();
    expect(await rest().post(`/deployments/${deployment}/cancel`)).toEqual({
      message: 'Deployment cancelled successfully.',
      deployment_uuid: deployment,
      status: 'cancelled-by-user',
    });
    while (await isSleeping()) await sleep(100);
    expect(Date.now() - began).toBeLessThan(30_000);
    expect((await containersOf(fixture.host, uuid)).all).toEqual([]);
    await expect(rest().post(`/deployments/${deployment}/cancel`)).rejects.toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/cannot be cancelled.*cancelled-by-user/) },
    });
  });

  it('a stopped application is off the proxy and comes back with a start', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://stop.example' });
    await deployed(fixture.gantry, uuid);
    expect((await rest().get(`/applications/${uuid}/logs`)).logs).toContain('version 1 listening');
    expect(await rest().post(`/applications/${uuid}/stop`)).toEqual({
      message: 'Application stopping request queued.',
    });
    await rest().eventually(`/applications/${uuid}`, ({ status }) => status === 'exited');
    expect((await visit(fixture.host, 'stop.example')).status).not.toBe(200);
    expect((await containersOf(fixture.host, uuid)).running).toEqual([]);
    const started = await rest().post(`/applications/${uuid}/start`);
    expect(started.message).toBe('Deployment request queued.');
    expect((await ended(fixture.gantry, started.deployment_uuid)).status).toBe('finished');
    expect((await visit(fixture.host, 'stop.example')).body).toBe('version 1\n');
    const restarted = await rest().post(`/applications/${uuid}/restart`);
    expect(restarted.message).toBe('Restart request queued.');
    expect((await ended(fixture.gantry, restarted.deployment_uuid)).status).toBe('finished');
    expect((await visit(fixture.host, 'stop.example')).body).toBe('version 1\n');
  });

  it('delete during a deployment cancels it, then removes everything', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://gone.example' });
    await deployed(fixture.gantry, uuid);
    await rest().post(`/deploy?uuid=${uuid}&force=true`);
    expect(await rest().delete(`/applications/${uuid}`)).toEqual({
      message: 'Application deletion request queued.',
    });
    await expect
      .poll(
        () =>
          rest()
            .get(`/applications/${uuid}`)
            .catch((error) => error.status),
        { timeout: 90_000 },
      )
      .toBe(404);
    expect((await containersOf(fixture.host, uuid)).all).toEqual([]);
    expect((await visit(fixture.host, 'gone.example')).status).not.toBe(200);
  });

  it('a Docker daemon that is killed leaves nothing down, and nothing up that was stopped', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://crash.example' });
    const stopped = await imageApplication(fixture, 'gantry-test/web:1');
    await deployed(fixture.gantry, uuid);
    await deployed(fixture.gantry, stopped);
    await rest().post(`/applications/${stopped}/stop`);
    await rest().eventually(`/applications/${stopped}`, ({ status }) => status === 'exited');
    // Its containers go on running; the next daemon stops them, and takes them for stopped by hand.
    await fixture.host.stopDocker();
    await fixture.host.startDocker();
    await expect
      .poll(async () => (await visit(fixture.host, 'crash.example')).status, { timeout: 120_000 })
      .toBe(200);
    await rest().eventually(`/applications/${uuid}`, ({ status }) => status.startsWith('running'));
    expect((await containersOf(fixture.host, stopped)).running).toEqual([]);
  });
});
