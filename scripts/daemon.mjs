// Programs that run beside Gantry: started once, found again after a crash, ended by process id.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, processId } from './process-id.mjs';
import { tailOf } from './run.mjs';

/**
 * A program whose process id and log are kept in `folder`. `start` waits until `isReady` answers true; it takes over
 * one that still runs from an earlier time. `stop` ends it with SIGTERM.
 */
export function daemon({ name, folder, argv, isReady, readyMs = 30_000, ...options }) {
  const pidFile = join(folder, `${name}.pid`);
  const logFile = join(folder, `${name}.log`);

  async function runningPid() {
    const id = await readFile(pidFile, 'utf8').catch(() => '');
    return (await isRunning(id)) ? Number(id.split(' ')[0]) : undefined;
  }

  async function start() {
    if (await runningPid()) return 'already running';
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const log = openSync(logFile, 'w', 0o600);
    const [command, ...args] = argv;
    // A session of its own, so that Ctrl-C ends Gantry first and this afterwards.
    const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], ...options });
    closeSync(log);
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    await writeFile(pidFile, (await processId(child.pid)) ?? '');
    await waitUntilReady();
    return 'started';
  }

  async function waitUntilReady() {
    const end = Date.now() + readyMs;
    while (!(await isReady())) {
      const ended = (await runningPid()) === undefined;
      if (ended || Date.now() > end) {
        const log = tailOf(await readFile(logFile, 'utf8'), 20);
        throw new Error(
          `${name} ${ended ? 'ended at once' : `was not ready after ${readyMs / 1000} s`}:\n${log}`,
        );
      }
      await sleep(100);
    }
  }

  async function stop() {
    const pid = await runningPid();
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      // It ended by itself since we looked.
      if (error.code !== 'ESRCH') throw error;
    }
    const end = Date.now() + 40_000;
    while (await runningPid()) {
      if (Date.now() > end) throw new Error(`${name} (process ${pid}) did not end; its log is ${logFile}`);
      await sleep(100);
    }
    await rm(pidFile, { force: true });
  }

  async function untilEnded() {
    while (await runningPid()) await sleep(500);
  }

  return { start, stop, untilEnded, isRunning: async () => (await runningPid()) !== undefined };
}
