import { z } from 'zod';
import { notFound } from '../../domain/error';
import { envKey } from '../../domain/input/env-key';
import { envValue } from '../../domain/input/env-value';
import { singleLine } from '../../domain/input/text';
import { sensitive } from '../../domain/sensitive';
import type { SharedVariable } from '../../services/shared-variables/shared-variable';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const COMMENT_BYTES = 256;
const flag = z.boolean().optional();

/** The field set SH of coolify-api §2. */
const fields = {
  value: envValue.nullable().optional(),
  is_literal: flag,
  is_multiline: flag,
  is_shown_once: flag,
  comment: singleLine(COMMENT_BYTES).nullable().optional(),
};
export const createFields = { key: envKey, ...fields };
export const updateFields = { key: envKey.optional(), ...fields };

/** Number of a shared variable. Any text is accepted; an unknown number is not found. */
export const envId = z.string().meta({ description: 'An integer.' });

export function numberOf(id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw notFound('Environment variable');
  return Number(id);
}

type Fields = z.infer<z.ZodObject<typeof updateFields>>;

export function toSharedInput(input: Fields & { key: string }) {
  return {
    key: input.key,
    value: input.value ?? '',
    isLiteral: input.is_literal ?? false,
    isMultiline: input.is_multiline ?? false,
    isShownOnce: input.is_shown_once ?? false,
    comment: input.comment ?? null,
  };
}

export function toSharedChange(input: Fields) {
  return {
    key: input.key,
    value: input.value === null ? '' : input.value,
    isLiteral: input.is_literal,
    isMultiline: input.is_multiline,
    isShownOnce: input.is_shown_once,
    comment: input.comment,
  };
}

/** Object `SharedEnvironmentVariable` of Coolify. No one can read the values of write-only ones (is_shown_once). */
export const sharedWire = wireObject({
  id: z.int(),
  comment: z.string().nullable(),
  environment_id: z.int().nullable(),
  is_literal: z.boolean(),
  is_multiline: z.boolean(),
  is_shown_once: z.boolean(),
  key: z.string(),
  project_id: z.int().nullable(),
  server_id: z.int().nullable(),
  team_id: z.int(),
  type: z.enum(['team', 'project', 'environment', 'server']),
  value: sensitive(z.string()),
  created_at: timestamp,
  updated_at: timestamp,
});

/** @param redactedFields receives the names of the values that no one may read */
export function toSharedWire(
  row: SharedVariable,
  teamId: number,
  redactedFields: Set<string>,
): z.infer<typeof sharedWire> {
  if (row.value === null) redactedFields.add('value');
  return {
    id: row.id,
    comment: row.comment,
    environment_id: row.environmentId,
    is_literal: row.isLiteral,
    is_multiline: row.isMultiline,
    is_shown_once: row.isShownOnce,
    key: row.key,
    project_id: row.projectId,
    server_id: row.serverId,
    team_id: teamId,
    type: row.scope,
    ...(row.value === null ? {} : { value: row.value.reveal() }),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
