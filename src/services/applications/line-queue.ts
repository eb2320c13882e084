/** More than this waits for nobody: a reader that slow is told how much it missed. */
const MOST_WAITING = 20_000;

/** Lines on their way from callbacks to one reader. */
export class LineQueue<T> {
  #waiting: T[] = [];
  #dropped = 0;
  #end: { error: unknown } | 'closed' | null = null;
  #wake: () => void = () => undefined;

  push(line: T): void {
    if (this.#waiting.length >= MOST_WAITING) this.#dropped += 1;
    else this.#waiting.push(line);
    this.#wake();
  }

  close(): void {
    this.#end ??= 'closed';
    this.#wake();
  }

  /** The reader gets what waits, then the error. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  /** Until closed. @param gap makes the line that stands for those left out */
  async *read(gap: (count: number) => T): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const [lines, dropped] = [this.#waiting, this.#dropped];
      this.#waiting = [];
      this.#dropped = 0;
      yield* lines;
      if (dropped > 0) yield gap(dropped);
      if (this.#waiting.length > 0) continue;
      if (this.#end === 'closed') return;
      if (this.#end) throw this.#end.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
