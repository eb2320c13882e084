import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acmeSettings, acmeVariables } from './acme-env';
import { createAuthority } from './certificate';

const schema = z.object(acmeVariables);
const folder = mkdtempSync(join(tmpdir(), 'gantry-acme-'));
const refusal = (given: Record<string, string>) => schema.safeParse(given).error?.issues[0]?.message;

describe('the ACME server', () => {
  it('is the own choice of the proxy unless it is given', () => {
    expect(acmeSettings(schema.parse({}))).toEqual({
      directoryUrl: null,
      email: null,
      roots: null,
      dnsResolvers: [],
    });
  });

  it('may have an authority of its own', async () => {
    const file = join(folder, 'roots.pem');
    const { certificate } = await createAuthority('Root', { now: new Date(), days: 1 });
    writeFileSync(file, certificate.repeat(2));
    const given = { ACME_DIRECTORY_URL: 'https://acme.example/dir', ACME_ROOT_CERTIFICATES: file };
    expect(acmeSettings(schema.parse(given))).toEqual({
      directoryUrl: 'https://acme.example/dir',
      email: null,
      roots: certificate.repeat(2),
      dnsResolvers: [],
    });
  });

  it('may look up names at resolvers of its own', () => {
    const given = { ACME_DNS_RESOLVERS: '192.0.2.53, [2001:db8::53]:8053' };
    expect(acmeSettings(schema.parse(given)).dnsResolvers).toEqual(['192.0.2.53', '[2001:db8::53]:8053']);
  });

  it('is refused where it cannot be used', () => {
    const text = join(folder, 'text.pem');
    writeFileSync(text, 'no certificate');
    expect(refusal({ ACME_DIRECTORY_URL: 'http://acme.example' })).toBe('must be an https:// URL');
    expect(refusal({ ACME_ROOT_CERTIFICATES: text })).toBe('names a file that contains no PEM certificates');
    expect(refusal({ ACME_ROOT_CERTIFICATES: join(folder, 'none') })).toBe(
      'names a file that does not exist',
    );
    expect(refusal({ ACME_EMAIL: 'nonsense' })).toBeDefined();
    for (const resolvers of [
      'dns.example.com',
      '192.0.2.53:',
      '999.1.1.1',
      '192.0.2.53:99999',
      '[192.0.2.53]',
      '2001:db8::53',
      '192.0.2.53,,',
    ])
      expect(refusal({ ACME_DNS_RESOLVERS: resolvers })).toContain('must be addresses');
  });
});
