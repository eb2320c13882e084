import { expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { Clock } from '../../lib/clock';
import type { Call } from '../remote-api/call';
import { publish, waitUntilVisible } from './challenge';
import type { Lookup } from './lookup';

const challenge = { name: '_acme-challenge.shop.example.com', value: 'proof' };
const account = {
  provider: 'digitalocean',
  token: new Secret('token'),
  endpoint: null,
  internalHosts: [],
} as const;

function clockOfTest(): Clock {
  let nowMs = 0;
  return {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
    async sleep(ms) {
      nowMs += ms;
    },
  };
}

/** @param zones those of the account */
function providerWith(zones: readonly string[]) {
  const requests: string[] = [];
  const call: Call = async (method, path) => {
    requests.push(`${method} ${path}`);
    const [, , zone = ''] = path.split('/');
    const isThere = zones.includes(zone);
    return {
      status: isThere ? 200 : 404,
      headers: {},
      text: '{"domain_record":{"id":1},"domain_records":[]}',
    };
  };
  return { call, requests };
}

const lookup = (change: Partial<Lookup> = {}): Lookup => ({
  alias: async () => null,
  nameServers: async () => [],
  texts: async () => [],
  resolvers: [],
  ...change,
});

it('adds the record to the longest zone of the account', async () => {
  const { call, requests } = providerWith(['example.com', 'shop.example.com']);
  const published = await publish(challenge, { account, lookup: lookup(), clock: clockOfTest(), call });
  expect(published.target).toBe('_acme-challenge.shop.example.com');
  expect(requests.at(-1)).toBe('POST /domains/shop.example.com/records');
});

it('follows aliases, so that another zone can hold the challenges', async () => {
  const aliases = new Map([['_acme-challenge.shop.example.com', 'Shop.Challenges.example.net.']]);
  const { call, requests } = providerWith(['challenges.example.net']);
  const following = lookup({ alias: async (name) => aliases.get(name) ?? null });
  const published = await publish(challenge, { account, lookup: following, clock: clockOfTest(), call });
  expect(published.target).toBe('shop.challenges.example.net');
  expect(requests.at(-1)).toBe('POST /domains/challenges.example.net/records');
  const strange = lookup({ alias: async (name) => (name === challenge.name ? '../account?x=1' : null) });
  await expect(publish(challenge, { account, lookup: strange, clock: clockOfTest(), call })).rejects.toThrow(
    'is an alias of what is no host name',
  );
  const circle = lookup({ alias: async (name) => (name.startsWith('gantry-') ? null : name) });
  await expect(
    publish(challenge, { account, lookup: circle, clock: clockOfTest(), call }),
  ).rejects.toMatchObject({ code: 'bad_request' });
});

it('adds the record to the name itself where the alias is that of a wildcard, or leads to a zone of others', async () => {
  const { call, requests } = providerWith(['example.com', 'hoster.net']);
  const wildcard = lookup({
    alias: async (name) => (name.endsWith('.shop.example.com') ? 'lb.hoster.net' : null),
  });
  const first = await publish(challenge, { account, lookup: wildcard, clock: clockOfTest(), call });
  expect(first.target).toBe(challenge.name);
  expect(requests.at(-1)).toBe('POST /domains/example.com/records');
  const elsewhere = lookup({ alias: async (name) => (name === challenge.name ? 'x.others.org' : null) });
  const second = await publish(challenge, { account, lookup: elsewhere, clock: clockOfTest(), call });
  expect(second.target).toBe(challenge.name);
});

it('says so when the account has no zone, and asks for no top-level domain', async () => {
  const { call, requests } = providerWith([]);
  await expect(publish(challenge, { account, lookup: lookup(), clock: clockOfTest(), call })).rejects.toThrow(
    'The digitalocean account has no zone for _acme-challenge.shop.example.com.',
  );
  expect(requests.filter((request) => request.startsWith('GET'))).toEqual([
    'GET /domains/_acme-challenge.shop.example.com',
    'GET /domains/shop.example.com',
    'GET /domains/example.com',
  ]);
});

const published = { ...challenge, target: challenge.name, remove: async () => undefined };
const signal = new AbortController().signal;

it('waits until every name server of the zone that answers has the record', async () => {
  const clock = clockOfTest();
  const texts: Lookup['texts'] = async (_, server) => {
    if (server === 'dead') return null;
    return clock.monotonicMs() < (server === 'slow' ? 30_000 : 10_000) ? ['other'] : ['other', 'proof'];
  };
  const nameServers: Lookup['nameServers'] = async (zone) =>
    zone === 'example.com' ? ['quick', 'slow', 'dead'] : [];
  await waitUntilVisible(published, { clock, lookup: lookup({ texts, nameServers }) }, signal);
  expect(clock.monotonicMs()).toBe(30_000);
});

it('asks the next zone where the servers of the first do not answer', async () => {
  const nameServers: Lookup['nameServers'] = async (zone) =>
    zone === 'shop.example.com' ? ['of the target'] : zone === 'example.com' ? ['right'] : [];
  const texts: Lookup['texts'] = async (_, server) => (server === 'right' ? ['proof'] : null);
  const clock = clockOfTest();
  await waitUntilVisible(published, { clock, lookup: lookup({ texts, nameServers }) }, signal);
  expect(clock.monotonicMs()).toBe(0);
});

it('asks the servers of the zone although the administrator names others, which remember that there was no record', async () => {
  const clock = clockOfTest();
  const asked: string[] = [];
  const texts: Lookup['texts'] = async (_, server) => {
    asked.push(server);
    if (server === 'resolver') return [];
    return clock.monotonicMs() < 10_000 ? [] : ['proof'];
  };
  const nameServers: Lookup['nameServers'] = async (zone) => (zone === 'example.com' ? ['of the zone'] : []);
  const both = lookup({ texts, nameServers, resolvers: ['resolver'] });
  await waitUntilVisible(published, { clock, lookup: both }, signal);
  expect(clock.monotonicMs()).toBe(10_000);
  expect(new Set(asked)).toEqual(new Set(['of the zone']));
});

it('asks the servers that the administrator names where those of the zone are silent, and these no longer', async () => {
  const clock = clockOfTest();
  const asked: string[] = [];
  const texts: Lookup['texts'] = async (_, server) => {
    asked.push(server);
    if (server === 'of the zone') return null;
    return clock.monotonicMs() < 10_000 ? [] : ['proof'];
  };
  const nameServers: Lookup['nameServers'] = async (zone) => (zone === 'example.com' ? ['of the zone'] : []);
  const behindFirewall = lookup({ texts, nameServers, resolvers: ['resolver'] });
  await waitUntilVisible(published, { clock, lookup: behindFirewall }, signal);
  expect(clock.monotonicMs()).toBe(10_000);
  expect(asked.filter((server) => server === 'of the zone')).toHaveLength(1);
});

it('lets the authority decide where the servers may remember that there was none', async () => {
  const clock = clockOfTest();
  const late = lookup({ resolvers: ['resolver'] });
  await waitUntilVisible(published, { clock, lookup: late }, signal);
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(180_000);
});

it('gives up after three minutes, with what to check', async () => {
  const clock = clockOfTest();
  const nothing = lookup({ nameServers: async () => ['one'], texts: async () => null });
  await expect(waitUntilVisible(published, { clock, lookup: nothing }, signal)).rejects.toThrow(
    'Check that the zone is delegated to this provider.',
  );
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(180_000);
});
