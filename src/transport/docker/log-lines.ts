import { ByteBuffer } from '../output/byte-buffer';
import type { LogLine } from './api';
import { type FramePiece, FrameReader } from './log-frames';

/** Most bytes of a line; longer ones are cut, with a mark. */
const MOST_LINE_BYTES = 64 * 1024;
const CUT_MARK = '… [line cut]';
/** Timestamp that Docker puts before each message when asked. */
const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;
const LONGEST_TIMESTAMP = 40;

interface Open {
  /** Bytes of the line, including its timestamp. */
  bytes: ByteBuffer;
  cut: boolean;
}

/**
 * Reads the lines of a container's log with timestamps. Docker splits a long line into several messages, each with its
 * own timestamp: the first one counts. An unfinished line is kept only as far as it will be shown.
 */
export class LogLineReader {
  readonly #frames = new FrameReader();
  readonly #open: Partial<Record<LogLine['stream'], Open>> = {};

  push(chunk: Buffer): LogLine[] {
    return this.#frames.push(chunk).flatMap((piece) => this.#lines(piece));
  }

  /** Return the last, unfinished line. */
  end(): LogLine[] {
    const rest = this.#frames.end().flatMap((piece) => this.#lines(piece));
    return [...rest, ...(['stdout', 'stderr'] as const).flatMap((stream) => this.#finish(stream) ?? [])];
  }

  #lines({ stream, bytes, isStart }: FramePiece): LogLine[] {
    const lines: LogLine[] = [];
    // Within a line, each further message begins with its own timestamp.
    let from = isStart && this.#open[stream] ? (timestampOf(bytes)?.[0].length ?? 0) : 0;
    while (from < bytes.length) {
      const newline = bytes.indexOf(10, from);
      this.#add(stream, bytes.subarray(from, newline < 0 ? bytes.length : newline));
      if (newline < 0) break;
      from = newline + 1;
      lines.push(...(this.#finish(stream) ?? []));
    }
    return lines;
  }

  #add(stream: LogLine['stream'], piece: Buffer): void {
    this.#open[stream] ??= { bytes: new ByteBuffer(), cut: false };
    const open = this.#open[stream];
    const room = MOST_LINE_BYTES + LONGEST_TIMESTAMP - open.bytes.length;
    if (room > 0) open.bytes.append(piece.subarray(0, room));
    open.cut ||= piece.length > room;
  }

  #finish(stream: LogLine['stream']): [LogLine] | undefined {
    const open = this.#open[stream];
    if (!open) return undefined;
    delete this.#open[stream];
    const bytes = open.bytes.view();
    const [head, timestamp] = timestampOf(bytes) ?? ['', ''];
    const shown = bytes.subarray(head.length, head.length + MOST_LINE_BYTES);
    const text = shown.toString('utf8').replace(/\r$/, '');
    const isCut = open.cut || bytes.length > head.length + MOST_LINE_BYTES;
    return [{ stream, timestamp, text: isCut ? text + CUT_MARK : text }];
  }
}

function timestampOf(bytes: Buffer): [head: string, timestamp: string] | null {
  const found = TIMESTAMP.exec(bytes.toString('latin1', 0, LONGEST_TIMESTAMP));
  return found && [found[0], found[1] ?? ''];
}
