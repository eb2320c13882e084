/**
 * `npm run bench:scale`: reading from an installation with 1 000 projects, 10 000 applications and 100 000 deployments,
 * beside the same reads when it had just enough to fill a page, in one run.
 */
import autocannon from 'autocannon';
import { createPool, type Pool } from '../src/db/pool';
import { Secret } from '../src/domain/secret';
import { generateSshKey } from '../src/lib/ssh-key';
import { type GantryProcess, startGantry } from './gantry-process';
import { median } from './median';

const connections = 4;
const seconds = 4;
const rounds = 3;

interface Size {
  projects: number;
  applications: number;
  deployments: number;
}

/** Ten deployments an application in both: pages are equally full. */
const small: Size = { projects: 20, applications: 20, deployments: 200 };
const large: Size = { projects: 1_000, applications: 10_000, deployments: 100_000 };

interface First {
  projectUuid: string;
  applicationUuid: string;
  deploymentUuid: string;
}

/** One of each, made as a user would; the deployment waits for a server that was never validated. */
async function makeFirst(gantry: GantryProcess, pool: Pool): Promise<First> {
  const key = await gantry.create('/security/keys', {
    name: 'bench',
    private_key: generateSshKey().privateKey.reveal(),
  });
  const server = await gantry.create('/servers', { name: 'bench', ip: '127.0.0.1', private_key_uuid: key });
  const projectUuid = await gantry.create('/projects', { name: 'project' });
  const applicationUuid = await gantry.create('/applications/dockerimage', {
    project_uuid: projectUuid,
    server_uuid: server,
    environment_name: 'production',
    name: 'application',
    docker_registry_image_name: 'nginx',
    ports_exposes: '80',
  });
  // Written, not asked for: a deployment of a server that is not there would end while it is measured.
  const { rows } = await pool.query<{ uuid: string }>(
    `WITH operation AS (
       INSERT INTO operations (uuid, organization_id, workload_id, server_id, status, dedupe_key, created_at, updated_at,
         finished_at)
       SELECT 'deployment00000000000000', w.organization_id, w.id, s.id, 'finished', '', now(), now(), now()
       FROM workloads w, servers s RETURNING id, uuid
     ), deployment AS (
       INSERT INTO deployments (operation_id, config_hash, snapshot) SELECT id, '', '{}' FROM operation
     )
     SELECT uuid FROM operation`,
  );
  const deploymentUuid = rows[0]?.uuid;
  if (deploymentUuid === undefined) throw new Error('No deployment was written.');
  return { projectUuid, applicationUuid, deploymentUuid };
}

