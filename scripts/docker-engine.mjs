// A Docker engine for this machine: the running one, the system's service, or one of our own.
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { daemon } from './daemon.mjs';
import { findProgram } from './debian.mjs';
import { run } from './run.mjs';

const socketPath = '/var/run/docker.sock';
// Short and on a memory disk: the engine's sockets lie below it, and a socket's path has at most 107 characters.
const execRoot = '/run/gantry-docker';

/** Make sure that an engine answers. One of our own has `isOwn`, a `stop` that ends it, and its files in `folder`. */
export async function ensureDockerEngine(folder) {
  const own = ownEngine(folder);
  if (!(await own.isRunning())) {
    if (await engineAnswers()) return { isOwn: false, note: 'the running one' };
    if (existsSync('/run/systemd/system')) {
      await run('systemctl', ['start', 'docker']);
      return { isOwn: false, note: 'the system service' };
    }
  }
  return { isOwn: true, note: `our own, ${await own.start()}`, stop: own.stop };
}

function ownEngine(folder) {
  return daemon({
    name: 'dockerd',
    folder,
    argv: [
      findProgram('dockerd') ?? 'dockerd',
      `--data-root=${join(folder, 'data')}`,
      `--exec-root=${execRoot}`,
      `--pidfile=${execRoot}/docker.pid`,
      `--host=unix://${socketPath}`,
      '--log-level=warn',
    ],
    isReady: engineAnswers,
  });
}

export function engineAnswers() {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 3000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
}
