import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CancelledNotificationSchema,
  isInitializeRequest,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { openSession, type PlaceFlags } from '../connection/session';
import type { Terminal } from '../terminal';

/** `mcp`: connect an MCP client on standard input and output to `/mcp` of Gantry. */
export async function mcp(this: Terminal, flags: PlaceFlags): Promise<void> {
  const { url, token } = await openSession(this, flags);
  const headers = { Authorization: `Bearer ${token}` };
  const remote = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  const local = new StdioServerTransport();
  /** Requests that have no response yet. */
  const waiting = new Set<RequestId>();
  let isInputOver = false;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  /** End once the input is closed and no request waits, so that a client that only writes still gets every response. */
  const endIfDone = () => {
    if (isInputOver && waiting.size === 0) end();
  };
  const say = (error: unknown) => this.process.stderr.write(`${reasonOf(error)}\n`);

  const answer = (message: JSONRPCMessage) => {
    if ('id' in message && !('method' in message) && message.id !== undefined) waiting.delete(message.id);
    return local.send(message).catch(say).finally(endIfDone);
  };
  remote.onmessage = (message) => void answer(message);
  remote.onerror = say;
  local.onmessage = (message) => {
    remote.setProtocolVersion?.(versionOf(message) ?? remote.protocolVersion ?? '2025-06-18');
    if (isJSONRPCRequest(message)) waiting.add(message.id);
    const cancelled = CancelledNotificationSchema.safeParse(message).data?.params.requestId;
    if (cancelled !== undefined) waiting.delete(cancelled);
    remote.send(message).catch((error: unknown) => {
      say(error);
      if (isJSONRPCRequest(message))
        void answer({ jsonrpc: '2.0', id: message.id, error: { code: -32000, message: reasonOf(error) } });
    });
  };
  process.stdin.on('end', () => {
    isInputOver = true;
    endIfDone();
  });
  this.signal.addEventListener('abort', end);
  await remote.start();
  await local.start();
  await ended;
  await Promise.all([local.close(), remote.close()]);
}

/** Get the protocol version that a client requests in its first message. */
function versionOf(message: JSONRPCMessage): string | undefined {
  return isInitializeRequest(message) ? message.params.protocolVersion : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
