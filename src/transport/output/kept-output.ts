import { ByteBuffer } from './byte-buffer';
import type { OutputChunk } from './output-chunk';

/** Output of a command, up to a limit for both streams together; the rest is counted and dropped. */
export class KeptOutput {
  readonly #kept: Record<OutputChunk['stream'], ByteBuffer>;
  #room: number;
  #dropped = 0;

  /** @param limit bytes of UTF-8 to keep */
  constructor(limit: number) {
    this.#room = limit;
    this.#kept = { stdout: new ByteBuffer(limit), stderr: new ByteBuffer(limit) };
  }

  get droppedBytes(): number {
    return this.#dropped;
  }

  add({ stream, text }: OutputChunk): void {
    const bytes = Buffer.from(text);
    const kept = bytes.length <= this.#room ? bytes : cutAtCharacter(bytes, this.#room);
    this.#kept[stream].append(kept);
    this.#dropped += bytes.length - kept.length;
    this.#room = kept.length === bytes.length ? this.#room - bytes.length : 0;
  }

  text(stream: OutputChunk['stream']): string {
    return this.#kept[stream].view().toString('utf8');
  }
}

/** Cut bytes to a length, without half a character at the end. */
function cutAtCharacter(bytes: Buffer, limit: number): Buffer {
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
