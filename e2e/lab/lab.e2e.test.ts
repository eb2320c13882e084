// What every test on the lab relies on.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab } from './lab';
import { endOrphans } from './lifecycle';
import { isAlive, until } from './process';
import { readLab } from './state';
import type { KeyPair, Lab, LabHost } from './types';

const exec = promisify(execFile);
let lab: Lab;
let folder: string;

beforeAll(async () => {
  lab = await openLab({ name: `lab-test-${process.pid}` });
  folder = await mkdtemp(join(tmpdir(), 'gantry-lab-test-'));
}, 60_000);

afterAll(async () => {
  await lab.stop();
  await rm(folder, { recursive: true });
}, 60_000);

async function keyFile(key: KeyPair): Promise<string> {
  const file = join(folder, 'key');
  await rm(file, { force: true });
  await writeFile(file, key.privatePem, { mode: 0o600 });
  return file;
}

const sshOptions = [
  '-o',
  'StrictHostKeyChecking=no',
  '-o',
  'UserKnownHostsFile=/dev/null',
  '-o',
  'LogLevel=ERROR',
];

async function ssh(host: LabHost, command: string): Promise<string> {
  const options = [
    ...sshOptions,
    '-o',
    'ConnectTimeout=3',
    '-i',
    await keyFile(lab.clientKey),
    '-p',
    `${host.sshPort}`,
  ];
  return (await exec('ssh', [...options, `${host.user}@${host.ip}`, command])).stdout.trim();
}

describe('a ready host', { timeout: 60_000 }, () => {
  it('runs containers over SSH on its own engine, with its own ports', async () => {
    const host = await lab.host('one');
    expect(await ssh(host, 'hostname; docker ps -q')).toBe('one');
    await ssh(host, 'docker run -d --name web -p 80:8080 -m 64m gantry-test/web:1');
    await until('the container answers', () => answers(`http://${host.ip}/`, 'version 1\n'));
    const other = await lab.host('two');
    expect(await ssh(other, 'docker ps --all --quiet')).toBe('');
    await ssh(host, 'docker rm --force web');
  });

  it('shows a new key after rotation', async () => {
    const host = await lab.host('one');
    const before = host.hostKeyFingerprint;
    await host.rotateHostKey();
    expect(host.hostKeyFingerprint).not.toBe(before);
    const { stdout } = await exec('ssh-keyscan', ['-t', 'ed25519', host.ip]);
    await writeFile(join(folder, 'scan'), stdout);
    expect((await exec('ssh-keygen', ['-l', '-f', join(folder, 'scan')])).stdout).toContain(
      host.hostKeyFingerprint,
    );
  });

  it('can lose sshd, its engine and its cable, and get them back', async () => {
    const host = await lab.host('one');
    await host.stopSshd();
    await expect(ssh(host, 'true')).rejects.toThrow('Connection refused');
    await host.startSshd();
    await host.disconnect();
    await expect(ssh(host, 'true')).rejects.toThrow('timed out');
    await host.reconnect();
    await host.stopDocker();
    expect((await host.exec(['docker', 'ps'])).code).toBe(1);
    await host.startDocker();
    expect(await ssh(host, 'docker ps -q')).toBe('');
  });

  it('keeps what was started over SSH when sshd ends', async () => {
    const host = await lab.host('one');
    const long = ssh(host, 'touch /tmp/begun; sleep 4; touch /tmp/finished').catch(() => 'cut');
    await until('the command begins', () => exists(host, '/tmp/begun'));
    await host.stopSshd();
    expect(await long).toBe('cut');
    await host.startSshd();
    await until('the command ends', () => exists(host, '/tmp/finished'));
  });

  it('pulls from the registry what another host pushed', async () => {
    const image = `${lab.registry.host}/web:1`;
    await ssh(await lab.host('one'), `docker tag gantry-test/web:1 ${image} && docker push -q ${image}`);
    expect(await ssh(await lab.host('two'), `docker pull -q ${image}`)).toBe(image);
  });
});

