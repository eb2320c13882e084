import { beforeEach, describe, expect, it } from 'vitest';
import { DoubleHost } from '../testing/double-host';
import type { Protection } from './candidate';
import { chooseUnneeded } from './choose';
import { readInventory } from './inventory';
import { measure } from './measure';
import { removeUnneeded } from './remove';

const now = new Date('2026-11-29T12:00:00Z');
const instance = { 'gantry.managed': 'true', 'gantry.instance': 'inst1' };
const own = (resource: string, more: Record<string, string> = {}) => ({
  ...instance,
  'gantry.organization': 'org1',
  'gantry.resource': resource,
  ...more,
});
const everything = { removesVolumes: true, removesNetworks: true, now };

let host: DoubleHost;

const protection = (more: Partial<Protection> = {}): Protection => ({
  existing: new Set(['app1']),
  busy: new Set(),
  released: new Set(),
  pulled: new Map(),
  named: new Set(),
  repositories: new Map(),
  unattachedSince: new Map(),
  idleEnvironments: new Set(),
  ...more,
});

async function container(
  name: string,
  labels: Record<string, string>,
  more: { image?: string; network?: string; isStopped?: boolean; volume?: string } = {},
): Promise<void> {
  const { image = 'x:1', network = 'bridge', volume } = more;
  const Mounts = volume === undefined ? [] : [{ Type: 'volume', Source: volume, Target: '/data' }];
  await host.docker.createContainer({
    name,
    image,
    labels,
    hostConfig: { Mounts },
    network: { name: network, aliases: [] },
  });
  await host.docker.startContainer(name);
  if (more.isStopped) await host.docker.stopContainer(name);
}

async function chosen(more: Partial<Protection> = {}, choice = everything): Promise<string[]> {
  const inventory = await readInventory(host, 'inst1', 'org1');
  return chooseUnneeded(inventory, protection(more), choice).map(({ kind, name }) => `${kind} ${name}`);
}

beforeEach(() => {
  host = new DoubleHost();
});

describe('containers', () => {
  it('a stopped one goes when another of its component took its place, and the newest of a stopped workload stays', async () => {
    await container('old', own('app1'), { isStopped: true });
    await container('new', own('app1'));
    await container('web-old', own('app1', { 'gantry.component': 'web' }), { isStopped: true });
    await container('web-new', own('app1', { 'gantry.component': 'web' }), { isStopped: true });
    expect(await chosen()).toEqual(['container old', 'container web-old']);
  });

  it('of a deleted workload the stopped ones go, of a preview that is gone all', async () => {
    await container('left', own('gone'), { isStopped: true });
    await container('runs', own('gone'));
    await container('preview', own('app1-pr-3', { 'gantry.pull-request': '3' }));
    await container('open', own('app1-pr-4', { 'gantry.pull-request': '4' }));
    expect(await chosen({ existing: new Set(['app1', 'app1-pr-4']) })).toEqual([
      'container left',
      'container preview',
    ]);
  });

  it('nothing goes of another installation, organization or program, nor while an operation works', async () => {
    await container('foreign', {}, { isStopped: true });
    await container('other', { ...own('gone'), 'gantry.instance': 'inst2' }, { isStopped: true });
    await container('team', { ...own('gone'), 'gantry.organization': 'org2' }, { isStopped: true });
    await container('proxy', { ...instance, 'gantry.kind': 'proxy' }, { isStopped: true });
    await container('busy', own('gone'), { isStopped: true });
    expect(await chosen({ busy: new Set(['gone']) })).toEqual([]);
  });
});

describe('images', () => {
  const add = (tag: string, labels: Record<string, string>) =>
    host.docker.addImage(tag, { id: `sha256:${tag}`, labels });

  it('those of no release go, but for what a container has and what the builder starts from', async () => {
    for (const tag of ['a', 'a-build', 'b', 'b-build', 'c']) add(`app1:${tag}`, own('app1'));
    await container('runs', own('app1'), { image: 'app1:c' });
    expect(await chosen({ released: new Set(['sha256:app1:a']) })).toEqual([
      'image app1:b',
      'image app1:b-build',
    ]);
  });

  it('one that has another name than Gantry gave stays, because it inherited the labels', async () => {
    add('other/derived:1', own('app1'));
    add('registry.example/shop:1', own('app1'));
    expect(await chosen()).toEqual([]);
    expect(await chosen({ repositories: new Map([['app1', 'registry.example/shop']]) })).toEqual([
      'image registry.example/shop:1',
    ]);
  });

  it('those of the services of one commit stay and go together', async () => {
    for (const tag of ['web:a', 'api:a', 'web:b', 'api:b']) add(`app1_${tag}`, own('app1'));
    add('app1.old:1', own('app1'));
    expect(await chosen({ released: new Set(['sha256:app1_web:a']) })).toEqual([
      'image app1_web:b',
      'image app1_api:b',
    ]);
  });

  it('goes together with the container that was the last to have it', async () => {
    add('gone:1', own('gone'));
    await container('left', own('gone'), { image: 'gone:1', isStopped: true });
    expect(await chosen()).toEqual(['container left', 'image gone:1']);
  });

  it('a layer that stays, or that two share, is counted once', async () => {
    for (const tag of ['a', 'b', 'c']) add(`app1:${tag}`, own('app1'));
    const layers = (...sizes: [string, number][]) =>
      sizes.map(([digest, sizeBytes]) => ({ digest, sizeBytes }));
    host.docker.layers.set('sha256:app1:a', layers(['base', 100], ['modules', 30], ['a', 1]));
    host.docker.layers.set('sha256:app1:b', layers(['base', 100], ['modules', 30], ['b', 2]));
    host.docker.layers.set('sha256:app1:c', layers(['base', 100], ['c', 4]));
    const inventory = await readInventory(host, 'inst1', 'org1');
    const found = chooseUnneeded(inventory, protection({ released: new Set(['sha256:app1:c']) }), everything);
    expect((await measure(host, found)).map(({ name, bytes }) => [name, bytes])).toEqual([
      ['app1:a', 31],
      ['app1:b', 2],
    ]);
  });
});

