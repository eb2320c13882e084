import { readTime } from '../feedback/time';
import type { Tone } from '../primitives/badge';

/** Times of a token that decide whether it works now. */
interface Validity {
  not_before: string | null;
  expires_at: string | null;
  grace_until: string | null;
}

const soonMs = 7 * 86_400_000;

/** State of a token: whether it works, and whether it needs attention. */
export function tokenState(token: Validity, now: Date): { label: string; tone: Tone } {
  const { not_before: from, expires_at: end, grace_until: grace } = token;
  const isPast = (time: string | null) => time !== null && readTime(time) <= now;
  if (isPast(end)) return { label: 'Expired', tone: 'bad' };
  if (isPast(grace)) return { label: 'Replaced', tone: 'bad' };
  if (grace !== null) return { label: 'Being replaced', tone: 'warn' };
  if (from !== null && readTime(from) > now) return { label: 'Not valid yet', tone: 'idle' };
  if (end !== null && readTime(end).getTime() - now.getTime() < soonMs)
    return { label: 'Expires soon', tone: 'warn' };
  return { label: 'Active', tone: 'ok' };
}
