// What is known about running labs, on disk, so that any process can use a lab and clean up after a killed one.
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessId } from './process';
import type { HostKind } from './types';

export const labsFolder = '/var/lib/gantry-lab';

export interface HostState {
  name: string;
  kind: HostKind;
  /** The last number of its address. */
  number: number;
  init: ProcessId;
}

export interface LabState {
  name: string;
  /** Labs differ in the third number of their network. */
  slot: number;
  /** A lab ends with its owner; one without an owner stays until it is stopped. */
  owner: ProcessId | null;
  forge: ProcessId | null;
  hosts: HostState[];
}

export const labFolder = (lab: string) => join(labsFolder, lab);
export const hostFolder = (lab: string, host: string) => join(labFolder(lab), host);

export async function readLab(name: string): Promise<LabState | undefined> {
  const text = await readFile(join(labFolder(name), 'lab.json'), 'utf8').catch(ignoreMissing);
  return text === undefined ? undefined : (JSON.parse(text) as LabState);
}

export async function writeLab(state: LabState): Promise<void> {
  const file = join(labFolder(state.name), 'lab.json');
  await mkdir(labFolder(state.name), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(state, null, 2));
  await rename(`${file}.new`, file);
}

export async function allLabs(): Promise<LabState[]> {
  const names = (await readdir(labsFolder).catch(ignoreMissing)) ?? [];
  const labs = await Promise.all(names.map(readLab));
  return labs.filter((lab) => lab !== undefined);
}

export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
  return undefined;
}
