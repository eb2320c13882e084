// Connections and commands on real machines: a real sshd, real processes, pulled cables.
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../src/domain/secret';
import type { Clock } from '../src/lib/clock';
import { generateSshKey } from '../src/lib/ssh-key';
import type { Host } from '../src/transport/host';
import { createHostPool } from '../src/transport/host-factory';
import { DeadlineExceeded, HostKeyMismatch } from '../src/transport/ssh/failures';
import { scanHostKey } from '../src/transport/ssh/host-key';
import { openLab } from './lab/lab';
import type { Lab, LabHost } from './lab/types';
import { appears, disappears, type TransportHosts, transportHosts } from './transport-host';

let lab: Lab;
let hosts: TransportHosts;
let one: LabHost;
let sudo: LabHost;
let root: Host;
let deploy: Host;

beforeAll(async () => {
  lab = await openLab();
  hosts = transportHosts(lab);
  one = await lab.host('one');
  sudo = await lab.sudoHost();
  root = await hosts.host(one);
  deploy = await hosts.host(sudo);
});
afterAll(async () => {
  await hosts?.pool.close();
  await lab?.stop();
});

const deadlineMs = 30_000;
const sh = (script: string, ...args: string[]) => ({
  argv: ['sh', '-c', script, 'sh', ...args] as const,
  deadlineMs,
});

/** A clock that does not move by itself. */
function manualClock() {
  let now = Date.now();
  const sleepers: { at: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => new Date(now),
    monotonicMs: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        sleepers.push({ at: now + ms, wake: resolve });
      }),
  };
  const advance = async (ms: number) => {
    now += ms;
    for (const { at, wake } of sleepers) if (at <= now) wake();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, advance };
}

/** Whom a describe block runs for: root, and a user who reaches root by sudo. */
const users = [
  ['root', () => root, () => one],
  ['a sudo user', () => deploy, () => sudo],
] as const;

