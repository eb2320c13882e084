import { z } from 'zod';
import { readAnswer } from '../remote-api/call';
import { type DnsProvider, isValue, relativeName, type TxtRecord } from './provider';

interface Differences {
  baseUrl: string;
  /** Seconds; the shortest that the provider takes. */
  ttl: number;
  /** Member of the answer that holds the new record; with an `s`, of the list. */
  member: string;
  /** Whether TXT values are sent in quotes, as in a zone file. */
  isQuoted: boolean;
  /** Name of a record of the zone itself. */
  apex: string;
  /** Query of a list with the records of this name. */
  query(record: TxtRecord): string;
}

const listedRecord = z.object({
  id: z.union([z.int(), z.string().regex(/^[\w-]+$/)]),
  type: z.string(),
  name: z.string(),
  data: z.string(),
});

/** A provider whose zones are `/domains/{name}` and whose records are `/domains/{name}/records`. */
function recordsOfDomains({ baseUrl, ttl, member, isQuoted, apex, query }: Differences): DnsProvider {
  const made = z.object({ [member]: listedRecord.pick({ id: true }) });
  const list = z.object({ [`${member}s`]: z.array(listedRecord) });
  return {
    baseUrl,
    authorization: (token) => `Bearer ${token}`,
    async hasZone(call, zone) {
      const { status } = await call('GET', `/domains/${encodeURIComponent(zone)}`, { expected: [404] });
      return status !== 404;
    },
    async add(call, record) {
      const path = `/domains/${encodeURIComponent(record.zone)}/records`;
      const name = relativeName(record, apex);
      const listed = readAnswer(list, await call('GET', `${path}?${query(record)}`))[`${member}s`] ?? [];
      const known = listed.find(
        (each) => each.type === 'TXT' && each.name === name && isValue(each.data, record.value),
      );
      const data = isQuoted ? `"${record.value}"` : record.value;
      const body = { type: 'TXT', name, data, ttl };
      const id = known?.id ?? readAnswer(made, await call('POST', path, { body }))[member]?.id;
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
  apex: '@',
  query: ({ name }) => `type=TXT&name=${encodeURIComponent(name)}&per_page=200`,
});

/** Vultr’s API, version 2, whose lists cannot be narrowed to a name. */
export const vultr = recordsOfDomains({
  baseUrl: 'https://api.vultr.com/v2',
  ttl: 120,
  member: 'record',
  isQuoted: true,
  apex: '',
  query: () => 'per_page=500',
});
