import type { CommandResult } from '../../domain/command';
import { KeptOutput } from '../output/kept-output';
import type { OutputChunk } from '../output/output-chunk';
import type { Redactor } from '../redaction/redactor';

/** Bytes of output kept of one command, both streams together. */
const OUTPUT_LIMIT = 10 * 1024 * 1024;

/** Output of a command, redacted, passed on and kept. */
export class CommandOutput {
  readonly #kept = new KeptOutput(OUTPUT_LIMIT);
  readonly #streams;
  readonly #onOutput: ((chunk: OutputChunk) => void) | undefined;

  constructor(redactor: Redactor, onOutput?: (chunk: OutputChunk) => void) {
    this.#streams = { stdout: redactor.stream(), stderr: redactor.stream() };
    this.#onOutput = onOutput;
  }

  push(stream: OutputChunk['stream'], chunk: Buffer): void {
    this.#add({ stream, text: this.#streams[stream].push(chunk) });
  }

  /** Return the result; call once, when the command has ended. */
  result(code: number): CommandResult {
    this.#add({ stream: 'stdout', text: this.#streams.stdout.end() });
    this.#add({ stream: 'stderr', text: this.#streams.stderr.end() });
    return {
      code,
      stdout: this.#kept.text('stdout'),
      stderr: this.#kept.text('stderr'),
      droppedBytes: this.#kept.droppedBytes,
    };
  }

  #add(chunk: OutputChunk): void {
    if (chunk.text === '') return;
    this.#kept.add(chunk);
    this.#onOutput?.(chunk);
  }
}