describe('hosts with a flaw', { timeout: 60_000 }, () => {
  it('has one without Docker and git', async () => {
    const host = await lab.bareHost();
    expect(await ssh(host, 'command -v docker dockerd git jq || echo none')).toBe('none');
  });

  it('has one whose disk can be filled', async () => {
    const host = await lab.smallDiskHost();
    expect(await ssh(host, 'df --output=size -m /var/lib/docker /var/lib/gantry | tail -2 | xargs')).toBe(
      '3072 3072',
    );
    const filled = await host.exec(['fallocate', '-l', '3100M', '/var/lib/gantry/filler']);
    expect(filled.stderr).toContain('No space left on device');
    expect(await ssh(host, 'docker run --rm busybox:stable echo runs')).toBe('runs');
  });

  it('has one where root may not log in and Docker needs sudo', async () => {
    const host = await lab.sudoHost();
    const answer = await ssh(host, 'id -un; sudo -n docker version --format "{{.Server.Os}}"');
    expect(answer).toBe('welcome\ndeploy\nlinux');
    await expect(ssh(host, 'docker ps')).rejects.toThrow('permission denied');
    await expect(ssh({ ...host, user: 'root' }, 'true')).rejects.toThrow('Permission denied');
  });
});

describe('the git server', { timeout: 60_000 }, () => {
  it('serves a public repository by HTTP, also to hosts', async () => {
    const first = await lab.git.createRepo('site', {
      'README.md': 'hello\n',
      'bin/run': { mode: '100755', content: '#!/bin/sh\n' },
      link: { mode: '120000', content: '/etc/passwd' },
    });
    const next = await lab.git.commit('site', { 'README.md': null, 'new.txt': 'ünï\n' }, 'Second');
    await lab.git.commit('site', { pull: '1' }, 'A pull request', 'refs/pull/1/head');
    const clone = join(folder, 'site');
    await exec('git', ['clone', '-q', lab.git.httpUrl('site'), clone]);
    const { stdout } = await exec('git', ['-C', clone, 'log', '--format=%H']);
    expect(stdout.trim().split('\n')).toEqual([next.commit, first.commit]);
    const remote = await ssh(await lab.host('one'), `git ls-remote ${lab.git.httpUrl('site')}`);
    expect(remote).toContain(`${next.commit}\trefs/heads/main`);
    expect(remote).toContain('refs/pull/1/head');
  });

  it('shows a private repository to its deploy key only', async () => {
    await lab.git.createRepo('secret', { 'a.txt': 'a\n' }, { private: true });
    await expect(exec('git', ['ls-remote', lab.git.httpUrl('secret')])).rejects.toThrow('not found');
    const withKey = async (key: KeyPair, repo: string) => {
      const command = `ssh ${sshOptions.join(' ')} -o IdentitiesOnly=yes -i ${await keyFile(key)}`;
      const env = { ...process.env, GIT_SSH_COMMAND: command };
      return (await exec('git', ['ls-remote', lab.git.sshUrl(repo)], { env })).stdout;
    };
    await expect(withKey(lab.clientKey, 'secret')).rejects.toThrow('Permission denied');
    expect(await withKey(await lab.git.deployKey('secret'), 'secret')).toContain('refs/heads/main');
  });
});

const exists = async (host: LabHost, path: string) => (await host.exec(['test', '-e', path])).code === 0;

async function answers(url: string, text: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => (await response.text()) === text,
    () => false,
  );
}

describe('a killed run', { timeout: 60_000 }, () => {
  it('leaves nothing behind once the next lab starts', async () => {
    const name = `killed-${process.pid}`;
    const program = `import('${new URL('lab.ts', import.meta.url)}').then((m) => m.openLab({ name: '${name}' }))
      .then((lab) => lab.host('one')).then(() => console.log('up')); setInterval(() => 0, 1000)`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const killed = await readLab(name);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isAlive(killed?.hosts[0]?.init)).toBe(true);
    await endOrphans();
    expect(await isAlive(killed?.hosts[0]?.init)).toBe(false);
    expect(await isAlive(killed?.forge)).toBe(false);
    expect(await readLab(name)).toBeUndefined();
    // The kernel takes a network apart a moment after its last process.
    await until('the network is gone', async () => !(`gantrylab${killed?.slot}` in networkInterfaces()));
  });
});
