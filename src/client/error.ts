import type { ErrorCode as ServerErrorCode } from '../domain/error';

/** Why a call failed: a code of Gantry, or `no_connection` if no response of Gantry arrived. */
export type ErrorCode = ServerErrorCode | 'no_connection';

export interface GantryErrorParts {
  code: ErrorCode;
  /** HTTP status; null if no response arrived. */
  status: number | null;
  /** Id to quote when asking for help: the server's log has it. */
  requestId: string | null;
  /** Invalid fields: name → reasons. */
  fields: Record<string, string[]> | null;
  /** Further members of the response, such as `conflicts` of a 409. */
  body: Record<string, unknown> | null;
}

/** What a failed call throws. */
export class GantryError extends Error implements GantryErrorParts {
  override readonly name = 'GantryError';
  readonly code: ErrorCode;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly fields: Record<string, string[]> | null;
  readonly body: Record<string, unknown> | null;

  constructor(message: string, parts: GantryErrorParts, options?: { cause?: unknown }) {
    super(message, options);
    this.code = parts.code;
    this.status = parts.status;
    this.requestId = parts.requestId;
    this.fields = parts.fields;
    this.body = parts.body;
  }
}
