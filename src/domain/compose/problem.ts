/** Where a compose file is refused, or what is worth a note: a place, and what to do about it. */
export interface ComposeProblem {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Of the file, where the problem belongs to one. */
  service?: string;
  /** Path below the service, or below the top of the file: `healthcheck.interval`, `volumes[2]`. */
  key?: string;
  message: string;
}

/** What a step over a compose file answers. Warnings are shown in the plan; problems refuse the file. */
export type ComposeOutcome<T> =
  | { ok: true; value: T; warnings: readonly ComposeProblem[] }
  | { ok: false; problems: readonly ComposeProblem[] };
