// Certificates of domains: issued by an ACME server over HTTP-01 and DNS-01, renewed, refused, and uploaded.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthority, issueCertificate } from '../src/lib/certificate';
import { deployed } from './gantry/deployment';
import { type Fixture, imageApplication, openFixture } from './gantry/fixture';
import type { Body } from './gantry/rest';
import { type DnsProgram, startDnsProgram } from './lab/dns-program';
import { type SecureAnswer, secureFetch } from './lab/secure-fetch';
import type { AcmeServer } from './lab/types';

/** Waits for an end of a minute, for sweeps of a minute, and for pauses of the proxy. */
const limitMs = 600_000;

let fixture: Fixture;
let acme: AcmeServer;
let dns: DnsProgram;
beforeAll(async () => {
  fixture = await openFixture(
    (lab) => lab.host('one'),
    async (lab) => {
      acme = await lab.acme();
      return {
        ACME_DIRECTORY_URL: acme.directoryUrl,
        ACME_ROOT_CERTIFICATES: acme.authorityFile,
        ACME_DNS_RESOLVERS: acme.resolver,
      };
    },
  );
  await acme.resolveAll(fixture.host.ip);
  dns = await startDnsProgram(acme, fixture.lab.gateway);
}, limitMs);
afterAll(async () => {
  await dns?.close();
  await fixture?.close();
});

const rest = () => fixture.gantry.rest;
const servers = () => `/servers/${fixture.place.server_uuid}`;
const secure = (name: string, ca = acme.root): Promise<SecureAnswer> =>
  secureFetch({ address: fixture.host.ip, port: 443, name, path: '/', ca });
const patiently = { timeout: 170_000, interval: 500 };
const served = (name: string, ca?: string) =>
  expect.poll(() => secure(name, ca).then(({ body }) => body, String), patiently);
const certificateOf = (domain: string, condition: (row: Body) => boolean) =>
  rest()
    .eventually(
      `${servers()}/domains/certificates`,
      (rows: Body) => rows.some((row: Body) => row.domain === domain && condition(row)),
      170_000,
    )
    .then((rows) => rows.find((row: Body) => row.domain === domain));

const redirectOf = async (name: string) => {
  const shown = ['-o', '/dev/null', '-w', '%{http_code} %{redirect_url}'];
  const { stdout } = await fixture.host.exec([
    'curl',
    '-s',
    ...shown,
    '-H',
    `Host: ${name}`,
    'http://127.0.0.1/a?b=c',
  ]);
  return stdout;
};

const dnsCertificates = () => `${servers()}/dns-certificates`;
const dnsNames = ['dns.example', '*.dns.example'];
/** The certificates that are asked for by DNS first and looked at last: meanwhile, one of them is renewed. */
const byDns = { uuid: '', serialNumber: '', refused: '' };

it(
  'gets a wildcard by DNS',
  async () => {
    const asked = async (names: readonly string[], password: string): Promise<string> => {
      const token = await rest().post('/cloud-tokens', {
        provider: 'httpreq',
        name: 'DNS of the lab',
        endpoint: dns.url,
        token: `gantry:${password}`,
      });
      const { uuid } = await rest().post(dnsCertificates(), { names, cloud_token_uuid: token.uuid });
      return uuid;
    };
    byDns.uuid = await asked(dnsNames, 'secret');
    byDns.refused = await asked(['*.no.example'], 'guessed');
    const application = await imageApplication(fixture, 'gantry-test/web:1', {
      domains: 'https://*.dns.example',
    });
    await deployed(fixture.gantry, application);
    await served('any.dns.example').toContain('version 1');
    const { certificate } = await secure('any.dns.example');
    expect(certificate.subjectaltname?.split(', ').sort()).toEqual(['DNS:*.dns.example', 'DNS:dns.example']);
    byDns.serialNumber = certificate.serialNumber;
    expect(await certificateOf('*.dns.example', ({ state }) => state === 'valid')).toMatchObject({
      is_uploaded: false,
      last_error: null,
    });
  },
  limitMs,
);

