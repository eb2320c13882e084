import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyServers } from '../../engine/proxy/caddy/servers';
import { type CertificateWithKey, createAuthority, issueCertificate } from '../../lib/certificate';
import { systemClock } from '../../lib/clock';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { keepTls } from '../servers/keep-tls';
import { lookAtCertificates } from './look';

const DAY_MS = 86_400_000;
let test: MachineTest;
let path: string;
let authority: CertificateWithKey;
beforeAll(async () => {
  test = await startMachineTest();
  path = `/servers/${test.place.server_uuid}`;
  authority = await createAuthority('Own authority', { now: new Date(), days: 365 });
});
beforeEach(async () => {
  await test.renew();
  const { unscoped } = test.server.database;
  await unscoped.server.updateMany({ data: { proxyKind: 'caddy', proxyStatus: 'running' } });
  await unscoped.uploadedCertificate.deleteMany();
  await unscoped.servedCertificate.deleteMany();
  await test.host.docker.createContainer({
    name: 'coolify-proxy',
    image: 'caddy:2',
    labels: {
      'gantry.managed': 'true',
      'gantry.kind': 'proxy',
      'gantry.instance': test.server.services.installation.uuid,
    },
    hostConfig: {},
  });
});
afterAll(() => test.server.stop());

const issue = (names: [string, ...string[]], days = 90) =>
  issueCertificate(authority, names, { now: new Date(), days });
const upload = (of: CertificateWithKey, key = of.key.reveal()) =>
  test.call('POST', `${path}/certificates`, { certificate: of.certificate, private_key: key });
const server = () => test.server.database.unscoped.server.findFirstOrThrow({ include: { privateKey: true } });
const loaded = () => {
  const tls = test.host.caddy.tls as { certificates?: { load_pem: { certificate: string }[] } } | null;
  return tls?.certificates?.load_pem.map(({ certificate }) => certificate) ?? [];
};
const serve = (...domains: string[]) => {
  const servers = emptyServers();
  const routes = domains.map((host) => ({ match: [{ host: [host] }], handle: [] }));
  test.host.caddy.servers = { ...servers, gantry_https: { ...servers.gantry_https, routes } };
};
const present = (domain: string, days: number, lifetime = 90, fingerprint = 'AA') =>
  test.host.certificates.set(domain, {
    issuer: 'Authority',
    issuedAt: new Date(Date.now() - (lifetime - days) * DAY_MS),
    expiresAt: new Date(Date.now() + days * DAY_MS),
    fingerprint,
  });
const look = async (all = true) =>
  lookAtCertificates({ ...test.scope(), clock: systemClock }, await server(), test.host, { all });
const served = async (): Promise<{ domain: string; state: string }[]> => {
  const { body } = await test.call('GET', `${path}/domains/certificates`);
  return body.toSorted((a: { domain: string }, b: { domain: string }) => (a.domain < b.domain ? -1 : 1));
};

