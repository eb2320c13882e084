import type { Host } from '../../src/transport/host';
import { openLab } from '../lab/lab';
import type { Lab, LabHost } from '../lab/types';
import { type TransportHosts, transportHosts } from './hosts';

/** A lab with two machines: one that is reached as root, and one as a user who reaches root by sudo. */
export interface Stage {
  lab: Lab;
  hosts: TransportHosts;
  one: LabHost;
  sudo: LabHost;
  root: Host;
  deploy: Host;
  close(): Promise<void>;
}

/** Start the machines, and close what was opened when one does not start. */
export async function openStage(): Promise<Stage> {
  const lab = await openLab();
  const hosts = transportHosts(lab);
  const close = async () => {
    await hosts.pool.close();
    await lab.stop();
  };
  try {
    const one = await lab.host('one');
    const sudo = await lab.sudoHost();
    return { lab, hosts, one, sudo, root: await hosts.host(one), deploy: await hosts.host(sudo), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whom a describe block runs for: root, and a user who reaches root by sudo. */
export const usersOf = (stage: () => Stage) =>
  [
    ['root', () => stage().root, () => stage().one],
    ['a sudo user', () => stage().deploy, () => stage().sudo],
  ] as const;
