import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { AcmeServer } from './types';

const record = z.strictObject({ fqdn: z.string().endsWith('.'), value: z.string() });

export interface DnsProgram {
  /** Base URL, without credentials. */
  url: string;
  /** User name and password, separated by a colon. */
  token: string;
  /** Records that were added and not yet removed. */
  records: Set<string>;
  close(): Promise<void>;
}

/** A program that sets the records of the lab's names, as lego's `httpreq` asks for them. */
export async function startDnsProgram(acme: AcmeServer, address: string): Promise<DnsProgram> {
  const token = 'gantry:secret';
  const records = new Set<string>();
  const answer = async (request: IncomingMessage): Promise<number> => {
    if (request.headers.authorization !== `Basic ${Buffer.from(token).toString('base64')}`) return 401;
    const { fqdn, value } = record.parse(JSON.parse(await text(request)));
    const key = `${fqdn} ${value}`;
    if (request.url === '/dns/present') records.add(key);
    else if (request.url === '/dns/cleanup') records.delete(key);
    else return 404;
    const values = [...records].flatMap((each) =>
      each.startsWith(`${fqdn} `) ? [each.split(' ')[1] ?? ''] : [],
    );
    await acme.setTexts(fqdn, values);
    return 200;
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://${address}:${port}/dns`,
    token,
    records,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
