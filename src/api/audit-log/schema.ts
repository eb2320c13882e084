import { z } from 'zod';
import { singleLine } from '../../domain/input/text';
import type { AuditListRow, AuditQuery } from '../../services/audit/list';
import { timestamp, toTimestamp } from '../wire/timestamp';

const maxLimit = 200;
const defaultLimit = 50;
/** Largest row number that PostgreSQL can assign. */
const maxSeq = 9_223_372_036_854_775_807n;

const cursor = z
  .string()
  .regex(/^\d{1,19}$/, 'Must be a cursor from an earlier response.')
  .transform(BigInt)
  .refine((seq) => seq <= maxSeq, 'Must be a cursor from an earlier response.');

const moment = z.iso
  .datetime({ offset: true, error: 'Must be a time such as 2026-08-22T17:22:50Z.' })
  .transform((text) => new Date(text));

const filters = {
  action: z
    .string()
    .regex(
      /^[A-Za-z_]+(\.[A-Za-z_]*)?$/,
      'Must be an action such as project.update, or project. for all of a kind.',
    )
    .max(80)
    .optional(),
  outcome: z.enum(['success', 'denied', 'failed']).optional(),
  actor_user_id: z.uuid().optional(),
  target_type: singleLine(64).optional(),
  target_uuid: singleLine(64).optional(),
  via: singleLine(32).optional(),
  group_id: singleLine(64).optional(),
  since: moment.optional(),
  until: moment.optional(),
  search: singleLine(100).optional(),
};

export const exportInput = z.strictObject({ ...filters });

export const listInput = z.strictObject({
  ...filters,
  cursor: cursor.optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(maxLimit).default(defaultLimit),
});

const change = z.object({ from: z.unknown(), to: z.unknown() });

export const auditLogItem = z
  .object({
    /** Position in the trail. It has no gaps, so a missing number means a removed row. Text, as it may exceed 2^53. */
    seq: z.string(),
    at: timestamp,
    action: z.string(),
    outcome: z.enum(['success', 'denied', 'failed']),
    status: z.int(),
    via: z.string(),
    /** Name and e-mail are null once the user is deleted. */
    actor: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
    key_id: z.string().nullable(),
    key_name: z.string().nullable(),
    session_id: z.string().nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    request_id: z.string(),
    target_type: z.string().nullable(),
    target_uuid: z.string().nullable(),
    /** Current name of the target; null once it is deleted. */
    target_name: z.string().nullable(),
    /** The check that refused the call, or the refused fields and their rules; never a value. */
    detail: z.unknown(),
    /** Changed values. A secret is only marked as changed. */
    diff: z.record(z.string(), change).nullable(),
    /** Command that ran on a server. */
    command: z
      .object({
        host: z.string(),
        argv: z.array(z.string()),
        exit_code: z.int().nullable(),
        duration_ms: z.int(),
      })
      .nullable(),
    /** Id shared by the rows of one operation, such as all commands of a deployment. */
    group_id: z.string().nullable(),
    hash: z.string(),
  })
  .meta({ id: 'AuditLogEntry' });

export const auditLogPage = z
  .object({ items: z.array(auditLogItem), next_cursor: z.string().nullable() })
  .meta({ id: 'AuditLogPage' });

export function toAuditQuery(input: z.output<typeof exportInput>): AuditQuery {
  return {
    action: input.action,
    outcome: input.outcome,
    actorUserId: input.actor_user_id,
    targetType: input.target_type,
    targetUuid: input.target_uuid,
    via: input.via,
    groupId: input.group_id,
    since: input.since,
    until: input.until,
    search: input.search,
  };
}

export function toAuditLogItem(row: AuditListRow): z.input<typeof auditLogItem> {
  return {
    seq: String(row.seq),
    at: toTimestamp(row.at),
    action: row.action,
    outcome: auditLogItem.shape.outcome.parse(row.outcome),
    status: row.status,
    via: row.via,
    actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName, email: row.actorEmail },
    key_id: row.keyId,
    key_name: row.keyName,
    session_id: row.sessionId,
    ip: row.ip,
    user_agent: row.userAgent,
    request_id: row.requestId,
    target_type: row.targetType,
    target_uuid: row.targetUuid,
    target_name: row.targetName,
    detail: row.detail,
    diff: auditLogItem.shape.diff.parse(row.diff),
    command: auditLogItem.shape.command.parse(row.command),
    group_id: row.groupId,
    hash: row.hash,
  };
}
