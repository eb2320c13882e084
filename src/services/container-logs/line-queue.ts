import type { LogLine } from '../../engine/workload/log';

/** Waiting bytes from which the machine has to pause. */
const BUSY_BYTES = 512 * 1024;
/** The most lines that may wait: a slower reader, of a machine that cannot pause, is told how many it missed. */
const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** Batch size in which read lines are released. */
const SHIFT_LINES = 1000;
/** Bytes that a line takes besides its text. */
const LINE_BYTES = 200;

/** The bytes of a line in memory: at most two per character. */
function sizeOf(line: string | { line: LogLine }): number {
  return LINE_BYTES + 2 * (typeof line === 'string' ? line : line.line.text).length;
}

/** Lines on their way from callbacks to one reader. */
export class LineQueue<T extends string | { line: LogLine }> {
  #waiting: T[] = [];
  /** Index of the first unread line. */
  #next = 0;
  #bytes = 0;
  #dropped = 0;
  #end: { error: unknown } | 'closed' | null = null;
  #wake: () => void = () => undefined;
  #taken: PromiseWithResolvers | null = null;

  /** Bytes waiting, as far as known. */
  get waitingBytes(): number {
    return this.#bytes;
  }

  /** @returns a promise when the next line should not come before it resolves, since too much is waiting */
  push(line: T): Promise<void> | undefined {
    if (this.#end !== null) return undefined;
    const size = sizeOf(line);
    const isFull =
      this.#waiting.length - this.#next >= MOST_WAITING || this.#bytes + size > MOST_WAITING_BYTES;
    // What comes after a gap waits until the reader has been told of the gap.
    if (isFull || this.#dropped > 0) this.#dropped += 1;
    else {
      this.#waiting.push(line);
      this.#bytes += size;
    }
    this.#wake();
    if (this.#bytes < BUSY_BYTES) return undefined;
    this.#taken ??= withResolvers();
    return this.#taken.promise;
  }

  close(): void {
    this.#finish('closed');
  }

  /** End with an error, which the reader gets after the waiting lines. */
  fail(error: unknown): void {
    this.#finish({ error });
  }

  /** Read lines until closed. @param gap makes the line that replaces dropped ones */
  async *read(gap: (count: number) => T): AsyncGenerator<T, void, undefined> {
    for (;;) {
      for (let line = this.#take(); line !== undefined; line = this.#take()) yield line;
      if (this.#dropped > 0) {
        const dropped = this.#dropped;
        this.#dropped = 0;
        yield gap(dropped);
      } else if (this.#end === 'closed') return;
      else if (this.#end) throw this.#end.error;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  #take(): T | undefined {
    const line = this.#waiting[this.#next];
    if (line !== undefined) {
      this.#next += 1;
      this.#bytes -= sizeOf(line);
    }
    if (this.#next >= SHIFT_LINES || this.#next === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    if (this.#bytes < BUSY_BYTES) this.#goOn();
    return line;
  }

  #finish(end: { error: unknown } | 'closed'): void {
    this.#end ??= end;
    this.#wake();
    this.#goOn();
  }

  #goOn(): void {
    this.#taken?.resolve();
    this.#taken = null;
  }
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
