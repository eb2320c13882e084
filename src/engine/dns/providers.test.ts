import { describe, expect, it } from 'vitest';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import { Secret } from '../../domain/secret';
import type { OutgoingAnswer, OutgoingRequest } from '../../lib/outgoing-request';
import { callsOf, type DnsAccount } from './call';
import { dnsProviders } from './providers';

const name = '_acme-challenge.shop.example.com';
const record = { zone: 'example.com', name, value: 'proof' };

interface Expected {
  endpoint?: string;
  authorization: string;
  /** Answers by request, as the provider documents them. */
  answers: Record<string, object>;
  /** Requests with their bodies, in order. */
  requests: [string, object?][];
}

const cases: Record<CloudProvider, Expected> = {
  cloudflare: {
    authorization: 'Bearer tok:en',
    answers: {
      'GET https://api.cloudflare.com/client/v4/zones?name=example.com': { result: [{ id: 'z1' }] },
      'POST https://api.cloudflare.com/client/v4/zones/z1/dns_records': { result: { id: 'r1' } },
    },
    requests: [
      ['GET https://api.cloudflare.com/client/v4/zones?name=example.com'],
      [
        'POST https://api.cloudflare.com/client/v4/zones/z1/dns_records',
        { type: 'TXT', name, content: '"proof"', ttl: 60 },
      ],
      ['DELETE https://api.cloudflare.com/client/v4/zones/z1/dns_records/r1'],
    ],
  },
  digitalocean: {
    authorization: 'Bearer tok:en',
    answers: {
      'POST https://api.digitalocean.com/v2/domains/example.com/records': { domain_record: { id: 7 } },
    },
    requests: [
      [
        'POST https://api.digitalocean.com/v2/domains/example.com/records',
        { type: 'TXT', name: '_acme-challenge.shop', data: 'proof', ttl: 30 },
      ],
      ['DELETE https://api.digitalocean.com/v2/domains/example.com/records/7'],
    ],
  },
  vultr: {
    authorization: 'Bearer tok:en',
    answers: { 'POST https://api.vultr.com/v2/domains/example.com/records': { record: { id: 'a-b' } } },
    requests: [
      [
        'POST https://api.vultr.com/v2/domains/example.com/records',
        { type: 'TXT', name: '_acme-challenge.shop', data: '"proof"', ttl: 120 },
      ],
      ['DELETE https://api.vultr.com/v2/domains/example.com/records/a-b'],
    ],
  },
  hetzner: {
    authorization: 'Bearer tok:en',
    answers: {},
    requests: [
      [
        'POST https://api.hetzner.cloud/v1/zones/example.com/rrsets/_acme-challenge.shop/TXT/actions/add_records',
        { records: [{ value: '"proof"' }], ttl: 60 },
      ],
      [
        'POST https://api.hetzner.cloud/v1/zones/example.com/rrsets/_acme-challenge.shop/TXT/actions/remove_records',
        { records: [{ value: '"proof"' }] },
      ],
    ],
  },
  httpreq: {
    endpoint: 'https://dns.example.com/acme',
    authorization: `Basic ${Buffer.from('tok:en').toString('base64')}`,
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
    token: new Secret('tok:en'),
    endpoint: cases[provider].endpoint ?? null,
    internalHosts: [],
  };
  const send = async ({ method, url, body, headers: sent }: OutgoingRequest): Promise<OutgoingAnswer> => {
    const request = `${method} ${url.href}`;
    requests.push(body === undefined ? [request] : [request, JSON.parse(body)]);
    headers.push(sent);
    const answer = answers[request];
    return { status, headers: {}, text: answer ? JSON.stringify(answer) : text };
  };
  return { call: callsOf(account, dnsProviders[provider], send), requests, headers };
}

const providers = Object.keys(cases) as CloudProvider[]; // the keys of the table above

describe.each(providers)('%s', (provider) => {
  const { answers, requests, authorization } = cases[provider];
  const { add, hasZone } = dnsProviders[provider];

  it('adds a record and removes it again, as its documentation says', async () => {
    const service = standIn(provider, answers);
    const remove = await add(service.call, record);
    await remove();
    expect(service.requests).toEqual(requests);
    for (const sent of service.headers) expect(sent.Authorization).toBe(authorization);
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
    const refused = standIn(provider, {}, 403, '{"error":"tok:en  may not"}');
    const failure = add(refused.call, record);
    await expect(failure).rejects.toMatchObject({ code: 'bad_request' });
    await expect(failure).rejects.toThrow(
      /^[a-z]+ answered .* with 403\. It refuses the token.*\[token\] may not/,
    );
    await expect(add(standIn(provider, {}, 500, '').call, record)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('does not go on with an answer that it does not know', async () => {
    if (Object.keys(answers).length === 0) return expect(['hetzner', 'httpreq']).toContain(provider);
    await expect(add(standIn(provider, {}, 200, 'no JSON').call, record)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
