import { describe, expect, it } from 'vitest';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import { Secret } from '../../domain/secret';
import type { OutgoingAnswer, OutgoingRequest } from '../../lib/outgoing-request';
import { callsOfAccount, type DnsAccount } from './call';
import { dnsProviders } from './providers';

const name = '_acme-challenge.shop.example.com';
const record = { zone: 'example.com', name, value: 'proof' };

const cloudflareRecords = 'https://api.cloudflare.com/client/v4/zones/z1/dns_records';
const digitaloceanRecords = 'https://api.digitalocean.com/v2/domains/example.com/records';
const vultrRecords = 'https://api.vultr.com/v2/domains/example.com/records';
const hetznerSet = 'https://api.hetzner.cloud/v1/zones/example.com/rrsets/_acme-challenge.shop/TXT';

interface Expected {
  endpoint?: string;
  authorization: string;
  /** Answers by request, as the provider documents them. */
  answers: Record<string, object>;
  /** Answers where an attempt that was killed has left the record; absent: the provider takes it twice. */
  left?: Record<string, object>;
  /** Requests with their bodies, in order. */
  requests: [string, object?][];
}

const cases: Record<CloudProvider, Expected> = {
  cloudflare: {
    authorization: 'Bearer user:hidden',
    answers: {
      'GET https://api.cloudflare.com/client/v4/zones?name=example.com': { result: [{ id: 'z1' }] },
      [`GET ${cloudflareRecords}?type=TXT&name=${name}`]: { result: [{ id: 'r0', content: '"other"' }] },
      [`POST ${cloudflareRecords}`]: { result: { id: 'r1' } },
    },
    left: {
      [`GET ${cloudflareRecords}?type=TXT&name=${name}`]: { result: [{ id: 'r1', content: '"proof"' }] },
    },
    requests: [
      ['GET https://api.cloudflare.com/client/v4/zones?name=example.com'],
      [`GET ${cloudflareRecords}?type=TXT&name=${name}`],
      [`POST ${cloudflareRecords}`, { type: 'TXT', name, content: '"proof"', ttl: 60 }],
      [`DELETE ${cloudflareRecords}/r1`],
    ],
  },
  digitalocean: {
    authorization: 'Bearer user:hidden',
    answers: {
      [`GET ${digitaloceanRecords}?type=TXT&name=${name}&per_page=200`]: { domain_records: [] },
      [`POST ${digitaloceanRecords}`]: { domain_record: { id: 7 } },
    },
    left: {
      [`GET ${digitaloceanRecords}?type=TXT&name=${name}&per_page=200`]: {
        domain_records: [{ id: 7, type: 'TXT', name: '_acme-challenge.shop', data: 'proof' }],
      },
    },
    requests: [
      [`GET ${digitaloceanRecords}?type=TXT&name=${name}&per_page=200`],
      [`POST ${digitaloceanRecords}`, { type: 'TXT', name: '_acme-challenge.shop', data: 'proof', ttl: 30 }],
      [`DELETE ${digitaloceanRecords}/7`],
    ],
  },
  vultr: {
    authorization: 'Bearer user:hidden',
    answers: {
      [`GET ${vultrRecords}?per_page=500`]: { records: [] },
      [`POST ${vultrRecords}`]: { record: { id: 'a-b' } },
    },
    left: {
      [`GET ${vultrRecords}?per_page=500`]: {
        records: [
          { id: 'a-a', type: 'TXT', name: '_acme-challenge', data: '"proof"' },
          { id: 'a-b', type: 'TXT', name: '_acme-challenge.shop', data: '"proof"' },
        ],
      },
    },
    requests: [
      [`GET ${vultrRecords}?per_page=500`],
      [`POST ${vultrRecords}`, { type: 'TXT', name: '_acme-challenge.shop', data: '"proof"', ttl: 120 }],
      [`DELETE ${vultrRecords}/a-b`],
    ],
  },
  hetzner: {
    authorization: 'Bearer user:hidden',
    answers: { [`GET ${hetznerSet}`]: { rrset: { records: [{ value: '"other"' }] } } },
    left: { [`GET ${hetznerSet}`]: { rrset: { records: [{ value: '"other"' }, { value: '"proof"' }] } } },
    requests: [
      [`GET ${hetznerSet}`],
      [`POST ${hetznerSet}/actions/add_records`, { records: [{ value: '"proof"' }] }],
      [`POST ${hetznerSet}/actions/remove_records`, { records: [{ value: '"proof"' }] }],
    ],
  },
  httpreq: {
    endpoint: 'https://dns.example.com/acme',
    authorization: `Basic ${Buffer.from('user:hidden').toString('base64')}`,
    answers: {},
    requests: [
      ['POST https://dns.example.com/acme/present', { fqdn: `${name}.`, value: 'proof' }],
      ['POST https://dns.example.com/acme/cleanup', { fqdn: `${name}.`, value: 'proof' }],
    ],
  },
};

