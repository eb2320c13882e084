import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, type ProcessId, processId, until } from './process';
import { ignoreMissing, labsFolder } from './state';

/** Run `work` while no other process runs any under the same lock. The lock of a dead process is free. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  await mkdir(labsFolder, { recursive: true, mode: 0o700 });
  const file = join(labsFolder, `.${name}.lock`);
  const me = JSON.stringify(await processId(process.pid));
  await until(`the lock ${file} is free`, () => take(file, me), 180_000);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string, me: string): Promise<boolean> {
  try {
    await writeFile(file, me, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await readFile(file, 'utf8').catch(ignoreMissing);
    // An empty file belongs to a process that is just writing it.
    if (holder && !(await isAlive(JSON.parse(holder) as ProcessId))) await rm(file, { force: true });
    return false;
  }
}
