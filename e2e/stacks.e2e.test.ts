// A stack on a real engine: a migration, a worker and a web component, in the order of their dependencies.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containersOf, type Fixture, imageApplication, openFixture } from './gantry/fixture';
import { settled } from './gantry/operation';
import { visit } from './gantry/visit';
import { startLoad } from './load/steady-load';

let fixture: Fixture;
let uuid = '';
let catalogue: string;
beforeAll(async () => {
  catalogue = await mkdtemp(join(tmpdir(), 'gantry-catalogue-'));
  await writeFile(join(catalogue, 'shop.yaml'), template());
  fixture = await openFixture(undefined, async () => ({ GANTRY_CATALOGUE_DIR: catalogue }));
  await fixture.host.loadDatabaseImage(DATABASE_IMAGE);
});
afterAll(async () => {
  await fixture?.close();
  await rm(catalogue, { recursive: true, force: true });
});

const api = () => fixture.gantry.rest;
const base64 = (text: string) => Buffer.from(text).toString('base64');

const DATABASE_IMAGE = 'postgres:16-alpine';

/** A web page, a database, and a worker that writes into it. */
function template({ web = 'gantry-test/web:1', note = 'one' } = {}): string {
  return `# name: Shop
# slogan: Sells what the lab has.
# category: test
# port: 8080
services:
  web:
    image: ${web}
    environment: [SERVICE_URL_WEB_8080]
    stop_grace_period: 1s
    healthcheck: {test: [CMD, 'true'], interval: 1s}
    volumes:
      - {type: bind, source: ./note.txt, target: /etc/note, content: "${note}\\n"}
    depends_on:
      db: {condition: service_healthy}
  worker:
    image: ${DATABASE_IMAGE}
    environment: ["DATABASE_URL=postgres://$SERVICE_USER_DB:$SERVICE_PASSWORD_DB@db/shop"]
    entrypoint: [sh, -c]
    command: ["trap 'exit 0' TERM; psql $$DATABASE_URL -c 'CREATE TABLE orders AS SELECT 7 AS number'; sleep 1000 & wait"]
    restart: unless-stopped
    depends_on:
      db: {condition: service_healthy}
  db:
    image: ${DATABASE_IMAGE}
    environment:
      POSTGRES_USER: $SERVICE_USER_DB
      POSTGRES_PASSWORD: $SERVICE_PASSWORD_DB
      POSTGRES_DB: shop
    healthcheck: {test: [CMD, pg_isready, -U, $SERVICE_USER_DB, -d, shop], interval: 1s, retries: 60}
    volumes: ["data:/var/lib/postgresql/data"]
`;
}

interface Versions {
  web: string;
  worker?: string;
}

function shop({ web, worker = 'sleep 1000' }: Versions): string {
  return `services:
  web:
    image: ${web}
    environment: [SERVICE_URL_WEB_8080]
    restart: unless-stopped
    depends_on:
      migrate:
        condition: service_completed_successfully
      worker:
        condition: service_started
  worker:
    image: gantry-test/web:1
    entrypoint: [sh, -c]
    command: ["trap 'exit 0' TERM; ${worker} & wait"]
    restart: unless-stopped
    healthcheck: {test: [CMD, 'true'], interval: 1s}
    volumes: ["state:/state"]
  migrate:
    image: gantry-test/web:1
    entrypoint: [sh, -c]
    command: ["date +%s%N > /state/ran; cat /proc/sys/kernel/random/uuid >> /state/runs"]
    volumes: ["state:/state"]
`;
}

const hasStatus = (wanted: string) =>
  api().eventually(`/services/${uuid}`, (body) => body.status === wanted, 180_000);

async function ids(): Promise<Record<string, string>> {
  const format = '{{.Label "gantry.component"}} {{.ID}}';
  const label = `label=gantry.resource=${uuid}`;
  const { stdout } = await fixture.host.exec(['docker', 'ps', '-a', '--filter', label, '--format', format]);
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
}

/** How the last operation of the stack ended. */
const ended = async () => (await settled(fixture.gantry, uuid))?.status;

const change = (file: string) =>
  api().patch(`/services/${uuid}`, { docker_compose_raw: base64(file), instant_deploy: true });

