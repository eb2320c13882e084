import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

const INSTALL_DEADLINE_MS = 10 * 60_000;

/** How one family of systems installs software, from its signed repositories only. */
export interface PackageManager {
  refresh: readonly [string, ...string[]] | null;
  install: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
  /** Package with a Docker Engine; null for a system without one. */
  docker: string | null;
}

const apt: PackageManager = {
  refresh: ['apt-get', 'update'],
  install: ['apt-get', 'install', '--yes', '--no-install-recommends'],
  env: { DEBIAN_FRONTEND: 'noninteractive' },
  docker: 'docker.io',
};
const dnf: PackageManager = { refresh: null, install: ['dnf', 'install', '-y'], env: {}, docker: null };
const zypper: PackageManager = {
  refresh: null,
  install: ['zypper', '--non-interactive', 'install'],
  env: {},
  docker: 'docker',
};
const pacman: PackageManager = {
  refresh: null,
  install: ['pacman', '--sync', '--refresh', '--needed', '--noconfirm'],
  env: {},
  docker: 'docker',
};
const apk: PackageManager = { refresh: null, install: ['apk', 'add'], env: {}, docker: 'docker' };

/** Supported systems (deployment contract §17), by their `ID` in os-release(5). */
const managers: Record<string, PackageManager> = {
  debian: apt,
  ubuntu: apt,
  raspbian: apt,
  pop: apt,
  centos: dnf,
  fedora: { ...dnf, docker: 'moby-engine' },
  rhel: dnf,
  ol: dnf,
  rocky: dnf,
  almalinux: dnf,
  amzn: { ...dnf, docker: 'docker' },
  sles: zypper,
  'opensuse-leap': zypper,
  'opensuse-tumbleweed': zypper,
  arch: pacman,
  alpine: apk,
};

export function packageManagerOf(systemId: string): PackageManager | null {
  return Object.hasOwn(managers, systemId) ? (managers[systemId] ?? null) : null;
}

/** Install packages. @throws AppError `unavailable` with the last lines of the package manager's output */
export async function installPackages(
  host: Host,
  manager: PackageManager,
  names: readonly string[],
): Promise<void> {
  const commands = [...(manager.refresh ? [manager.refresh] : []), [...manager.install, ...names] as const];
  for (const [program, ...args] of commands) {
    const argv = [program ?? '', ...args] as const;
    const { code, stdout, stderr } = await host.run({
      argv,
      env: manager.env,
      asRoot: true,
      deadlineMs: INSTALL_DEADLINE_MS,
    });
    if (code === 0) continue;
    const lines = `${stdout}\n${stderr}`.trim().split('\n').slice(-3).join(' ');
    throw new AppError('unavailable', `Installing ${names.join(', ')} failed: ${lines}`);
  }
}
