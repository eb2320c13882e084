import type { CheckId } from './ordered-checks';
import type { Permission } from './permission/vocabulary';

/**
 * Every way a request or a job can be refused. One table (`httpStatus`) maps a code to HTTP; dialects write the body.
 */
export const httpStatus = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  validation_failed: 422,
  too_many_requests: 429,
  internal: 500,
  not_implemented: 501,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof httpStatus;

/** Field name → reasons, as shown to the caller. */
export type FieldErrors = Record<string, string[]>;

export interface AppErrorOptions {
  /** Text for operators: logged, never sent to the caller. */
  detail?: string;
  cause?: unknown;
  /** `validation_failed` only: invalid fields and reasons. */
  fields?: FieldErrors;
  /** Extra members of the public body, for answers such as domain conflicts. */
  body?: Record<string, unknown>;
  /** Extra response headers, such as `Retry-After`. */
  headers?: Record<string, string>;
  /** The ordered check that refused: dialects have their own messages for some. */
  check?: CheckId;
  /** Second sentence for the caller, on surfaces with room for it: v2's `detail`, tRPC's `data.detail`. */
  reason?: string;
  /** Permission that the caller lacks, for the checks `scope` and `role`. */
  permission?: Permission;
  /** `too_many_requests`: the exceeded limit. */
  limit?: { requests: number; windowSeconds: number };
}

/** The only error type that crosses floors. `message` is public: write it for the person who must act on it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fields: FieldErrors | undefined;
  readonly body: Record<string, unknown> | undefined;
  readonly headers: Record<string, string> | undefined;
  readonly check: CheckId | undefined;
  readonly reason: string | undefined;
  readonly permission: Permission | undefined;
  readonly limit: { requests: number; windowSeconds: number } | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
    this.fields = options.fields;
    this.body = options.body;
    this.headers = options.headers;
    this.check = options.check;
    this.reason = options.reason;
    this.permission = options.permission;
    this.limit = options.limit;
  }
}

/** Make a 422 for one field. */
export function invalidField(field: string, reason: string): AppError {
  return new AppError('validation_failed', 'Validation failed.', { fields: { [field]: [reason] } });
}

/** Make the same 404 for missing and foreign objects: `notFound('Application')` → `Application not found.` */
export function notFound(what: string): AppError {
  return new AppError('not_found', `${what} not found.`, { check: 'resource' });
}

/** Names of errors that quote values: parsers quote their input, databases the values of a statement. */
const QUOTING = /^(?:SyntaxError|error|PrismaClient\w+)$/;
/**
 * PostgreSQL's error classes for connections, permissions, resources and names; others may quote a value (appendix A).
 */
const SPEAKING_STATE = /^(?:08|28|3D|40|42|53|55|57|58)/;

/**
 * Get the text of anything thrown, for logs and deployment failures: for errors that quote values, only kind and code.
 */
export function errorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!QUOTING.test(error.name) || (error.name === 'error' && SPEAKING_STATE.test(code)))
    return error.message;
  return `${error.name === 'error' ? 'Database error' : error.name} ${code}`.trim();
}

/** Get the text of an error and its origin, for Gantry's own log. */
export function errorOrigin(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [errorMessage(error), ...frames].join('\n');
}
