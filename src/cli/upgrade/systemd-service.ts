import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, errorMessage } from '../../domain/error';
import { programPath } from '../../lib/env';
import type { InstalledVersion, Service } from './upgrade';
import { runProgram } from './version-folder';

const STOP_MS = 120_000;
const READY_MS = 180_000;
const BETWEEN_ATTEMPTS_MS = 500;

interface SystemdService {
  unit: string;
  /** The link that the unit starts from. */
  link: string;
  folderOf(version: InstalledVersion): string;
  /** Address of `/api/ready`. */
  readyUrl: string;
}

/** Gantry as a unit of systemd that starts from a link. */
export function systemdService({ unit, link, folderOf, readyUrl }: SystemdService): Service {
  const systemctl = (verb: string) =>
    runProgram(['systemctl', verb, unit], { env: { PATH: programPath() }, deadlineMs: STOP_MS });
  return {
    stop: () => systemctl('stop'),
    start: () => systemctl('start'),
    async use(version) {
      // Renaming replaces the old link in one step, so there is always a link.
      const fresh = `${link}.${process.pid}`;
      rmSync(fresh, { force: true });
      symlinkSync(folderOf(version), fresh);
      renameSync(fresh, link);
    },
    waitUntilReady: ({ version }) => waitUntilReady(readyUrl, version),
  };
}

/** Wait until this version reports that it is ready. @throws AppError unavailable with the last response */
export async function waitUntilReady(url: string, version: string, patienceMs = READY_MS): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await answerOf(url, version);
    if (answer === null) return;
    if (performance.now() > deadline)
      throw new AppError('unavailable', `Gantry ${version} is not ready at ${url}: ${answer}`);
    await pause(BETWEEN_ATTEMPTS_MS);
  }
}

/** Find out why the version is not ready; null if it is. */
async function answerOf(url: string, version: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const found = answer.headers.get('x-gantry-version');
    if (found !== version) return `the running version is ${found ?? 'not Gantry'}.`;
    return answer.ok ? null : (await answer.text()).slice(0, 2_000);
  } catch (error) {
    return errorMessage(error);
  }
}
