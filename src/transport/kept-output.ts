import type { OutputChunk } from './output-chunk';

/** What a command printed, up to a limit for both streams together; what comes above it is counted and thrown away. */
export class KeptOutput {
  readonly #parts: Record<OutputChunk['stream'], string[]> = { stdout: [], stderr: [] };
  #room: number;
  #dropped = 0;

  /** @param limit bytes of UTF-8 to keep */
  constructor(limit: number) {
    this.#room = limit;
  }

  get droppedBytes(): number {
    return this.#dropped;
  }

  add({ stream, text }: OutputChunk): void {
    const bytes = Buffer.byteLength(text);
    const kept = bytes <= this.#room ? text : cutAtCharacter(text, this.#room);
    const keptBytes = Buffer.byteLength(kept);
    this.#parts[stream].push(kept);
    this.#dropped += bytes - keptBytes;
    this.#room = keptBytes === bytes ? this.#room - bytes : 0;
  }

  text(stream: OutputChunk['stream']): string {
    return this.#parts[stream].join('');
  }
}

/** The first bytes of a text, without half a character at the end. */
function cutAtCharacter(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
