const FIRST_BYTES = 1024;

/**
 * Bytes that arrive in pieces of any size, as one copy. Slices of what a socket gave would keep whole chunks alive, and
 * joining them again with every piece would take time that grows with the square of their number.
 */
export class ByteBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #from = 0;
  #to = 0;

  /** @param most bytes that are expected: no room is made for more before they come */
  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  get length(): number {
    return this.#to - this.#from;
  }

  append(piece: Uint8Array): void {
    if (this.#to + piece.length > this.#bytes.length) this.#makeRoom(piece.length);
    this.#bytes.set(piece, this.#to);
    this.#to += piece.length;
  }

  /** A view of the bytes, good until the next change. */
  view(from = 0, to = this.length): Buffer {
    return this.#bytes.subarray(this.#from + from, this.#from + to);
  }

  dropFirst(count: number): void {
    this.#from += count;
    if (this.#from < this.#to) return;
    this.#from = 0;
    this.#to = 0;
  }

  /** The bytes in front move away when that is enough; otherwise the room doubles. */
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
