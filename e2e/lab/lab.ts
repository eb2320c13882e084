import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acmeServer } from './acme';
import { privateRegistryOf, registryLogin, registryOf } from './forge';
import { gitServer } from './git-server';
import { endHost, hostOf, startHost } from './host';
import { endLab, endOrphans, ensureLab } from './lifecycle';
import { withLock } from './lock';
import { addressOf, forgeNumber, gatewayNumber, networkOf } from './network';
import { isAlive, processId } from './process';
import { makeKeyPair } from './ssh-key';
import { type HostState, ignoreMissing, type LabState, labFolder, readLab, writeLab } from './state';
import type { HostKind, KeyPair, Lab } from './types';

/** Names the lab that a process and its children share. */
export const labVariable = 'GANTRY_LAB';

export interface LabOptions {
  /** Default: the lab named by GANTRY_LAB, else one of this process's own. */
  name?: string;
  /** The lab outlives this process. */
  keep?: boolean;
}

/**
 * Open a lab: join it where it runs, start it where it does not. `stop` leaves a joined lab running, without the hosts that
 * were started here.
 */
export async function openLab(options: LabOptions = {}): Promise<Lab> {
  await endOrphans();
  const name = options.name ?? process.env[labVariable] ?? `run-${process.pid}`;
  const owner = options.keep ? null : ((await processId(process.pid)) ?? null);
  const { lab, adopted } = await ensureLab(name, owner);
  return labOf(lab, await clientKeyOf(name), adopted);
}

async function labOf(lab: LabState, clientKey: KeyPair, adopted: boolean): Promise<Lab> {
  const { name, slot, forge } = lab;
  if (!forge) throw new Error(`The lab ${name} has no forge`);
  const startedHere = new Set<string>();
  const host = async (hostName: string, kind: HostKind = 'ready') => {
    const wanted = { name: hostName, kind, publicKey: clientKey.publicKey };
    const { state, isNew } = await ensureHost(name, wanted);
    if (isNew) startedHere.add(hostName);
    return hostOf(lab, forge, state);
  };
  return {
    name,
    cidr: networkOf(slot),
    gateway: addressOf(slot, gatewayNumber),
    clientKey,
    host,
    bareHost: () => host('bare', 'bare'),
    smallDiskHost: () => host('small', 'small-disk'),
    sudoHost: () => host('sudo', 'sudo'),
    git: await gitServer(slot, forge),
    registry: { host: registryOf(slot) },
    privateRegistry: { host: privateRegistryOf(slot), ...registryLogin },
    acme: () => acmeServer(name, slot, forge),
    async stop() {
      await withLock(`lab-${name}`, async () => {
        if (adopted) await Promise.all([...startedHere].map((each) => endHost(name, each)));
        else await endLab(name);
      });
    },
  };
}

/** The running host of this name, or a new one. */
async function ensureHost(
  labName: string,
  wanted: { name: string; kind: HostKind; publicKey: string },
): Promise<{ state: HostState; isNew: boolean }> {
  return withLock(`lab-${labName}`, async () => {
    const lab = await readLab(labName);
    if (!lab?.forge) throw new Error(`The lab ${labName} is not running`);
    const known = lab.hosts.find((host) => host.name === wanted.name);
    if (known && (await isAlive(known.init))) return { state: known, isNew: false };
    // No address comes again: others remember for a while which cable the one before was at.
    const number = Math.max(forgeNumber + 8, ...lab.hosts.map((host) => host.number)) + 1;
    const registries = [registryOf(lab.slot), privateRegistryOf(lab.slot)];
    const started = await startHost(lab, lab.forge, { ...wanted, number, registries });
    await writeLab({ ...lab, hosts: [...lab.hosts.filter((host) => host !== known), started] });
    return { state: started, isNew: true };
  });
}

/** The key that logs in on every host of a lab; made with the lab. */
async function clientKeyOf(lab: string): Promise<KeyPair> {
  return withLock(`lab-${lab}`, async () => {
    const file = join(labFolder(lab), 'client_key');
    const privatePem = await readFile(file, 'utf8').catch(ignoreMissing);
    if (privatePem) return { privatePem, publicKey: (await readFile(`${file}.pub`, 'utf8')).trim() };
    const pair = await makeKeyPair('gantry-lab');
    await writeFile(`${file}.pub`, `${pair.publicKey}\n`);
    await writeFile(file, pair.privatePem, { mode: 0o600 });
    return pair;
  });
}
