import { z } from 'zod';
import { envKey } from '../../domain/input/env-key';
import { ENV_MAX_PER_RESOURCE, envValue } from '../../domain/input/env-value';
import { singleLine } from '../../domain/input/text';
import { sensitive } from '../../domain/sensitive';
import type { Variable, VariableInput } from '../../services/environment-variables/variable';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const COMMENT_BYTES = 256;
const flag = z.boolean().optional();

/** The set ENV of coolify-api §2. */
const envFields = {
  key: envKey,
  value: envValue.nullable().optional(),
  is_preview: flag,
  is_literal: flag,
  is_multiline: flag,
  is_shown_once: flag,
  is_runtime: flag,
  is_buildtime: flag,
  comment: singleLine(COMMENT_BYTES).nullable().optional(),
};

export const createEnvInput = z.strictObject({ uuid: pathId, ...envFields });
export const updateEnvInput = z.strictObject({ uuid: pathId, ...envFields, value: envValue.nullable() });
export const bulkUpdateEnvsInput = z.strictObject({
  uuid: pathId,
  data: z
    .array(z.strictObject(envFields))
    .max(ENV_MAX_PER_RESOURCE, `A resource may have at most ${ENV_MAX_PER_RESOURCE} environment variables.`)
    .optional(),
});

/** Object `EnvironmentVariable` of the contract. Write-only ones (is_shown_once) have no values for anybody. */
export const envWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  comment: z.string().nullable(),
  is_buildtime: z.boolean(),
  is_literal: z.boolean(),
  is_multiline: z.boolean(),
  is_preview: z.boolean(),
  is_runtime: z.boolean(),
  is_shared: z.boolean(),
  is_shown_once: z.boolean(),
  key: z.string(),
  order: z.int(),
  real_value: sensitive(z.string()),
  resourceable_id: z.int().nullable(),
  resourceable_type: z.string(),
  value: sensitive(z.string()),
  version: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
});

type EnvInput = z.output<z.ZodObject<typeof envFields>>;

/**
 * Flags that are false by themselves become false when they are absent (coolify-api §5.4). The other two say where the
 * variable is delivered and stay as they are: a client that sends a key and a value means the value alone.
 */
export function toVariableInput(input: EnvInput): VariableInput {
  return {
    key: input.key,
    value: input.value ?? '',
    isPreview: input.is_preview ?? false,
    isLiteral: input.is_literal ?? false,
    isMultiline: input.is_multiline ?? false,
    isShownOnce: input.is_shown_once ?? false,
    isRuntime: input.is_runtime,
    isBuildtime: input.is_buildtime,
    comment: input.comment,
  };
}

/** @param redactedFields gets the names of the values that nobody may read */
export function toEnvWire(row: Variable, redactedFields: Set<string>): z.infer<typeof envWire> {
  if (row.value === null) for (const name of ['value', 'real_value']) redactedFields.add(name);
  return {
    id: row.id,
    uuid: row.uuid,
    comment: row.comment,
    is_buildtime: row.isBuildtime,
    is_literal: row.isLiteral,
    is_multiline: row.isMultiline,
    is_preview: row.isPreview,
    is_runtime: row.isRuntime,
    is_shared: false,
    is_shown_once: row.isShownOnce,
    key: row.key,
    order: row.order,
    ...(row.realValue === null ? {} : { real_value: row.realValue.reveal() }),
    resourceable_id: row.applicationId,
    resourceable_type: 'App\\Models\\Application', // the class name is part of Coolify's answers
    ...(row.value === null ? {} : { value: row.value.reveal() }),
    version: '1',
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
