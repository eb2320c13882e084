import type { Host } from '../../transport/host';

const tables = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
/** Socket states of /proc/net (include/net/tcp_states.h): TCP_LISTEN, and TCP_CLOSE, which an open UDP socket shows. */
const openState = { tcp: '0A', udp: '07' } as const;

/** Ports that some process of the machine listens on, as `8080/tcp`. Read from the kernel: needs no tool. */
export async function listeningPorts(host: Host): Promise<Set<string>> {
  const ports = new Set<string>();
  for (const table of tables) {
    // tcp6 and udp6 are absent where IPv6 is switched off: `cat` fails and prints nothing.
    const { stdout } = await host.run({ argv: ['cat', `/proc/net/${table}`], deadlineMs: 15_000 });
    const protocol = table.startsWith('tcp') ? 'tcp' : 'udp';
    for (const port of parsePorts(stdout, openState[protocol])) ports.add(`${port}/${protocol}`);
  }
  return ports;
}

/** Lines of proc(5) `/proc/net/tcp`: `sl local_address rem_address st …`, addresses as `HEX:HEXPORT`. */
export function parsePorts(table: string, state: string): number[] {
  return table.split('\n').flatMap((line) => {
    const [, local, , st] = line.trim().split(/\s+/);
    const port = Number.parseInt(local?.split(':').at(-1) ?? '', 16);
    return st === state && Number.isInteger(port) ? [port] : [];
  });
}
