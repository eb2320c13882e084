import type { ZodError } from 'zod';
import { AppError } from '../domain/error';
import { requiredMessage } from '../domain/messages';

/** Callers choose the names of unknown fields, and how many there are: so much of them is repeated. */
const maxNameLength = 80;
const maxFields = 1000;

/**
 * Zod's issues in the contract's words (coolify-api §5.6): values are arrays, missing fields are "required",
 * unknown ones "not allowed". The refused value is never echoed.
 */
export function validationError(error: ZodError): AppError {
  // By a map: callers choose the names of unknown fields, and `toString` is one that every object has already.
  const fields = new Map<string, string[]>();
  const add = (name: string, reason: string) => {
    const field = name.slice(0, maxNameLength);
    const reasons = fields.get(field) ?? [];
    if (reasons.length === 0 && fields.size === maxFields) return;
    if (!reasons.includes(reason)) reasons.push(reason);
    fields.set(field, reasons);
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
  return new AppError('validation_failed', 'Validation failed.', {
    fields: Object.fromEntries(fields),
    cause: error,
  });
}
