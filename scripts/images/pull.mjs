import { spawn } from 'node:child_process';

const firstWordMs = 12_000;
const totalMs = 180_000;

/**
 * Pull an image; false when the registry does not answer. A registry that cannot be reached may keep the engine
 * waiting for minutes, so a pull that printed nothing for a while is given up.
 */
export function pullImage(docker, name) {
  return new Promise((resolve, reject) => {
    const child = spawn(docker, ['pull', name], { stdio: ['ignore', 'pipe', 'ignore'] });
    const silent = setTimeout(() => child.kill('SIGKILL'), firstWordMs);
    const endless = setTimeout(() => child.kill('SIGKILL'), totalMs);
    child.stdout.once('data', () => clearTimeout(silent));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(silent);
      clearTimeout(endless);
      resolve(code === 0);
    });
  });
}
