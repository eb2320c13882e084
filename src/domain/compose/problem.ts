/** A problem or note in a compose file: where, and what to do about it. */
export interface ComposeProblem {
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** Service of the file, if the problem belongs to one. */
  service?: string;
  /** Path below the service, or below the top level of the file: `healthcheck.interval`, `volumes[2]`. */
  key?: string;
  message: string;
}

/** Result of a step that processes a compose file. Warnings are shown in the plan; problems refuse the file. */
export type ComposeOutcome<T> =
  | { ok: true; value: T; warnings: readonly ComposeProblem[] }
  | { ok: false; problems: readonly ComposeProblem[] };
