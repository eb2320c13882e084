import { z } from 'zod';
import type { Call } from '../remote-api/call';
import { readAnswer } from '../remote-api/call';
import { type DnsProvider, isValue } from './provider';

const id = z.string().regex(/^\w+$/);
const zones = z.object({ result: z.array(z.object({ id })) });
const records = z.object({ result: z.array(z.object({ id, content: z.string() })) });
const made = z.object({ result: z.object({ id }) });
const TTL_S = 60;

/** Cloudflare’s API, version 4, with an API token that may edit the DNS of the zone. It refuses a record twice. */
export const cloudflare: DnsProvider = {
  baseUrl: 'https://api.cloudflare.com/client/v4',
  authorization: (token) => `Bearer ${token}`,
  hasZone: async (call, zone) => (await zoneId(call, zone)) !== undefined,
  async add(call, { zone, name, value }) {
    const path = `/zones/${await zoneId(call, zone)}/dns_records`;
    const listed = await call('GET', `${path}?type=TXT&name=${encodeURIComponent(name)}`);
    const known = readAnswer(records, listed).result.find(({ content }) => isValue(content, value));
    const body = { type: 'TXT', name, content: `"${value}"`, ttl: TTL_S };
    const record = known ?? readAnswer(made, await call('POST', path, { body })).result;
    return async () => {
      await call('DELETE', `${path}/${record.id}`, { expected: [404] });
    };
  },
};

async function zoneId(call: Call, zone: string): Promise<string | undefined> {
  const answer = await call('GET', `/zones?name=${encodeURIComponent(zone)}`);
  return readAnswer(zones, answer).result[0]?.id;
}
