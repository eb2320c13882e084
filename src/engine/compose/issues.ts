import type { z } from 'zod';
import { keyRefusal } from './refusals';
import { isRecord } from './schema/forms';
import { issueMessage } from './schema/issue-message';

/** A part of a file that does not match its schema. */
export interface ModelIssue {
  path: PropertyKey[];
  message: string;
}

/** Result of a schema, with the unknown keys that were ignored. */
export type ModelOutcome<T> =
  | { ok: true; value: T; ignored: PropertyKey[][] }
  | { ok: false; issues: ModelIssue[] };

/** Read a part of a file by its schema. @param isService whether unknown keys are those of a service */
export function readModel<T>(
  schema: z.ZodType<T>,
  value: unknown,
  { isService, ignoreUnknownKeys }: { isService: boolean; ignoreUnknownKeys: boolean },
): ModelOutcome<T> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data, ignored: [] };
  const unknown = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  const ignorable = unknown.filter((path) => keyRefusal(path, isService).isUnknown);
  if (ignoreUnknownKeys && ignorable.length > 0) {
    const again = readModel(schema, without(value, ignorable), { isService, ignoreUnknownKeys: false });
    return again.ok ? { ...again, ignored: ignorable } : again;
  }
  return {
    ok: false,
    issues: result.error.issues.flatMap((issue): ModelIssue[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => {
            const path = [...issue.path, key];
            return { path, message: keyRefusal(path, isService).message };
          })
        : [{ path: [...issue.path], message: issueMessage(issue) }],
    ),
  };
}

/** Copy a value without what is at these paths. */
function without(value: unknown, paths: readonly PropertyKey[][]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  const below = (key: PropertyKey): PropertyKey[][] =>
    paths.filter((path) => path[0] === key).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.map((item, index) => without(item, below(index)));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !below(key).some((path) => path.length === 0))
      .map(([key, item]) => [key, without(item, below(key))]),
  );
}
