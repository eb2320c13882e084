import { Duplex, Readable } from 'node:stream';

/** A machine that prints this much as fast as it is read, after a start. */
export class Fountain extends Duplex {
  printed = 0;
  readonly stderr = new Readable({ read: () => undefined });
  #begin: Buffer | undefined;

  constructor(
    begin: string,
    private readonly chunk: Buffer,
    private readonly most: number,
  ) {
    super();
    this.#begin = Buffer.from(begin);
  }

  override _read(): void {
    const chunk = this.#begin ?? (this.printed < this.most ? this.chunk : null);
    this.#begin = undefined;
    this.printed += chunk?.length ?? 0;
    this.push(chunk);
  }

  override _write(_chunk: unknown, _encoding: unknown, done: () => void): void {
    done();
  }

  close(): void {
    this.destroy();
  }
}
