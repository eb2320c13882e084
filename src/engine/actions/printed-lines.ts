import type { OutputChunk } from '../../transport/output/output-chunk';
import { cutLine, type StepLog } from '../step/step-log';

const streams = ['stdout', 'stderr'] as const;
/** Most characters of an unfinished line, so that it cannot fill the memory. */
const MOST_PARTIAL = 64 * 1024;

/** Turn the output of a user's command into log lines while it runs, up to a number of characters. */
export class PrintedLines {
  readonly #log: Pick<StepLog, 'lines' | 'problem'>;
  readonly #partial: Record<OutputChunk['stream'], string> = { stdout: '', stderr: '' };
  #left: number;

  constructor(log: Pick<StepLog, 'lines' | 'problem'>, most: number) {
    this.#log = log;
    this.#left = most;
  }

  async push({ stream, text }: OutputChunk): Promise<void> {
    const lines = (this.#partial[stream] + text).split('\n');
    const rest = lines.pop() ?? '';
    const isLong = rest.length > MOST_PARTIAL;
    if (isLong) lines.push(rest);
    this.#partial[stream] = isLong ? '' : rest;
    await this.#write(stream, lines);
  }

  /** Write the last, unfinished line. Call once, when the command has ended. */
  async end(): Promise<void> {
    for (const stream of streams)
      if (this.#partial[stream] !== '') await this.#write(stream, [this.#partial[stream]]);
  }

  async #write(stream: OutputChunk['stream'], lines: readonly string[]): Promise<void> {
    const kept: { stream: OutputChunk['stream']; text: string }[] = [];
    for (const line of lines) {
      if (this.#left <= 0) break;
      const text = cutLine(line.replace(/\r$/, '').replaceAll('\0', '\uFFFD'));
      this.#left -= text.length + 1;
      kept.push({ stream, text });
    }
    if (kept.length === 0) return;
    await this.#log.lines(kept);
    if (this.#left <= 0) await this.#log.problem('The output was longer; only its end is kept.');
  }
}
