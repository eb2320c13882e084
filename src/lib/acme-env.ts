import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { AcmeSettings } from '../domain/acme';

/** Whether the text is an IPv4 address, or an IPv6 address in brackets, with an optional port. */
function isResolver(text: string): boolean {
  const [, inBrackets, plain, port = '53'] = /^(?:\[(.+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isAddress = inBrackets === undefined ? isIP(plain ?? '') === 4 : isIP(inBrackets) === 6;
  return isAddress && Number(port) >= 1 && Number(port) <= 65_535;
}

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
    .pipe(z.array(z.string().refine(isResolver, 'must be addresses such as 192.0.2.53 or [2001:db8::53]:53')))
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
