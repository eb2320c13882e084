/** A change; readers look at the rows again. */
export interface Change {
  kind: string;
  uuid: string;
}

/** The most changes that wait: a reader further behind is better off with a new stream. */
const MOST_WAITING = 5_000;

/** Changes that wait for one reader, each object once. */
export class ChangeQueue {
  readonly #waiting = new Map<string, Change>();
  #isClosed = false;
  #wake: () => void = () => undefined;

  push(change: Change): void {
    this.#waiting.set(`${change.kind}/${change.uuid}`, change);
    if (this.#waiting.size > MOST_WAITING) this.close();
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#wake();
  }

  /** Read changes until closed, or until more wait than a reader is told. */
  async *read(): AsyncGenerator<Change, void, undefined> {
    while (!this.#isClosed) {
      const [next] = this.#waiting;
      if (next) {
        const [key, change] = next;
        this.#waiting.delete(key);
        yield change;
      } else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
