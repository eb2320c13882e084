import { createHash } from 'node:crypto';
import { invalidRequest } from '../../body/read-body';

/**
 * Members that Gantry itself writes while it observes machines and callers. They change a response, but no edit is lost
 * with them, so a condition on a write ignores them.
 */
const observedMembers = [
  'config_hash',
  'is_configuration_changed',
  'is_reachable',
  'is_usable',
  'last_online_at',
  'last_used_at',
  'last_used_ip',
  'last_used_user_agent',
  'managed_configuration',
  'own_address',
  'problem',
  'remaining',
  'reset',
  'state',
  'status',
  'unreachable_count',
  'updated_at',
  'validation_logs',
];

/** Matches only members: quotes inside strings are escaped in JSON. */
const observed = new RegExp(`"(?:${observedMembers.join('|')})":(?:"(?:[^"\\\\]|\\\\.)*"|[^,}"]*)`, 'g');

const tagLength = 16;

/**
 * Compute the strong entity tag of a response as this caller gets it: a digest of what can be edited, and one of
 * everything.
 * @param text the whole response as JSON, after redaction
 */
export function entityTagOf(text: string): string {
  return `"${digest(text.replace(observed, ''))}-${digest(text)}"`;
}

/** Whether the `If-None-Match` of a read names exactly this response. */
export function isKnown(header: string, tag: string): boolean {
  return header.trim() === '*' || (tagsIn(header)?.some((each) => each.replace(/^W\//, '') === tag) ?? false);
}

/** `If-Match` of a write: `*`, or tags of which one must match the current state. */
export type Condition = '*' | readonly string[];

/** Parse `If-Match`. @throws AppError bad_request */
export function readCondition(header: string): Condition {
  const condition = header.trim() === '*' ? '*' : tagsIn(header);
  if (condition) return condition;
  throw invalidRequest('If-Match must be * or a list of quoted entity tags.');
}

/** Whether nothing that can be edited has changed since one of the tags was issued. */
export function isMet(condition: Condition, tag: string): boolean {
  return condition === '*' || condition.some((each) => editablePart(each) === editablePart(tag));
}

/** Get the part of a tag that covers what can be edited. That of a weak tag (`W/"…"`) never matches ours. */
function editablePart(tag: string): string {
  return tag.slice(0, 1 + tagLength);
}

const tagPattern = /^\s*((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")\s*$/;

/** Parse a list of entity tags (RFC 9110 §8.8.3); null when an entry is not a tag. Our tags contain no comma. */
function tagsIn(header: string): string[] | null {
  const tags = header.split(',').map((each) => tagPattern.exec(each)?.[1]);
  return tags.every((tag) => tag !== undefined) ? tags : null;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, tagLength);
}
