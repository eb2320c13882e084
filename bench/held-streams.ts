import http from 'node:http';
import type { Readable } from 'node:stream';

export interface HeldStreams {
  /** Streams that are open, and those that ended or were refused, each with why. */
  state(): { open: number; ended: Map<string, number> };
  close(): void;
}

/** A stream without a message for so long has ended without a word; one comes each second. */
const silenceMs = 10_000;

type Kind = 'WebSocket' | 'event stream';

/**
 * Hold `each` WebSockets and as many event streams of `gantry-test/streams` through a proxy.
 * @returns when every one of them has sent its first message
 * @throws Error when one is refused or ends before
 */
export async function holdStreams(
  target: { address: string; host: string },
  each: number,
): Promise<HeldStreams> {
  const ended = new Map<string, number>();
  const open = new Set<Readable>();

  const hold = async (kind: Kind) => {
    const stream = await openStream(target, kind);
    const watch = setTimeout(() => stream.destroy(new Error('no message')), silenceMs);
    open.add(stream);
    let reason = `${kind}: closed`;
    stream.on('error', (error) => {
      reason = `${kind}: ${error.message}`;
    });
    await new Promise<void>((resolve, reject) => {
      stream.on('data', () => {
        watch.refresh();
        resolve();
      });
      stream.on('close', () => {
        clearTimeout(watch);
        reject(new Error(reason));
        if (open.delete(stream)) ended.set(reason, (ended.get(reason) ?? 0) + 1);
      });
    });
  };

  // One of each at a time: the small server of the image takes few connections at once.
  for (let opened = 0; opened < each; opened++) await Promise.all([hold('WebSocket'), hold('event stream')]);
  return {
    state: () => ({ open: open.size, ended }),
    close() {
      const streams = [...open];
      open.clear();
      for (const stream of streams) stream.destroy();
    },
  };
}

function openStream({ address, host }: { address: string; host: string }, kind: Kind): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const isSocket = kind === 'WebSocket';
    const request = http.get({
      host: address,
      port: 80,
      path: isSocket ? '/' : '/events',
      headers: { host, ...(isSocket && socketHeaders) },
      agent: false,
    });
    request.on('upgrade', (_, socket) => resolve(socket));
    request.on('response', (response) => {
      if (response.statusCode === 200 && !isSocket) resolve(response);
      else reject(new Error(`${kind}: status ${response.statusCode}`));
    });
    request.on('error', reject);
  });
}

const socketHeaders = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};
