import { createHash, createHmac } from 'node:crypto';
import type { Secret } from '../../domain/secret';
import type { Sealer } from '../sealed';

/** A JSON value as PostgreSQL stores it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** One row of the audit trail without its place in the chain. */
export interface AuditRecord {
  at: Date;
  organizationId: string | null;
  actorUserId: string | null;
  via: string;
  keyId: string | null;
  sessionId: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  action: string;
  targetType: string | null;
  targetUuid: string | null;
  outcome: string;
  status: number;
  detail: Json | null;
  diff: Json | null;
  command: Json | null;
  /** Id that the rows of one operation share, such as the commands of a deployment. */
  groupId?: string | null;
}

/** A record as read back: `at` is text, because a `Date` would drop microseconds, which may have been changed. */
export type StoredAuditRecord = Omit<AuditRecord, 'at'> & { at: string };

/** `prevHash` of the first row. */
export const chainStart = '';

/**
 * Get the text that a row's hash covers besides its place: every member, in this order, as JSON with sorted keys. A
 * member added later must be at the end, and only when it is not null, or older rows would no longer verify.
 */
export function canonicalText(row: StoredAuditRecord): string {
  const members: Json[] = [
    row.at,
    row.organizationId,
    row.actorUserId,
    row.via,
    row.keyId,
    row.sessionId,
    row.ip,
    row.userAgent,
    row.requestId,
    row.action,
    row.targetType,
    row.targetUuid,
    row.outcome,
    row.status,
    row.detail,
    row.diff,
    row.command,
    ...(row.groupId == null ? [] : [row.groupId]),
  ];
  return sortedJson(members);
}

/** A key that seals rows, and its name in them. */
export interface SealKey {
  id: string;
  key: Secret;
}

/** Get the keys that seal rows, newest first. The database never sees one: its superuser cannot seal a row. */
export function sealKeysOf(sealer: Sealer): SealKey[] {
  return sealer.deriveAll('audit trail').map((key) => ({
    id: createHash('sha256').update(key.reveal()).digest('hex').slice(0, 16),
    key,
  }));
}

/**
 * Get the hex SHA-256 of `prevHash`, the row's number and its canonical text, one per line. Without a key: rows of
 * version 1.
 */
export function hashOf(prevHash: string, seq: bigint, canonical: string, key: Secret | null = null): string {
  const text = `${prevHash}\n${seq}\n${canonical}`;
  return key ? macOf(key, text) : createHash('sha256').update(text).digest('hex');
}

/** Make the seal of the trail's end, for its row and the anchor. */
export function endMac(key: Secret, { seq, hash }: { seq: bigint; hash: string }): string {
  return macOf(key, `end of the trail\n${seq}\n${hash}`);
}

function macOf(key: Secret, text: string): string {
  return createHmac('sha256', key.reveal()).update(text).digest('hex');
}

/** Format a time as ISO 8601 with the six digits of the column. */
export function storedTime(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}

/** Sort the members, because PostgreSQL's jsonb stores them in its own order. */
function sortedJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sortedJson(member)}`).join(',')}}`;
}
