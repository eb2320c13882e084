import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../api/root';
import { type ErrorCode, GantryError } from './error';

const nothing = { requestId: null, fields: null, body: null };

/**
 * Convert the error of a failed call to a GantryError. If the caller aborted the call, return the reason of the abort.
 * @param url of Gantry
 */
export function readError(error: unknown, url: string, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof GantryError || !(error instanceof TRPCClientError)) return error;
  const { message, data, meta } = error as TRPCClientError<AppRouter>; // thrown by a client of this router
  if (data) {
    const { errorCode, httpStatus, requestId, fields, body } = data;
    return new GantryError(message, { code: errorCode, status: httpStatus, requestId, fields, body });
  }
  const response = meta?.response;
  return response instanceof Response
    ? errorOfResponse(response.status, null, error)
    : new GantryError(
        `Gantry did not respond at ${withoutPassword(url)}. Check the URL, and that Gantry is running and reachable.`,
        { ...nothing, code: 'no_connection', status: null },
        { cause: error },
      );
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}

/** Build the error of a response that may come from a proxy in between. */
export function errorOfResponse(status: number, body: unknown, cause?: unknown): GantryError {
  const shape = shapeOf(body);
  if (shape) {
    const { errorCode, httpStatus, requestId, fields, body: more } = shape.data;
    return new GantryError(shape.message, {
      code: errorCode,
      status: httpStatus,
      requestId,
      fields,
      body: more,
    });
  }
  return new GantryError(
    `The response is not from Gantry (HTTP ${status}). Check the URL.`,
    { ...nothing, code: 'no_connection', status },
    { cause },
  );
}

interface ErrorShape {
  message: string;
  data: {
    errorCode: ErrorCode;
    httpStatus: number;
    requestId: string | null;
    fields: Record<string, string[]> | null;
    body: Record<string, unknown> | null;
  };
}

function shapeOf(body: unknown): ErrorShape | null {
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const isShape =
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    'data' in error &&
    typeof error.data === 'object' &&
    error.data !== null &&
    'errorCode' in error.data;
  return isShape ? (error as ErrorShape) : null; // api/errors.ts makes no other
}
