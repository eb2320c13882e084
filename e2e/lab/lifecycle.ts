// Which labs run: starting one, ending one, and clearing away what killed runs left.
import { readdir, rm } from 'node:fs/promises';
import { startForge } from './forge';
import { endHost } from './host';
import { withLock } from './lock';
import { isAlive, type ProcessId } from './process';
import { freeSlot } from './slots';
import { allLabs, ignoreMissing, type LabState, labFolder, readLab, writeLab } from './state';

/** Get the lab of this name: the running one, or a new one that belongs to `owner` (null: to no one, so it stays). */
export async function ensureLab(
  name: string,
  owner: ProcessId | null,
): Promise<{ lab: LabState; adopted: boolean }> {
  return withLock(`lab-${name}`, async () => {
    const running = await readLab(name);
    if (running && (await isAlive(running.forge))) return { lab: running, adopted: true };
    if (running) await endLab(name);
    const lab = await withLock('labs', async () => {
      const reserved: LabState = { name, slot: await freeSlot(), owner, forge: null, hosts: [] };
      await writeLab(reserved);
      return reserved;
    });
    const started = { ...lab, forge: await startForge(name, lab.slot) };
    await writeLab(started);
    return { lab: started, adopted: false };
  });
}

/**
 * End every machine of a lab, also one that was only half started, and forget the lab. Do nothing for a lab that is gone.
 * Call under the lock of the lab.
 */
export async function endLab(name: string): Promise<void> {
  const entries = (await readdir(labFolder(name), { withFileTypes: true }).catch(ignoreMissing)) ?? [];
  const machines = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  await Promise.all(machines.map((machine) => endHost(name, machine)));
  await rm(labFolder(name), { recursive: true, force: true });
}

/** End the labs whose owner is no more. */
export async function endOrphans(): Promise<void> {
  for (const { name, owner } of await allLabs()) {
    if (await isOrphaned(owner)) await withLock(`lab-${name}`, () => endIfOrphaned(name));
  }
}

// Looks again under the lock: another run may have ended the lab in the meantime, or given its name to a new one.
async function endIfOrphaned(name: string): Promise<void> {
  const lab = await readLab(name);
  if (lab && (await isOrphaned(lab.owner))) await endLab(name);
}

const isOrphaned = async (owner: ProcessId | null) => owner !== null && !(await isAlive(owner));