/** Copies of the first rows, evenly: as many applications for each project, and deployments for each application. */
async function grow(pool: Pool, from: Size, to: Size): Promise<void> {
  const copy = (
    table: 'projects' | 'environments' | 'workloads' | 'operations',
    changes: string,
    source: string,
  ) =>
    pool.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(
         'id', nextval(pg_get_serial_sequence('${table}', 'id')), ${changes}))).*
       FROM ${table} t JOIN (SELECT min(id) AS id FROM ${table}) first USING (id) CROSS JOIN ${source}`,
    );
  const numbers = (table: keyof Size) => `generate_series(${from[table] + 1}, ${to[table]}) n`;
  const each = (table: string, count: number) =>
    `JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM ${table}) o ON o.place = 1 + (n - 1) % ${count}`;
  await copy(
    'projects',
    `'uuid', 'project' || lpad(n::text, 17, '0'), 'name', 'project ' || n`,
    numbers('projects'),
  );
  await copy(
    'environments',
    `'uuid', 'environment' || lpad(p.id::text, 13, '0'), 'project_id', p.id`,
    `projects p WHERE NOT EXISTS (SELECT 1 FROM environments e WHERE e.project_id = p.id)`,
  );
  /** Rows of a table that shares the key of `owner`, for those that have none yet. */
  const complete = (table: keyof Size, key: string, owner: string) =>
    pool.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('${key}', o.id))).*
       FROM ${table} t JOIN (SELECT min(${key}) AS ${key} FROM ${table}) first USING (${key}) CROSS JOIN ${owner} o
       WHERE NOT EXISTS (SELECT 1 FROM ${table} own WHERE own.${key} = o.id)`,
    );
  await copy(
    'workloads',
    `'uuid', 'application' || lpad(n::text, 13, '0'), 'name', 'application ' || n, 'environment_id', o.id`,
    `${numbers('applications')} ${each('environments', to.projects)}`,
  );
  await complete('applications', 'id', 'workloads');
  await copy(
    'operations',
    `'uuid', 'deployment' || lpad(n::text, 14, '0'), 'workload_id', o.id`,
    `${numbers('deployments')} ${each('applications', to.applications)}`,
  );
  await complete('deployments', 'operation_id', 'operations');
  await pool.query('ANALYZE');
  const counts = Object.keys(to).map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`);
  const { rows } = await pool.query<Size>(`SELECT ${counts.join(', ')}`);
  if (JSON.stringify(rows[0]) !== JSON.stringify(to))
    throw new Error(`Wanted ${JSON.stringify(to)}, but there are ${JSON.stringify(rows[0])}.`);
}

interface Measure {
  p50: number;
  p99: number;
}

async function measureAll(gantry: GantryProcess, paths: string[]): Promise<Map<string, Measure>> {
  const found = new Map<string, Measure>();
  for (const path of paths) {
    await load(gantry, path, 1); // warm: statements prepared, pages read
    const measures: Measure[] = [];
    for (let round = 0; round < rounds; round++) measures.push(await load(gantry, path, seconds));
    found.set(path, {
      p50: median(measures.map(({ p50 }) => p50)),
      p99: median(measures.map(({ p99 }) => p99)),
    });
  }
  return found;
}

async function load(gantry: GantryProcess, path: string, duration: number): Promise<Measure> {
  const result = await autocannon({
    url: `${gantry.url}/api/v1${path}`,
    connections,
    duration,
    headers: { authorization: `Bearer ${gantry.token}` },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path}: ${result.non2xx} refused and ${result.errors} failed requests`);
  return { p50: result.latency.p50, p99: result.latency.p99 };
}

const gantry = await startGantry();
// Growing takes longer than a request may.
const pool = createPool(new Secret(gantry.databaseUrl), { of: 'maintenance' });
try {
  const { projectUuid, applicationUuid, deploymentUuid } = await makeFirst(gantry, pool);
  const paths = [
    `/projects/${projectUuid}`,
    `/applications/${applicationUuid}`,
    `/deployments/${deploymentUuid}`,
    '/projects?per_page=20',
    '/applications?per_page=20',
    '/resources?per_page=20',
    '/deployments',
    `/deployments/applications/${applicationUuid}`,
  ];
  await grow(pool, { projects: 1, applications: 1, deployments: 1 }, small);
  const before = await measureAll(gantry, paths);
  await grow(pool, small, large);
  const after = await measureAll(gantry, paths);
  const sizeOf = (size: Size) =>
    Object.entries(size)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ');
  console.info(`small: ${sizeOf(small)}\nlarge: ${sizeOf(large)}`);
  console.info(`${connections} connections, median of ${rounds} × ${seconds} s, times in ms\n`);
  console.info(`${'read'.padEnd(52)} p50 small    large   p99 small    large   ratio`);
  for (const path of paths) {
    const [one, all] = [before.get(path), after.get(path)];
    if (!one || !all) throw new Error(`${path} was not measured.`);
    const cells = [
      one.p50.toFixed(1).padStart(9),
      all.p50.toFixed(1).padStart(8),
      one.p99.toFixed(1).padStart(11),
      all.p99.toFixed(1).padStart(8),
      (all.p99 / Math.max(one.p99, 1)).toFixed(2).padStart(7),
    ];
    console.info(`${path.padEnd(52)} ${cells.join(' ')}`);
  }
} finally {
  await pool.end();
  await gantry.stop();
}
