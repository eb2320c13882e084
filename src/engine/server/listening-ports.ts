import type { Host } from '../../transport/host';

const tables = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
/**
 * Socket states of /proc/net (include/net/tcp_states.h): TCP_LISTEN, and TCP_CLOSE, the state of an open UDP socket.
 */
const establishedState = '01'; // TCP_ESTABLISHED
const openState = { tcp: '0A', udp: '07' } as const;

/**
 * List the ports on which a process of the machine listens, as `8080/tcp`. Read from the kernel, so no tool is needed.
 */
export async function listeningPorts(host: Host): Promise<Set<string>> {
  const ports = new Set<string>();
  for (const table of tables) {
    // tcp6 and udp6 are absent where IPv6 is off: `cat` fails, but still prints the others.
    const { stdout } = await host.run({
      argv: ['cat', `/proc/net/${table}`],
      deadlineMs: 15_000,
      isQuestion: true,
    });
    const protocol = table.startsWith('tcp') ? 'tcp' : 'udp';
    for (const port of parsePorts(stdout, openState[protocol])) ports.add(`${port}/${protocol}`);
  }
  return ports;
}

export function parsePorts(table: string, state: string): number[] {
  return parseSockets(table, state).map(({ port }) => port);
}

export interface Listener {
  port: number;
  isLoopback: boolean;
}

/** Address of Docker's own name server in every container, which listens on a random port. */
const dockerResolver = '0B00007F';
/** The kernel writes addresses as words in the machine's byte order: 127.x.y.z, ::1 and ::ffff:127.x.y.z. */
const loopback = /^(0{16}FFFF0000)?[0-9A-F]{6}7F$|^0{24}01000000$/;

/** Parse the TCP listeners of a container from its /proc/net/tcp and tcp6. */
export function parseListeners(tables: string): Listener[] {
  return parseSockets(tables, openState.tcp)
    .filter(({ address }) => address !== dockerResolver)
    .map(({ port, address }) => ({ port, isLoopback: loopback.test(address) }));
}

/** Parse the peers of established connections from /proc/net/tcp and tcp6, as IPv4 `address:port`. */
export function parsePeers(tables: string): string[] {
  return tables.split('\n').flatMap((line) => {
    const [, , remote = '', st] = line.trim().split(/\s+/);
    const [, bytes, port] = /^(?:0{16}FFFF0000)?([0-9A-F]{8}):([0-9A-F]{4})$/.exec(remote) ?? [];
    if (st !== establishedState || bytes === undefined || port === undefined) return [];
    // Words in the machine's byte order: the last byte is the first of the address.
    const address = bytes
      .match(/../g)
      ?.map((byte) => Number.parseInt(byte, 16))
      .reverse();
    return [`${address?.join('.')}:${Number.parseInt(port, 16)}`];
  });
}

/** Parse lines of proc(5) `/proc/net/tcp`: `sl local_address rem_address st …`, addresses as `HEX:HEXPORT`. */
function parseSockets(table: string, state: string): { address: string; port: number }[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , st] = line.trim().split(/\s+/);
    const [address = '', hexPort = ''] = local.split(':');
    const port = Number.parseInt(hexPort, 16);
    return st === state && Number.isInteger(port) ? [{ address, port }] : [];
  });
}
