import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AcmeSettings } from '../domain/acme';

/** An IPv4 address, or an IPv6 address in brackets, with an optional port. */
const resolver = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/;

/** Variables of the certificate authority. */
export const acmeVariables = {
  ACME_DIRECTORY_URL: z.url({ protocol: /^https$/, error: 'must be an https:// URL' }).optional(),
  ACME_EMAIL: z.email().optional(),
  /** Path of a file with PEM certificates on this machine; parses to its text. */
  ACME_ROOT_CERTIFICATES: z
    .string()
    .transform((path, context) => {
      try {
        const pem = readFileSync(path, 'utf8');
        for (const each of pem.match(certificates) ?? [pem]) new X509Certificate(each);
        return pem;
      } catch (error) {
        const reason =
          error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'does not exist' : null;
        context.addIssue({
          code: 'custom',
          message: `names a file that ${reason ?? 'contains no PEM certificates'}`,
        });
        return z.NEVER;
      }
    })
    .optional(),
  /** Separated by commas. */
  ACME_DNS_RESOLVERS: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(z.string().regex(resolver, 'must be addresses such as 192.0.2.53 or [2001:db8::53]:53')))
    .optional(),
};

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export function acmeSettings(env: {
  ACME_DIRECTORY_URL?: string | undefined;
  ACME_EMAIL?: string | undefined;
  ACME_ROOT_CERTIFICATES?: string | undefined;
  ACME_DNS_RESOLVERS?: string[] | undefined;
}): AcmeSettings {
  return {
    directoryUrl: env.ACME_DIRECTORY_URL ?? null,
    email: env.ACME_EMAIL ?? null,
    roots: env.ACME_ROOT_CERTIFICATES ?? null,
    dnsResolvers: env.ACME_DNS_RESOLVERS ?? [],
  };
}
