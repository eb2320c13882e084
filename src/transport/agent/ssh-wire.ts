/** Data types of the SSH protocol (RFC 4251, section 5), written and read with bounds. */

/** Write a string: 32-bit length, then the bytes. */
export function sshString(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Write a positive number (mpint): no leading zeros, except one before a high first bit. */
export function sshNumber(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first < 0 ? bytes.length : first);
  return sshString((digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}

/** Thrown for a message that ends early, is too long or contains something its type does not allow. */
export class MalformedMessage extends Error {
  constructor() {
    super('Malformed SSH message.');
    this.name = 'MalformedMessage';
  }
}

/** Reads the members of a message in order. Every method throws MalformedMessage rather than read past the end. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.#take(1).readUInt8(0);
  }

  uint32(): number {
    return this.#take(4).readUInt32BE(0);
  }

  boolean(): boolean {
    return this.byte() !== 0;
  }

  string(): Buffer {
    return this.#take(this.uint32());
  }

  /** Read a string of ASCII characters, such as a protocol name. */
  name(): string {
    return this.string().toString('latin1');
  }

  /** Require that nothing follows. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new MalformedMessage();
  }

  #take(count: number): Buffer {
    if (count > this.#bytes.length - this.#at) throw new MalformedMessage();
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }
}
