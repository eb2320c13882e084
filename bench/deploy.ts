/** `npm run bench:deploy`: a deployment of an image that the server has, beside plain `ssh` and `docker run`, in one run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startLabServer, webOn8080 } from './lab-server';
import { median } from './median';

const rounds = 10;
/** Between two looks at what the proxy serves; small beside what is measured. */
const lookMs = 10;
const run = promisify(execFile);

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** What the proxy of a machine answers for a host; empty when it does not. */
function visit(address: string, host: string): Promise<string> {
  return new Promise((resolve) => {
    const request = get(
      { host: address, port: 80, headers: { Host: host }, agent: false },
      async (response) => {
        response.setEncoding('utf8');
        let body = '';
        for await (const text of response) body += text;
        resolve(body);
      },
    );
    request.on('error', () => resolve(''));
  });
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
  const image = { docker_registry_image_name: 'gantry-test/web', docker_registry_image_tag: '1' };
  const checked = await bench.application('dockerimage', {
    ...image,
    ...webOn8080,
    autogenerate_domain: false,
  });
  const host = 'unchecked.example.test';
  const unchecked = await bench.application('dockerimage', {
    ...image,
    ports_exposes: '8080',
    domains: `http://${host}`,
  });
  const deploy = async (application: string) => {
    const status = await bench.deploy(application);
    if (status !== 'finished') throw new Error(`The deployment ended as ${status}.`);
  };
  /** Resolve when requests through the proxy reach the version. */
  const serves = async (version: string) => {
    while (!(await visit(machine.ip, host)).includes(`version ${version}`)) await sleep(lookMs);
  };
  await byHand(0);
  await deploy(checked);
  await deploy(unchecked);

  const times = { plain: [], checked: [], serves: [], finished: [] } as Record<string, number[]>;
  for (let round = 1; round <= rounds; round++) {
    times.plain?.push(await timed(() => byHand(round)));
    times.checked?.push(await timed(() => deploy(checked)));
    const version = round % 2 === 0 ? '1' : '2';
    await bench.gantry.call('PATCH', `/applications/${unchecked}`, { docker_registry_image_tag: version });
    const finished = timed(() => deploy(unchecked));
    times.serves?.push(await timed(() => serves(version)));
    times.finished?.push(await finished);
  }
  const ms = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  const more = (name: string) => `${((ms[name] ?? 0) - (ms.plain ?? 0)).toFixed(0)} ms more`;
  console.info(
    `gantry-test/web, ${rounds} redeployments each, median; ssh and docker run: ${ms.plain?.toFixed(0)} ms`,
  );
  console.info(`with a health check: ${ms.checked?.toFixed(0)} ms, ${more('checked')} (target: 500)`);
  console.info(`without one, until it serves: ${ms.serves?.toFixed(0)} ms, ${more('serves')} (target: 1500)`);
  console.info(
    `without one, until it is finished: ${ms.finished?.toFixed(0)} ms, ${more('finished')} (target: 6000)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  await bench.stop();
}
