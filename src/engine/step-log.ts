import type { Clock } from '../lib/clock';
import type { JobOffset, Journal, LogEntry } from './plan-types';

/** A rejection of the journal: the run must stop at once and undo nothing, because somebody else may hold the lease. */
export class JournalLost extends Error {
  constructor(cause: unknown) {
    super('The deployment journal cannot be written.', { cause });
    this.name = 'JournalLost';
  }
}

/** Runs one journal call, marking its failure as the journal's own. */
export async function journalled<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof JournalLost ? error : new JournalLost(error);
  }
}

/** Longest line that is stored whole (`deployment.md` D10.4). */
const maxLineLength = 64 * 1024;

/** A line as it is stored. */
export function cutLine(line: string): string {
  return line.length <= maxLineLength ? line : `${line.slice(0, maxLineLength)} … (cut)`;
}

type LogStream = LogEntry['stream'];

/** The log of one step. Await each call: a slow log slows the producer down. */
export class StepLog {
  constructor(
    private readonly journal: Pick<Journal, 'append'>,
    private readonly clock: Clock,
    private readonly step: string,
  ) {}

  info(text: string): Promise<void> {
    return this.lines([{ stream: 'stdout', text }]);
  }

  /** Shown only when debug lines are asked for. */
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
    if (lines.length === 0 && options.offset === undefined) return;
    const time = this.clock.now();
    const entries = lines.flatMap(({ stream, text }) =>
      text.split('\n').map((line) => ({
        step: this.step,
        stream,
        text: cutLine(line),
        hidden: options.hidden ?? false,
        time,
      })),
    );
    await journalled(() => this.journal.append(entries, options.offset));
  }
}
