/**
 * `npm run bench:webhooks`: pushes of GitHub and GitLab that deploy one and many applications, beside a plain server that
 * proves the call and inserts one row, in one run; and how long each push waits on a connection of its own.
 */
import { fork } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { createPool } from '../src/db/pool';
import { Secret } from '../src/domain/secret';
import { manualWebhookPath } from '../src/domain/webhook/paths';
import { generateSshKey } from '../src/lib/ssh-key';
import { type GantryProcess, startGantry } from './gantry-process';
import { median } from './median';

const connections = 16;
const seconds = 4;
const rounds = 3;
/** Pushes per second on a connection of its own: more than anyone makes. */
const quietRate = 4;
/** Applications that are built from the repository of a push. */
const sizes = [1, 20];
/** A forge's address may call 600 times a minute. */
const addresses = 60_000;

const secret = randomBytes(24).toString('base64url');
let pushes = 0;

interface Forge {
  name: 'github' | 'gitlab';
  headers(body: string): Record<string, string>;
  /** The payload's own name of the repository. */
  repository(name: string): object;
}

const forges: readonly Forge[] = [
  {
    name: 'github',
    headers: (body) => ({
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    }),
    repository: (name) => ({ repository: { full_name: name } }),
  },
  {
    name: 'gitlab',
    headers: () => ({
      'x-gitlab-event': 'Push Hook',
      'x-gitlab-event-uuid': randomUUID(),
      'x-gitlab-token': secret,
    }),
    repository: (name) => ({ object_kind: 'push', project: { path_with_namespace: name } }),
  },
];

const repositoryOf = ({ name }: Forge, size: number) => `acme/${name}-${size}`;

/** A push of ten commits that change ten files each, about 8 kB. */
function push(forge: Forge, size: number): autocannon.Request {
  const commit = () => randomBytes(20).toString('hex');
  const after = commit();
  const commits = Array.from({ length: 10 }, (_, at) => ({
    id: at === 9 ? after : commit(),
    message: `Change ${at} of a push, with a subject of the usual length`,
    added: [],
    removed: [],
    modified: Array.from({ length: 10 }, (_, file) => `src/folder-${at}/with/a-path/of-file-${file}.ts`),
  }));
  const body = JSON.stringify({
    ...forge.repository(repositoryOf(forge, size)),
    ref: 'refs/heads/main',
    before: commit(),
    after,
    created: false,
    deleted: false,
    forced: false,
    head_commit: commits.at(-1),
    commits,
    total_commits_count: commits.length,
  });
  const caller = pushes++ % addresses;
  const headers = {
    'content-type': 'application/json',
    'x-forwarded-for': `8.8.${caller >> 8}.${caller & 255}`,
    ...forge.headers(body),
  };
  return { method: 'POST', path: manualWebhookPath(forge.name), headers, body };
}

async function seed(gantry: GantryProcess): Promise<void> {
  const key = await gantry.create('/security/keys', {
    name: 'bench',
    private_key: generateSshKey().privateKey.reveal(),
  });
  const server = await gantry.create('/servers', { name: 'bench', ip: '127.0.0.1', private_key_uuid: key });
  await gantry.call('PATCH', `/servers/${server}`, { deployment_queue_limit: 1000, concurrent_builds: 1 });
  const project = await gantry.create('/projects', { name: 'project' });
  for (const forge of forges)
    for (const size of sizes)
      for (let at = 0; at < size; at++) {
        const uuid = await gantry.create('/applications/public', {
          project_uuid: project,
          server_uuid: server,
          environment_name: 'production',
          name: `${forge.name} ${size} ${at}`,
          git_repository: `https://${forge.name}.example.com/${repositoryOf(forge, size)}`,
          git_branch: 'main',
          build_pack: 'nixpacks',
          ports_exposes: '3000',
        });
        await gantry.call('PATCH', `/applications/${uuid}`, {
          [`manual_webhook_secret_${forge.name}`]: secret,
        });
      }
}

