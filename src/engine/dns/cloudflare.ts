import { z } from 'zod';
import { readAnswer } from './call';
import type { Call, DnsProvider } from './provider';

const zones = z.object({ result: z.array(z.object({ id: z.string().regex(/^\w+$/) })) });
const made = z.object({ result: z.object({ id: z.string().regex(/^\w+$/) }) });
const TTL_S = 60;

/** Cloudflare’s API, version 4, with an API token that may edit the DNS of the zone. */
export const cloudflare: DnsProvider = {
  baseUrl: 'https://api.cloudflare.com/client/v4',
  authorization: (token) => `Bearer ${token}`,
  hasZone: async (call, zone) => (await zoneId(call, zone)) !== undefined,
  async add(call, { zone, name, value }) {
    const id = await zoneId(call, zone);
    const path = `/zones/${id}/dns_records`;
    const body = { type: 'TXT', name, content: `"${value}"`, ttl: TTL_S };
    const { result } = readAnswer(made, await call('POST', path, { body }));
    return async () => {
      await call('DELETE', `${path}/${result.id}`, { expected: [404] });
    };
  },
};

async function zoneId(call: Call, zone: string): Promise<string | undefined> {
  const answer = await call('GET', `/zones?name=${encodeURIComponent(zone)}`);
  return readAnswer(zones, answer).result[0]?.id;
}
