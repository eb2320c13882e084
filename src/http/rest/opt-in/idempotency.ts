import { AnsweredBefore } from '../../../api/answered-before';
import type { Principal } from '../../../auth/context';
import { httpStatus } from '../../../domain/error';
import type { Services } from '../../../services/context';
import { claimKey, type IdempotentAnswer, type KeyClaim } from '../../../services/idempotency/claim';
import type { PlainAnswer } from '../../answer';
import { invalidRequest } from '../../body/read-body';

/** A request with an `Idempotency-Key`. */
export interface IdempotentCall {
  /**
   * Claim the key. Called with the input, before anything is done with it.
   * @throws AnsweredBefore when `before` has the response; AppError validation_failed, conflict
   */
  begin(input: unknown): Promise<void>;
  /** Response to the first request with this key; null: this is the first. */
  readonly before: IdempotentAnswer | null;
  /** Keep the response for the next request with this key. */
  finish(answer: PlainAnswer): Promise<void>;
}

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** Headers that describe what was done, not the request or its connection. */
const keptHeaders = ['ETag', 'Preference-Applied', 'X-Redacted-Fields'];

/**
 * Refusals that are not kept, because they depend on the caller, the request rate or the resource's state at the time.
 */
const notKept: ReadonlySet<number> = new Set([
  httpStatus.unauthenticated,
  httpStatus.forbidden,
  httpStatus.precondition_failed,
  httpStatus.too_many_requests,
]);

/** Check the form of a key. @throws AppError bad_request */
export function requireIdempotencyKey(header: string): string {
  if (keyPattern.test(header)) return header;
  throw invalidRequest('Idempotency-Key must be 1 to 255 visible ASCII characters.');
}

/** Create the call of an idempotency key, which must not be used again for another procedure or with another input. */
export function createIdempotentCall(
  services: Services,
  principal: Principal,
  { key, procedure }: { key: string; procedure: string },
): IdempotentCall {
  let claim: KeyClaim | undefined;
  return {
    async begin(input) {
      claim = await claimKey(services, principal, { key, request: [procedure, input] });
      if (claim.answer) throw new AnsweredBefore();
    },
    get before() {
      return claim?.answer ?? null;
    },
    async finish(answer) {
      if (!claim || claim.answer) return;
      if (isFinal(answer.status)) await claim.keep(keptPart(answer));
      else await claim.release();
    },
  };
}

function isFinal(status: number): boolean {
  return status < httpStatus.internal && !notKept.has(status);
}

function keptPart({ status, body, headers }: PlainAnswer): IdempotentAnswer {
  const kept = keptHeaders.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return { status, body: body.toString(), headers: Object.fromEntries(kept) };
}

/**
 * Repeat an earlier response.
 * @param now what every response has: the id of this request, its limits
 */
export function replay(
  { status, body, headers }: IdempotentAnswer,
  now: Pick<PlainAnswer, 'contentType' | 'headers'>,
): PlainAnswer {
  return { ...now, status, body, headers: { ...now.headers, ...headers, 'Idempotency-Replayed': 'true' } };
}