describe('images that deployments pulled', () => {
  const add = (tag: string, id = tag, labels = {}) =>
    host.docker.addImage(tag, { id: `sha256:${id}`, labels });
  const pulled = (...tags: string[]) =>
    new Map(
      tags.map((tag) => [`sha256:${tag}`, { workloads: ['app1', 'app2'], references: new Set([tag]) }]),
    );

  it('go when nothing uses them any more', async () => {
    for (const tag of ['nginx:1', 'nginx:2', 'nginx:3', 'nginx:4', 'foreign:1']) add(tag);
    await container('runs', own('app1'), { image: 'nginx:3' });
    const known = { pulled: pulled('nginx:1', 'nginx:2', 'nginx:3', 'nginx:4') };
    const released = new Set(['sha256:nginx:2']);
    expect(await chosen({ ...known, released })).toEqual(['image nginx:1', 'image nginx:4']);
    expect(await chosen({ ...known, released, named: new Set(['nginx:4']) })).toEqual(['image nginx:1']);
    expect(await chosen({ ...known, busy: new Set(['app2']) })).toEqual([]);
  });

  it('stay while a foreign container has them, stopped or not', async () => {
    for (const tag of ['nginx:1', 'nginx:2']) add(tag);
    await container('foreign', {}, { image: 'nginx:1', isStopped: true });
    expect(await chosen({ pulled: pulled('nginx:1', 'nginx:2') })).toEqual(['image nginx:2']);
  });

  it('stay with a name that no deployment pulled, or with labels of Gantry', async () => {
    add('nginx:1');
    host.docker.listImages = async () => [
      { id: 'sha256:nginx:1', tags: ['nginx:1', 'mirror/nginx:1'], labels: {}, sizeBytes: 1, createdAt: now },
      { id: 'sha256:nginx:2', tags: ['nginx:2'], labels: instance, sizeBytes: 1, createdAt: now },
      { id: 'sha256:nginx:3', tags: ['<none>:<none>'], labels: {}, sizeBytes: 1, createdAt: now },
    ];
    const inventory = await readInventory(host, 'inst1', 'org1');
    const known = protection({ pulled: pulled('nginx:1', 'nginx:2', 'nginx:3') });
    const found = chooseUnneeded(inventory, known, everything);
    expect(found.map(({ name, references }) => [name, references])).toEqual([
      ['nginx:3', ['sha256:nginx:3']],
    ]);
  });
});

describe('volumes and networks', () => {
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000);

  it('a volume of a deleted workload goes after a week, and only when that was asked for', async () => {
    for (const name of ['old', 'fresh', 'mounted', 'unknown'])
      await host.docker.ensureVolume(name, own('gone'));
    await host.docker.ensureVolume('kept', own('app1'));
    await host.docker.ensureVolume('foreign', {});
    await container('other', {}, { volume: 'mounted' });
    const unattachedSince = new Map(
      ['old', 'mounted', 'kept', 'foreign'].map((name) => [name, days(7)] as const),
    );
    unattachedSince.set('fresh', days(6));
    expect(await chosen({ unattachedSince })).toEqual(['volume old']);
    expect(await chosen({ unattachedSince }, { ...everything, removesVolumes: false })).toEqual([]);
  });

  it('a network of an idle environment goes when no container is on it, and only when that was asked for', async () => {
    const network = (name: string, more: Record<string, string>, at: number) =>
      host.docker.createNetwork(name, { labels: { ...instance, ...more }, subnet: `10.1.${at}.0/26` });
    await network('coolify', { 'gantry.kind': 'destination' }, 0);
    await network('coolify-empty', { 'gantry.environment': 'empty' }, 1);
    await network('coolify-used', { 'gantry.environment': 'used' }, 2);
    await network('coolify-other', { 'gantry.environment': 'of another organization' }, 3);
    await network('fork', { 'gantry.resource': 'app1-pr-9' }, 4);
    await container('stopped', own('app1'), { network: 'coolify-used', isStopped: true });
    const idleEnvironments = new Set(['empty', 'used']);
    expect(await chosen({ idleEnvironments })).toEqual(['network coolify-empty', 'network fork']);
    expect(await chosen({ idleEnvironments }, { ...everything, removesNetworks: false })).toEqual([]);
  });
});

it('what came into use meanwhile stays', async () => {
  await host.docker.createNetwork('net', { labels: instance, subnet: '10.1.0.0/26' });
  const candidate = { kind: 'network', references: ['net'] } as const;
  await container('joined', {}, { network: 'net' });
  expect(await removeUnneeded(host, 'inst1', candidate)).toBe(false);
  await host.docker.removeContainer('joined');
  expect(await removeUnneeded(host, 'inst1', candidate)).toBe(true);
  expect(host.docker.networks.size).toBe(0);
});