describe('commands', () => {
  describe.each(users)('as %s', (_user, host, machine) => {
    it('give output, status and identity, and nothing of what login files print', async () => {
      const result = await host().run({ ...sh('id -un; echo err >&2; exit 7'), asRoot: true });
      expect(result).toEqual({ code: 7, stdout: 'root\n', stderr: 'err\n', droppedBytes: 0 });
      const plain = await host().run({ argv: ['id', '-un'], deadlineMs });
      expect(plain.stdout).toBe(`${machine().user}\n`);
    });

    it('get arguments, environment, folder and input unchanged', async () => {
      const text = fc
        .string({ unit: 'binary' })
        .map((value) => Buffer.from(value.replaceAll('\0', '')).toString());
      await fc.assert(
        fc.asyncProperty(fc.array(text, { minLength: 20 }), text, async (values, stdin) => {
          const env = Object.fromEntries(values.map((value, index) => [`GANTRY_TEST_${index}`, value]));
          const script = 'printf "%s\\0" "$PWD" "$@"; cat; printf "\\0"; cat /proc/self/environ';
          const command = { ...sh(script, ...values), env, stdin, cwd: '/usr/lib', asRoot: true };
          const parts = (await host().run(command)).stdout.split('\0');
          expect(parts.slice(0, values.length + 2)).toEqual(['/usr/lib', ...values, stdin]);
          const seen = parts.slice(values.length + 2);
          expect(seen).toEqual(
            expect.arrayContaining(Object.entries(env).map(([key, value]) => `${key}=${value}`)),
          );
        }),
        { numRuns: 4 },
      );
    });

    it('never show a secret, in the process list or in the output', async () => {
      const token = `tok-${randomBytes(12).toString('hex')}`;
      const running = host().run({
        ...sh('cat >/dev/null; sleep 1; echo "$TOKEN"; echo "$TOKEN" >&2'),
        env: { TOKEN: new Secret(token) },
        stdin: new Secret(`${token}-input`),
        asRoot: true,
      });
      await appears(machine(), 'sleep 1');
      const list = await machine().exec(['sh', '-c', 'cat /proc/[0-9]*/cmdline']);
      expect(list.stdout).toContain('sleep');
      expect(list.stdout).not.toContain(token);
      const { stdout, stderr } = await running;
      expect([stdout, stderr]).toEqual(['<REDACTED>\n', '<REDACTED>\n']);
    });

    it('that take too long are stopped, also when they do not listen', async () => {
      const stubborn = sh('trap "" TERM; sleep 7001 & sleep 7001; sleep 7001');
      await expect(host().run({ ...stubborn, asRoot: true, deadlineMs: 1000 })).rejects.toThrow(
        DeadlineExceeded,
      );
      await disappears(machine(), 'sleep 7001');
    });

    it('stop with their signal', async () => {
      const stop = new AbortController();
      const running = host().run({ ...sh('sleep 7002'), asRoot: true }, { signal: stop.signal });
      await appears(machine(), 'sleep 7002');
      stop.abort(new Error('cancelled'));
      await expect(running).rejects.toThrow('cancelled');
      await disappears(machine(), 'sleep 7002');
    });

    it('write files whole, private and in one step', async () => {
      const path = '/var/lib/gantry/test/deep/file name';
      const bytes = randomBytes(1_000_000);
      await host().writeFile(path, bytes, 0o640);
      await host().writeFile(path, bytes, 0o600);
      const sum = await host().run({ argv: ['sha256sum', path], asRoot: true, deadlineMs });
      expect(sum.stdout).toContain(createHash('sha256').update(bytes).digest('hex'));
      const list = await machine().exec(['sh', '-c', 'cd /var/lib/gantry/test/deep; stat -c "%a %U %n" *']);
      expect(list.stdout).toBe('600 root file name\n');
      await expect(host().writeFile('/var/lib/gantry/test/deep', 'x', 0o600)).rejects.toThrow(/is a folder/);
    });
  });

  it('report a signal as 128 + number, and a program that is not there as 127', async () => {
    expect((await root.run(sh('kill -9 $$'))).code).toBe(137);
    expect((await root.run({ argv: ['no-such-program'], deadlineMs })).code).toBe(127);
    expect((await root.run({ argv: ['true'], cwd: '/nowhere', deadlineMs })).code).toBe(126);
  });

  it('are a failure when the channel closes without a status', async () => {
    const own = await hosts.host(one, { serverUuid: 'cut' });
    await expect(own.run(sh('echo before; kill -9 $PPID'))).rejects.toThrow(/connection to .* was lost/);
  });

  it('keep 10 MB of output and count the rest', async () => {
    const result = await root.run({ argv: ['head', '-c', '11000000', '/dev/zero'], deadlineMs });
    expect(result.stdout).toHaveLength(10 * 1024 * 1024);
    expect(result.droppedBytes).toBe(11_000_000 - 10 * 1024 * 1024);
  });

  it('pass their output on as it comes', async () => {
    const seen: string[] = [];
    await root.run(sh('echo one; sleep 0.4; echo two >&2'), {
      onOutput: ({ stream, text }) => seen.push(`${stream} ${text}`),
    });
    expect(seen).toEqual(['stdout one\n', 'stderr two\n']);
  });

  it('share one connection, at most eight at a time', async () => {
    const before = await one.exec(['pgrep', '-c', '-f', '^sshd: root']);
    let now = 0;
    let most = 0;
    const commands = Array.from({ length: 16 }, () =>
      root.run(sh('echo begin; sleep 2; echo end'), {
        onOutput: ({ text }) => {
          now += text.includes('begin') ? 1 : 0;
          most = Math.max(most, now);
          now -= text.includes('end') ? 1 : 0;
        },
      }),
    );
    expect((await Promise.all(commands)).every(({ code }) => code === 0)).toBe(true);
    expect(most).toBe(8);
    expect((await one.exec(['pgrep', '-c', '-f', '^sshd: root'])).stdout).toBe(before.stdout);
  });
});