/** A provider that answers with what is in `answers`, or with `status`. */
function standIn(provider: CloudProvider, answers: Record<string, object>, status = 200, text = '{}') {
  const requests: [string, object?][] = [];
  const headers: Record<string, string>[] = [];
  const account: DnsAccount = {
    provider,
    token: new Secret('user:hidden'),
    endpoint: cases[provider].endpoint ?? null,
    internalHosts: [],
  };
  const pauses: number[] = [];
  const clock = { sleep: async (ms: number) => void pauses.push(ms) };
  const send = async ({ method, url, body, headers: sent }: OutgoingRequest): Promise<OutgoingAnswer> => {
    const request = `${method} ${url.href}`;
    requests.push(body === undefined ? [request] : [request, JSON.parse(body)]);
    headers.push(sent);
    const answer = answers[request];
    return { status, headers: {}, text: answer ? JSON.stringify(answer) : text };
  };
  return {
    call: callsOfAccount(account, dnsProviders[provider], { send, clock }),
    requests,
    headers,
    pauses,
  };
}

const providers = Object.keys(cases) as CloudProvider[]; // the keys of the table above

describe.each(providers)('%s', (provider) => {
  const { answers, left, requests, authorization } = cases[provider];
  const { add, hasZone } = dnsProviders[provider];

  it('adds a record and removes it again, as its documentation says', async () => {
    const service = standIn(provider, answers);
    const remove = await add(service.call, record);
    await remove();
    expect(service.requests).toEqual(requests);
    for (const sent of service.headers) expect(sent.Authorization).toBe(authorization);
  });

  it('takes a record that a killed attempt left for its own', async () => {
    if (!left) return expect(provider).toBe('httpreq');
    const service = standIn(provider, { ...answers, ...left });
    const remove = await add(service.call, record);
    await remove();
    expect(service.requests).toEqual(
      requests.filter(([request]) => !/^POST .*(dns_records|domains.*records|add_records)$/.test(request)),
    );
  });

  it('repeats what the provider is too busy for, and gives up in the end', async () => {
    const service = standIn(provider, {}, 423, '{}');
    await expect(add(service.call, record)).rejects.toMatchObject({ code: 'unavailable' });
    expect(service.pauses).toHaveLength(9);
    expect(new Set(service.requests.map(([request]) => request)).size).toBe(1);
  });

  it('knows which zones the account has', async () => {
    if (!hasZone) return expect(provider).toBe('httpreq');
    const known = standIn(provider, answers);
    expect(await hasZone(known.call, 'example.com')).toBe(true);
    const isListed = provider === 'cloudflare';
    const unknown = isListed ? standIn(provider, {}, 200, '{"result":[]}') : standIn(provider, {}, 404);
    expect(await hasZone(unknown.call, 'example.com')).toBe(false);
  });

  it('says what the provider refuses, without the token', async () => {
    const said = `{"message":"${authorization}, hidden, user:hidden"}`;
    const refused = standIn(provider, {}, 403, said);
    const failure = add(refused.call, record);
    await expect(failure).rejects.toMatchObject({ code: 'bad_request' });
    await expect(failure).rejects.toThrow('refuses the token, or the token may not change DNS records.');
    await expect(failure).rejects.not.toThrow(/hidden/);
    await expect(add(standIn(provider, {}, 500, '').call, record)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('does not go on with an answer that it does not know', async () => {
    if (Object.keys(answers).length === 0) return expect(provider).toBe('httpreq');
    await expect(add(standIn(provider, {}, 200, 'no JSON').call, record)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

describe('a record of the zone itself', () => {
  const apex = { zone: 'example.com', name: 'example.com', value: 'proof' };

  it.each([
    ['digitalocean', digitaloceanRecords, '@'],
    ['vultr', vultrRecords, ''],
  ] as const)('has the name that %s gives it', async (provider, records, expected) => {
    const member = provider === 'vultr' ? 'record' : 'domain_record';
    const query = provider === 'vultr' ? 'per_page=500' : 'type=TXT&name=example.com&per_page=200';
    const listed = { id: 'a-c', type: 'TXT', name: expected, data: 'proof' };
    const unknown = { [`GET ${records}?${query}`]: { [`${member}s`]: [{ ...listed, name: 'other' }] } };
    const known = { [`GET ${records}?${query}`]: { [`${member}s`]: [listed] } };
    const service = standIn(provider, { ...unknown, [`POST ${records}`]: { [member]: { id: 'a-b' } } });
    await dnsProviders[provider].add(service.call, apex);
    expect(service.requests.at(-1)).toMatchObject([`POST ${records}`, { name: expected }]);
    const left = standIn(provider, known);
    const remove = await dnsProviders[provider].add(left.call, apex);
    await remove();
    expect(left.requests.at(-1)).toEqual([`DELETE ${records}/a-c`]);
  });
});
