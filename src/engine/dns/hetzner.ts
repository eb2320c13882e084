import { z } from 'zod';
import { readAnswer } from '../remote-api/call';
import { type DnsProvider, isValue, relativeName } from './provider';

const set = z.object({ rrset: z.object({ records: z.array(z.object({ value: z.string() })) }) });
const TTL_S = 60;

/** Hetzner’s Cloud API, whose records of one name and type are a set with one TTL. */
export const hetzner: DnsProvider = {
  baseUrl: 'https://api.hetzner.cloud/v1',
  authorization: (token) => `Bearer ${token}`,
  async hasZone(call, zone) {
    const { status } = await call('GET', `/zones/${encodeURIComponent(zone)}`, { expected: [404] });
    return status !== 404;
  },
  async add(call, record) {
    const path = `/zones/${encodeURIComponent(record.zone)}/rrsets/${encodeURIComponent(relativeName(record))}/TXT`;
    const records = [{ value: `"${record.value}"` }];
    const present = await call('GET', path, { expected: [404] });
    const known = present.status === 404 ? null : readAnswer(set, present).rrset.records;
    // The TTL of a set that is there must not be sent again.
    const body = known ? { records } : { records, ttl: TTL_S };
    if (!known?.some(({ value }) => isValue(value, record.value)))
      await call('POST', `${path}/actions/add_records`, { body });
    return async () => {
      await call('POST', `${path}/actions/remove_records`, { body: { records }, expected: [404] });
    };
  },
};
