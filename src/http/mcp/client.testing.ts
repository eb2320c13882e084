import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { TestServer } from '../testing';

/** Result of a tool: its JSON, and whether it was a refusal or marked as untrusted. */
export interface ToolResult {
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  data: any;
  isError: boolean;
  isUntrusted: boolean;
}

export interface TestClient {
  client: Client;
  call(name: string, input?: Record<string, unknown>): Promise<ToolResult>;
  names(): Promise<string[]>;
}

/** Connect a client of the protocol's own SDK, as a model's program would. */
export async function connectClient({ url }: Pick<TestServer, 'url'>, token: string): Promise<TestClient> {
  const client = new Client({ name: 'test', version: '1' });
  const headers = { Authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  await client.connect(transport as Parameters<Client['connect']>[0]); // its types disagree on optional members
  return {
    client,
    async call(name, input = {}) {
      const { content, isError, _meta } = await client.callTool({ name, arguments: input });
      const [first] = content as { text: string }[]; // tools return one text
      return {
        data: JSON.parse(first?.text ?? 'null'),
        isError: isError === true,
        isUntrusted: _meta?.['gantry/untrusted'] === true,
      };
    },
    names: async () => (await client.listTools()).tools.map(({ name }) => name),
  };
}
