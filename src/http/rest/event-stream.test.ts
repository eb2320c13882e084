import { createServer, type Server } from 'node:http';
import { tracked } from '@trpc/server';
import { afterEach, describe, expect, it } from 'vitest';
import { notFound } from '../../domain/error';
import { writeEventStream } from './event-stream';

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

/** Start a server that responds to everything with these events; a refusal before the first header is a 418. */
async function serve(events: unknown): Promise<string> {
  const listening = createServer((_req, res) => {
    const spellError = (error: unknown) => ({ message: error instanceof Error ? error.message : '' });
    writeEventStream(res, events, { headers: { 'X-Test': '1' }, spellError }).catch(() =>
      res.writeHead(418).end(),
    );
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  listening.unref();
  const address = listening.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

describe('server-sent events', () => {
  it('carry an id when they can be resumed after', async () => {
    async function* events() {
      yield { first: true };
      yield tracked('7', { text: 'line\nbreak' });
    }
    const answer = await fetch(await serve(events()));
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-test')]).toEqual([
      200,
      'text/event-stream',
      '1',
    ]);
    expect(await answer.text()).toBe('data: {"first":true}\n\nid: 7\ndata: {"text":"line\\nbreak"}\n\n');
  });

  it('are refused with a status when the source refuses at once', async () => {
    // biome-ignore lint/correctness/useYield: it refuses before it could
    async function* events() {
      throw notFound('Deployment');
    }
    expect((await fetch(await serve(events()))).status).toBe(418);
  });

  it('end with an error event when the source fails later', async () => {
    async function* events() {
      yield 1;
      throw notFound('Deployment');
    }
    expect(await (await fetch(await serve(events()))).text()).toBe(
      'data: 1\n\nevent: error\ndata: {"message":"Deployment not found."}\n\n',
    );
  });

  it('stop their source when the reader leaves', async () => {
    let isOpen = true;
    async function* events() {
      try {
        for (let count = 0; ; count++) {
          yield { count, padding: 'x'.repeat(64 * 1024) };
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        isOpen = false;
      }
    }
    const answer = await fetch(await serve(events()));
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => isOpen, { timeout: 5_000 }).toBe(false);
  });
});
