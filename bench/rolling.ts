/** `npm run bench:rolling`: rolling redeploys of a real application through the proxy while it is being used. */

import { type LoadResult, startLoad } from '../e2e/load/steady-load';
import { holdStreams } from './held-streams';
import { startLabServer, webOn8080 } from './lab-server';

const redeploys = Number(process.argv[2] ?? 20);
const perSecond = 200;
const streamsOfEachKind = 200;
const host = 'rolling.example.test';

function report(title: string, result: LoadResult): void {
  console.info(
    `${title}: sent ${result.sent}, failed ${result.failed}, p50 ${result.p50.toFixed(1)} ms, p99 ${result.p99.toFixed(1)} ms`,
  );
  for (const [reason, count] of result.failures) console.info(`  ${count} × ${reason}`);
}

const { gantry, machine, ...bench } = await startLabServer();
let failed = 0;
try {
  const application = await bench.application('dockerimage', {
    docker_registry_image_name: 'gantry-test/web',
    docker_registry_image_tag: '1',
    ...webOn8080,
    domains: `http://${host}`,
    is_force_https_enabled: false,
  });
  if ((await bench.deploy(application)) !== 'finished') throw new Error('The first deployment failed.');

  const target = { address: machine.ip, port: 80, host, path: '/', perSecond };
  const rolling = startLoad(target);
  const begun = performance.now();
  for (let i = 1; i <= redeploys; i++) {
    const tag = i % 2 === 0 ? '1' : '2';
    await gantry.call('PATCH', `/applications/${application}`, { docker_registry_image_tag: tag });
    const status = await bench.deploy(application);
    if (status !== 'finished') throw new Error(`Redeployment ${i} ended as ${status}.`);
  }
  const seconds = (performance.now() - begun) / 1000;
  const first = await rolling.stop();
  report(
    `${redeploys} rolling redeployments in ${seconds.toFixed(0)} s under ${perSecond} requests/s`,
    first,
  );

  await gantry.call('PATCH', `/applications/${application}`, {
    docker_registry_image_name: 'gantry-test/deaf',
    docker_registry_image_tag: '1',
    health_check_retries: 3,
  });
  const sick = startLoad(target);
  const status = await bench.deploy(application);
  const second = await sick.stop();
  report(`a version that never becomes healthy (deployment: ${status})`, second);
  failed = first.failed + second.failed + (status === 'failed' ? 0 : 1) + (await withStreams());
} finally {
  await bench.stop();
}

/** Hold streams of one application while as many others are deployed for the first time as there were redeployments. */
async function withStreams(): Promise<number> {
  const streamsHost = 'streams.example.test';
  const image = { is_force_https_enabled: false, health_check_enabled: false };
  const application = await bench.application('dockerimage', {
    ...image,
    docker_registry_image_name: 'gantry-test/streams',
    docker_registry_image_tag: '1',
    domains: `http://${streamsHost}`,
  });
  if ((await bench.deploy(application)) !== 'finished') throw new Error('The streams were not deployed.');
  const streams = await holdStreams({ address: machine.ip, host: streamsHost }, streamsOfEachKind);
  for (let i = 1; i <= redeploys; i++) {
    const other = await bench.application('dockerimage', {
      ...image,
      docker_registry_image_name: 'gantry-test/web',
      docker_registry_image_tag: '1',
      domains: `http://other-${i}.example.test`,
    });
    const status = await bench.deploy(other);
    if (status !== 'finished') throw new Error(`Deployment of application ${i} ended as ${status}.`);
  }
  const { open, ended } = streams.state();
  streams.close();
  const lost = streamsOfEachKind * 2 - open;
  console.info(
    `${streamsOfEachKind} WebSockets and as many event streams while ${redeploys} others were deployed: ${lost} ended`,
  );
  for (const [reason, count] of ended) console.info(`  ${count} × ${reason}`);
  return lost;
}

process.exit(failed === 0 ? 0 : 1);
