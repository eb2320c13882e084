import type { LogLine } from './docker';
import { FrameReader } from './log-frames';

/** Longer lines are cut with a mark. */
const MOST_LINE_BYTES = 64 * 1024;
const CUT_MARK = '… [line cut]';
/** What Docker puts before each message when timestamps are asked for. */
const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;
const LONGEST_TIMESTAMP = 40;

interface Open {
  timestamp: string;
  parts: Buffer[];
  bytes: number;
  cut: boolean;
}

/**
 * Lines of a container's log that was asked for with timestamps. Docker splits a long line into several messages, each
 * with its own timestamp: the first one counts.
 */
export class LogLineReader {
  readonly #frames = new FrameReader();
  readonly #open: Partial<Record<LogLine['stream'], Open>> = {};

  push(chunk: Buffer): LogLine[] {
    return this.#frames.push(chunk).flatMap(({ stream, bytes }) => this.#lines(stream, bytes));
  }

  /** The last line, when it has no end. */
  end(): LogLine[] {
    return (['stdout', 'stderr'] as const).flatMap((stream) => this.#finish(stream) ?? []);
  }

  #lines(stream: LogLine['stream'], bytes: Buffer): LogLine[] {
    const lines: LogLine[] = [];
    let from = 0;
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
    const head = TIMESTAMP.exec(piece.toString('latin1', 0, LONGEST_TIMESTAMP));
    const text = piece.subarray(head?.[0].length ?? 0);
    this.#open[stream] ??= { timestamp: head?.[1] ?? '', parts: [], bytes: 0, cut: false };
    const open = this.#open[stream];
    const room = MOST_LINE_BYTES - open.bytes;
    open.parts.push(text.subarray(0, room));
    open.bytes += Math.min(text.length, room);
    open.cut ||= text.length > room;
  }

  #finish(stream: LogLine['stream']): [LogLine] | undefined {
    const open = this.#open[stream];
    if (!open) return undefined;
    delete this.#open[stream];
    const text = Buffer.concat(open.parts).toString('utf8').replace(/\r$/, '');
    return [{ stream, timestamp: open.timestamp, text: open.cut ? text + CUT_MARK : text }];
  }
}
