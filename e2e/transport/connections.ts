import { expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret';
import type { Clock } from '../../src/lib/clock';
import { createHostPool } from '../../src/transport/host-factory';
import { DeadlineExceeded } from '../../src/transport/ssh/failures';
import { scanHostKey } from '../../src/transport/ssh/host-key';
import { appears } from './hosts';
import { deadlineMs, sh } from './shell';
import type { Stage } from './stage';

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

/** How connections are shared, how they end and come back, and what they lend. */
export function testConnections(stage: () => Stage): void {
  it('drain without ending what runs', async () => {
    const { hosts, one } = stage();
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
    const { hosts, one } = stage();
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
    const { hosts, one } = stage();
    const options = ['MaxSessions=2', 'PidFile=/run/sshd-few.pid'];
    await one.exec(['/usr/sbin/sshd', '-p', '2298', ...options.flatMap((option) => ['-o', option])]);
    const few = await hosts.host(one, { serverUuid: 'few', port: 2298 });
    const all = await Promise.all(Array.from({ length: 8 }, () => few.run(sh('sleep 0.5'))));
    expect(all.map(({ code }) => code)).toEqual(Array(8).fill(0));
  });

  it('are made again after they broke', async () => {
    const { hosts, one } = stage();
    const host = await hosts.host(one, { serverUuid: 'broken' });
    await host.run({ argv: ['true'], deadlineMs });
    await one.stopSshd();
    await expect(host.run({ argv: ['true'], deadlineMs })).rejects.toMatchObject({ code: 'unavailable' });
    await one.startSshd();
    expect((await host.run({ argv: ['true'], deadlineMs })).code).toBe(0);
  });

  it('give up by the deadline when the cable is pulled, and work again when it is back', async () => {
    const { hosts, one } = stage();
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
    const { lab, one, root, deploy } = stage();
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
}
