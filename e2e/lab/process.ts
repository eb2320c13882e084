import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessId {
  pid: number;
  /** Clock ticks after boot, from /proc/<pid>/stat. */
  started: string;
}

/** Start a program that outlives this process; its output goes to a file. */
export async function startDaemon(argv: string[], logFile: string): Promise<ProcessId> {
  const [program = '', ...args] = argv;
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  closeSync(log);
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const id = await processId(child.pid ?? 0);
  if (!id) throw new Error(`${argv.join(' ')} ended at once: see ${logFile}`);
  return id;
}

export async function processId(pid: number): Promise<ProcessId | undefined> {
  const fields = await statFields(pid);
  return fields && { pid, started: fields[19] ?? '' };
}

/** Running, and not only waiting to be reaped by its parent. */
export async function isAlive(id: ProcessId | null | undefined): Promise<boolean> {
  if (!id) return false;
  const fields = await statFields(id.pid);
  return fields !== undefined && fields[0] !== 'Z' && fields[19] === id.started;
}

/** Kill a process and wait until it is gone. */
export async function kill(id: ProcessId | null | undefined): Promise<void> {
  if (!id || !(await isAlive(id))) return;
  send(id.pid, 'SIGKILL');
  await until(`process ${id.pid} ends`, async () => !(await isAlive(id)));
}

/** Send a signal to a process that may have ended by itself. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Every process below `pid` in the process tree. */
export async function descendants(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = await statFields(Number(name));
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const below = (parent: number): number[] =>
    [...parents].filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

export async function until(
  what: string,
  condition: () => Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain until ${what}`);
    await sleep(40);
  }
}

/** The fields of /proc/<pid>/stat after the name, which may itself hold spaces: state, parent, … */
async function statFields(pid: number): Promise<string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}
