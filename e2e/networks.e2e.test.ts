// Who reaches whom: real containers of two environments and two organizations on one machine.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed, newPlace, type Place } from './gantry/deployment';
import { containersOf, type Fixture, imageApplication, openFixture } from './gantry/fixture';
import type { Body, Rest } from './gantry/rest';
import { addServer } from './gantry/server';
import { visit } from './gantry/visit';

let fixture: Fixture;
let shop: string;
let worker: string;
let staging: string;
let foreign: string;
let second: Rest;
let foreignPlace: Place;

beforeAll(async () => {
  fixture = await openFixture();
  const { gantry, lab, host, place } = fixture;
  const mapped = { ports_mappings: '18080:8080' };
  shop = await released({ domains: 'http://shop.example', custom_network_aliases: 'api', ...mapped });
  worker = await released({});
  await gantry.rest.post(`/projects/${place.project_uuid}/environments`, { name: 'staging' });
  const more = { domains: 'http://staging.example', custom_network_aliases: 'api' };
  staging = await released({ environment_name: 'staging', ...more });
  second = await gantry.secondOrganization();
  foreignPlace = await newPlace({ rest: second }, await addServer(second, lab, host));
  foreign = (
    await second.post('/applications/dockerimage', {
      ...foreignPlace,
      docker_registry_image_name: 'gantry-test/web',
      docker_registry_image_tag: '2',
      domains: 'http://foreign.example',
    })
  ).uuid;
  const { deployment_uuid } = await second.post(`/applications/${foreign}/start`);
  await second.eventually(`/deployments/${deployment_uuid}`, ({ status }) => status === 'finished');
});
afterAll(() => fixture?.close());

const rest = () => fixture.gantry.rest;

async function released(more: object): Promise<string> {
  const uuid = await imageApplication(fixture, 'gantry-test/web:1', more);
  await deployed(fixture.gantry, uuid);
  return uuid;
}

async function containerOf(uuid: string): Promise<string> {
  return (await containersOf(fixture.host, uuid)).running[0] ?? '';
}

/** Its name server and its network, with the programs of the machine: the images of the lab cannot look names up. */
const asContainer =
  'mount --bind "$1" /etc/resolv.conf && exec nsenter --target "$2" --net curl -s -m 3 "$3"';

/** What a container gets from an address; empty: nothing. */
async function asked(from: string, address: string): Promise<string> {
  const format = '{{.ResolvConfPath}} {{.State.Pid}}';
  const { stdout: place } = await fixture.host.exec([
    ...['docker', 'inspect', '--format', format, await containerOf(from)],
  ]);
  const request = [...place.trim().split(' '), `http://${address}:8080/`];
  return (await fixture.host.exec(['unshare', '--mount', 'sh', '-c', asContainer, 'sh', ...request])).stdout;
}

/** What the machine gets from the port that is mapped to the shop. */
async function mapped(): Promise<string> {
  return (await fixture.host.exec(['curl', '-s', '-m', '5', 'http://127.0.0.1:18080/'])).stdout;
}

/** Name → address. */
async function networksOf(container: string): Promise<Record<string, string>> {
  const format = '{{range $name, $it := .NetworkSettings.Networks}}{{$name}}={{$it.IPAddress}} {{end}}';
  const { stdout } = await fixture.host.exec(['docker', 'inspect', '--format', format, container]);
  return Object.fromEntries(
    stdout
      .trim()
      .split(' ')
      .map((entry) => entry.split('=') as [string, string]), // as the format writes them
  );
}

const addressOf = async (uuid: string) => Object.values(await networksOf(await containerOf(uuid)))[0] ?? '';
const startOf = async (uuid: string) => {
  const format = ['docker', 'inspect', '--format', '{{.Id}} {{.State.StartedAt}}'];
  return (await fixture.host.exec([...format, await containerOf(uuid)])).stdout;
};

