import type { ComposeProblem } from '../../domain/compose/problem';
import { invalidField } from '../../domain/error';
import { judgeFile, type TemplateVerdict } from '../../engine/catalogue/judge';
import { convertDockerRun } from '../../engine/compose/docker-run';
import { parseCompose } from '../../engine/compose/parse';
import type { ParseOptions } from '../../engine/compose/types';
import type { Scope } from '../context';
import { findStack } from './find';
import { takenNameProblems } from './network-names';
import { refusalsOf } from './refusals';
import { requireMayIgnore } from './unknown-keys';
import { readValues } from './variables';

/** The errors of a file, its warnings, and its meaning. */
export interface FileVerdict {
  problems: readonly ComposeProblem[];
  warnings: readonly ComposeProblem[];
  /** null: the file cannot be read. */
  verdict: TemplateVerdict | null;
}

/**
 * Validate a file as that of a new service, or with the variables of an existing one.
 * @param uuid of a service
 * @param options override how unknown keys are treated there
 * @throws AppError 403 for keys that the caller may not ignore · 404
 */
export async function validateFile(
  scope: Scope,
  text: string,
  uuid?: string,
  options: ParseOptions = {},
): Promise<FileVerdict> {
  const row = uuid === undefined ? null : await findStack(scope, uuid);
  const ignoreUnknownKeys = requireMayIgnore(scope, row, options);
  const of = row && { uuid: row.uuid, variables: await readValues(scope, row.id) };
  const parsed = parseCompose(text, { ignoreUnknownKeys });
  if (!parsed.ok) return { problems: parsed.problems, warnings: [], verdict: null };
  const verdict = judgeFile(parsed.value, null, scope.clock.now(), of);
  const { resolved } = verdict;
  const place = { uuid: row?.uuid ?? null, serverId: row?.server.id ?? null };
  const refusals = resolved
    ? [
        ...(await refusalsOf(scope, resolved, scope.principal.role)),
        ...(await takenNameProblems(scope, resolved, place)),
      ]
    : [];
  return {
    problems: [...verdict.problems, ...refusals],
    warnings: [...parsed.warnings, ...verdict.warnings],
    verdict,
  };
}

/** A compose file and what the conversion left out. */
export interface Converted {
  file: string;
  notes: readonly string[];
}

/** Convert `docker run …` to a compose file; a compose file stays as it is. @throws AppError 422 */
export function convertText(text: string): Converted {
  if (!/^\s*(?:\$\s+)?(?:sudo\s+)?(?:docker|podman)\s/.test(text)) return { file: text, notes: [] };
  const command = text
    .trim()
    .replace(/^\$\s+/, '')
    .replaceAll(/\\\r?\n/g, ' ');
  const converted = convertDockerRun(command);
  if (!converted.ok) throw invalidField('text', converted.message);
  return { file: converted.compose, notes: converted.notes };
}