it(
  'issues a certificate, redirects to https, and renews',
  async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'https://shop.example' });
    await deployed(fixture.gantry, uuid);
    await served('shop.example').toContain('version 1');
    const first = (await secure('shop.example')).certificate;
    expect(first.subjectaltname).toContain('shop.example');
    expect(await redirectOf('shop.example')).toBe('308 https://shop.example/a?b=c');
    const row = await certificateOf('shop.example', ({ issuer }) => issuer !== null);
    expect(row).toMatchObject({
      is_uploaded: false,
      issuer: expect.stringContaining('Pebble'),
      last_error: null,
    });
    expect(Date.parse(row.expires_at) - Date.parse(row.issued_at)).toBeLessThan(120_000);

    // Caddy renews what has a third of its time left when it looks: every ten minutes, and when it starts.
    const fresh = (await secure('shop.example')).certificate;
    await expect.poll(() => Date.parse(fresh.valid_to) - Date.now(), patiently).toBeLessThan(19_000);
    await rest().post(`${servers()}/proxy/restart`);
    await expect
      .poll(
        () => secure('shop.example').then(({ certificate }) => certificate.serialNumber, String),
        patiently,
      )
      .toSatisfy((serial: string) => /^[0-9A-F]+$/.test(serial) && serial !== fresh.serialNumber);
  },
  limitMs,
);

it(
  'says why there is none, tries again, and takes an uploaded one',
  async () => {
    // Another web server answers there.
    await acme.resolve('broken.example', fixture.lab.git.ip);
    const domains = 'https://broken.example,https://own.example,https://*.wild.example';
    const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains });
    await deployed(fixture.gantry, uuid);
    const broken = await certificateOf('broken.example', ({ state }) => state === 'failed');
    expect(broken).toMatchObject({
      expires_at: null,
      last_error: expect.stringMatching(/unauthorized|challenge/i),
    });
    expect(Date.parse(broken.last_error_at)).toBeGreaterThan(Date.now() - 300_000);
    expect(await certificateOf('*.wild.example', ({ state }) => state === 'failed')).toMatchObject({
      last_error: expect.stringContaining('upload one'),
    });
    await acme.resolve('broken.example', null);

    const validity = { now: new Date(), days: 10 };
    const authority = await createAuthority('Own authority', validity);
    const own = await issueCertificate(authority, ['own.example', '*.wild.example'], validity);
    const upload = (private_key: string) =>
      rest().raw('POST', `${servers()}/certificates`, { certificate: own.certificate, private_key });
    expect((await upload(authority.key.reveal())).status).toBe(422);
    const uploaded = await upload(own.key.reveal());
    expect(uploaded.status).toBe(201);
    await served('own.example', authority.certificate).toContain('version 1');
    await served('any.wild.example', authority.certificate).toContain('version 1');
    expect(await certificateOf('own.example', ({ is_uploaded }) => is_uploaded)).toMatchObject({
      state: 'ending',
      issuer: 'Own authority',
    });
    const { uuid: certificate } = (await uploaded.json()) as { uuid: string };
    await rest().delete(`${servers()}/certificates/${certificate}`);
    await served('own.example').toContain('version 1');

    // Caddy tries again by itself, after a minute at first.
    await served('broken.example').toContain('version 1');
    await certificateOf(
      'broken.example',
      ({ state, last_error }) => state !== 'failed' && last_error === null,
    );
  },
  limitMs,
);

it(
  'renews the wildcard by DNS, and says why another was refused',
  async () => {
    // It lasts for a minute, and is renewed with a third of it left by a sweep that comes once a minute.
    await expect
      .poll(
        () => secure('any.dns.example').then(({ certificate }) => certificate.serialNumber, String),
        patiently,
      )
      .toSatisfy((serial: string) => /^[0-9A-F]+$/.test(serial) && serial !== byDns.serialNumber);
    const rows: Body[] = await rest().get(dnsCertificates());
    const rowOf = (each: string) => rows.find((row) => row.uuid === each);
    expect(rowOf(byDns.uuid)).toMatchObject({ names: dnsNames, last_error: null });
    expect(rowOf(byDns.refused)).toMatchObject({
      state: 'failed',
      last_error: expect.stringContaining('refuses the token'),
    });
    // The next renewal may be under way.
    await expect.poll(() => [...dns.records], patiently).toEqual([]);
    for (const each of [byDns.uuid, byDns.refused]) await rest().delete(`${dnsCertificates()}/${each}`);
    expect(await rest().get(dnsCertificates())).toEqual([]);
  },
  limitMs,
);
