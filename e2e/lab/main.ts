// The lab by hand: npx tsx e2e/lab/main.ts up|down|status [NAME] [HOST…]
import { join } from 'node:path';
import { openLab } from './lab';
import { endLab, endOrphans } from './lifecycle';
import { withLock } from './lock';
import { allLabs, labFolder, readLab } from './state';
import type { HostKind } from './types';

const kinds: Record<string, HostKind> = { bare: 'bare', small: 'small-disk', sudo: 'sudo' };

async function up(name: string, hostNames: string[]) {
  const lab = await openLab({ name, keep: true });
  const hosts = [];
  for (const hostName of hostNames) {
    const { ip, sshPort, user, kind, hostKeyFingerprint } = await lab.host(hostName, kinds[hostName]);
    hosts.push({ name: hostName, kind, ip, sshPort, user, hostKeyFingerprint });
  }
  return {
    name,
    cidr: lab.cidr,
    gateway: lab.gateway,
    clientKey: join(labFolder(name), 'client_key'),
    hosts,
    git: { http: lab.git.httpUrl('REPO'), ssh: lab.git.sshUrl('REPO'), hostKey: lab.git.hostKeyFingerprint },
    registry: lab.registry.host,
  };
}

async function down(name: string) {
  const lab = await readLab(name);
  if (lab) await withLock(`lab-${name}`, () => endLab(name));
  return { name, ended: lab !== undefined };
}

async function status() {
  await endOrphans();
  return allLabs();
}

const [command, name = 'hand', ...hosts] = process.argv.slice(2);
const commands = { up: () => up(name, hosts.length ? hosts : ['one']), down: () => down(name), status };
const chosen = commands[command as keyof typeof commands];
if (!chosen) throw new Error('Usage: main.ts up|down|status [NAME] [HOST…]');
process.stdout.write(`${JSON.stringify(await chosen(), null, 2)}\n`);
