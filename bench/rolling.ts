/** `npm run bench:rolling`: rolling redeploys of a real application through the proxy while it is being used. */
import { openLab } from '../e2e/lab/lab';
import { type GantryProcess, startGantry } from './gantry-process';
import { type LoadResult, startLoad } from './steady-load';

const redeploys = Number(process.argv[2] ?? 20);
const perSecond = 200;
const host = 'rolling.example.test';

const uuidOf = (answer: { body: unknown }) => (answer.body as { uuid: string }).uuid; // the contract's answer to a creation

async function untilUsable(gantry: GantryProcess, server: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const { body } = await gantry.call('GET', `/servers/${server}`);
    const settings = (body as { settings: { is_usable: boolean } }).settings; // coolify-api: every server has settings
    if (settings.is_usable) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error('The lab server did not become usable.');
}

async function deploy(gantry: GantryProcess, application: string): Promise<string> {
  const started = await gantry.call('POST', `/deploy?uuid=${application}&force=true`);
  const { deployments } = started.body as { deployments: { deployment_uuid: string }[] }; // coolify-api §5.4
  const uuid = deployments[0]?.deployment_uuid;
  for (let i = 0; i < 1200; i++) {
    const { body } = await gantry.call('GET', `/deployments/${uuid}`);
    const { status } = body as { status: string };
    if (status !== 'queued' && status !== 'in_progress') return status;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`Deployment ${uuid} did not end.`);
}

function report(title: string, result: LoadResult): void {
  console.info(
    `${title}: sent ${result.sent}, failed ${result.failed}, p50 ${result.p50.toFixed(1)} ms, p99 ${result.p99.toFixed(1)} ms`,
  );
  for (const [reason, count] of result.failures) console.info(`  ${count} × ${reason}`);
}

const lab = await openLab();
const gantry = await startGantry({ INTERNAL_HOSTS: lab.cidr });
let failed = 0;
try {
  const machine = await lab.host('one');
  const key = uuidOf(
    await gantry.call('POST', '/security/keys', { name: 'lab', private_key: lab.clientKey.privatePem }),
  );
  const server = uuidOf(
    await gantry.call('POST', '/servers', {
      name: 'one',
      ip: machine.ip,
      port: machine.sshPort,
      private_key_uuid: key,
    }),
  );
  await gantry.call('POST', `/servers/${server}/validate`);
  await untilUsable(gantry, server);
  const project = uuidOf(await gantry.call('POST', '/projects', { name: 'rolling' }));
  const application = uuidOf(
    await gantry.call('POST', '/applications/dockerimage', {
      project_uuid: project,
      server_uuid: server,
      environment_name: 'production',
      docker_registry_image_name: 'gantry-test/web',
      docker_registry_image_tag: '1',
      ports_exposes: '8080',
      domains: `http://${host}`,
      health_check_enabled: true,
      health_check_port: '8080',
      health_check_interval: 1,
      health_check_start_period: 0,
      is_force_https_enabled: false,
    }),
  );
  if ((await deploy(gantry, application)) !== 'finished') throw new Error('The first deployment failed.');

  const target = { address: machine.ip, port: 80, host, path: '/', perSecond };
  const rolling = startLoad(target);
  const begun = performance.now();
  for (let i = 1; i <= redeploys; i++) {
    const tag = i % 2 === 0 ? '1' : '2';
    await gantry.call('PATCH', `/applications/${application}`, { docker_registry_image_tag: tag });
    const status = await deploy(gantry, application);
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
  const status = await deploy(gantry, application);
  const second = await sick.stop();
  report(`a version that never becomes healthy (deployment: ${status})`, second);
  failed = first.failed + second.failed + (status === 'failed' ? 0 : 1);
} finally {
  await gantry.stop();
  await lab.stop();
}
process.exit(failed === 0 ? 0 : 1);
