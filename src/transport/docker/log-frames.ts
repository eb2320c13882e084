import { AppError } from '../../domain/error';
import type { OutputChunk } from '../output/output-chunk';

const HEADER_BYTES = 8;
/** Most bytes of a frame: Docker writes at most 16 KiB of a line, and 32 KiB of a program's output. */
const MOST_FRAME_BYTES = 1024 * 1024;
/** Bytes of a frame that are passed on together, so that its beginning can be parsed. */
const HEAD_BYTES = 64;

export interface FramePiece {
  stream: OutputChunk['stream'];
  bytes: Buffer;
  /** Whether the piece is the start of a frame. */
  isStart: boolean;
}

/**
 * Reads Docker's multiplexed output: eight bytes (stream, three zeros, length as 32 bits) before each frame (Docker
 * Engine API, "Attach to a container"). A container with a terminal has no frames: everything is stdout. Frames are
 * passed on as they arrive; only the beginning of one is kept.
 */
export class FrameReader {
  /** Always fewer than HEADER_BYTES + HEAD_BYTES. */
  #rest: Buffer = Buffer.alloc(0);
  #mode: 'unknown' | 'frames' | 'raw' = 'unknown';
  #stream: OutputChunk['stream'] = 'stdout';
  /** Bytes of the current frame still to arrive. */
  #left = 0;

  /** @throws AppError when frames are followed by something else */
  push(chunk: Buffer): FramePiece[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const pieces: FramePiece[] = [];
    let at = 0;
    while (at < bytes.length) {
      const piece = this.#next(bytes.subarray(at));
      if (!piece) break;
      pieces.push(piece);
      at += piece.bytes.length + (piece.isStart ? HEADER_BYTES : 0);
    }
    this.#rest = Buffer.from(bytes.subarray(at)); // a copy, so that the chunk can be freed
    return pieces;
  }

  /** Return the rest that never became a frame. */
  end(): FramePiece[] {
    return this.#rest.length === 0 ? [] : [{ stream: 'stdout', bytes: this.#rest, isStart: false }];
  }

  #next(bytes: Buffer): FramePiece | undefined {
    if (this.#mode === 'raw') return { stream: 'stdout', bytes, isStart: false };
    if (this.#left > 0) return this.#piece(bytes, false);
    if (bytes.length < HEADER_BYTES) return undefined;
    const length = bytes.readUInt32BE(4);
    if (!isHeader(bytes) || length > MOST_FRAME_BYTES) return this.#withoutFrames(bytes);
    if (bytes.length < HEADER_BYTES + Math.min(length, HEAD_BYTES)) return undefined;
    this.#mode = 'frames';
    this.#stream = bytes[0] === 2 ? 'stderr' : 'stdout';
    this.#left = length;
    return this.#piece(bytes.subarray(HEADER_BYTES), true);
  }

  #piece(available: Buffer, isStart: boolean): FramePiece {
    const bytes = available.subarray(0, this.#left);
    this.#left -= bytes.length;
    return { stream: this.#stream, bytes, isStart };
  }

  #withoutFrames(bytes: Buffer): FramePiece {
    if (this.#mode === 'frames') throw new AppError('unavailable', 'Docker sent output that is not framed.');
    this.#mode = 'raw';
    return { stream: 'stdout', bytes, isStart: false };
  }
}

function isHeader([stream = 255, a, b, c]: Buffer): boolean {
  return stream <= 2 && a === 0 && b === 0 && c === 0;
}
