// Remote jobs on real machines: they outlive connections, sshd and their followers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../src/domain/secret';
import type { Host } from '../src/transport/host';
import type { JobFollowOptions } from '../src/transport/jobs/jobs';
import { DeadlineExceeded } from '../src/transport/ssh/failures';
import type { LabHost } from './lab/types';
import { appears, disappears, transportHosts } from './transport/hosts';
import { openStage, type Stage } from './transport/stage';

let stage: Stage;
let one: LabHost;
let sudo: LabHost;
let root: Host;
let deploy: Host;

beforeAll(async () => {
  stage = await openStage();
  ({ one, sudo, root, deploy } = stage);
});
afterAll(() => stage?.close());

let count = 0;
const nextName = () => `job-${process.pid}-${count++}`;
const sh = (script: string) => ({ argv: ['sh', '-c', script] as const, deadlineMs: 120_000 });

/** Follow to the end and keep what was given. */
async function followed(host: Host, name: string, options: Partial<JobFollowOptions> = {}) {
  const chunks: { text: string; offset: number }[] = [];
  const result = await host.jobs.follow(name, {
    offset: 0,
    deadlineMs: 60_000,
    onOutput: ({ text }, offset) => {
      chunks.push({ text, offset });
    },
    ...options,
  });
  return { ...result, chunks, text: chunks.map(({ text }) => text).join('') };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('');
const counting = (to: number) =>
  sh(`i=1; while [ $i -le ${to} ]; do echo $i; i=$((i + 1)); sleep 0.1; done; exit 3`);

describe.each([
  ['root', () => root, () => one, true],
  ['sudo', () => deploy, () => sudo, true],
  ['a user for himself', () => deploy, () => sudo, false],
] as const)('jobs as %s', (_who, host, machine, asRoot) => {
  it('run with environment, input and folder, once', async () => {
    const name = nextName();
    const token = new Secret('tops3cret-token');
    const job = {
      ...sh('id -un; echo "$TOKEN"; cat; pwd; exit 4'),
      env: { TOKEN: token },
      stdin: 'input\n',
      cwd: '/usr/lib',
      asRoot,
    };
    await Promise.all([1, 2, 3].map(() => host().jobs.start(name, job)));
    const { code, text, droppedBytes } = await followed(host(), name, { secrets: [token] });
    const user = asRoot ? 'root' : machine().user;
    expect({ code, text, droppedBytes }).toEqual({
      code: 4,
      text: `${user}\n<REDACTED>\ninput\n/usr/lib\n`,
      droppedBytes: 0,
    });
    const files = await machine().exec(['sh', '-c', 'grep -rl tops3cret /var/lib/gantry /home /tmp; true']);
    expect(files.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`/jobs/${name}/out$`)),
    ]);
    await host().jobs.remove(name);
    expect((await machine().exec(['sh', '-c', 'grep -rl tops3cret /var/lib/gantry /home /tmp'])).stdout).toBe(
      '',
    );
  });

  it('are stopped with everything they started', async () => {
    const name = nextName();
    await host().jobs.start(name, { ...sh('trap "" TERM; sleep 7101 & sleep 7101; sleep 7101'), asRoot });
    await appears(machine(), 'sleep 7101');
    const [result] = await Promise.all([followed(host(), name), host().jobs.kill(name, 1000)]);
    expect(result.code).not.toBe(0);
    await disappears(machine(), 'sleep 7101');
  });
});

describe('jobs', () => {
  it('go on while sshd is down, and no line is lost or doubled', async () => {
    const name = nextName();
    await root.jobs.start(name, counting(60));
    const following = followed(root, name);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await one.stopSshd();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await one.startSshd();
    const { code, text, offset, chunks } = await following;
    expect([code, text, offset]).toEqual([3, numbers(1, 60), numbers(1, 60).length]);
    for (const chunk of chunks) expect(chunk.text).toMatch(/\n$/);
  });

  it('are found again by another process, at the byte where the first one stopped', async () => {
    const name = nextName();
    await root.jobs.start(name, counting(30));
    const stop = new AbortController();
    const first: string[] = [];
    let resumeAt = 0;
    const following = root.jobs.follow(name, {
      offset: 0,
      deadlineMs: 60_000,
      signal: stop.signal,
      onOutput: ({ text }, offset) => {
        first.push(text);
        resumeAt = offset;
        if (offset > 10) stop.abort(new Error('worker stopped'));
      },
    });
    await expect(following).rejects.toThrow('worker stopped');
    const other = transportHosts(stage.lab);
    const { code, text } = await followed(await other.host(one), name, { offset: resumeAt });
    await other.pool.close();
    expect([code, first.join('') + text]).toEqual([3, numbers(1, 30)]);
  });

  it('end by the deadline of their command, followed or not', async () => {
    const name = nextName();
    await root.jobs.start(name, { ...sh('sleep 7102'), deadlineMs: 1000 });
    await expect(followed(root, name)).rejects.toThrow(DeadlineExceeded);
    await disappears(one, 'sleep 7102');
  });

  it('are a failure when the supervisor was killed or the machine restarted, and never hang', async () => {
    const killed = nextName();
    await root.jobs.start(killed, sh('sleep 7103'));
    await one.exec(['sh', '-c', `read -r pid rest </var/lib/gantry/jobs/${killed}/pid; kill -9 $pid`]);
    await expect(followed(root, killed)).rejects.toThrow(/supervisor was killed/);
    // Also what was being started when the supervisor died: it finds that out and ends by itself.
    await disappears(one, 'sleep 7103');

    const rebooted = nextName();
    await root.jobs.start(rebooted, sh('sleep 1'));
    const pid = `/var/lib/gantry/jobs/${rebooted}/pid`;
    await followed(root, rebooted);
    await one.exec([
      'sh',
      '-c',
      `rm $(dirname ${pid})/status; echo 1 1 00000000-0000-0000-0000-000000000000 >${pid}`,
    ]);
    await expect(followed(root, rebooted)).rejects.toThrow(/machine restarted/);
    await expect(followed(root, nextName())).rejects.toThrow(/never started/);
  });

  it('keep 10 MB of output and count the rest', async () => {
    const name = nextName();
    await root.jobs.start(name, sh('head -c 20000000 /dev/zero | tr "\\0" "\\n"'));
    const { offset, text, droppedBytes } = await followed(root, name);
    expect(offset).toBeGreaterThanOrEqual(10 * 1024 * 1024);
    expect(text).toHaveLength(offset);
    expect(offset + droppedBytes).toBe(20_000_000);
    await root.jobs.remove(name);
  });

  it('wait for a follower that cannot keep up', async () => {
    const name = nextName();
    await root.jobs.start(name, sh('head -c 1500000 /dev/zero | tr "\\0" "\\n"'));
    let open = 0;
    let most = 0;
    await followed(root, name, {
      onOutput: async () => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 20));
        open--;
      },
    });
    expect(most).toBe(1);
  });

  it('may be stopped and removed when they were never there', async () => {
    const name = nextName();
    await root.jobs.kill(name, 1000);
    await root.jobs.remove(name);
    await expect(root.jobs.start('../escape', sh('true'))).rejects.toMatchObject({ code: 'internal' });
  });
});
