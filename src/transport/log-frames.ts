import type { OutputChunk } from './output-chunk';

const HEADER_BYTES = 8;
/** Docker writes at most 16 KiB of a line per frame; far more means that these are not frames. */
const MOST_FRAME_BYTES = 64 * 1024 * 1024;

export interface Frame {
  stream: OutputChunk['stream'];
  bytes: Buffer;
}

/**
 * Takes apart Docker's multiplexed output: eight bytes (stream, three zeros, length as 32 bits) before each frame
 * (Docker Engine API, "Attach to a container"). A container with a terminal has no frames: everything is stdout.
 */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #raw = false;

  push(chunk: Buffer): Frame[] {
    if (this.#raw) return [{ stream: 'stdout', bytes: chunk }];
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= HEADER_BYTES) {
      const length = this.#rest.readUInt32BE(4);
      if (!this.#isHeader() || length > MOST_FRAME_BYTES) {
        this.#raw = true;
        frames.push({ stream: 'stdout', bytes: this.#rest });
        return frames;
      }
      const end = HEADER_BYTES + length;
      if (this.#rest.length < end) break;
      const stream = this.#rest[0] === 2 ? 'stderr' : 'stdout';
      frames.push({ stream, bytes: this.#rest.subarray(HEADER_BYTES, end) });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }

  #isHeader(): boolean {
    const [stream = 255, a, b, c] = this.#rest;
    return stream <= 2 && a === 0 && b === 0 && c === 0;
  }
}
