import type { Pool } from '../../db/pool';
import { appendLog, type LogRow } from '../../db/queries/operation-journal';
import type { Lease } from '../../db/queries/operation-lease';
import type { JobOffset, LogEntry } from '../../engine/step/journal';
import { LeaseLost } from './lease-lost';

interface Waiting {
  rows: LogRow[];
  offset: JobOffset | undefined;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Append log lines in batches without waiting for one to fill: lines that arrive during a statement go into the next.
 * An append resolves when its lines are durable.
 */
export class LogWriter {
  readonly #pool: Pool;
  readonly #lease: Lease;
  readonly #onWritten: () => void;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(pool: Pool, lease: Lease, onWritten: () => void) {
    this.#pool = pool;
    this.#lease = lease;
    this.#onWritten = onWritten;
  }

  append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows: lines.map(toRow), offset, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const offsets = Object.fromEntries(
          batch.flatMap(({ offset }) => (offset ? [[offset.job, offset.offset]] : [])),
        );
        const rows = batch.flatMap((each) => each.rows);
        if (!(await appendLog(this.#pool, this.#lease, rows, offsets))) throw new LeaseLost();
        for (const { resolve } of batch) resolve();
        this.#onWritten();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }
}

function toRow({ step, stream, text, hidden, time }: LogEntry): LogRow {
  // PostgreSQL's text cannot hold NUL, which is valid UTF-8.
  return { step, stream, text: text.replaceAll('\0', '\ufffd'), hidden, at: time };
}
