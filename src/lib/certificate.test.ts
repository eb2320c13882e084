import { X509Certificate } from 'node:crypto';
import { createServer, type TLSSocket, connect as tlsConnect } from 'node:tls';
import { expect, it } from 'vitest';
import { createAuthority, issueCertificate } from './certificate';

const now = new Date('2026-11-29T12:00:00Z');
const names = ['db0001', 'localhost', '127.0.0.1', '2001:db8::1', 'db.example.com'] as const;

it('is issued for every name, by an authority that others can check, within its times', async () => {
  const authority = await createAuthority('Databases', { now, days: 3650 });
  const { certificate, key, expiresAt } = await issueCertificate(authority, names, { now, days: 365 });
  const issuer = new X509Certificate(authority.certificate);
  const leaf = new X509Certificate(certificate);
  expect(issuer).toMatchObject({ ca: true, subject: 'CN=Databases' });
  expect(leaf).toMatchObject({ ca: false, subject: 'CN=db0001', issuer: 'CN=Databases' });
  expect(leaf.verify(issuer.publicKey)).toBe(true);
  expect(leaf.checkIssued(issuer)).toBe(true);
  for (const name of ['db0001', 'localhost', 'db.example.com']) expect(leaf.checkHost(name)).toBe(name);
  for (const address of ['127.0.0.1', '2001:db8::1']) expect(leaf.checkIP(address)).toBe(address);
  expect(leaf.checkHost('db0002')).toBeUndefined();
  expect(expiresAt).toEqual(new Date('2027-11-29T12:00:00Z'));
  expect(new Date(leaf.validTo)).toEqual(expiresAt);
  expect(JSON.stringify(key)).not.toContain('PRIVATE');
});

it('is taken by a client that trusts the authority, and by no other', async () => {
  const today = { now: new Date(), days: 30 };
  const [ours, other] = await Promise.all([createAuthority('Ours', today), createAuthority('Other', today)]);
  const { certificate, key } = await issueCertificate(ours, names, today);
  const server = createServer({ cert: certificate, key: key.reveal() }, (socket) => socket.end('hello'));
  server.on('tlsClientError', () => undefined); // the second client disconnects
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const attempt = (ca: string) =>
    new Promise<string>((resolve) => {
      const socket: TLSSocket = tlsConnect({ host: '127.0.0.1', port, ca, servername: 'db0001' }, () =>
        resolve('connected'),
      );
      socket.on('error', ({ message }) => resolve(message));
      socket.on('secureConnect', () => socket.destroy());
    });
  try {
    expect(await attempt(ours.certificate)).toBe('connected');
    expect(await attempt(other.certificate)).toMatch(/unable to|self-signed|issuer/);
  } finally {
    server.close();
  }
});
