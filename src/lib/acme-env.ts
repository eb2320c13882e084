import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AcmeSettings } from '../domain/acme';

/** Variables of the certificate authority for proxies. */
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
};

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export function acmeSettings(env: {
  ACME_DIRECTORY_URL?: string | undefined;
  ACME_EMAIL?: string | undefined;
  ACME_ROOT_CERTIFICATES?: string | undefined;
}): AcmeSettings {
  return {
    directoryUrl: env.ACME_DIRECTORY_URL ?? null,
    email: env.ACME_EMAIL ?? null,
    roots: env.ACME_ROOT_CERTIFICATES ?? null,
  };
}
