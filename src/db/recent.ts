interface Keeping {
  /** Milliseconds that items are kept. */
  ms: number;
  most: number;
  /** Milliseconds since an arbitrary point in time of this process. */
  now: () => number;
}

/** The items of the last moments, for a reader that comes slightly later. */
export class Recent<T> {
  readonly #keeping: Keeping;
  readonly #kept: { at: number; item: T }[] = [];
  /** Items before this time may be missing. */
  #gapAt: number;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
    this.#gapAt = keeping.now();
  }

  add(item: T): void {
    this.#forget();
    if (this.#kept.length === this.#keeping.most) this.#gapAt = this.#kept.shift()?.at ?? this.#gapAt;
    this.#kept.push({ at: this.#keeping.now(), item });
  }

  /** Record that items may have been missed. */
  addGap(): void {
    this.#gapAt = this.#keeping.now();
  }

  /** List the items, oldest first; null when some may be missing. */
  list(): readonly T[] | null {
    this.#forget();
    if (this.#gapAt > this.#keeping.now() - this.#keeping.ms) return null;
    return this.#kept.map(({ item }) => item);
  }

  #forget(): void {
    const first = this.#kept.findIndex(({ at }) => at > this.#keeping.now() - this.#keeping.ms);
    this.#kept.splice(0, first === -1 ? this.#kept.length : first);
  }
}
