import type { ZodError } from 'zod';
import { AppError, type FieldErrors } from '../domain/error';
import { requiredMessage } from '../domain/messages';

/**
 * Zod's issues in the contract's words (coolify-api §5.6): values are arrays, missing fields are "required",
 * unknown ones "not allowed". The refused value is never echoed.
 */
export function validationError(error: ZodError): AppError {
  const fields: FieldErrors = {};
  const add = (field: string, reason: string) => {
    const reasons = fields[field] ?? [];
    if (!reasons.includes(reason)) reasons.push(reason);
    fields[field] = reasons;
  };
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) add(path === '' ? key : `${path}.${key}`, 'This field is not allowed.');
    } else if (issue.message === requiredMessage) {
      add(path, `The ${path.replaceAll('_', ' ')} field is required.`);
    } else {
      add(path === '' ? 'body' : path, issue.message);
    }
  }
  return new AppError('validation_failed', 'Validation failed.', { fields, cause: error });
}
