/** A change of an object; readers read its rows again. */
export interface Change {
  kind: string;
  uuid: string;
}

/** Largest number of waiting changes. A reader that is further behind should open a new stream. */
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

  /** Yield changes until the queue is closed, which also happens when too many wait. */
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
