import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { type CertificateWithKey, createAuthority, issueCertificate } from '../../lib/certificate';
import { newUuid } from '../../lib/random';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { issueDnsCertificate, type OrderCertificate } from './issue';
import { issueDueCertificates } from './issue-due';

const DAY_MS = 86_400_000;
let test: MachineTest;
let path: string;
let token: string;
let authority: CertificateWithKey;
/** Time that has passed for the attempts. */
let laterMs = 0;
const later = () => Date.now() + laterMs;
beforeAll(async () => {
  test = await startMachineTest();
  path = `/servers/${test.place.server_uuid}/dns-certificates`;
  authority = await createAuthority('Authority', { now: new Date(), days: 365 });
});
beforeEach(async () => {
  await test.renew();
  laterMs = 0;
  const { unscoped } = test.server.database;
  await unscoped.server.updateMany({ data: { proxyKind: 'caddy', proxyStatus: 'running' } });
  await unscoped.dnsCertificate.deleteMany();
  await unscoped.uploadedCertificate.deleteMany();
  await unscoped.cloudToken.deleteMany();
  const { installation } = test.server.services;
  await test.host.docker.createContainer({
    name: 'coolify-proxy',
    image: 'caddy:2',
    labels: { 'gantry.managed': 'true', 'gantry.kind': 'proxy', 'gantry.instance': installation.uuid },
    hostConfig: {},
  });
  const body = { provider: 'cloudflare', name: 'DNS', token: 'tok' };
  token = (await test.call('POST', '/cloud-tokens', body)).body.uuid;
});
afterAll(() => test.server.stop());

const scope = () => ({
  ...test.scope(),
  clock: { ...test.server.services.clock, now: () => new Date(later()) },
});
const request = (names: string[], change: object = {}) =>
  test.call('POST', path, { names, cloud_token_uuid: token, ...change });
const listed = async () => (await test.call('GET', path)).body;
const loaded = () => {
  const tls = test.host.caddy.tls as { certificates?: { load_pem: { certificate: string }[] } } | null;
  return tls?.certificates?.load_pem.map(({ certificate }) => certificate) ?? [];
};

/** An authority that issues, for as many days. */
const issuing =
  (days = 90): OrderCertificate =>
  async ({ names }) => {
    const [first = '', ...others] = names;
    const { certificate, key } = await issueCertificate(authority, [first, ...others], {
      now: new Date(later()),
      days,
    });
    return { chain: certificate, key };
  };
const failing =
  (error: Error): OrderCertificate =>
  async () => {
    throw error;
  };

