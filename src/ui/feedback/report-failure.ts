import { readApiError } from '../api-error';
import { notify } from './notify';

/** Show the failure of an action without a form as a toast, with the request id to quote. */
export function reportFailure(error: unknown): void {
  const { message, requestId, fields } = readApiError(error);
  const reasons = fields ? Object.values(fields).flat().join(' ') : '';
  notify.error(reasons || message, requestId ? { description: `Request id ${requestId}` } : undefined);
}
