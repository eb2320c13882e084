import { createHash } from 'node:crypto';

/** Of RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT_FRAME = 0x81;
const MASKED = 0x80;
/** Longer ones have their length elsewhere. */
const LONGEST = 125;
const MASK_BYTES = 4;

/** The answer to the key of a handshake. */
export function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}${GUID}`).digest('base64');
}

/**
 * Frame a short text.
 * @param mask four bytes that a client chooses; servers mask nothing
 */
export function textFrame(text: string, mask?: Buffer): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > LONGEST) throw new Error('Only short texts are framed here.');
  const head = Buffer.from([TEXT_FRAME, payload.length | (mask ? MASKED : 0)]);
  return Buffer.concat(mask ? [head, mask, masked(payload, mask)] : [head, payload]);
}

/** Read the texts of the whole frames in some bytes; what is left belongs to a frame that goes on. */
export function readTexts(bytes: Buffer): { texts: string[]; rest: Buffer } {
  const texts: string[] = [];
  let rest = bytes;
  for (let frame = firstFrame(rest); frame; frame = firstFrame(rest)) {
    texts.push(frame.text);
    rest = rest.subarray(frame.length);
  }
  return { texts, rest };
}

function firstFrame(bytes: Buffer): { text: string; length: number } | null {
  const [kind, second] = bytes;
  if (kind === undefined || second === undefined) return null;
  const payloadLength = second & ~MASKED;
  if (kind !== TEXT_FRAME || payloadLength > LONGEST) throw new Error('Only short texts are read here.');
  const isMasked = (second & MASKED) !== 0;
  const start = isMasked ? 2 + MASK_BYTES : 2;
  const length = start + payloadLength;
  if (bytes.length < length) return null;
  const payload = bytes.subarray(start, length);
  const text = isMasked ? masked(payload, bytes.subarray(2, start)) : payload;
  return { text: text.toString(), length };
}

function masked(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % MASK_BYTES] ?? 0)));
}
