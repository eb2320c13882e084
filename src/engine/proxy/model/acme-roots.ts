import { createHash } from 'node:crypto';

/** Name of the file with the roots of an ACME server: by its content, so that a change of it is one of the configuration. */
export function rootsFile(pem: string): string {
  return `acme-roots-${createHash('sha256').update(pem).digest('hex').slice(0, 16)}.pem`;
}
