import { type AppError, httpStatus } from '../../domain/error';
import { type CheckId, type CoderWords, orderedChecks } from '../../domain/ordered-checks';
import type { Headers } from '../answer';
import type { Dialect, RefusedCall } from './dialect';
import { validationsOf } from './v2-validations';

/** Coder's format (authorization contract §11 and §13): `{message, detail?, validations?}`. */
export const v2: Dialect = {
  surface: 'v2',
  contentType: 'application/json; charset=utf-8',
  acceptedPermission: (permission) => permission,
  mergesQuery: false,
  readsPlainText: false,
  refusal(error, call) {
    const status = error.code === 'validation_failed' ? 400 : httpStatus[error.code];
    if (error.code === 'internal')
      return { status, body: { message: 'An internal server error occurred.' }, headers: {} };
    const { message, detail } = wordsOf(error, call);
    const validations = validationsOf(error, call);
    return {
      status,
      body: {
        message,
        ...(detail ? { detail } : {}),
        ...(validations.length > 0 ? { validations } : {}),
      },
      headers: headersOf(error, call, status),
    };
  },
};

/** Get the text of a refusal: that of the table for a failed check, else its own. */
function wordsOf(error: AppError, call: RefusedCall): CoderWords {
  const { reason } = error;
  if (!error.check)
    return reason === undefined ? { message: error.message } : { message: error.message, detail: reason };
  const words: CoderWords = orderedChecks[error.check].v2;
  const { requests = 0, windowSeconds = 0 } = error.limit ?? {};
  const values: Record<string, string> = {
    reason: reason ?? '',
    permission: error.permission ?? call.permission ?? '',
    requests: String(requests),
    window: goDuration(windowSeconds),
  };
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return {
    message: fill(words.message),
    ...(words.detail === undefined ? {} : { detail: fill(words.detail) }),
  };
}

const permissionChecks: ReadonlySet<CheckId | undefined> = new Set<CheckId>(['scope', 'role']);

function headersOf(error: AppError, call: RefusedCall, status: number): Headers {
  const headers: Headers = { ...error.headers };
  const permission = error.permission ?? call.permission;
  if (error.permission) headers['X-Missing-Permissions'] = error.permission;
  if (status === 401) headers['WWW-Authenticate'] = challenge('invalid_token');
  if (permissionChecks.has(error.check) && permission)
    headers['WWW-Authenticate'] = challenge('insufficient_scope', permission);
  return headers;
}

/** Make the challenge of RFC 6750 §3. Permissions contain no characters that need quoting. */
function challenge(error: 'invalid_token' | 'insufficient_scope', scope?: string): string {
  return `Bearer realm="gantry", error="${error}"${scope ? `, scope="${scope}"` : ''}`;
}

/** Format seconds as Go writes a duration: `1m0s`, `1h0m0s`, `45s`. */
export function goDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = [`${seconds % 60}s`];
  if (seconds >= 60) parts.unshift(`${minutes}m`);
  if (hours > 0) parts.unshift(`${hours}h`);
  return parts.join('');
}
