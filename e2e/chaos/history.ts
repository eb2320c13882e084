export interface HistoryEntry {
  at: number;
  text: string;
}

/** What happened in a run, with milliseconds since its start; printed as it happens. */
export class History {
  readonly entries: HistoryEntry[] = [];
  #began = performance.now();
  #epoch = Date.now();

  /** From here on time counts from zero; what was before is no part of the run. */
  begin(): void {
    this.entries.length = 0;
    this.#began = performance.now();
    this.#epoch = Date.now();
  }

  /** A time of day, as the API tells it, on the run's own clock. */
  offsetOf(timestamp: string): number {
    return Date.parse(timestamp) - this.#epoch;
  }

  now(): number {
    return performance.now() - this.#began;
  }

  add(text: string): void {
    const entry = { at: this.now(), text };
    this.entries.push(entry);
    process.stdout.write(`${line(entry)}\n`);
  }

  /** What happened around a moment, as text. */
  around(from: number, to = from): string {
    const near = this.entries.filter(({ at }) => at >= from - beforeMs && at <= to + afterMs);
    const closest = near.toSorted((a, b) => Math.abs(a.at - from) - Math.abs(b.at - from)).slice(0, most);
    return closest
      .toSorted((a, b) => a.at - b.at)
      .map((entry) => `      ${line(entry)}`)
      .join('\n');
  }
}

const beforeMs = 15_000;
const afterMs = 5_000;
const most = 40;

const line = ({ at, text }: HistoryEntry) => `${(at / 1000).toFixed(3).padStart(9)} s  ${text}`;

/** A broken promise: what, when it was first seen and how often. */
export interface Violation {
  text: string;
  detail: string;
  from: number;
  to: number;
  count: number;
}

/** Broken promises of a run; what breaks in the same way again is only counted. */
export class Violations {
  readonly found: Violation[] = [];

  constructor(private readonly history: History) {}

  add(text: string, when: { from?: number; to?: number; detail?: string } = {}): void {
    const { from = this.history.now(), to = from, detail = '' } = when;
    const known = this.found.find((each) => each.text === text);
    if (known) {
      known.count++;
      return;
    }
    this.found.push({ text, detail, from, to, count: 1 });
    this.history.add(`VIOLATION ${text}${detail === '' ? '' : `: ${detail}`}`);
  }

  /** The run itself is broken: what it says about Gantry is worth nothing. */
  failed(error: unknown): void {
    this.add('The run itself failed', { detail: (error instanceof Error && error.stack) || String(error) });
  }
}
