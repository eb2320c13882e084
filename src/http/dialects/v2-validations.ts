import { ZodError, type z } from 'zod';
import type { AppError } from '../../domain/error';
import { requiredMessage } from '../../domain/messages';
import type { RefusedCall } from './dialect';

export interface Validation {
  field: string;
  detail: string;
}

type Issue = z.core.$ZodIssue;

const maxValueLength = 256;

/**
 * List the refused fields in Coder's format (authorization contract §13): the name of the broken rule and the value,
 * which is omitted for secrets. A refusal with its own reasons keeps them.
 */
export function validationsOf(error: AppError, { input, secretKeys }: RefusedCall): Validation[] {
  if (!(error.cause instanceof ZodError)) return ownReasons(error);
  return error.cause.issues.flatMap((issue) =>
    placesOf(issue).map((path) => {
      const field = path.map(String).join('.');
      const isSecret = secretKeys.has(String(path[0]));
      const value = isSecret ? '' : ` with value: "${textOf(valueAt(input, path))}"`;
      return { field, detail: `Validation failed for tag "${tagOf(issue)}"${value}` };
    }),
  );
}

function ownReasons({ fields }: AppError): Validation[] {
  return Object.entries(fields ?? {}).flatMap(([field, reasons]) =>
    reasons.map((detail) => ({ field, detail })),
  );
}

/** List the paths of an issue: an issue about unknown members has one path for each. */
function placesOf(issue: Issue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** Get the name of a rule in Coder's validator, which uses the tags of go-playground/validator. */
function tagOf(issue: Issue): string {
  if (issue.message === requiredMessage) return 'required';
  switch (issue.code) {
    case 'too_small':
      return 'min';
    case 'too_big':
      return 'max';
    case 'invalid_format':
      return issue.format;
    case 'invalid_value':
      return 'oneof';
    case 'invalid_type':
      return issue.expected;
    case 'unrecognized_keys':
      return 'excluded';
    case 'custom':
      return String(issue.params?.tag ?? issue.path.at(-1) ?? issue.code);
    default:
      return issue.code;
  }
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.slice(0, maxValueLength);
}
