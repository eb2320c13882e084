import type { Queryable } from '../transaction';
import type { Json } from './audit-chain';
import { targetName } from './audit-target-name';

export interface AuditFilter {
  organizationId: string;
  /** Whether to include rows of no organization: sign-ins, and what concerns the whole installation. */
  includesUnowned: boolean;
  /** Only rows below this number; absent: from the newest. */
  before?: bigint;
  /** `project.update`, or `project.` for every action with this prefix. */
  action?: string;
  outcome?: string;
  actorUserId?: string;
  targetType?: string;
  targetUuid?: string;
  via?: string;
  /** Only rows of one operation. */
  groupId?: string;
  since?: Date;
  until?: Date;
  /** Part of an action, an address, a reference, the actor's name or e-mail, or the target's current or last name. */
  search?: string;
}

export interface AuditListRow {
  seq: bigint;
  at: Date;
  action: string;
  outcome: string;
  status: number;
  via: string;
  actorId: string | null;
  /** null together with `actorEmail` when the user no longer exists. */
  actorName: string | null;
  actorEmail: string | null;
  keyId: string | null;
  keyName: string | null;
  sessionId: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  targetType: string | null;
  targetUuid: string | null;
  /** Current name of the target; null when it no longer exists, or this reader may not see it. */
  targetName: string | null;
  detail: Json | null;
  diff: Json | null;
  command: Json | null;
  groupId: string | null;
  hash: string;
}

const columns = `
  a.seq, a.at, a.action, a.outcome, a.status, a.via, a.actor_user_id AS "actorId", u.name AS "actorName",
  u.email AS "actorEmail", a.key_id AS "keyId", k.name AS "keyName", a.session_id AS "sessionId", a.ip,
  a.user_agent AS "userAgent", a.request_id AS "requestId", a.target_type AS "targetType",
  a.target_uuid AS "targetUuid", a.detail, a.diff, a.command, a.group_id AS "groupId", a.hash`;

/** List rows, newest first. The statement contains only the requested conditions, so that each can use its index. */
export async function listAuditRows(
  client: Queryable,
  filter: AuditFilter,
  limit: number,
): Promise<AuditListRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = conditionsOf(filter, bind);
  const { rows } = await client.query<Omit<AuditListRow, 'seq'> & { seq: string }>(
    `SELECT ${columns}, ${targetName(filter.includesUnowned)} AS "targetName"
     FROM audit_logs a
     LEFT JOIN users u ON u.id = a.actor_user_id
     LEFT JOIN api_keys k ON k.id = a.key_id
     WHERE ${conditions.join(' AND ')}
     ORDER BY a.seq DESC LIMIT ${bind(limit)}`,
    values,
  );
  return rows.map((row) => ({ ...row, seq: BigInt(row.seq) }));
}

function conditionsOf(filter: AuditFilter, bind: (value: unknown) => string): string[] {
  const owned = `a.organization_id = ${bind(filter.organizationId)}`;
  const conditions = [filter.includesUnowned ? `(${owned} OR a.organization_id IS NULL)` : owned];
  const add = (value: unknown, condition: (parameter: string) => string) => {
    if (value !== undefined) conditions.push(condition(bind(value)));
  };
  add(filter.before, (n) => `a.seq < ${n}`);
  if (filter.action?.endsWith('.')) add(filter.action, (n) => `starts_with(a.action, ${n})`);
  else add(filter.action, (n) => `a.action = ${n}`);
  add(filter.outcome, (n) => `a.outcome = ${n}`);
  add(filter.actorUserId, (n) => `a.actor_user_id = ${n}::uuid`);
  add(filter.targetType, (n) => `a.target_type = ${n}`);
  add(filter.targetUuid, (n) => `a.target_uuid = ${n}`);
  add(filter.via, (n) => `a.via = ${n}`);
  add(filter.groupId, (n) => `a.group_id = ${n}`);
  add(filter.since, (n) => `a.at >= ${n}`);
  add(filter.until, (n) => `a.at < ${n}`);
  add(
    filter.search && `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`,
    (n) =>
      `(a.action ILIKE ${n} OR a.ip ILIKE ${n} OR a.target_uuid ILIKE ${n} OR u.name ILIKE ${n} OR u.email ILIKE ${n}
        OR a.diff->'name'->>'from' ILIKE ${n} OR ${targetName(filter.includesUnowned)} ILIKE ${n})`,
  );
  return conditions;
}
