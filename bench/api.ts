/** `npm run bench:api`: list endpoints of Gantry beside the same work done by a plain server, in one run. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { generateSshKey } from '../src/lib/ssh-key';
import { type GantryProcess, startGantry } from './gantry-process';
import { median } from './median';

const connections = 16;
const seconds = 8;
const rounds = 3;
const projects = 20;
const applicationsPerProject = 5;
const databasesPerProject = 1;
const servicesPerProject = 1;
/** Lists that a plain server answers with the same bytes (bench/plain-server.ts). */
const lists = [
  '/projects',
  '/servers',
  '/applications',
  '/applications?summary=1',
  '/databases?summary=1',
  '/services?summary=1',
].map((path) => `/api/v1${path}`);

interface Measure {
  perSecond: number;
  p99: number;
}

async function seed(gantry: GantryProcess): Promise<void> {
  const key = await gantry.create('/security/keys', {
    name: 'bench',
    private_key: generateSshKey().privateKey.reveal(),
  });
  const server = await gantry.create('/servers', { name: 'bench', ip: '127.0.0.1', private_key_uuid: key });
  for (let p = 0; p < projects; p++) {
    const project = await gantry.create('/projects', {
      name: `project ${p}`,
      description: 'A project of the benchmark',
    });
    for (let a = 0; a < applicationsPerProject; a++) {
      await gantry.create('/applications/dockerimage', {
        project_uuid: project,
        server_uuid: server,
        environment_name: 'production',
        name: `application ${p}-${a}`,
        docker_registry_image_name: 'nginx',
        docker_registry_image_tag: 'alpine',
        ports_exposes: '80',
      });
    }
    for (let d = 0; d < databasesPerProject; d++) {
      await gantry.create('/databases/postgresql', {
        project_uuid: project,
        server_uuid: server,
        environment_name: 'production',
        name: `database ${p}-${d}`,
      });
    }
    for (let s = 0; s < servicesPerProject; s++) {
      await gantry.create('/services', {
        project_uuid: project,
        server_uuid: server,
        environment_name: 'production',
        name: `service ${p}-${s}`,
        docker_compose_raw: Buffer.from('services: {web: {image: "nginx:alpine"}}').toString('base64'),
      });
    }
  }
}

async function measure(url: string, token: string): Promise<Measure> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${token}` },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused and ${result.errors} failed requests`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

function startPlainServer(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  const child = fork(fileURLToPath(new URL('./plain-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('message', (message: { port: number }) =>
      done({ url: `http://127.0.0.1:${message.port}`, stop: () => child.disconnect() }),
    );
  });
}

const gantry = await startGantry();
const plain = await startPlainServer(gantry.databaseUrl);
try {
  await seed(gantry);
  console.info(
    `${projects} projects with ${applicationsPerProject} applications and ${databasesPerProject} database and ${servicesPerProject} service each, ${connections} connections, median of ${rounds} × ${seconds} s\n`,
  );
  console.info('endpoint                         gantry req/s   p99 ms    plain req/s   p99 ms    ratio');
  for (const path of lists) {
    const ours: Measure[] = [];
    const theirs: Measure[] = [];
    // Alternating, so that a change in the machine's speed meets both.
    for (let round = 0; round < rounds; round++) {
      ours.push(await measure(gantry.url + path, gantry.token));
      theirs.push(await measure(plain.url + path, gantry.token));
    }
    const [a, b] = [median(ours.map((m) => m.perSecond)), median(theirs.map((m) => m.perSecond))];
    const [pa, pb] = [median(ours.map((m) => m.p99)), median(theirs.map((m) => m.p99))];
    const cells = [
      a.toFixed(0).padStart(12),
      pa.toFixed(0).padStart(8),
      b.toFixed(0).padStart(14),
      pb.toFixed(0).padStart(8),
    ];
    console.info(`${path.padEnd(32)} ${cells.join(' ')} ${`${((a / b) * 100).toFixed(0)} %`.padStart(8)}`);
  }
} finally {
  plain.stop();
  await gantry.stop();
}
