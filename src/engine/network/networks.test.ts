import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { NetworkSpec } from '../../domain/workload/network';
import { DoubleHost } from '../testing/double-host';
import { ensureNetwork } from './ensure-network';
import { parseRoutes } from './host-routes';
import { moveContainers } from './move-containers';
import { removeEmptyNetwork } from './remove-network';

const quiet = {
  clock: { sleep: async () => undefined },
  log: { info: async () => undefined, problem: async () => undefined },
};
const network = (name: string, environment: string | null = null): NetworkSpec => ({
  name,
  environment,
  pool: '10.213.0.0/24',
});
const ensure = (host: DoubleHost, name: string, environment?: string) =>
  ensureNetwork(host, 'gantry1', network(name, environment), quiet);
const subnetOf = (host: DoubleHost, name: string) => host.docker.networks.get(name)?.subnets;

describe('ensureNetwork', () => {
  it('gives each network a subnet of its own and says whose it is', async () => {
    const host = new DoubleHost();
    await ensure(host, 'one', 'env1');
    await ensure(host, 'two');
    await ensure(host, 'one', 'env1');
    expect(subnetOf(host, 'one')).toEqual(['10.213.0.0/26']);
    expect(subnetOf(host, 'two')).toEqual(['10.213.0.64/26']);
    expect(host.docker.networks.get('one')?.labels).toEqual({
      'gantry.managed': 'true',
      'gantry.instance': 'gantry1',
      'gantry.kind': 'environment',
      'gantry.environment': 'env1',
    });
  });

  it('leaves alone what the machine routes', async () => {
    const host = new DoubleHost();
    host.answers.push(['ip -4 route', { stdout: 'default via 192.0.2.1\n10.213.0.0/25 dev wg0\n' }]);
    await ensure(host, 'one');
    expect(subnetOf(host, 'one')).toEqual(['10.213.0.128/26']);
  });

  it('avoids the networks of Docker where routes cannot be read', async () => {
    const host = new DoubleHost();
    host.answers.push(['ip -4 route', { code: 127 }]);
    await ensure(host, 'one');
    await ensure(host, 'two');
    expect(subnetOf(host, 'two')).toEqual(['10.213.0.64/26']);
  });

  /** Do another operation's work right after the networks were listed for the second time. */
  function meanwhile(host: DoubleHost, work: () => Promise<unknown>): void {
    const list = host.docker.listNetworks.bind(host.docker);
    let looks = 0;
    host.docker.listNetworks = async (labels) => {
      const before = await list(labels);
      if (++looks === 2) await work();
      return before;
    };
  }

  it('takes the next subnet when another operation took the one that was free', async () => {
    const host = new DoubleHost();
    meanwhile(host, () => host.docker.createNetwork('rival', { labels: {}, subnet: '10.213.0.0/26' }));
    await ensure(host, 'one');
    expect(subnetOf(host, 'one')).toEqual(['10.213.0.64/26']);
  });

  it('is content with the network that another operation made at the same moment', async () => {
    const host = new DoubleHost();
    // Like Docker: refuses the subnet, but would accept the name.
    const create = host.docker.createNetwork.bind(host.docker);
    const subnets: string[] = [];
    host.docker.createNetwork = async (name, options) => {
      subnets.push(options.subnet);
      return (await create(name, options)) === 'created' ? 'created' : 'overlaps';
    };
    meanwhile(host, () => create('one', { labels: {}, subnet: '10.213.0.0/26' }));
    await ensure(host, 'one');
    expect(subnets).toEqual(['10.213.0.0/26']);
    expect(subnetOf(host, 'one')).toEqual(['10.213.0.0/26']);
  });

  it('waits for a network that another operation makes, whose subnet Docker has and does not list yet', async () => {
    const host = new DoubleHost();
    const subnets: string[] = [];
    let looks = 0;
    host.docker.createNetwork = async (_name, { subnet }) => {
      subnets.push(subnet);
      return 'overlaps';
    };
    host.docker.listNetworks = async () =>
      ++looks < 8 ? [] : [{ id: 'a', name: 'one', labels: {}, subnets: ['10.213.0.0/26'] }];
    await ensure(host, 'one');
    expect(subnets).toEqual(['10.213.0.0/26']);
  });

  it('leaves alone the bridge of a daemon that is gone, for which no network comes', async () => {
    const host = new DoubleHost();
    const route = '10.213.0.0/26 dev br-0123456789ab proto kernel scope link linkdown\n';
    host.answers.push(['ip -4 route', { stdout: route }]);
    await ensure(host, 'one');
    expect(subnetOf(host, 'one')).toEqual(['10.213.0.64/26']);
  });

  it('goes on to the next subnet when no one comes to have the one that Docker refused', async () => {
    const host = new DoubleHost();
    const create = host.docker.createNetwork.bind(host.docker);
    host.docker.createNetwork = async (name, options) =>
      options.subnet === '10.213.0.0/26' ? 'overlaps' : create(name, options);
    await ensure(host, 'one');
    expect(subnetOf(host, 'one')).toEqual(['10.213.0.64/26']);
  });

  it.each([
    { of: 'no container uses', used: [], removed: ['c', 'b'] },
    { of: 'containers use the last', used: ['c'], removed: ['b', 'a'] },
  ])('leaves one of several networks of a name when $of', async ({ used, removed }) => {
    const host = new DoubleHost();
    const gone: string[] = [];
    host.docker.listNetworks = async () =>
      ['b', 'c', 'a'].map((id) => ({ id, name: 'one', labels: {}, subnets: [] }));
    host.docker.removeNetwork = async (id) => {
      if (used.some((each) => each === id))
        throw new AppError('conflict', 'network one has active endpoints');
      gone.push(id);
    };
    await ensure(host, 'one');
    expect(gone).toEqual(removed);
  });

  it('says what to do when containers use several networks of a name', async () => {
    const host = new DoubleHost();
    host.docker.listNetworks = async () =>
      ['a', 'b'].map((id) => ({ id, name: 'one', labels: {}, subnets: [] }));
    host.docker.removeNetwork = async () => {
      throw new AppError('conflict', 'network one has active endpoints');
    };
    await expect(ensure(host, 'one')).rejects.toThrow(/2 networks named one.*docker network rm/);
  });

  it('says what to do when the pool is used up', async () => {
    const host = new DoubleHost();
    host.answers.push(['ip -4 route', { stdout: '10.0.0.0/8 via 192.0.2.1\n' }]);
    await expect(ensure(host, 'one')).rejects.toThrow(/10\.213\.0\.0\/24.*Set the server’s network_pool/);
  });
});

