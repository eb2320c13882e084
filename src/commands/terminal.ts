import type { StricliProcess } from '@stricli/core';

/** What a command sees of the program that it runs in; tests hand over their own. */
export interface Terminal {
  readonly process: StricliProcess & {
    readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
    readonly stderr: { readonly isTTY?: boolean };
    readonly env: Readonly<Record<string, string | undefined>>;
  };
  /** Where `.gantry.toml` is looked for, upwards. */
  readonly folder: string;
  /** Read standard input to its end. */
  readonly input: () => Promise<string>;
  /** Read a secret from standard input: to its end, or, at a terminal, a line that is not shown. */
  readonly secret: (name: string) => Promise<string>;
  /** Aborts when the command is interrupted. */
  readonly signal: AbortSignal;
  /** Do this at the first interruption, instead of ending at once; the second one aborts. */
  readonly onInterrupt: (work: () => void) => void;
}