describe('a stack', () => {
  it('starts in the order of its dependencies and answers on its generated domain', async () => {
    const file = base64(shop({ web: 'gantry-test/web:1' }));
    const made = await api().post('/services', {
      ...fixture.place,
      docker_compose_raw: file,
      instant_deploy: true,
    });
    uuid = made.uuid;
    expect(await ended()).toBe('finished');
    await hasStatus('running:unknown');
    const { all, running } = await containersOf(fixture.host, uuid);
    expect(all.sort()).toEqual([`migrate-${uuid}`, `web-${uuid}`, `worker-${uuid}`]);
    expect(running.sort()).toEqual([`web-${uuid}`, `worker-${uuid}`]);
    const domain = new URL(made.domains[0]).hostname;
    expect(await visit(fixture.host, domain)).toEqual({ status: 200, body: 'version 1\n' });
  });

  it('replaces what has changed, and touches nothing else', async () => {
    const before = await ids();
    const { domains } = await change(shop({ web: 'gantry-test/web:2' }));
    expect(await ended()).toBe('finished');
    const after = await ids();
    expect(after.web).not.toBe(before.web);
    expect({ ...after, web: '' }).toEqual({ ...before, web: '' });
    expect(await visit(fixture.host, new URL(domains[0]).hostname)).toEqual({
      status: 200,
      body: 'version 2\n',
    });
  });

  it('goes back to all that ran when a release fails', async () => {
    const before = await ids();
    const { domains } = await change(shop({ web: 'gantry-test/crash:1', worker: 'sleep 2000' }));
    expect(await ended()).toBe('failed');
    expect(await ids()).toEqual(before);
    expect(await visit(fixture.host, new URL(domains[0]).hostname)).toEqual({
      status: 200,
      body: 'version 2\n',
    });
  });

  it('goes back with an application that does not start, and is replaced with one that does', async () => {
    const tag = 'group';
    await api().post(`/services/${uuid}/tags`, { tag_name: tag });
    const application = await imageApplication(fixture, 'gantry-test/crash:1', { tags: [tag] });
    const { domains } = await api().patch(`/services/${uuid}`, {
      docker_compose_raw: base64(shop({ web: 'gantry-test/web:1' })),
    });
    const page = () => visit(fixture.host, new URL(domains[0]).hostname);
    const deployTogether = async () => {
      const { group_uuid: group } = await api().post('/deploy', { tag, atomic: true });
      const isOver = ({ finished_at }: { finished_at: string | null }) => finished_at !== null;
      return (await api().eventually(`/deployment-groups/${group}`, isOver, 180_000)).state;
    };
    const before = await ids();
    expect(await deployTogether()).toBe('reverted');
    expect(await ids()).toEqual(before);
    expect(await page()).toEqual({ status: 200, body: 'version 2\n' });
    expect((await containersOf(fixture.host, application)).all).toEqual([]);
    await api().patch(`/applications/${application}`, {
      docker_registry_image_name: 'gantry-test/web',
      docker_registry_image_tag: '2',
    });
    expect(await deployTogether()).toBe('finished');
    expect(await page()).toEqual({ status: 200, body: 'version 1\n' });
    expect((await containersOf(fixture.host, application)).running).toHaveLength(1);
    await api().delete(`/applications/${application}`);
  });

  it('stops, and is deleted with its volume and its network', async () => {
    await api().post(`/services/${uuid}/stop`, {});
    await hasStatus('exited');
    await api().delete(`/services/${uuid}`);
    await expect
      .poll(
        () =>
          api()
            .get(`/services/${uuid}`)
            .then(
              () => 200,
              ({ status }) => status,
            ),
        {
          timeout: 120_000,
        },
      )
      .toBe(404);
    const volumes = await fixture.host.exec(['docker', 'volume', 'ls', '--quiet']);
    expect(volumes.stdout).not.toContain(uuid);
    const networks = await fixture.host.exec(['docker', 'network', 'ls', '--format', '{{.Name}}']);
    expect(networks.stdout).not.toContain(uuid);
  });
});

describe('a stack from a template', () => {
  let domain = '';

  it('has a web page on its generated domain, and a worker that reaches its database', async () => {
    const read = await api().post('/catalogues', { name: 'lab', path: '.', format: 'coolify' });
    const { errors } = await api().eventually(`/catalogues/${read.uuid}`, ({ status }) => status === 'ready');
    expect(errors).toEqual([]);
    const made = await api().post('/services', { ...fixture.place, type: 'lab/shop', instant_deploy: true });
    uuid = made.uuid;
    expect(await ended()).toBe('finished');
    domain = new URL(made.domains[0]).hostname;
    expect(await visit(fixture.host, domain)).toEqual({ status: 200, body: 'version 1\n' });
    const orders = async () => {
      const sql = 'SELECT number FROM orders';
      const command = ['docker', 'exec', `worker-${uuid}`, 'sh', '-c', `psql "$DATABASE_URL" -Atc '${sql}'`];
      return (await fixture.host.exec(command)).stdout.trim();
    };
    await expect.poll(orders).toBe('7');
  });

  it('fails no request while its web page is replaced, by a version or by a file, and replaces nothing else', async () => {
    const load = startLoad({
      ...{ address: fixture.host.ip, port: 80, host: domain, path: '/' },
      // How fast the machine is shall not matter.
      ...{ perSecond: 200, mostOpen: 20, deadlineMs: 120_000 },
    });
    for (const next of [{ note: 'two' }, { note: 'two', web: 'gantry-test/web:2' }, { note: 'three' }]) {
      const before = await ids();
      await change(template(next));
      expect(await ended()).toBe('finished');
      const after = await ids();
      expect(after.web).not.toBe(before.web);
      expect({ ...after, web: '' }).toEqual({ ...before, web: '' });
      const note = await fixture.host.exec(['docker', 'exec', `web-${uuid}`, 'cat', '/etc/note']);
      expect(note.stdout).toBe(`${next.note}\n`);
    }
    const { sent, failures } = await load.stop();
    expect([...failures]).toEqual([]);
    expect(sent).toBeGreaterThan(100);
  });
});
