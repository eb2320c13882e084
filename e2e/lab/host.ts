import { cgroupOf, removeCgroups } from './cgroup';
import { freezeInside, thawInside } from './daemon';
import { databaseImageArchive } from './database-images/images';
import {
  hostImageArchives,
  layOutDocker,
  loadArchives,
  loadImage,
  mountSmallDisk,
  startDocker,
  stopDocker,
} from './docker';
import { layOutImages } from './image-store';
import { bootMachine, endMachine, rootOf, runInside } from './machine';
import { addressOf, plugIn, setCable } from './network';
import type { ProcessId } from './process';
import { hostKeyFingerprint, layOutSshd, newHostKey, startSshd, stopSshd } from './sshd';
import { type HostState, hostFolder, type LabState } from './state';
import type { HostKind, LabHost } from './types';

const sshPort = 22;
const loginOf = (kind: HostKind) => (kind === 'sudo' ? 'deploy' : 'root');

export interface HostPlan {
  name: string;
  kind: HostKind;
  number: number;
  publicKey: string;
  registries: readonly string[];
}

/** Start a new machine and make it what its kind promises. */
export async function startHost(lab: LabState, forge: ProcessId, plan: HostPlan): Promise<HostState> {
  const { name, kind, number } = plan;
  const folder = hostFolder(lab.name, name);
  const init = await bootMachine(folder, name);
  try {
    await plugIn(lab.slot, forge, init, number);
    await layOutSshd(init, { port: sshPort, permitRootLogin: kind === 'sudo' ? 'no' : 'prohibit-password' }, [
      plan.publicKey,
    ]);
    if (kind === 'bare') await removeTools(init);
    if (kind === 'sudo') await addSudoer(init);
    if (kind === 'small-disk') await mountSmallDisk(init);
    if (kind !== 'bare') {
      await layOutDocker(init, plan.registries);
      const cgroup = cgroupOf(lab.name, name);
      if (kind !== 'small-disk') await layOutImages(init, folder, cgroup);
      await startDocker(init, folder, cgroup);
      if (kind === 'small-disk') await loadArchives(init, await hostImageArchives()); // its folder is a mount of its own
    }
    await startSshd(init, folder);
    return { name, kind, number, init };
  } catch (error) {
    await endHost(lab.name, name);
    throw error;
  }
}

export async function endHost(lab: string, name: string): Promise<void> {
  await endMachine(hostFolder(lab, name));
  await removeCgroups(cgroupOf(lab, name));
}

/** What tests do with a running host. */
export async function hostOf(lab: LabState, forge: ProcessId, state: HostState): Promise<LabHost> {
  const { name, kind, number, init } = state;
  const folder = hostFolder(lab.name, name);
  const host: LabHost = {
    name,
    kind,
    ip: addressOf(lab.slot, number),
    sshPort,
    user: loginOf(kind),
    hostKeyFingerprint: await hostKeyFingerprint(init),
    loadImage: (image, archive) => loadImage(init, image, archive),
    loadDatabaseImage: (image) => loadImage(init, image, () => databaseImageArchive(image)),
    exec: (argv, options) => runInside(init, argv, { check: false, ...options }),
    path: (absolute) => rootOf(init, absolute),
    async rotateHostKey() {
      await stopSshd(folder);
      await newHostKey(init);
      host.hostKeyFingerprint = await hostKeyFingerprint(init);
      await startSshd(init, folder);
    },
    stopSshd: () => stopSshd(folder),
    startSshd: () => startSshd(init, folder),
    stopDocker: () => stopDocker(folder),
    startDocker: () => startDocker(init, folder, cgroupOf(lab.name, name)),
    freeze: (program) => freezeInside(folder, program),
    thaw: (program) => thawInside(folder, program),
    disconnect: () => setCable(forge, number, false),
    reconnect: () => setCable(forge, number, true),
    stop: () => endHost(lab.name, name),
  };
  return host;
}

/** A machine without preparation: what a validation has to find missing. */
async function removeTools(init: ProcessId): Promise<void> {
  const names = ['docker', 'dockerd', 'docker-proxy', 'containerd', 'runc', 'git', 'jq', 'docker-compose'];
  const paths = names.flatMap((name) => [`/usr/bin/${name}`, `/usr/sbin/${name}`]);
  await runInside(init, ['rm', '-rf', ...paths, '/usr/lib/git-core', '/usr/libexec/docker']);
}

/** A user whose login shell is not of POSIX, and whose login file prints on both streams. */
async function addSudoer(init: ProcessId): Promise<void> {
  const script = [
    'useradd --create-home --shell /usr/bin/tcsh --password "*" deploy',
    String.raw`printf 'echo welcome\nsh -c "echo trouble >&2"\n' > /home/deploy/.cshrc`,
    'echo "deploy ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers.d/deploy',
    'chmod 440 /etc/sudoers.d/deploy',
  ];
  await runInside(init, ['sh', '-ec', script.join('\n')]);
}
