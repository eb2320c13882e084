import { createConnection, isIPv6, type Socket } from 'node:net';

/** Never asked for: whatever has this name, `lookup` answers. */
const NO_NAME = 'server.invalid';

/** Connects to the first of these addresses that answers, and to no other. */
export function dial(addresses: readonly string[], port: number): Socket {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return createConnection({
    host: NO_NAME,
    port,
    autoSelectFamily: true, // one after the other; Node asks for all addresses then
    lookup: (_name, _options, done) => done(null, found),
  });
}
