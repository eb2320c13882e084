const FIRST_BYTES = 1024;

/**
 * Bytes that arrive in pieces of any size, collected in one copy. Slices of a socket's chunks would keep whole chunks
 * alive, and joining them again with every piece would take quadratic time.
 */
export class ByteBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #from = 0;
  #to = 0;

  /** @param most expected bytes: no more room is allocated before they arrive */
  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  get length(): number {
    return this.#to - this.#from;
  }

  append(piece: Uint8Array): void {
    if (this.#to + piece.length > this.#bytes.length) this.#makeRoom(piece.length);
    this.#bytes.set(piece, this.#to);
    this.#to += piece.length;
  }

  /** Get a view of the bytes, valid until the next change. */
  view(from = 0, to = this.length): Buffer {
    return this.#bytes.subarray(this.#from + from, this.#from + to);
  }

  dropFirst(count: number): void {
    this.#from += count;
    if (this.#from < this.#to) return;
    this.#from = 0;
    this.#to = 0;
  }

  /** Make room: consumed bytes at the front are dropped if that is enough; otherwise the size doubles. */
  #makeRoom(needed: number): void {
    const { length } = this;
    const isRoomy = (length + needed) * 2 <= this.#bytes.length;
    const roomy = Math.min(Math.max(FIRST_BYTES, (length + needed) * 2), this.most);
    const size = Math.max(roomy, length + needed);
    const next = isRoomy ? this.#bytes : Buffer.allocUnsafeSlow(size);
    this.#bytes.copy(next, 0, this.#from, this.#to);
    this.#bytes = next;
    this.#from = 0;
    this.#to = length;
  }
}