describe('a certificate by DNS', () => {
  it('is requested, issued, given to the proxy, renewed and deleted', async () => {
    const names = ['example.com', '*.example.com'];
    const made = await request(names);
    expect(made).toMatchObject({ status: 201, body: { names, state: 'pending', cloud_token_uuid: token } });
    const { uuid } = made.body;
    expect(JSON.stringify(made.body)).not.toContain('"tok"');

    await issueDnsCertificate(scope(), uuid, issuing());
    const [row] = await listed();
    expect(row).toMatchObject({ state: 'valid', issuer: 'Authority', last_error: null });
    const left = Date.parse(row.next_attempt_at) - later();
    expect(Math.round(left / DAY_MS)).toBe(60);
    const [first] = loaded();
    expect(first).toContain('BEGIN CERTIFICATE');
    expect((await test.call('GET', `/servers/${test.place.server_uuid}/certificates`)).body).toEqual([]);

    await issueDnsCertificate(scope(), uuid, failing(new Error('it is not due')));
    laterMs += 61 * DAY_MS;
    await issueDnsCertificate(scope(), uuid, issuing());
    expect(loaded()).toHaveLength(1);
    expect(loaded()[0]).not.toBe(first);

    expect((await test.call('DELETE', `${path}/${uuid}`)).status).toBe(200);
    expect([await listed(), loaded()]).toEqual([[], []]);
    expect(await test.server.database.unscoped.uploadedCertificate.count()).toBe(0);
    expect((await test.call('DELETE', `${path}/${uuid}`)).status).toBe(404);
  });

  it('says why it was not issued, tries again with growing pauses, and keeps the one that it has', async () => {
    const { uuid } = (await request(['example.com'])).body;
    const refused = failing(new AppError('bad_request', 'The cloudflare account has no zone.'));
    const pauses = [];
    for (let i = 0; i < 3; i++) {
      await issueDnsCertificate(scope(), uuid, refused);
      const [row] = await listed();
      expect(row).toMatchObject({ state: 'failed', last_error: 'The cloudflare account has no zone.' });
      const pauseMs = Date.parse(row.next_attempt_at) - Date.parse(row.last_error_at);
      pauses.push(pauseMs / 60_000);
      laterMs += pauseMs;
    }
    expect(pauses).toEqual([5, 10, 20]);
    await issueDnsCertificate(scope(), uuid, issuing());
    laterMs += 61 * DAY_MS;
    await issueDnsCertificate(scope(), uuid, refused);
    const { state } = await test.server.database.unscoped.dnsCertificate
      .findFirstOrThrow({ include: { certificate: true } })
      .then(({ certificate }) => ({ state: certificate?.issuer }));
    expect([state, loaded().length]).toEqual(['Authority', 1]);
    expect((await listed())[0].last_error).toContain('no zone');
  });

  it('is tried again at once when asked, and by the sweep when a worker died with it', async () => {
    const { uuid } = (await request(['example.com'])).body;
    const { unscoped } = test.server.database;
    let finish: () => void = () => undefined;
    const dead = issueDnsCertificate(scope(), uuid, async (...given) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return issuing()(...given);
    });
    await expect.poll(() => unscoped.dnsCertificate.count({ where: { leasedUntil: { not: null } } })).toBe(1);
    await issueDnsCertificate(scope(), uuid, failing(new Error('another has it')));
    const early = await test.call('POST', `${path}/${uuid}/renew`);
    expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('is being requested')]);

    const queued: unknown[] = [];
    const queue = { enqueue: async (...given: unknown[]) => void queued.push(given) };
    await issueDueCertificates({ ...scope(), queue });
    expect(queued).toEqual([]);
    laterMs += 31 * 60_000;
    await issueDueCertificates({ ...scope(), queue });
    const { organizationId } = scope();
    expect(queued).toEqual([
      ['certificate.issue', { organizationId, certificateUuid: uuid }, { key: `certificate ${uuid}` }],
    ]);
    await issueDnsCertificate(scope(), uuid, failing(new AppError('unavailable', 'busy')));
    finish();
    await dead; // what it got is too late
    expect((await listed())[0]).toMatchObject({ state: 'failed', last_error: 'busy' });
    expect(await unscoped.uploadedCertificate.count()).toBe(0);

    expect((await test.call('POST', `${path}/${uuid}/renew`)).status).toBe(200);
    laterMs = 0;
    await issueDnsCertificate(scope(), uuid, issuing());
    expect((await listed())[0].state).toBe('valid');
    const soon = await test.call('POST', `${path}/${uuid}/renew`);
    expect([soon.status, soon.body.message]).toEqual([409, expect.stringContaining('less than an hour ago')]);
  });

  it('that fails for a reason of ours says so, and is tried again like others', async () => {
    const { uuid } = (await request(['example.com'])).body;
    const broken = issueDnsCertificate(scope(), uuid, failing(new Error('a secret reason')));
    await expect(broken).rejects.toThrow('a secret reason');
    const [row] = await listed();
    expect(row.last_error).toBe('An internal error. The log of Gantry has the details.');
    expect(Date.parse(row.next_attempt_at)).toBeGreaterThan(later());
  });

  it('that the proxy refuses is kept, and given to it again without another order', async () => {
    const { uuid } = (await request(['example.com'])).body;
    const { answer } = test.host.caddy;
    test.host.caddy.answer = () => ({ status: 400, headers: {}, body: '{"error":"no good"}' });
    await issueDnsCertificate(scope(), uuid, issuing());
    expect((await listed())[0]).toMatchObject({
      state: 'valid',
      last_error: 'The proxy refused it: no good',
    });
    test.host.caddy.answer = answer;
    laterMs += 6 * 60_000;
    await issueDnsCertificate(scope(), uuid, failing(new Error('it has one')));
    const [row] = await listed();
    expect([row.last_error, loaded().length]).toEqual([null, 1]);
    expect(Math.round((Date.parse(row.next_attempt_at) - later()) / DAY_MS)).toBe(60);
  });

  it('that was deleted meanwhile leaves nothing behind', async () => {
    const other = (await request(['example.org'])).body.uuid;
    const deletes: OrderCertificate = async (...given) => {
      await test.call('DELETE', `${path}/${other}`);
      return issuing()(...given);
    };
    await issueDnsCertificate(scope(), other, deletes);
    expect(await test.server.database.unscoped.uploadedCertificate.count()).toBe(0);
    await issueDnsCertificate(scope(), newUuid(), failing(new Error('there is none')));
  });

  it('has one account at the authority for each organization', async () => {
    const keys: string[] = [];
    const remember: OrderCertificate = async (order, ...rest) => {
      keys.push(order.accountKey.reveal());
      return issuing()(order, ...rest);
    };
    for (const name of ['a.example.com', 'b.example.com'])
      await issueDnsCertificate(scope(), (await request([name])).body.uuid, remember);
    expect(keys[0]).toContain('PRIVATE KEY');
    expect(new Set(keys).size).toBe(1);
  });
});

