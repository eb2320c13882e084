/** `npm run bench:deploy`: a deployment of an image that the server has, beside plain `ssh` and `docker run`, in one run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLabServer, webOn8080 } from './lab-server';
import { median } from './median';

const rounds = 10;
const run = promisify(execFile);

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const { machine, lab, ...bench } = await startLabServer();
const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-key-'));
try {
  const key = join(folder, 'key');
  writeFileSync(key, lab.clientKey.privatePem, { mode: 0o600 });
  const login = ['-i', key, '-p', String(machine.sshPort), '-o', 'StrictHostKeyChecking=no'];
  const known = ['-o', `UserKnownHostsFile=${join(folder, 'known')}`, '-o', 'LogLevel=ERROR'];
  const ssh = (command: string) => run('ssh', [...login, ...known, `${machine.user}@${machine.ip}`, command]);

  /** What someone types: start the new one, remove the old one. */
  const byHand = async (round: number) => {
    await ssh(`docker run --detach --name plain-${round} gantry-test/web:1`);
    if (round > 0) await ssh(`docker stop plain-${round - 1} && docker rm plain-${round - 1}`);
  };
  const application = await bench.application('dockerimage', {
    docker_registry_image_name: 'gantry-test/web',
    docker_registry_image_tag: '1',
    ...webOn8080,
    autogenerate_domain: false,
  });
  const deploy = async () => {
    const status = await bench.deploy(application);
    if (status !== 'finished') throw new Error(`The deployment ended as ${status}.`);
  };
  await byHand(0);
  await deploy();

  const [plain, ours]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    plain.push(await timed(() => byHand(round)));
    ours.push(await timed(deploy));
  }
  const [a, b] = [median(ours), median(plain)];
  console.info(`gantry-test/web:1, ${rounds} redeployments each, median`);
  console.info(`gantry ${a.toFixed(0)} ms, ssh and docker run ${b.toFixed(0)} ms`);
  console.info(`${(a - b).toFixed(0)} ms more, ratio ${(a / b).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
  await bench.stop();
}
