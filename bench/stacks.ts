/**
 * `npm run bench:stacks`: 200 services of 5 components on one server. Lists and get-one beside the same reads with 20 of
 * them; then the status sweep of the server, by the product's own code on a machine in memory, which answers at once: what
 * Docker and SSH take comes on top.
 */
import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';
import { componentLabels, ofResource } from '../src/engine/component/labels';
import { generateSshKey } from '../src/lib/ssh-key';
import { organizationScopeOf } from '../src/services/context';
import { startDatabaseTest } from '../src/services/databases/machine.testing';
import { refreshStatuses } from '../src/services/server-sweep/refresh-status';
import { type GantryProcess, startGantry } from './gantry-process';
import { median } from './median';

const few = 20;
const many = 200;
const components = ['web', 'worker', 'queue', 'search', 'store'];
const file = Buffer.from(
  `services:\n${components.map((name) => `  ${name}:\n    image: nginx:alpine\n    environment: [SERVICE_PASSWORD_${name.toUpperCase()}]\n`).join('')}`,
).toString('base64');

async function addStacks(
  create: (body: object) => Promise<string>,
  { from, to }: { from: number; to: number },
): Promise<string[]> {
  const uuids: string[] = [];
  for (let n = from; n < to; n++)
    uuids.push(await create({ name: `service ${n}`, docker_compose_raw: file }));
  return uuids;
}

async function p99Of(gantry: GantryProcess, path: string): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 4; round++) {
    const result = await autocannon({
      url: `${gantry.url}/api/v1${path}`,
      connections: 4,
      duration: round === 0 ? 1 : 4, // warm at first
      headers: { authorization: `Bearer ${gantry.token}` },
    });
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${path} was refused or failed.`);
    if (round > 0) rounds.push(result.latency.p99);
  }
  return median(rounds);
}

async function benchLists(): Promise<void> {
  const gantry = await startGantry();
  try {
    const key = await gantry.create('/security/keys', {
      name: 'bench',
      private_key: generateSshKey().privateKey.reveal(),
    });
    const place = {
      server_uuid: await gantry.create('/servers', { ip: '127.0.0.1', private_key_uuid: key }),
      project_uuid: await gantry.create('/projects', { name: 'project' }),
      environment_name: 'production',
    };
    const create = (body: object) => gantry.create('/services', { ...place, ...body });
    const [first = ''] = await addStacks(create, { from: 0, to: few });
    const paths = [
      '/services?per_page=20',
      '/services?summary=1&per_page=20',
      '/resources?per_page=20',
      `/services/${first}`,
    ];
    const before: number[] = [];
    for (const path of paths) before.push(await p99Of(gantry, path));
    await addStacks(create, { from: few, to: many });
    console.info(`${'read'.padEnd(40)} p99 of ${few}    of ${many}   ratio`);
    for (const [at, path] of paths.entries()) {
      const [one = 0, all] = [before[at], await p99Of(gantry, path)];
      console.info(
        `${path.padEnd(40)} ${one.toFixed(1).padStart(9)} ${all.toFixed(1).padStart(9)} ${(all / Math.max(one, 1)).toFixed(2).padStart(7)}`,
      );
    }
  } finally {
    await gantry.stop();
  }
}

const megabytes = async () =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;

async function benchSweep(): Promise<void> {
  const test = await startDatabaseTest();
  try {
    const { services, owner, database } = test.server;
    const create = async (body: object) =>
      (await test.call('POST', '/services', { ...test.place, ...body })).body.uuid;
    const uuids = await addStacks(create, { from: 0, to: many });
    for (const uuid of uuids)
      for (const name of components) {
        const labels = {
          ...ofResource(services.installation.uuid, uuid),
          ...componentLabels({ name, key: uuid }),
        };
        const container = { name: `${name}-${uuid}`, image: 'nginx:alpine', labels, hostConfig: {} };
        await test.host.docker.startContainer(await test.host.docker.createContainer(container));
      }
    const scope = organizationScopeOf(services, owner.organizationId);
    const server = await database.unscoped.server.findFirstOrThrow({ include: { privateKey: true } });
    for (const title of ['all of them are news', 'nothing changed', 'nothing changed']) {
      const began = performance.now();
      await refreshStatuses(scope, server);
      const ms = performance.now() - began;
      console.info(
        `sweep of ${many * components.length} containers, ${title.padEnd(20)} ${ms.toFixed(0).padStart(6)} ms   ${(await megabytes()).toFixed(0)} MB resident`,
      );
    }
    const running = await database.unscoped.workload.count({ where: { status: { startsWith: 'running' } } });
    if (running !== many) throw new Error(`${running} of ${many} services run.`);
  } finally {
    await test.server.stop();
  }
}

await benchLists();
await benchSweep();
