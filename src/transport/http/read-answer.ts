import { ByteBuffer } from '../output/byte-buffer';

/**
 * Read the body of an answer up to a limit; the rest is abandoned with the connection.
 * @returns the bytes, and whether they are complete
 */
export async function readAnswer(
  response: AsyncIterable<Uint8Array | string>,
  mostBytes: number,
): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const kept = new ByteBuffer(mostBytes);
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    const room = mostBytes - kept.length;
    kept.append(bytes.subarray(0, room));
    // Leaving the loop ends the response.
    if (bytes.length > room) return { bytes: kept.view(), isWhole: false };
  }
  return { bytes: kept.view(), isWhole: true };
}
