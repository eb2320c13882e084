import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../api/root';
import type { FieldErrors } from '../domain/error';

/** A failed request, with the message that the page shows. */
export interface ApiError {
  message: string;
  /** HTTP status; null when there was no response. */
  status: number | null;
  /** Reasons by the name of each invalid field. */
  fields: FieldErrors | null;
  /** Further members of the response, such as `conflicts` of a 409. */
  body: Record<string, unknown> | null;
  /** Request id to quote when asking for help: the server's log has it next to the cause. */
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
