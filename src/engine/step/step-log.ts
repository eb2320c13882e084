import type { Clock } from '../../lib/clock';
import type { JobOffset, Journal, LogEntry } from './journal';

/**
 * Thrown when the journal rejects: the run must stop at once without undo, because another worker may hold the lease.
 */
export class JournalLost extends Error {
  constructor(cause: unknown) {
    super('The journal cannot be written.', { cause });
    this.name = 'JournalLost';
  }
}

/** Run one journal call, marking its failure as the journal's own. */
export async function journalled<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof JournalLost ? error : new JournalLost(error);
  }
}

/** Longest line that is stored in full (`deployment.md` D10.4). */
const maxLineLength = 64 * 1024;

/** Cut a line to the maximum stored length. */
export function cutLine(line: string): string {
  return line.length <= maxLineLength ? line : `${line.slice(0, maxLineLength)} … (cut)`;
}

/** Most lines stored at once: a command may print ten million empty ones. */
const BATCH_LINES = 1000;

/** Yield the lines of a text one by one. */
function* linesOf(text: string): Generator<string, void, undefined> {
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    yield text.slice(from, end);
    from = end + 1;
  }
  yield text.slice(from);
}

type LogStream = LogEntry['stream'];

/** Log of one step. Await each call: a slow log slows the producer down. */
export class StepLog {
  constructor(
    private readonly journal: Pick<Journal, 'append'>,
    private readonly clock: Clock,
    private readonly step: string,
  ) {}

  info(text: string): Promise<void> {
    return this.lines([{ stream: 'stdout', text }]);
  }

  /** Log a line that is only shown with debug lines. */
  debug(text: string): Promise<void> {
    return this.lines([{ stream: 'stdout', text }], { hidden: true });
  }

  problem(text: string): Promise<void> {
    return this.lines([{ stream: 'stderr', text }]);
  }

  async lines(
    lines: readonly { stream: LogStream; text: string }[],
    options: { hidden?: boolean; offset?: JobOffset } = {},
  ): Promise<void> {
    const { offset, hidden = false } = options;
    const time = this.clock.now();
    let entries: LogEntry[] = [];
    for (const { stream, text } of lines) {
      for (const line of linesOf(text)) {
        entries.push({ step: this.step, stream, text: cutLine(line), hidden, time });
        // An offset is stored together with all lines it covers.
        if (entries.length < BATCH_LINES || offset !== undefined) continue;
        await this.append(entries);
        entries = [];
      }
    }
    if (entries.length > 0 || offset !== undefined) await this.append(entries, offset);
  }

  private append(entries: readonly LogEntry[], offset?: JobOffset): Promise<void> {
    return journalled(() => this.journal.append(entries, offset));
  }
}
