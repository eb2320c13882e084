// A stack on a real engine: a migration, a worker and a web component, in the order of their dependencies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containersOf, type Fixture, openFixture } from './gantry/fixture';
import { visit } from './gantry/visit';

let fixture: Fixture;
let uuid = '';
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const api = () => fixture.gantry.rest;
const base64 = (text: string) => Buffer.from(text).toString('base64');

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
    volumes: ["state:/state"]
  migrate:
    image: gantry-test/web:1
    entrypoint: [sh, -c]
    command: ["date +%s%N > /state/ran; cat /proc/sys/kernel/random/uuid >> /state/runs"]
    volumes: ["state:/state"]
`;
}

const settled = (wanted: string) =>
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

/** The last operation of the stack, when it has ended. */
async function ended(): Promise<string> {
  const { database } = fixture.gantry;
  let status = '';
  await expect
    .poll(
      async () => {
        const last = await database.unscoped.operation.findFirst({
          where: { workload: { uuid } },
          orderBy: { id: 'desc' },
        });
        status = last?.status ?? '';
        return ['finished', 'failed', 'cancelled'].includes(status);
      },
      { timeout: 180_000 },
    )
    .toBe(true);
  return status;
}

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
    await settled('running:unknown');
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

  it('stops, and is deleted with its volume and its network', async () => {
    await api().post(`/services/${uuid}/stop`, {});
    await settled('exited');
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