describe('a request', () => {
  it('is refused for names that have one, unknown tokens and servers without a proxy', async () => {
    await request(['example.com', '*.example.com']);
    const again = await request(['*.EXAMPLE.com', 'a.other.example.com']);
    expect([again.status, again.body.message]).toEqual([
      409,
      '*.example.com already has a certificate by DNS on this server.',
    ]);
    expect((await request(['a.example'], { cloud_token_uuid: newUuid() })).status).toBe(404);
    expect((await request(['https://a.example'])).status).toBe(422);
    await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'none' } });
    expect((await request(['a.example'])).status).toBe(400);
  });

  it('keeps its token from being deleted', async () => {
    const { uuid } = (await request(['example.com'])).body;
    const refused = await test.call('DELETE', `/cloud-tokens/${token}`);
    expect([refused.status, refused.body.message]).toEqual([
      409,
      expect.stringContaining('The certificate of example.com on the server'),
    ]);
    await test.call('DELETE', `${path}/${uuid}`);
    expect((await test.call('DELETE', `/cloud-tokens/${token}`)).status).toBe(200);
  });
});

describe('a token of the own program', () => {
  const create = (change: object) =>
    test.call('POST', '/cloud-tokens', { provider: 'httpreq', name: 'Own', token: 'user:pass', ...change });

  it('names the program and its user', async () => {
    const made = await create({ endpoint: 'https://dns.example.com/acme/' });
    expect(made.status).toBe(201);
    expect((await test.call('GET', `/cloud-tokens/${made.body.uuid}`)).body).toMatchObject({
      provider: 'httpreq',
      endpoint: 'https://dns.example.com/acme',
    });
  });

  it.each([
    ['endpoint', {}],
    ['endpoint', { endpoint: 'http://169.254.169.254' }],
    ['endpoint', { endpoint: 'https://10.0.0.1' }],
    ['endpoint', { endpoint: 'http://dns.example.com' }],
    ['endpoint', { endpoint: 'https://user:pass@dns.example.com' }],
    ['endpoint', { endpoint: 'https://dns.example.com/?x=1' }],
    ['endpoint', { provider: 'hetzner', token: 'tok', endpoint: 'https://dns.example.com' }],
    ['token', { endpoint: 'https://dns.example.com', token: 'no-colon' }],
  ])('is refused at %s for %j', async (field, change) => {
    const { status, body } = await create(change);
    expect([status, Object.keys(body.errors ?? {})]).toEqual([422, [field]]);
  });
});
