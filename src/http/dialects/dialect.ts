import type { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';
import type { Headers } from '../answer';

/** Facts about a refused request that a dialect may need. */
export interface RefusedCall {
  requestId: string;
  /** Permission that the operation requires; null when it requires none, or when no operation was found. */
  permission: Permission | null;
  /** The input as received, as far as it was read. */
  input: unknown;
  /** Members of the input whose values are never repeated in a response. */
  secretKeys: ReadonlySet<string>;
}

export interface Refusal {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Response format of one API surface. Procedures never know which one is used. */
export interface Dialect {
  surface: 'v1' | 'v2';
  contentType: string;
  /** Get the permission that a key needs for an operation, in the format of `X-Accepted-Permissions`. */
  acceptedPermission(permission: Permission): string;
  /**
   * Whether a write reads fields from its query string as well as its body, and refuses an empty body before checking
   * the fields (coolify-api §4.3).
   */
  mergesQuery: boolean;
  /** Whether numbers and booleans may be sent as text (see rest/plain-values.ts). */
  readsPlainText: boolean;
  /** Format a refusal. Called for every code, including `internal`, whose own message must never be sent. */
  refusal(error: AppError, call: RefusedCall): Refusal;
}
