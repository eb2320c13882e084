import type { ZodError } from 'zod';
import { AppError } from '../domain/error';
import { requiredMessage } from '../domain/messages';

/** Limits of what a response repeats: callers choose the names and the number of unknown fields. */
const maxNameLength = 80;
const maxFields = 1000;

/**
 * Convert zod's issues to the words of the contract (coolify-api §5.6): values are arrays, missing fields are
 * "required", unknown ones "not allowed". The refused value is never echoed.
 */
export function validationError(error: ZodError): AppError {
  // A map, because callers choose the names of unknown fields, and every object already has `toString`.
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
