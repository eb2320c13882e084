import { readApiError } from '../api-error';
import { notify } from './notify';

/** A refused action that has no form to show it in: the reason as a toast, with the id to quote. */
export function reportFailure(error: unknown): void {
  const { message, requestId, fields } = readApiError(error);
  const reasons = fields ? Object.values(fields).flat().join(' ') : '';
  notify.error(reasons || message, requestId ? { description: `Request id ${requestId}` } : undefined);
}
