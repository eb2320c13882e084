import type { StricliProcess } from '@stricli/core';

/** What a command knows about the program that it runs in; tests pass their own. */
export interface Terminal {
  readonly process: StricliProcess & {
    readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
    readonly stderr: { readonly isTTY?: boolean };
    readonly env: Readonly<Record<string, string | undefined>>;
  };
  /** Folder from which `.gantry.toml` is searched upwards. */
  readonly folder: string;
  /** Read standard input to its end. */
  readonly input: () => Promise<string>;
  /** Read a secret from standard input: to its end, or, at a terminal, a line that is not shown. */
  readonly secret: (name: string) => Promise<string>;
  /** Aborts when the command is interrupted. */
  readonly signal: AbortSignal;
  /** Set what the first interruption does instead of ending the program; the second one ends it. */
  readonly onInterrupt: (work: () => void) => void;
}
