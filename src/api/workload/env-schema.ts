import { z } from 'zod';
import type { WorkloadKind } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { envKey } from '../../domain/input/env-key';
import { ENV_MAX_PER_RESOURCE, envValue } from '../../domain/input/env-value';
import { singleLine } from '../../domain/input/text';
import { requiredMessage } from '../../domain/messages';
import { sensitive } from '../../domain/sensitive';
import type { Variable, VariableInput, VariablePatch } from '../../services/environment-variables/variable';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const COMMENT_BYTES = 256;
const flag = z.boolean().optional();
const envUuid = {
  description: 'Public id of the variable. With it, `key` and `value` may be absent and stay unchanged.',
};

/** The field set ENV of coolify-api §2, and whether previews of forks get the variable. */
const envFields = {
  key: envKey,
  value: envValue.nullable().optional(),
  is_preview: flag,
  is_shareable: flag,
  is_literal: flag,
  is_multiline: flag,
  is_shown_once: flag,
  is_runtime: flag,
  is_buildtime: flag,
  comment: singleLine(COMMENT_BYTES).nullable().optional(),
};

/** Get the fields of the contract by kind: only variables of applications have twins for previews. */
function fieldsOf(kind: WorkloadKind): typeof envFields {
  const { is_preview: _, is_shareable: __, ...own } = envFields;
  const never = flag.refine((value) => value !== true, 'Services have no previews.');
  switch (kind) {
    case 'application':
      return envFields;
    case 'stack':
      return { ...own, is_preview: never, is_shareable: never };
    case 'database':
      // They are optional: the input of a kind without them looks as if they had not been sent.
      return own as typeof envFields;
  }
}

/** Build the inputs of a kind of workload. */
export function envInputs(kind: WorkloadKind) {
  const fields = fieldsOf(kind);
  /** Without a key the uuid identifies the variable. */
  const changeFields = { ...fields, key: envKey.optional() };
  const bulkEnv = z
    .strictObject({ uuid: pathId.optional(), ...changeFields })
    .superRefine((input, context) => {
      if (input.uuid === undefined) requireFields(input, ['key'], context);
    });
  return {
    create: z.strictObject({ uuid: pathId, ...fields }),
    /** `env_uuid` is `uuid` in the body of REST, where the path has a `uuid` of its own. */
    update: z
      .strictObject({ uuid: pathId, env_uuid: pathId.optional().meta(envUuid), ...changeFields })
      .superRefine((input, context) => {
        if (input.env_uuid === undefined) requireFields(input, ['key', 'value'], context);
      }),
    bulkUpdate: z.strictObject({
      uuid: pathId,
      data: z
        .array(bulkEnv)
        .max(
          ENV_MAX_PER_RESOURCE,
          `A resource can have at most ${ENV_MAX_PER_RESOURCE} environment variables.`,
        )
        .optional(),
    }),
  };
}

/** Object `EnvironmentVariable` of the contract. No one can read the values of write-only ones (is_shown_once). */
export const envWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  comment: z.string().nullable(),
  is_buildtime: z.boolean(),
  is_literal: z.boolean(),
  is_multiline: z.boolean(),
  is_preview: z.boolean(),
  is_runtime: z.boolean(),
  is_shareable: z.boolean(),
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
}).meta({ id: 'EnvironmentVariable' });

type EnvInput = z.output<z.ZodObject<typeof envFields>>;
type EnvChange = Omit<EnvInput, 'key'> & { key?: string | undefined };

function requireFields(
  input: EnvChange,
  names: readonly (keyof EnvChange)[],
  context: z.core.$RefinementCtx,
): void {
  for (const name of names.filter((each) => input[each] === undefined))
    context.addIssue({ code: 'custom', path: [name], message: requiredMessage });
}

/**
 * Convert an input. Absent flags whose default is false become false (coolify-api §5.4). The other three decide where
 * the variable is delivered and stay unchanged: a client that sends a key and a value changes only the value.
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
    isShareable: input.is_shareable,
    comment: input.comment,
  };
}

/** Convert an update. By key it works like a creation; by uuid alone, absent fields stay unchanged. */
export function toVariableUpdate(input: EnvChange, uuid: string | undefined): VariableInput | VariablePatch {
  const { key } = input;
  if (uuid === undefined && key !== undefined) return toVariableInput({ ...input, key });
  if (uuid === undefined) throw invalidField('key', requiredMessage); // the schema has refused it already
  return {
    uuid,
    ...(key !== undefined && { key }),
    ...(input.value !== undefined && { value: input.value ?? '' }),
    ...(input.is_preview !== undefined && { isPreview: input.is_preview }),
    ...(input.is_literal !== undefined && { isLiteral: input.is_literal }),
    ...(input.is_multiline !== undefined && { isMultiline: input.is_multiline }),
    ...(input.is_shown_once !== undefined && { isShownOnce: input.is_shown_once }),
    isRuntime: input.is_runtime,
    isBuildtime: input.is_buildtime,
    isShareable: input.is_shareable,
    comment: input.comment,
  };
}

/**
 * @param className of the workload, which Coolify's responses contain
 * @param redactedFields receives the names of the values that no one may read
 */
export function toEnvWire(
  row: Variable,
  className: string,
  redactedFields: Set<string>,
): z.infer<typeof envWire> {
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
    is_shareable: row.isShareable,
    is_shared: false,
    is_shown_once: row.isShownOnce,
    key: row.key,
    order: row.order,
    ...(row.realValue === null ? {} : { real_value: row.realValue.reveal() }),
    resourceable_id: row.workloadId,
    resourceable_type: className,
    ...(row.value === null ? {} : { value: row.value.reveal() }),
    version: '1',
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