describe('workloads of one environment', () => {
  it('reach each other by uuid and by alias', async () => {
    expect(await asked(worker, '127.0.0.1')).toBe('version 1\n');
    expect(await asked(worker, shop)).toBe('version 1\n');
    expect(await asked(worker, 'api')).toBe('version 1\n');
    expect(await asked(shop, worker)).toBe('version 1\n');
  });

  it('have a network with a subnet of the pool, of their own', async () => {
    const names = await Promise.all(
      [shop, worker, staging, foreign].map(async (uuid) =>
        Object.keys(await networksOf(await containerOf(uuid))),
      ),
    );
    expect(names.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect(new Set(names.flat()).size).toBe(3);
    for (const uuid of [shop, staging, foreign]) expect(await addressOf(uuid)).toMatch(/^10\.213\./);
  });
});

describe('workloads of another environment or organization', () => {
  it.each([
    ['environment', () => staging, () => shop],
    ['organization', () => foreign, () => shop],
    ['organization, from here', () => shop, () => foreign],
  ])('are not reached: %s', async (_what, from, to) => {
    expect(await asked(from(), to())).toBe('');
    expect(await asked(from(), await addressOf(to()))).toBe('');
  });

  it('do not take the same alias from each other', async () => {
    expect(await asked(staging, 'api')).toBe('version 1\n');
    expect(await asked(foreign, 'api')).toBe('');
  });
});

describe('a workload that is connected to another environment', () => {
  const connections = () => `/applications/${staging}/connected-environments`;
  const networks = async (uuid: string) => Object.keys(await networksOf(await containerOf(uuid)));
  const own = async () => {
    const [environment] = (await rest().get(`/projects/${fixture.place.project_uuid}/environments`)).filter(
      ({ name }: Body) => name === fixture.place.environment_name,
    );
    return environment.uuid;
  };

  it('reaches what is there and is reached, at once, until it is disconnected', async () => {
    const environment_uuid = await own();
    const before = await startOf(staging);
    await rest().post(connections(), { environment_uuid });
    await expect.poll(() => asked(staging, shop), { timeout: 60_000 }).toBe('version 1\n');
    expect(await asked(worker, staging)).toBe('version 1\n');
    expect(await asked(foreign, shop)).toBe('');
    expect(await startOf(staging)).toBe(before);
    await deployed(fixture.gantry, staging);
    expect(await networks(staging)).toHaveLength(2);
    expect(await asked(staging, shop)).toBe('version 1\n');
    expect((await visit(fixture.host, 'staging.example')).status).toBe(200);
    await rest().delete(`${connections()}/${environment_uuid}`);
    await expect.poll(() => asked(staging, shop), { timeout: 60_000 }).toBe('');
    expect(await asked(worker, staging)).toBe('');
    expect(await networks(staging)).toHaveLength(1);
    expect((await visit(fixture.host, 'staging.example')).status).toBe(200);
  });
});

const domains = ['shop.example', 'staging.example', 'foreign.example'];
const answers = () => Promise.all(domains.map(async (domain) => (await visit(fixture.host, domain)).status));

describe('the proxy', () => {
  it('serves all of them', async () => expect(await answers()).toEqual([200, 200, 200]));

  it('that was removed is on all of their networks again', async () => {
    await fixture.host.exec(['docker', 'rm', '--force', 'coolify-proxy']);
    await expect.poll(answers, { timeout: 180_000, interval: 1000 }).toEqual([200, 200, 200]);
  });
});

describe('a switch of a destination', () => {
  const destination = async () => (await rest().get('/destinations'))[0].uuid;
  const switched = async (is_isolated: boolean) =>
    rest().patch(`/destinations/${await destination()}`, { is_isolated });

  it('lets containers that run change over, and nothing restarts', async () => {
    await expect(switched(false)).rejects.toMatchObject({ status: 409 });
    await rest().patch(`/applications/${staging}`, { custom_network_aliases: '' });
    const before = await startOf(shop);
    await switched(false);
    await expect.poll(() => asked(staging, shop), { timeout: 60_000 }).toBe('version 1\n');
    expect(await asked(foreign, shop)).toBe('');
    expect(await mapped()).toBe('version 1\n');
    await expect.poll(answers, { timeout: 60_000 }).toEqual([200, 200, 200]);
    const plan = await rest().get(`/destinations/${await destination()}/isolation`);
    expect(plan.networks).toHaveLength(2);
    await switched(true);
    await expect.poll(() => asked(staging, shop), { timeout: 60_000 }).toBe('');
    expect(await asked(worker, shop)).toBe('version 1\n');
    expect(await asked(worker, 'api')).toBe('version 1\n');
    await expect.poll(answers, { timeout: 60_000 }).toEqual([200, 200, 200]);
    expect(await mapped()).toBe('version 1\n');
    expect(await startOf(shop)).toBe(before);
  });
});

it('the network of an environment goes with its last workload', async () => {
  const [network = ''] = Object.keys(await networksOf(await containerOf(staging)));
  expect(network).not.toBe('');
  await rest().delete(`/applications/${staging}`);
  const list = async () =>
    (await fixture.host.exec(['docker', 'network', 'ls', '--format', '{{.Name}}'])).stdout.split('\n');
  await expect.poll(list, { timeout: 150_000, interval: 1000 }).not.toContain(network);
  expect(await asked(worker, shop)).toBe('version 1\n');
});