describe('connections', () => {
  it('drain without ending what runs', async () => {
    const target = await hosts.target(one, { serverUuid: 'drained' });
    const host = hosts.pool.host(target);
    const before = (await host.run(sh('echo $PPID'))).stdout;
    const running = host.run(sh('sleep 1.5; echo $PPID'));
    await appears(one, 'sleep 1.5');
    hosts.pool.drop('drained');
    const after = (await host.run(sh('echo $PPID'))).stdout;
    expect((await running).code).toBe(0);
    expect((await running).stdout).toBe(before);
    expect(after).not.toBe(before);
  });

  it('close when they were not used for five minutes', async () => {
    const time = manualClock();
    const pool = createHostPool({ clock: time.clock });
    const host = pool.host(await hosts.target(one, { serverUuid: 'idle' }));
    const connectionOf = async () => (await host.run(sh('echo $PPID'))).stdout;
    const first = await connectionOf();
    await time.advance(4 * 60_000);
    expect(await connectionOf()).toBe(first);
    await time.advance(4 * 60_000);
    expect(await connectionOf()).toBe(first);
    await time.advance(5 * 60_000 + 1);
    await expect
      .poll(async () => (await one.exec(['kill', '-0', first.trim()])).code, { timeout: 10_000 })
      .not.toBe(0);
    expect(await connectionOf()).not.toBe(first);
    await pool.close();
    await expect(connectionOf()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('share what sshd allows, when that is little', async () => {
    const options = ['MaxSessions=2', 'PidFile=/run/sshd-few.pid'];
    await one.exec(['/usr/sbin/sshd', '-p', '2298', ...options.flatMap((option) => ['-o', option])]);
    const few = await hosts.host(one, { serverUuid: 'few', port: 2298 });
    const all = await Promise.all(Array.from({ length: 8 }, () => few.run(sh('sleep 0.5'))));
    expect(all.map(({ code }) => code)).toEqual(Array(8).fill(0));
  });

  it('are made again after they broke', async () => {
    const host = await hosts.host(one, { serverUuid: 'broken' });
    await host.run({ argv: ['true'], deadlineMs });
    await one.stopSshd();
    await expect(host.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({ code: 'unavailable' });
    await one.startSshd();
    expect((await host.run({ argv: ['true'], deadlineMs })).code).toBe(0);
  });

  it('give up by the deadline when the cable is pulled, and work again when it is back', async () => {
    const host = await hosts.host(one, { serverUuid: 'cable' });
    await host.run({ argv: ['true'], deadlineMs });
    const running = expect(host.run({ ...sh('sleep 7003'), deadlineMs: 4000 })).rejects.toThrow(
      DeadlineExceeded,
    );
    await appears(one, 'sleep 7003');
    await one.disconnect();
    try {
      const started = performance.now();
      await expect(host.run({ argv: ['true'], deadlineMs: 1000 })).rejects.toThrow(DeadlineExceeded);
      expect(performance.now() - started).toBeLessThan(5000);
      await running;
    } finally {
      await one.reconnect();
    }
    expect((await host.run({ argv: ['true'], deadlineMs })).code).toBe(0);
  });

  it('lend a deploy key to one command and leave no trace of it', async () => {
    const { commit } = await lab.git.createRepo('transport', { 'README.md': 'hello' }, { private: true });
    const key = await lab.git.deployKey('transport');
    const command = {
      argv: ['git', 'ls-remote', lab.git.sshUrl('transport'), 'refs/heads/main'] as const,
      env: {
        GIT_SSH_COMMAND: 'ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes',
      },
      deadlineMs,
    };
    for (const host of [root, deploy]) {
      const forwardKey = {
        privateKey: new Secret(key.privatePem),
        user: 'git',
        hostKeys: [(await scanHostKey(lab.git.ip, lab.git.sshPort, 5000)).key],
        foreignHostKeys: [],
        mustBind: true,
        mostSignatures: 1,
      };
      const { stdout, stderr } = await host.run({ ...command, asRoot: true }, { forwardKey });
      expect(stdout, stderr).toBe(`${commit}\trefs/heads/main\n`);
      const agent = await host.run(sh('ssh-add -L; echo "$SSH_AUTH_SOCK"'), { forwardKey });
      expect(agent.stdout.split(' ')[1]).toBe(key.publicKey.split(' ')[1]);
      expect((await host.run({ ...command, asRoot: true })).code).not.toBe(0);
      const elsewhere = { ...forwardKey, hostKeys: [(await scanHostKey(one.ip, one.sshPort, 5000)).key] };
      const refused = await host.run({ ...command, asRoot: true }, { forwardKey: elsewhere });
      expect(refused.stderr).toMatch(/Permission denied/);
    }
    const files = await one.exec([
      'sh',
      '-c',
      'grep -rl "OPENSSH PRIVATE KEY" /tmp /root/.ssh /var/lib/gantry',
    ]);
    expect(files.stdout).toBe('');
  });

  it('read a host key without signing in', async () => {
    const { fingerprint, type } = await scanHostKey(one.ip, one.sshPort, 5000);
    expect([fingerprint, type]).toEqual([one.hostKeyFingerprint, 'ssh-ed25519']);
  });

  it('are refused without a pinned key', async () => {
    const host = await hosts.host(one, { serverUuid: 'unpinned', hostKey: null });
    await expect(host.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({
      code: 'precondition_failed',
    });
  });

  it.each([
    ['dns', { address: 'no-such-host.invalid', locate: async () => [] }, /does not resolve/],
    ['refused', { port: 2 }, /Nothing listens/],
    ['authentication', { user: 'no-such-user' }, /authorized_keys of that user/],
    ['private_key', { privateKey: new Secret('not a key') }, /cannot be read/],
  ] as const)('say why they fail: %s', async (kind, changes, words) => {
    const host = await hosts.host(one, { serverUuid: `failing-${kind}`, ...changes });
    const failure = expect(host.run({ argv: ['true'], deadlineMs })).rejects;
    await failure.toMatchObject({ name: 'ConnectFailure', kind, message: expect.stringMatching(words) });
  });

  it('say why they fail: another key, another service, no answer', async () => {
    const wrongKey = generateSshKey().privateKey;
    const stranger = await hosts.host(one, { serverUuid: 'stranger', privateKey: wrongKey });
    await expect(stranger.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({
      kind: 'authentication',
    });

    const [address = '', port = '80'] = lab.registry.host.split(':');
    const registry = await hosts.host(one, {
      serverUuid: 'registry',
      address,
      port: Number(port),
      connectTimeoutSeconds: 2,
    });
    await expect(registry.run({ argv: ['true'], deadlineMs })).rejects.toThrow(
      /Check (that this is )?the port/,
    );

    const silent = await hosts.host(one, { serverUuid: 'silent', connectTimeoutSeconds: 1 });
    await one.disconnect();
    try {
      const started = performance.now();
      await expect(silent.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({
        message: expect.stringMatching(/did not respond within 1 s|cannot be reached/),
      });
      expect(performance.now() - started).toBeLessThan(4000);
    } finally {
      await one.reconnect();
    }
  });

  it('are blocked when the host key has changed, naming both fingerprints', async () => {
    const target = await hosts.target(sudo, { serverUuid: 'rotated' });
    const before = sudo.hostKeyFingerprint;
    await sudo.rotateHostKey();
    const after = (await scanHostKey(sudo.ip, sudo.sshPort, 5000)).fingerprint;
    const error = await hosts.pool
      .host(target)
      .run({ argv: ['true'], deadlineMs })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(HostKeyMismatch);
    expect(error).toMatchObject({ code: 'conflict', expected: before, presented: after });
    for (const words of [before, after, 'an owner must accept']) expect(error.message).toContain(words);
    expect(after).not.toBe(before);
  });
});
