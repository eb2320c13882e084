import { z } from 'zod';
import { readAnswer } from './call';
import { type DnsProvider, relativeName } from './provider';

interface Differences {
  baseUrl: string;
  /** Seconds; the shortest that the provider takes. */
  ttl: number;
  /** Member of the answer that holds the new record. */
  member: string;
  /** TXT values as they stand in a zone file. */
  isQuoted: boolean;
}

/** A provider whose zones are `/domains/{name}` and whose records are `/domains/{name}/records`. */
function recordsOfDomains({ baseUrl, ttl, member, isQuoted }: Differences): DnsProvider {
  const made = z.object({ [member]: z.object({ id: z.union([z.int(), z.string().regex(/^[\w-]+$/)]) }) });
  return {
    baseUrl,
    authorization: (token) => `Bearer ${token}`,
    async hasZone(call, zone) {
      const { status } = await call('GET', `/domains/${zone}`, { expected: [404] });
      return status !== 404;
    },
    async add(call, record) {
      const path = `/domains/${record.zone}/records`;
      const data = isQuoted ? `"${record.value}"` : record.value;
      const body = { type: 'TXT', name: relativeName(record), data, ttl };
      const id = readAnswer(made, await call('POST', path, { body }))[member]?.id;
      return async () => {
        await call('DELETE', `${path}/${id}`, { expected: [404] });
      };
    },
  };
}

/** DigitalOcean’s API, version 2. */
export const digitalocean = recordsOfDomains({
  baseUrl: 'https://api.digitalocean.com/v2',
  ttl: 30,
  member: 'domain_record',
  isQuoted: false,
});

/** Vultr’s API, version 2. */
export const vultr = recordsOfDomains({
  baseUrl: 'https://api.vultr.com/v2',
  ttl: 120,
  member: 'record',
  isQuoted: true,
});
