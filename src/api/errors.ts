import type { TRPC_ERROR_CODE_KEY, TRPCDefaultErrorShape } from '@trpc/server';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { ZodError } from 'zod';
import { AppError, type ErrorCode } from '../domain/error';
import { knownFailure } from '../services/known-failure';
import type { ApiContext } from './context';
import { validationError } from './validation-error';

/** AppError code → tRPC code, from which tRPC derives the HTTP status of its own surface. */
const trpcCodes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  bad_request: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  conflict: 'CONFLICT',
  precondition_failed: 'PRECONDITION_FAILED',
  payload_too_large: 'PAYLOAD_TOO_LARGE',
  validation_failed: 'BAD_REQUEST',
  too_many_requests: 'TOO_MANY_REQUESTS',
  internal: 'INTERNAL_SERVER_ERROR',
  not_implemented: 'NOT_IMPLEMENTED',
  unavailable: 'SERVICE_UNAVAILABLE',
};

/** Get the AppError of an error from a procedure. An unknown error becomes `internal`, and its text is only logged. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof TRPCError) {
    if (error.cause instanceof ZodError) return zodErrorOf(error, error.cause);
    if (error.cause) return appErrorOf(error.cause);
    return new AppError(codeOf(error), error.message, { cause: error });
  }
  return knownFailure(error) ?? new AppError('internal', 'Server Error', { cause: error });
}

/** Get the code for a request that tRPC itself refuses because it cannot read it. */
function codeOf(error: TRPCError): ErrorCode {
  const code = (Object.keys(trpcCodes) as ErrorCode[]).find((key) => trpcCodes[key] === error.code); // keys of a Record<ErrorCode, …>
  return code ?? (getHTTPStatusCodeFromError(error) < 500 ? 'bad_request' : 'internal');
}

/**
 * Build the error for a value that does not fit its schema. Input is the caller's fault; an output or stored value is
 * ours.
 */
function zodErrorOf(error: TRPCError, cause: ZodError): AppError {
  return error.code === 'BAD_REQUEST'
    ? validationError(cause)
    : new AppError('internal', 'Server Error', { cause });
}

export function toTrpcError(error: unknown): TRPCError {
  const app = appErrorOf(error);
  return new TRPCError({ code: trpcCodes[app.code], message: app.message, cause: app });
}

/** An error thrown before there is a context, which therefore has the id of its request. */
export class EarlyRefusal extends TRPCError {
  readonly requestId: string;

  constructor(error: unknown, requestId: string) {
    const { code, message, cause } = toTrpcError(error);
    super({ code, message, cause });
    this.requestId = requestId;
  }
}

/** Build the error that a tRPC client sees: code, field errors and the request id, never a stack. */
export function errorShape({
  error,
  shape,
  ctx,
}: {
  error: TRPCError;
  shape: TRPCDefaultErrorShape;
  ctx: ApiContext | undefined;
}) {
  const app = appErrorOf(error);
  const isFault = app.code === 'internal';
  return {
    ...shape,
    message: isFault ? 'Server Error' : app.message,
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path,
      errorCode: app.code,
      detail: isFault ? null : (app.reason ?? null),
      fields: app.fields ?? null,
      body: app.body ?? null,
      requestId: error instanceof EarlyRefusal ? error.requestId : (ctx?.request.requestId ?? null),
    },
  };
}
