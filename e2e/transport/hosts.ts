import { expect } from 'vitest';
import { Secret } from '../../src/domain/secret';
import { systemClock } from '../../src/lib/clock';
import type { Host } from '../../src/transport/host';
import { createHostPool, type HostPool } from '../../src/transport/host-factory';
import { scanHostKey } from '../../src/transport/ssh/host-key';
import type { HostTarget } from '../../src/transport/ssh/target';
import type { Lab, LabHost } from '../lab/types';

/** Reaches machines of the lab as Gantry does. One pool, so that tests see what is shared. */
export interface TransportHosts {
  pool: HostPool;
  target(machine: LabHost, changes?: Partial<HostTarget>): Promise<HostTarget>;
  host(machine: LabHost, changes?: Partial<HostTarget>): Promise<Host>;
}

export function transportHosts(lab: Lab): TransportHosts {
  const pool = createHostPool({ clock: systemClock });
  const target: TransportHosts['target'] = async (machine, changes = {}) => ({
    serverUuid: `${lab.name}-${machine.name}`,
    address: machine.ip,
    locate: async () => [machine.ip],
    port: machine.sshPort,
    user: machine.user,
    privateKey: new Secret(lab.clientKey.privatePem),
    hostKey: (await scanHostKey(machine.ip, machine.sshPort, 10_000)).key,
    connectTimeoutSeconds: 10,
    ...changes,
  });
  return { pool, target, host: async (machine, changes) => pool.host(await target(machine, changes)) };
}

/** Processes on the machine whose command line ends like this, as process ids. */
async function processesLike(machine: LabHost, commandLine: string): Promise<string[]> {
  const { stdout } = await machine.exec(['pgrep', '-f', `${commandLine}$`]);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Wait until such a process runs. */
export async function appears(machine: LabHost, commandLine: string): Promise<void> {
  const running = () => processesLike(machine, commandLine);
  await expect.poll(running, { timeout: 15_000 }).not.toHaveLength(0);
}

/** Wait until none is left: a process that was killed ends when it has its turn on the CPU. */
export async function disappears(machine: LabHost, commandLine: string): Promise<void> {
  await expect.poll(() => processesLike(machine, commandLine), { timeout: 15_000 }).toEqual([]);
}
