// A machine of the lab: one process in namespaces of its own (network, mounts, processes, host name). When that process
// is killed the kernel ends everything else: daemons, containers, mounts and network interfaces.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunOptions, run } from '../../scripts/run.mjs';
import { descendants, isAlive, kill, type ProcessId, processId, startDaemon, until } from './process';
import { ignoreMissing } from './state';

const rootScript = fileURLToPath(new URL('machine-root.sh', import.meta.url));
/** Names the process whose end ends the machine. */
const keeperNote = 'machine.json';

const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
};

/** Start a machine whose file tree lives in `folder`; return its process 1. */
export async function bootMachine(folder: string, name: string): Promise<ProcessId> {
  await endMachine(folder);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const log = join(folder, 'boot.log');
  const namespaces = ['--net', '--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child'];
  const keeper = await startDaemon(['unshare', ...namespaces, 'bash', rootScript, folder, name], log);
  // Written before anything can fail: the folder is enough to end the machine.
  await writeFile(join(folder, keeperNote), JSON.stringify(keeper));
  let init: ProcessId | undefined;
  await until(`the machine ${name} boots (${log})`, async () => {
    if (!(await isAlive(keeper)))
      throw new Error(`The machine ${name} did not boot: ${await readFile(log, 'utf8')}`);
    const [child] = await descendants(keeper.pid);
    init = child === undefined ? undefined : await processId(child);
    return init !== undefined && (await isThere(rootOf(init, '/run/ready')));
  });
  if (!init) throw new Error(`The machine ${name} has no first process`);
  return init;
}

/** End the machine that lives in `folder`, if any, and remove its files. */
export async function endMachine(folder: string): Promise<void> {
  const note = await readFile(join(folder, keeperNote), 'utf8').catch(ignoreMissing);
  if (note) {
    const keeper = JSON.parse(note) as ProcessId;
    const [child] = await descendants(keeper.pid);
    const init = child !== undefined && (await isAlive(keeper)) ? await processId(child) : undefined;
    await kill(keeper);
    await kill(init);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** The argv that runs a program inside a machine, with a clean environment. */
export function inside(init: ProcessId, argv: string[]): string[] {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [
    'nsenter',
    `--target=${init.pid}`,
    '--all',
    '/usr/bin/env',
    '--chdir=/',
    '-i',
    ...variables,
    ...argv,
  ];
}

/**
 * The same for a program of this machine that only uses the machine's network: it sees this machine's files, and ends
 * with the machine all the same.
 */
export function onNetworkOf(init: ProcessId, argv: string[]): string[] {
  return ['nsenter', `--target=${init.pid}`, '--net', '--pid', ...argv];
}

export function runInside(init: ProcessId, argv: string[], options?: RunOptions) {
  const [program = '', ...args] = inside(init, argv);
  return run(program, args, options);
}

/** Where a file of the machine is seen from outside. */
export const rootOf = (init: ProcessId, absolute: string) => join(`/proc/${init.pid}/root`, absolute);

export async function writeInside(
  init: ProcessId,
  absolute: string,
  text: string,
  mode = 0o644,
): Promise<void> {
  const path = rootOf(init, absolute);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text, { mode });
}

export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
