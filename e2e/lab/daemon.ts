// Long-running programs inside a machine, found again by any process through a note beside the machine's files.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inside } from './machine';
import { descendants, isAlive, type ProcessId, processId, send, startDaemon, until } from './process';
import { ignoreMissing } from './state';

/** Start a program inside the machine whose files are in `folder`; its output goes to `<name>.log` there. */
export const startInside = (init: ProcessId, folder: string, name: string, argv: string[]) =>
  start(inside(init, argv), folder, name);

/** The same for an argv that finds its own way into the machine. */
export async function start(argv: string[], folder: string, name: string): Promise<void> {
  const entrance = await startDaemon(argv, join(folder, `${name}.log`));
  await writeFile(noteOf(folder, name), JSON.stringify(entrance));
}

/**
 * End a program; of the programs it started only those called the same, such as sshd's one per connection.
 * @param signal SIGKILL ends it as a crash does, SIGTERM lets it finish
 */
export async function endInside(
  folder: string,
  name: string,
  signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL',
): Promise<void> {
  const entrance = await entranceOf(folder, name);
  if (!entrance) return;
  const ended = [entrance];
  for (const pid of await processesOf(entrance, name)) {
    const id = await processId(pid);
    if (!id) continue;
    send(pid, signal);
    ended.unshift(id);
  }
  // The entrance reaps the program and ends with it. Until then the program's number still counts as taken inside.
  for (const id of ended) await until(`${name} is gone`, async () => !(await isAlive(id)));
}

/** Freeze the processes that `endInside` would end. */
export async function freezeInside(folder: string, name: string): Promise<void> {
  const entrance = await entranceOf(folder, name);
  if (entrance) for (const pid of await processesOf(entrance, name)) send(pid, 'SIGSTOP');
}

export async function thawInside(folder: string, name: string): Promise<void> {
  const entrance = await entranceOf(folder, name);
  if (!entrance) return;
  // nsenter stops itself when its program is stopped, and would never reap it.
  for (const pid of [entrance.pid, ...(await processesOf(entrance, name))]) send(pid, 'SIGCONT');
}

async function entranceOf(folder: string, name: string): Promise<ProcessId | null> {
  const note = await readFile(noteOf(folder, name), 'utf8').catch(ignoreMissing);
  if (note === undefined) return null;
  const entrance = JSON.parse(note) as ProcessId;
  return (await isAlive(entrance)) ? entrance : null;
}

async function processesOf(entrance: ProcessId, name: string): Promise<number[]> {
  const found = [];
  for (const pid of await descendants(entrance.pid)) {
    const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (command.trim() === name) found.push(pid);
  }
  return found;
}

const noteOf = (folder: string, name: string) => join(folder, `${name}.json`);
