import { type DnsProvider, relativeName } from './provider';

const TTL_S = 60;

/** Hetzner’s Cloud API, whose records of one name and type are a set. */
export const hetzner: DnsProvider = {
  baseUrl: 'https://api.hetzner.cloud/v1',
  authorization: (token) => `Bearer ${token}`,
  async hasZone(call, zone) {
    const { status } = await call('GET', `/zones/${zone}`, { expected: [404] });
    return status !== 404;
  },
  async add(call, record) {
    const actions = `/zones/${record.zone}/rrsets/${encodeURIComponent(relativeName(record))}/TXT/actions`;
    const records = [{ value: `"${record.value}"` }];
    await call('POST', `${actions}/add_records`, { body: { records, ttl: TTL_S } });
    return async () => {
      await call('POST', `${actions}/remove_records`, { body: { records }, expected: [404] });
    };
  },
};
