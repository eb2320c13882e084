// The lab's network: a switch inside the forge machine, a cable from it to each host and one to this machine. The switch
// is not on this machine, because firewall rules of a Docker engine here would drop what passes between hosts.
import { run } from '../../scripts/run.mjs';
import { runInside } from './machine';
import type { ProcessId } from './process';

export const forgeNumber = 2;
export const gatewayNumber = 1;

/** Locally administered, and the same in each lab: a lab is a network of its own. */
const switchAddress = '02:00:00:00:00:02';

export const addressOf = (slot: number, number: number) => `10.213.${slot}.${number}`;
export const networkOf = (slot: number) => `10.213.${slot}.0/24`;
const interfaceOf = (slot: number) => `gantrylab${slot}`;

/** Make the switch in the forge and connect this machine to it. */
export async function layNetwork(slot: number, forge: ProcessId): Promise<void> {
  const inForge = (...args: string[]) => runInside(forge, ['ip', ...args]);
  // With an address of its own. Else a bridge takes the lowest one of its ports, which changes as hosts join, and the
  // others go on sending to the old one until their neighbour tables forget it (up to a minute).
  await inForge('link', 'add', 'lab0', 'address', switchAddress, 'type', 'bridge');
  await inForge('addr', 'add', `${addressOf(slot, forgeNumber)}/24`, 'dev', 'lab0');
  await inForge('link', 'set', 'lab0', 'up');
  const here = interfaceOf(slot);
  await run('ip', ['link', 'add', here, 'type', 'veth', 'peer', 'name', 'gateway', 'netns', `${forge.pid}`]);
  await inForge('link', 'set', 'gateway', 'master', 'lab0', 'up');
  await run('ip', ['addr', 'add', `${addressOf(slot, gatewayNumber)}/24`, 'dev', here]);
  await run('ip', ['link', 'set', here, 'up']);
}

/** Connect a host to the switch. */
export async function plugIn(slot: number, forge: ProcessId, host: ProcessId, number: number): Promise<void> {
  const cable = cableOf(number);
  const peer = ['peer', 'name', 'eth0', 'netns', `${host.pid}`];
  await run('ip', ['link', 'add', cable, 'netns', `${forge.pid}`, 'type', 'veth', ...peer]);
  await runInside(forge, ['ip', 'link', 'set', cable, 'master', 'lab0', 'up']);
  await runInside(host, ['ip', 'addr', 'add', `${addressOf(slot, number)}/24`, 'dev', 'eth0']);
  await runInside(host, ['ip', 'link', 'set', 'eth0', 'up']);
}

/** Cut or join a host's cable at the switch: the host itself notices nothing but silence. */
export async function setCable(forge: ProcessId, number: number, joined: boolean): Promise<void> {
  const link = joined ? ['master', 'lab0'] : ['nomaster'];
  await runInside(forge, ['ip', 'link', 'set', cableOf(number), ...link]);
}

const cableOf = (number: number) => `host${number}`;
