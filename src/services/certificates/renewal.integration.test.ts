import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';
import { renewDueCertificates } from './renew-due';

const DAY_MS = 86_400_000;

let test: DatabaseTest;
beforeAll(async () => {
  test = await startDatabaseTest();
});
afterAll(() => test.server.stop());

const read = async (uuid: string) => (await test.call('GET', `/databases/${uuid}`)).body;
const authorities = async (uuid: string) =>
  (await test.call('GET', `/databases/${uuid}/certificate-authorities`)).body;

/** The certificate that a database's container was given, and its entrypoint. */
function given(uuid: string) {
  const container = [...test.host.docker.containers.values()].find(({ name }) => name === uuid);
  const mounts = JSON.stringify(container?.spec.hostConfig);
  const source = /"Source":"([^"]*)","Target":"\/etc\/gantry-tls\/server\.crt"/.exec(mounts)?.[1];
  const text = source === undefined ? undefined : test.host.files.get(source);
  const certificate = text instanceof Secret ? new X509Certificate(text.reveal()) : undefined;
  return { entrypoint: container?.spec.entrypoint, certificate };
}

/** Sweep and work at another time. */
async function at(days: number): Promise<void> {
  const { services } = test.server;
  const now = new Date(Date.now() + days * DAY_MS);
  await renewDueCertificates({ ...services, clock: { ...services.clock, now: () => now } });
  await test.work();
}

it('is issued at each start, renewed by a restart before it ends, and gone when TLS is switched off', async () => {
  const uuid = await test.create('postgresql', { enable_ssl: true, instant_deploy: true });
  expect(await authorities(uuid)).toEqual([]);
  await test.work();
  const [authority] = await authorities(uuid);
  const first = given(uuid);
  expect(first.entrypoint).toEqual(expect.arrayContaining(['sh', 'postgres', 'docker-entrypoint.sh']));
  expect(first.certificate?.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(first.certificate?.checkHost(uuid)).toBe(uuid);
  const before = await read(uuid);
  expect(before).toMatchObject({ enable_ssl: true, ssl_mode: 'require' });
  expect(before.internal_db_url).toMatch(/\?sslmode=require$/);
  expect(new Date(before.certificate_expires_at)).toEqual(new Date(first.certificate?.validTo ?? ''));

  await at(300);
  expect(given(uuid).certificate?.serialNumber).toBe(first.certificate?.serialNumber);
  await at(340);
  expect(given(uuid).certificate?.serialNumber).not.toBe(first.certificate?.serialNumber);
  expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'restart', cause: 'schedule' });

  await test.call('PATCH', `/databases/${uuid}`, { enable_ssl: false, ssl_mode: 'verify-full' });
  // What runs is still encrypted: its URL works until the next start, and with the new mode.
  expect((await read(uuid)).internal_db_url).toMatch(/\?sslmode=verify-full$/);
  await test.call('POST', `/databases/${uuid}/restart`);
  await test.work();
  expect(given(uuid)).toEqual({ entrypoint: undefined, certificate: undefined });
  const plain = await read(uuid);
  expect(plain).toMatchObject({ enable_ssl: false, certificate_expires_at: null });
  expect(plain.internal_db_url).not.toContain('sslmode');
  expect(await authorities(uuid)).toHaveLength(1);
});

it('a renewal that fails leaves what runs, and is tried again a day later', async () => {
  const uuid = await test.create('redis', { enable_ssl: true, instant_deploy: true });
  await test.work();
  const before = await read(uuid);
  const { serialNumber } = given(uuid).certificate ?? {};
  expect(before.internal_db_url).toMatch(/^rediss:.*:6380\/0$/);
  test.host.before = (what) => {
    if (what.startsWith('write')) throw new AppError('validation_failed', 'The disk is full.');
  };
  const soon = new Date(before.certificate_expires_at).getTime() - DAY_MS;
  await test.server.database.unscoped.operation.updateMany({ data: { createdAt: new Date(0) } });
  await at((soon - Date.now()) / DAY_MS);
  expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'restart', status: 'failed' });
  expect((await read(uuid)).certificate_expires_at).toBe(before.certificate_expires_at);
  expect(given(uuid).certificate?.serialNumber).toBe(serialNumber);
  test.host.before = () => undefined;
  const failed = (await test.lastOperation(uuid)).id;
  const { createdAt } = await test.lastOperation(uuid);
  await at((createdAt.getTime() - Date.now()) / DAY_MS);
  expect((await test.lastOperation(uuid)).id).toBe(failed);
  await at((soon - Date.now()) / DAY_MS);
  expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'restart', status: 'finished' });
  // Its end may be the same: both are issued at the machine's time, in whole seconds.
  expect(given(uuid).certificate?.serialNumber).not.toBe(serialNumber);
});

it('knows the modes of each engine', async () => {
  const uuid = await test.create('redis');
  for (const [ssl_mode, status] of [
    ['require', 422],
    ['nonsense', 422],
    [null, 200],
  ])
    expect((await test.call('PATCH', `/databases/${uuid}`, { ssl_mode })).status).toBe(status);
  const mysql = await test.create('mysql', { enable_ssl: true, ssl_mode: 'VERIFY_CA' });
  expect((await read(mysql)).internal_db_url).toMatch(/\?ssl-mode=VERIFY_CA$/);
});
