import { createHmac, randomUUID } from 'node:crypto';
import type { Principal } from '../../auth/context';
import { type SecretsSeen, secretsSeenBy, seesAllOf } from '../../auth/secrets-seen';
import {
  type Attempt,
  claimIdempotencyKey,
  findIdempotencyKey,
  keepIdempotentAnswer,
  releaseIdempotencyKey,
} from '../../db/queries/idempotency-keys';
import { AppError, errorMessage, invalidField } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import type { Services } from '../context';

/** How long an answer is kept (coolify-api §5.7). */
const keptMs = 86_400_000;
/** How long an attempt counts as running: longer than any request; after that its process has died. */
const runningMs = 180_000;
const retryAfterSeconds = 2;
const bodyPurpose = 'idempotency_keys.body';

/** An answer as it is stored: what was sent, without what belongs to a single request. */
export interface IdempotentAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface KeyedRequest {
  /** Key as the caller sent it. */
  key: string;
  /** Operation and input. */
  request: unknown;
}

interface SealedBody {
  body: string;
  /** Secrets that the caller could see when the answer was made. */
  secrets: SecretsSeen;
}

/** Either the earlier answer to the same request, or an attempt that must be ended by `keep` or `release`. */
export type KeyClaim =
  | { answer: IdempotentAnswer }
  | { answer: null; keep(answer: IdempotentAnswer): Promise<void>; release(): Promise<void> };

/**
 * Claim an idempotency key for a request of this caller.
 * @throws AppError validation_failed for another request with the same key, conflict while the first one runs,
 *   forbidden for a caller who may see less than when it was answered
 */
export async function claimKey(
  services: Services,
  principal: Principal,
  { key, request }: KeyedRequest,
): Promise<KeyClaim> {
  const { database, clock } = services;
  const now = clock.now();
  const organizationId = principal.organization.id;
  const caller = principal.key ? ['key', principal.key.id] : ['user', principal.user.id];
  const { id, hash } = await identify(database, organizationId, [organizationId, ...caller, key]);
  const attempt: Attempt = { organizationId, id, attempt: randomUUID() };
  const requestHash = hash(request);
  const claimed = await claimIdempotencyKey(database.pool, {
    ...attempt,
    requestHash,
    now,
    runningUntil: new Date(now.getTime() + runningMs),
    expiresAt: new Date(now.getTime() + keptMs),
  });
  if (claimed) return runningAttempt(services, attempt, secretsSeenBy(principal));
  const row = await findIdempotencyKey(database.pool, attempt);
  if (row && row.requestHash !== requestHash)
    throw invalidField(
      'Idempotency-Key',
      'This key was already used for a different request. Use a new one.',
    );
  if (!row?.answer)
    throw new AppError('conflict', 'A request with this Idempotency-Key is still running.', {
      headers: { 'Retry-After': String(retryAfterSeconds) },
    });
  const { status, headers, body: sealed } = row.answer;
  const { body, secrets }: SealedBody = JSON.parse(database.sealer.open(sealed, bodyPurpose).reveal());
  // The answer might show what the caller's current role hides.
  if (!seesAllOf(principal, secrets))
    throw new AppError('forbidden', orderedChecks.role.v1, { check: 'role' });
  return { answer: { status, headers, body } };
}

/** The id of a key under the secret key that it was first sent with: a key rotation lets no request run twice. */
async function identify(
  { pool, sealer }: Services['database'],
  organizationId: string,
  name: readonly string[],
): Promise<{ id: string; hash: (value: unknown) => string }> {
  const [newest, ...older] = sealer.deriveAll('idempotency keys').map((secret) => {
    const hash = keyedHash(secret.reveal());
    return { id: hash(name), hash };
  });
  if (!newest) throw new AppError('internal', 'A ring has a newest key.');
  for (const each of older) if (await findIdempotencyKey(pool, { organizationId, id: each.id })) return each;
  return newest;
}

/**
 * The claim of a running attempt. A failure to store its answer is only logged: the work is done, and its answer must
 * go out.
 */
function runningAttempt({ database, log }: Services, attempt: Attempt, secrets: SecretsSeen): KeyClaim {
  const { pool, sealer } = database;
  const failed = (error: unknown) =>
    log.error({ error: errorMessage(error) }, 'the response to an idempotent request could not be stored');
  return {
    answer: null,
    async keep({ status, headers, body }) {
      const sealed: SealedBody = { body, secrets };
      const kept = { status, headers, body: sealer.seal(JSON.stringify(sealed), bodyPurpose) };
      await keepIdempotentAnswer(pool, attempt, kept).catch(failed);
    },
    release: () => releaseIdempotencyKey(pool, attempt).catch(failed),
  };
}

/** A hash of requests, keyed because they contain passwords that could be guessed. */
function keyedHash(secret: string): (value: unknown) => string {
  return (value) => createHmac('sha256', secret).update(JSON.stringify(value, sortedKeys)).digest('hex');
}

/** Sort the members of an object for the hash: their order has no meaning. */
function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
