import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { endMac, type SealKey } from './queries/audit-chain';
import type { ChainPlace } from './queries/audit-verify';

/**
 * The end of the audit trail as this process last saw it, in a file outside the database: it shows that rows were cut
 * from the end, even if the database's own records of them were changed back as well.
 */
export class AuditAnchor {
  readonly file: string | null;
  readonly #keys: readonly SealKey[];
  #written: bigint | null = null;
  #isHeld = false;

  /** @param file null: none is kept, as in tests and while copying to another database */
  constructor(file: string | null, keys: readonly SealKey[]) {
    this.file = file;
    this.#keys = keys;
  }

  /** Record the end after each append, atomically, so that a reader sees the old or the new one. */
  note(place: ChainPlace): void {
    const [newest] = this.#keys;
    if (this.file === null || !newest || this.#isHeld) return;
    if (this.#written !== null && place.seq <= this.#written) return;
    const text = JSON.stringify({ seq: String(place.seq), hash: place.hash, mac: endMac(newest.key, place) });
    mkdirSync(dirname(this.file), { recursive: true });
    const next = `${this.file}.${process.pid}.new`;
    writeFileSync(next, `${text}\n`, { mode: 0o600 });
    renameSync(next, this.file);
    this.#written = place.seq;
  }

  /** Stop changing the file: it is evidence. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Read the recorded end; null when there is none yet, `forged` when this installation did not write it. */
  read(): ChainPlace | 'forged' | null {
    if (this.file === null) return null;
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
    const match = /^\{"seq":"(\d{1,19})","hash":"([0-9a-f]*)","mac":"([0-9a-f]{64})"\}\n$/.exec(text);
    if (!match) return 'forged';
    const [, seq = '0', hash = '', mac] = match;
    const place = { seq: BigInt(seq), hash };
    return this.#keys.some(({ key }) => endMac(key, place) === mac) ? place : 'forged';
  }
}
