import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing';
import { connectClient } from './client.testing';

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
});
afterAll(() => server.stop());

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const accept = { Accept: 'application/json, text/event-stream' };

function post(body: unknown, token?: string, headers: Record<string, string> = {}) {
  const options = { body, headers: { ...accept, ...headers }, ...(token ? { token } : {}) };
  return server.fetch('POST', '/mcp', options);
}

/** Send a message with a header that `fetch` would not send; return the status. */
async function statusWith(headers: Record<string, string>): Promise<number | undefined> {
  const sent = request(`${server.url}/mcp`, {
    method: 'POST',
    headers: { ...accept, 'Content-Type': 'application/json', Authorization: `Bearer ${root}`, ...headers },
  });
  sent.end(JSON.stringify(ping));
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
}

describe('a message', () => {
  it('is answered to a token alone', async () => {
    const answer = await post(ping, root);
    expect([answer.status, await answer.json()]).toEqual([200, { jsonrpc: '2.0', id: 1, result: {} }]);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('1000000');
    const refused = await post(ping);
    expect([refused.status, await refused.json()]).toEqual([401, { message: 'Unauthenticated.' }]);
    expect(refused.headers.get('www-authenticate')).toContain('Bearer');
    expect((await post(ping, 'gnt_pat_wrong')).status).toBe(401);
  });

  it('has one method, one address, one shape and a limit', async () => {
    expect((await server.fetch('GET', '/mcp', { token: root, headers: accept })).status).toBe(405);
    expect((await server.fetch('DELETE', '/mcp', { token: root })).status).toBe(405);
    expect((await post([ping], root)).status).toBe(400);
    expect((await post('{"jsonrpc":"2.0","jsonrpc":"2.0"}', root)).status).toBe(400);
    expect((await post({ ...ping, params: { text: 'x'.repeat(1024 * 1024) } }, root)).status).toBe(413);
    expect((await post({ hello: 1 }, root)).status).toBe(400);
  });

  it('names this server and no other site', async () => {
    expect(await statusWith({})).toBe(200);
    expect(await statusWith({ Host: 'evil.example.com' })).toBe(403);
    expect(await statusWith({ Origin: 'https://evil.example.com' })).toBe(403);
  });

  it('is refused while the server for tools, or the API, is off', async () => {
    await server.fetch('POST', '/api/v1/mcp/disable', { token: root });
    const off = await post(ping, root);
    expect([off.status, await off.json()]).toEqual([403, { message: 'MCP server is disabled.' }]);
    await server.fetch('POST', '/api/v1/mcp/enable', { token: root });
    await server.fetch('POST', '/api/v1/disable', { token: root });
    expect((await post(ping, root)).status).toBe(403);
    await server.fetch('POST', '/api/v1/enable', { token: root });
    expect((await post(ping, root)).status).toBe(200);
  });
});

describe('operations', () => {
  it('are found and called, and each call is in the audit trail with the name of the tool', async () => {
    const { call } = await connectClient(server, root);
    const { data } = await call('search_operations', { query: 'list projects' });
    expect(data.operations[0]).toMatchObject({ operation: 'project.list', changes: false });
    expect((await call('search_operations', { query: 'project.create' })).data.fields).toHaveProperty('name');
    const listed = await call('call_operation', { operation: 'project.list' });
    expect(listed).toEqual({ data: { untrusted: [] }, isError: false, isUntrusted: true });
    const missing = { operation: 'project.get', input: { uuid: 'a'.repeat(24) } };
    expect((await call('call_operation', missing)).data).toMatchObject({ status: 404 });
    expect((await call('call_operation', { operation: 'apiKey.create', input: { name: 'x' } })).isError).toBe(
      true,
    );
    const rows = await server.database.unscoped.auditLog.findMany({
      where: { action: 'mcp.call_operation' },
    });
    expect(rows.map(({ via, outcome }) => [via, outcome])).toEqual([
      ['mcp', 'success'],
      ['mcp', 'failed'],
      ['mcp', 'failed'],
    ]);
  });
});

describe('the public conformance suite', () => {
  let proxy: Server;
  /** The suite sends no token, so this proxy adds it; a foreign host stays foreign. */
  beforeAll(async () => {
    proxy = createServer((req, res) => {
      const own = new RegExp(`(127\\.0\\.0\\.1|localhost):${(proxy.address() as AddressInfo).port}`); // it listens on a port
      const { host = '', origin, ...headers } = req.headers;
      const here = new URL(server.url).host;
      const onward = request(`${server.url}/mcp`, {
        method: req.method ?? 'POST',
        headers: {
          ...headers,
          host: host.replace(own, here),
          ...(origin ? { origin: origin.replace(own, here) } : {}),
          authorization: `Bearer ${root}`,
        },
      });
      onward.on('response', (answer) => {
        res.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(res);
      });
      req.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  afterAll(() => proxy.close());

  it.each(['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'])(
    'passes: %s',
    async (scenario) => {
      const suite = fileURLToPath(
        new URL('../../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
      );
      const url = `http://localhost:${(proxy.address() as AddressInfo).port}/mcp`; // it listens on a port
      const program = spawn(process.execPath, [suite, 'server', '--url', url, '--scenario', scenario]);
      let output = '';
      for (const stream of [program.stdout, program.stderr]) stream.on('data', (text) => (output += text));
      const [code] = await once(program, 'close');
      expect([code, output]).toEqual([0, expect.stringMatching(/Passed: [1-9]/)]);
    },
  );
});
