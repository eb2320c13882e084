import { readFile } from 'node:fs/promises';

/** Names a process so that a later one with the same number is not taken for it; undefined if none runs. */
export async function processId(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; only its parent has not asked yet. The other field is the start in clock ticks after boot.
  return stat === '' || state === 'Z' ? undefined : `${pid} ${fields[18]}`;
}

/** Whether the process that got this id still runs. */
export async function isRunning(id) {
  return id !== undefined && id !== '' && (await processId(id.split(' ')[0])) === id;
}
