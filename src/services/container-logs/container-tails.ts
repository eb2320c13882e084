import type { Host } from '../../engine/server/host';
import { followContainerLog, type LogLine } from '../../engine/workload/log';
import type { LineQueue } from './line-queue';
import { LogPosition } from './log-position';

export interface TailedLine {
  /** null: no container printed it. */
  containerId: string | null;
  line: LogLine;
}

/** The followed containers, each at most once at a time. */
export class ContainerTails {
  readonly #open = new Set<string>();
  /** How far each was read, which may be ahead of what the reader has received. */
  readonly #read: LogPosition;

  constructor(
    private readonly host: () => Host,
    private readonly lines: LineQueue<TailedLine>,
    private readonly signal: AbortSignal,
    from: LogPosition,
  ) {
    this.#read = LogPosition.parse(from.toString());
  }

  /** @param tail number of earlier lines */
  follow(id: string, tail: number): void {
    if (this.#open.has(id)) return;
    this.#open.add(id);
    const since = this.#read.since(id);
    // Docker repeats lines that came shortly before.
    const isNew = this.#read.filter(id);
    const onLine = (line: LogLine) => {
      if (!isNew(line)) return;
      this.#read.advance(id, line);
      return this.lines.push({ containerId: id, line });
    };
    const options = { tail, onLine, signal: this.signal, ...(since !== undefined && { since }) };
    followContainerLog(this.host(), id, options)
      .catch((error: unknown) => this.lines.fail(error))
      .finally(() => this.#open.delete(id));
  }
}
