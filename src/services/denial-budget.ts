import { subscriberOf } from '../auth/address';

const minuteMs = 60_000;
const perAddress = 30;
const usualPerProcess = 600;
/** Name under which addresses are counted together once the process has used up its rows. */
const everywhereElse = 'other addresses';

/** Denials of one address in one minute that have no row of their own. */
export interface LeftOut {
  address: string;
  minute: Date;
  count: number;
}

export interface Admission {
  /** Whether this denial gets a row. */
  isAdmitted: boolean;
  /** Whether it is the first of this minute without a row: then `drain` must be called when the minute is over. */
  isFirstLeftOut: boolean;
  /** Counts of past minutes, to be written as one row each. */
  leftOut: LeftOut[];
}

/**
 * Keep unauthenticated callers from filling the audit trail: per minute, the first 30 denials of an address and the
 * first 600 of a process get a row each; the rest are counted, in one row per address.
 */
export class DenialBudget {
  #minute = 0;
  #written = 0;
  #leftOut = 0;
  readonly #addresses = new Map<string, { written: number; leftOut: number }>();

  /** @param perProcess rows per minute for all addresses together */
  constructor(private readonly perProcess = usualPerProcess) {}

  admit(address: string, now: Date): Admission {
    const leftOut = this.drain(now);
    const entry = this.#entryOf(address);
    const isAdmitted = entry.written < perAddress && this.#written < this.perProcess;
    if (isAdmitted) {
      entry.written++;
      this.#written++;
    } else {
      entry.leftOut++;
      this.#leftOut++;
    }
    return { isAdmitted, isFirstLeftOut: !isAdmitted && this.#leftOut === 1, leftOut };
  }

  /** Take the counts of the counted minute, once it is over. */
  drain(now: Date): LeftOut[] {
    const minute = Math.floor(now.getTime() / minuteMs);
    if (minute === this.#minute) return [];
    const over = new Date(this.#minute * minuteMs);
    const leftOut = [...this.#addresses].filter(([, entry]) => entry.leftOut > 0);
    this.#minute = minute;
    this.#written = 0;
    this.#leftOut = 0;
    this.#addresses.clear();
    return leftOut.map(([address, entry]) => ({ address, minute: over, count: entry.leftOut }));
  }

  #entryOf(sender: string): { written: number; leftOut: number } {
    const address = subscriberOf(sender);
    const known = this.#addresses.get(address);
    if (known) return known;
    const key = this.#written < this.perProcess ? address : everywhereElse;
    const entry = this.#addresses.get(key) ?? { written: 0, leftOut: 0 };
    this.#addresses.set(key, entry);
    return entry;
  }
}
