import type { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';
import type { Headers } from '../answer';

/** The facts that a dialect may need about a refused request. */
export interface RefusedCall {
  requestId: string;
  /** Permission that the operation needs; null when it needs none, or when no operation was found. */
  permission: Permission | null;
  /** The input as it arrived, as far as it was read. */
  input: unknown;
  /** Members of the input whose values are never repeated. */
  secretKeys: ReadonlySet<string>;
}

export interface Refusal {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** The spelling of one surface's answers. Procedures never know which one is used. */
export interface Dialect {
  surface: 'v1' | 'v2';
  contentType: string;
  /** Permission that a key needs for an operation, in the words of `X-Accepted-Permissions`. */
  acceptedPermission(permission: Permission): string;
  /**
   * Whether a write has the fields of its query string besides those of its body, and refuses an empty body before
   * its fields are looked at (coolify-api §4.3).
   */
  mergesQuery: boolean;
  /** Whether numbers and switches may be spelled as text (see rest/plain-values.ts). */
  readsPlainText: boolean;
  /** Spell a refusal. Called for every code, `internal` included: nothing of a fault's own text may leave. */
  refusal(error: AppError, call: RefusedCall): Refusal;
}
