import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { z } from 'zod';

/** For integration tests only: the published MCP server, which calls the API at a given URL. */
export interface McpProgram {
  /**
   * Use a tool.
   * @returns its text, parsed when it is JSON
   * @throws Error with its text when the tool reports a failure
   */
  // The tests check the shape of the result.
  // biome-ignore lint/suspicious/noExplicitAny: as above
  use(tool: string, input?: Record<string, unknown>): Promise<any>;
  close(): Promise<void>;
}

const answer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
});

export async function startMcpProgram(url: string, token: string): Promise<McpProgram> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [fileURLToPath(import.meta.resolve('@masonator/coolify-mcp'))],
      env: { COOLIFY_BASE_URL: url, COOLIFY_ACCESS_TOKEN: token },
      stderr: 'ignore', // it logs there that it has started
    }),
  );
  return {
    async use(tool, input = {}) {
      const { isError, content } = answer.parse(await client.callTool({ name: tool, arguments: input }));
      const text = content.map((part) => part.text).join('\n');
      if (isError || text.startsWith('Error')) throw new Error(`${tool} ${JSON.stringify(input)}: ${text}`);
      return parsed(text);
    },
    close: () => client.close(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // some tools return sentences
  }
}