/** Let a deployment run on the server for ever: those of pushes wait behind it, and the last of each application stays. */
async function occupy(databaseUrl: string): Promise<void> {
  const pool = createPool(new Secret(databaseUrl));
  await pool.query(
    `INSERT INTO operations (uuid, organization_id, workload_id, server_id, status, dedupe_key, created_at, updated_at,
       started_at, lease_holder, lease_until)
     SELECT 'running00000000000000000', w.organization_id, w.id, s.id, 'in_progress', '', now(), now(), now(), 'bench', 'infinity'
     FROM (SELECT * FROM workloads ORDER BY id LIMIT 1) w, servers s`,
  );
  await pool.end();
}

interface Measure {
  perSecond: number;
  p50: number;
  p99: number;
}

interface Pushed {
  forge: Forge;
  size: number;
}

/** @param how on one connection at its rate, or on all as fast as it can */
async function measure(url: string, { forge, size }: Pushed, how: 'quiet' | 'full'): Promise<Measure> {
  const result = await autocannon({
    url,
    ...(how === 'quiet' ? { connections: 1, connectionRate: quietRate } : { connections }),
    duration: seconds,
    requests: [{ setupRequest: () => push(forge, size) }],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused and ${result.errors} failed requests`);
  const { latency, requests } = result;
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
}

function startPlainServer(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  const child = fork(fileURLToPath(new URL('./plain-webhooks.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: databaseUrl, WEBHOOK_SECRET: secret },
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('message', (message: { port: number }) =>
      done({ url: `http://127.0.0.1:${message.port}`, stop: () => child.disconnect() }),
    );
  });
}

const middle = (measures: readonly Measure[], of: keyof Measure) => median(measures.map((each) => each[of]));

const gantry = await startGantry({ TRUSTED_PROXIES: '127.0.0.1' });
const plain = await startPlainServer(gantry.databaseUrl);
try {
  await seed(gantry);
  await occupy(gantry.databaseUrl);
  console.info(
    `${connections} connections, and one with ${quietRate} pushes a second, median of ${rounds} × ${seconds} s\n`,
  );
  console.info(
    'push                     gantry req/s   p50 ms   p99 ms    plain req/s   p50 ms   p99 ms    ratio    alone: p50 ms   p99 ms',
  );
  const pushed = forges.flatMap((forge) => sizes.map((size) => ({ forge, size })));
  const quiet = new Map<Pushed, Measure[]>(pushed.map((each) => [each, []]));
  // First: what is accepted at full speed is handled for a while after that.
  for (let round = 0; round < rounds; round++)
    for (const [each, measures] of quiet) measures.push(await measure(gantry.url, each, 'quiet'));
  for (const [each, alone] of quiet) {
    const ours: Measure[] = [];
    const theirs: Measure[] = [];
    // Alternating, so that a change in the machine's speed meets both.
    for (let round = 0; round < rounds; round++) {
      ours.push(await measure(gantry.url, each, 'full'));
      theirs.push(await measure(plain.url, each, 'full'));
    }
    const ratio = middle(ours, 'perSecond') / middle(theirs, 'perSecond');
    const cells = [
      middle(ours, 'perSecond').toFixed(0).padStart(12),
      middle(ours, 'p50').toFixed(0).padStart(8),
      middle(ours, 'p99').toFixed(0).padStart(8),
      middle(theirs, 'perSecond').toFixed(0).padStart(14),
      middle(theirs, 'p50').toFixed(0).padStart(8),
      middle(theirs, 'p99').toFixed(0).padStart(8),
      `${(ratio * 100).toFixed(1)} %`.padStart(8),
      middle(alone, 'p50').toFixed(0).padStart(16),
      middle(alone, 'p99').toFixed(0).padStart(8),
    ];
    console.info(`${`${each.forge.name}, ${each.size} applications`.padEnd(24)} ${cells.join(' ')}`);
  }
} finally {
  plain.stop();
  await gantry.stop();
}