describe('uploaded certificates', () => {
  it('are loaded by the proxy, listed without their keys, and replaced by those that cover their names', async () => {
    const first = await issue(['a.example']);
    const { status, body } = await upload(first);
    expect([status, body.names, body.issuer]).toEqual([201, ['a.example'], 'Own authority']);
    expect(loaded()).toEqual([first.certificate]);
    const both = await issue(['a.example', 'b.example']);
    await upload(both);
    expect(loaded()).toEqual([both.certificate]);
    const listed = await test.call('GET', `${path}/certificates`);
    expect(listed.body.map(({ names }: { names: string[] }) => names)).toEqual([['a.example', 'b.example']]);
    expect(JSON.stringify(listed.body)).not.toContain('PRIVATE KEY');
    await test.call('DELETE', `${path}/certificates/${listed.body[0].uuid}`);
    expect(loaded()).toEqual([]);
    expect((await test.call('DELETE', `${path}/certificates/${listed.body[0].uuid}`)).status).toBe(404);
  });

  it('that cannot be used are refused at their field', async () => {
    const { status, body } = await upload(await issue(['a.example']), authority.key.reveal());
    expect([status, body.errors]).toEqual([
      422,
      { private_key: ['Does not belong to the first certificate.'] },
    ]);
    expect((await upload({ ...authority, certificate: 'text' })).status).toBe(422);
    const accepted = await issue(['a.example']);
    expect((await upload(accepted)).status).toBe(201);
    test.host.caddy.answer = () => ({ status: 400, headers: {}, body: '{"error":"no good"}' });
    expect((await upload(await issue(['a.example']))).body.errors.certificate).toEqual([
      'The proxy refused it: no good',
    ]);
    const { body: kept } = await test.call('GET', `${path}/certificates`);
    expect(kept.map(({ names }: { names: string[] }) => names)).toEqual([['a.example']]);
    expect(loaded()).toEqual([accepted.certificate]);
  });

  it('come to a machine that was away, with the ACME server of the installation', async () => {
    test.host.before = () => {
      throw new Error('away');
    };
    const own = await issue(['a.example']);
    expect((await upload(own)).status).toBe(201);
    expect(loaded()).toEqual([]);
    test.host.before = () => undefined;
    const acme = {
      directoryUrl: 'https://acme.example/dir',
      email: null,
      roots: authority.certificate,
      dnsResolvers: [],
    };
    const scope = { ...test.scope(), installation: { ...test.scope().installation, acme } };
    test.host.caddy.tls = { automation: { policies: [{ subjects: ['x.example'] }] }, other: 1 };
    expect(await keepTls(scope, await server(), test.host)).toBe(true);
    expect(loaded()).toEqual([own.certificate]);
    expect(test.host.caddy.tls).toMatchObject({
      other: 1,
      automation: { policies: [{ subjects: ['x.example'] }, { issuers: [{ ca: acme.directoryUrl }] }] },
    });
    const [file] = [...test.host.files].find(([name]) => name.includes('acme-roots')) ?? [];
    expect(JSON.stringify(test.host.caddy.tls)).toContain(file?.split('/').at(-1));
    expect(await keepTls(scope, await server(), test.host)).toBe(false);
  });
});

describe('what the proxy presents', () => {
  it('is shown for each domain, with the reason where there is nothing', async () => {
    serve('good.example', 'new.example', 'failed.example', '*.wild.example');
    present('good.example', 60);
    test.host.docker.containerLogs = async () => [
      {
        stream: 'stderr',
        timestamp: '',
        text: '{"level":"error","ts":1700000000.5,"logger":"tls.obtain","msg":"could not get certificate from issuer","identifier":"failed.example","error":"HTTP 403 urn:ietf:params:acme:error:unauthorized"}',
      },
    ];
    await look();
    expect(await served()).toMatchObject([
      { domain: '*.wild.example', state: 'failed', last_error: expect.stringContaining('Wildcard') },
      {
        domain: 'failed.example',
        state: 'failed',
        last_error: expect.stringContaining('unauthorized'),
        last_error_at: '2023-11-14T22:13:20.500000Z',
      },
      { domain: 'good.example', state: 'valid', issuer: 'Authority', is_uploaded: false, last_error: null },
      { domain: 'new.example', state: 'pending', expires_at: null, last_error: null },
    ]);
    serve('good.example');
    await look(false);
    expect(await served()).toHaveLength(1);
  });

  it('is warned of once, 14 days before its end', async () => {
    serve('soon.example', 'later.example', 'own.example');
    const { body } = await upload(await issue(['own.example'], 13));
    present('soon.example', 13);
    present('later.example', 15);
    present('own.example', 13, 13, body.fingerprint);
    await look();
    await look();
    expect(await served()).toMatchObject([
      { domain: 'later.example', state: 'valid' },
      { domain: 'own.example', state: 'ending', is_uploaded: true },
      { domain: 'soon.example', state: 'ending' },
    ]);
    const told = await test.server.database.unscoped.servedCertificate.findMany({
      where: { warnedOf: { not: null } },
      orderBy: { domain: 'asc' },
    });
    expect(told.map(({ domain }) => domain)).toEqual(['own.example', 'soon.example']);
    present('soon.example', -1);
    await look();
    expect((await served())[2]?.state).toBe('expired');
  });
});
