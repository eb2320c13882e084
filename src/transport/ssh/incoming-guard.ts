import type { Duplex, Readable } from 'node:stream';

/** Twice the window that ssh2 grants: a server that respects it never exceeds this. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Make a stream safe to leave unread. An error between two users must not end the process, and ssh2 keeps data that a
 * server sends beyond its window.
 * @param flooded ends the connection
 */
export function guardIncoming(channel: Duplex & { stderr?: Readable }, flooded: () => void): void {
  for (const stream of [channel, channel.stderr]) {
    if (!stream) continue;
    // The reader of the stream listens too.
    stream.on('error', () => undefined);
    const push = stream.push.bind(stream);
    stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk === null || stream.readableLength <= MOST_UNREAD_BYTES) return push(chunk, encoding);
      flooded();
      return false;
    };
  }
}
