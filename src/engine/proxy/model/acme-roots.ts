import { createHash } from 'node:crypto';

/**
 * Name the file with the root certificates of an ACME server after its content, so that a change of it changes the
 * configuration.
 */
export function rootsFile(pem: string): string {
  return `acme-roots-${createHash('sha256').update(pem).digest('hex').slice(0, 16)}.pem`;
}