it('reads the destinations of routes of every type, those into networks of Docker apart', () => {
  const text =
    '10.213.0.0/26 dev br-0123456789ab proto kernel\nlocal 10.213.0.1 dev br-0123456789ab table local\ndefault via 192.0.2.1 dev eth0\n10.0.0.0/8 via 192.0.2.1\nunreachable 10.96.0.0/12\nlocal 127.0.0.1 dev lo table local\n\n';
  expect(parseRoutes(text)).toEqual({
    bridges: ['10.213.0.0/26', '10.213.0.1'],
    others: ['10.0.0.0/8', '10.96.0.0/12', '127.0.0.1'],
  });
});

async function container(host: DoubleHost, name: string, on: string): Promise<string> {
  const network = { name: on, aliases: [name] };
  return host.docker.createContainer({ name, image: 'app', labels: {}, hostConfig: {}, network });
}

describe('moveContainers', () => {
  it('keeps the aliases, and lets no one leave before all have joined', async () => {
    const host = new DoubleHost();
    const ids = [await container(host, 'api', 'shared'), await container(host, 'db', 'shared')];
    const networksOf = (id: string) => Object.keys(host.docker.containers.get(id)?.networks ?? {});
    await moveContainers(
      host,
      ids.map((id) => ({ id, from: ['shared'], to: 'own', further: [] })),
      async () => {
        for (const id of ids) expect(networksOf(id)).toEqual(['shared', 'own']);
      },
    );
    for (const id of ids) expect(networksOf(id)).toEqual(['own']);
    expect(host.docker.containers.get(ids[0] ?? '')?.networks.own?.aliases).toEqual(['api']);
  });
});

describe('removeEmptyNetwork', () => {
  it('keeps one with a container that does not run', async () => {
    const host = new DoubleHost();
    await ensure(host, 'own');
    await container(host, 'api', 'own');
    expect(await removeEmptyNetwork(host, null, 'own')).toBe(false);
    expect(host.docker.networks.has('own')).toBe(true);
  });

  it('lets the proxy leave first', async () => {
    const host = new DoubleHost();
    await ensure(host, 'own');
    await container(host, 'proxy', 'home');
    const [proxy = null] = await host.docker.listContainers({}, true);
    await host.docker.connectNetwork('own', proxy?.id ?? '', []);
    const [joined = null] = await host.docker.listContainers({}, true);
    expect(await removeEmptyNetwork(host, joined, 'own')).toBe(true);
    expect(host.docker.networks.has('own')).toBe(false);
  });
});
