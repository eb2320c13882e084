import { createConnection, isIPv6, type Socket } from 'node:net';

/** Host name that is never resolved: `lookup` answers instead. */
const NO_NAME = 'server.invalid';

/** Connect to the first of these addresses that answers, and to no other. */
export function dial(addresses: readonly string[], port: number): Socket {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return createConnection({
    host: NO_NAME,
    port,
    autoSelectFamily: true, // tries one after the other; makes Node ask for all addresses
    lookup: (_name, _options, done) => done(null, found),
  });
}
