import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/run.mjs';
import { descendants, isAlive, kill, type ProcessId, processId, startDaemon, until } from './process';

const script = fileURLToPath(new URL('systemd-machine.sh', import.meta.url));
/** An installation copies more than a gigabyte. */
const COMMAND_LIMIT_MS = 10 * 60_000;
const checkout = join(import.meta.dirname, '..', '..');
const environment = ['HOME=/root', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];

/** A Debian with systemd: a copy of this machine's file tree, of which nothing is kept. The checkout is in `/srv/gantry`. */
export interface SystemdMachine {
  /** Run a command as root, whatever its exit status. */
  exec(argv: readonly string[]): Promise<{ code: number | string; stdout: string; stderr: string }>;
  stop(): Promise<void>;
}

/** Start a machine; resolve when its systemd has started what it starts. Needs Debian's systemd-container. */
export async function startSystemdMachine(): Promise<SystemdMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-systemd-'));
  const log = join(folder, 'boot.log');
  const keeper = await startDaemon(['unshare', '--mount', 'bash', script, folder, checkout], log);
  const stop = async () => {
    // Everything on the machine ends with its process 1, which would outlive systemd-nspawn.
    await kill(await initOf(keeper));
    await kill(keeper);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const exec = async (argv: readonly string[]) => {
    const init = await initOf(keeper);
    if (!init) throw new Error(`The machine has no systemd: ${await readFile(log, 'utf8')}`);
    const namespaces = ['--mount', '--uts', '--ipc', '--pid', '--net', '--cgroup', '--root', '--wd'];
    const inside = [`--target=${init.pid}`, ...namespaces, 'env', '-i', ...environment, ...argv];
    return run('nsenter', inside, { check: false, timeoutMs: COMMAND_LIMIT_MS });
  };
  try {
    await until('the machine with systemd boots', async () => {
      if (!(await isAlive(keeper))) throw new Error(`It did not boot: ${await readFile(log, 'utf8')}`);
      if (!(await initOf(keeper))) return false;
      const { stdout } = await exec(['systemctl', 'is-active', 'basic.target']);
      return stdout.trim() === 'active';
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { exec, stop };
}

/** Process 1 of the machine, as this machine numbers it. */
async function initOf(keeper: ProcessId): Promise<ProcessId | undefined> {
  for (const pid of await descendants(keeper.pid)) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (name.trim() === 'systemd') return processId(pid);
  }
  return undefined;
}
