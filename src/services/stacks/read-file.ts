import type { ComposeOutcome, ComposeProblem } from '../../domain/compose/problem';
import { AppError } from '../../domain/error';
import { parseCompose } from '../../engine/compose/parse';
import type { ComposeFile, ParseOptions } from '../../engine/compose/types';

const FIELD = 'docker_compose_raw';

/** @throws AppError 422 with every problem at its line */
export function readFile(text: string, options: ParseOptions): ComposeFile {
  return accepted(parseCompose(text, options));
}

/** Unwrap the outcome of a step over a file. @throws AppError 422 when it refuses the file */
export function accepted<T>(outcome: ComposeOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw refusedFile(outcome.problems);
}

/** The refusal of a file: each problem in words, and as data for editors. */
export function refusedFile(problems: readonly ComposeProblem[]): AppError {
  return new AppError('validation_failed', 'Validation failed.', {
    fields: { [FIELD]: problems.map(problemText) },
    body: { problems },
  });
}

/** `Line 3, column 5, services.web.privileged: …` */
export function problemText({ line, column, service, key, message }: ComposeProblem): string {
  const path = [service === undefined ? null : `services.${service}`, key].filter(Boolean).join('.');
  return `Line ${line}, column ${column}${path === '' ? '' : `, ${path}`}: ${message}`;
}

/** Work with a file of a repository, and report all its errors in one text. @throws AppError bad_request */
export async function inWords<T>(location: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problems = error instanceof AppError ? Object.values(error.fields ?? {}).flat() : [];
    if (problems.length === 0) throw error;
    throw new AppError('bad_request', `${location}: ${problems.slice(0, 10).join(' ')}`, { cause: error });
  }
}
