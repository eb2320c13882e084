import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  isInitializeRequest,
  isJSONRPCRequest,
  type JSONRPCMessage,
} from '@modelcontextprotocol/sdk/types.js';
import { openSession, type PlaceFlags } from '../connection/session';
import type { Terminal } from '../terminal';

/** `mcp`: a bridge between a program that speaks the protocol over standard input and output, and `/mcp` of Gantry. */
export async function mcp(this: Terminal, flags: PlaceFlags): Promise<void> {
  const { url, token } = await openSession(this, flags);
  const headers = { Authorization: `Bearer ${token}` };
  const remote = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  const local = new StdioServerTransport();
  const say = (error: unknown) => this.process.stderr.write(`${reasonOf(error)}\n`);

  remote.onmessage = (message) => void local.send(message).catch(say);
  remote.onerror = say;
  local.onmessage = (message) => {
    remote.setProtocolVersion?.(versionOf(message) ?? remote.protocolVersion ?? '2025-06-18');
    remote.send(message).catch((error: unknown) => {
      say(error);
      if (isJSONRPCRequest(message))
        void local
          .send({ jsonrpc: '2.0', id: message.id, error: { code: -32000, message: reasonOf(error) } })
          .catch(say);
    });
  };
  const ended = new Promise<void>((resolve) => {
    process.stdin.on('end', resolve);
    this.signal.addEventListener('abort', () => resolve());
  });
  await remote.start();
  await local.start();
  await ended;
  await Promise.all([local.close(), remote.close()]);
}

/** The version that a client asks for when it begins. */
function versionOf(message: JSONRPCMessage): string | undefined {
  return isInitializeRequest(message) ? message.params.protocolVersion : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
