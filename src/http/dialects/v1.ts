import { type AppError, httpStatus } from '../../domain/error';
import { abilityFor } from '../../domain/permission/ability';
import type { Dialect } from './dialect';

/** Coolify's format (coolify-api §4.3). Clients compare these bodies byte for byte, including the order of members. */
export const v1: Dialect = {
  surface: 'v1',
  contentType: 'application/json',
  acceptedPermission: abilityFor,
  mergesQuery: true,
  readsPlainText: true,
  refusal(error, { requestId }) {
    const missing = error.permission && { 'X-Missing-Permissions': abilityFor(error.permission) };
    return {
      status: httpStatus[error.code],
      body: bodyOf(error, requestId),
      headers: { ...missing, ...error.headers },
    };
  },
};

function bodyOf(error: AppError, requestId: string): Record<string, unknown> {
  if (error.code === 'internal') return { message: 'Server Error', request_id: requestId };
  return {
    ...leading(error),
    message: error.message,
    ...trailing(error),
    ...(error.fields ? { errors: error.fields } : {}),
  };
}

/** Get the members before the message: two refusals begin with `success: true`, as in Coolify. */
function leading({ body }: AppError): Record<string, unknown> {
  return body && 'success' in body ? { success: body.success } : {};
}

function trailing({ body }: AppError): Record<string, unknown> {
  const { success: _, ...rest } = body ?? {};
  return rest;
}
