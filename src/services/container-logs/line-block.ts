import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import type { LogLine } from '../../engine/workload/log';

const unzip = promisify(gunzip);

/**
 * Pack lines into one compressed block: `o` or `e` for the stream, the timestamp, a space, the text, a line feed. No
 * line of a container holds a line feed, and no timestamp a space.
 */
export function packLines(lines: readonly LogLine[]): Buffer<ArrayBuffer> {
  const text = lines.map(
    ({ stream, timestamp, text }) => `${stream === 'stdout' ? 'o' : 'e'}${timestamp} ${text}\n`,
  );
  const packed = gzipSync(text.join(''));
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
}

/** Unpack the lines of a block. */
export async function unpackLines(block: Uint8Array): Promise<LogLine[]> {
  const text = (await unzip(block)).toString('utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const space = line.indexOf(' ');
      return {
        stream: line.startsWith('o') ? 'stdout' : 'stderr',
        timestamp: line.slice(1, space),
        text: line.slice(space + 1),
      };
    });
}
