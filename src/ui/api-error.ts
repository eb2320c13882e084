import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../api/root';
import type { FieldErrors } from '../domain/error';

/** A failed call, in the words of the page that shows it. */
export interface ApiError {
  message: string;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** Fields that did not fit: name → reasons. */
  fields: FieldErrors | null;
  /** Further members of the answer, such as `conflicts` of a 409. */
  body: Record<string, unknown> | null;
  /** Id to quote when asking for help: the server's log has it beside the cause. */
  requestId: string | null;
}

export function readApiError(error: unknown): ApiError {
  if (isTrpcError(error)) {
    const data = error.data;
    if (data) {
      const { httpStatus, fields, body, requestId } = data;
      return { message: error.message, status: httpStatus, fields, body, requestId };
    }
    return { ...unknownError, message: 'Gantry did not respond. Check that it is running and reachable.' };
  }
  return { ...unknownError, message: error instanceof Error ? error.message : String(error) };
}

const unknownError: ApiError = { message: '', status: null, fields: null, body: null, requestId: null };

function isTrpcError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
