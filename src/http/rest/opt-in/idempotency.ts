import { AnsweredBefore } from '../../../api/answered-before';
import type { Principal } from '../../../auth/context';
import { httpStatus } from '../../../domain/error';
import type { Services } from '../../../services/context';
import { claimKey, type IdempotentAnswer, type KeyClaim } from '../../../services/idempotency/claim';
import type { PlainAnswer } from '../../answer';
import { invalidRequest } from '../../body/read-body';

/** One request with an `Idempotency-Key`. */
export interface IdempotentCall {
  /**
   * Called with the input, before anything is done with it.
   * @throws AnsweredBefore when `before` has the answer; AppError validation_failed, conflict
   */
  begin(input: unknown): Promise<void>;
  /** Answer to the first request with this key; null: this is the first. */
  readonly before: IdempotentAnswer | null;
  /** Keep the answer for the next request with this key. */
  finish(answer: PlainAnswer): Promise<void>;
}

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** Headers that belong to what was done, not to the request or its connection. */
const keptHeaders = ['ETag', 'Preference-Applied', 'X-Redacted-Fields'];

/** Refusals that say nothing of the call itself: who it was, whether it came too often, in which state things were. */
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

/** @param call the same key must not be used for another procedure, or with another input */
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

/** @param now what every answer has: the id of this request, its limits */
export function replay(
  { status, body, headers }: IdempotentAnswer,
  now: Pick<PlainAnswer, 'contentType' | 'headers'>,
): PlainAnswer {
  return { ...now, status, body, headers: { ...now.headers, ...headers, 'Idempotency-Replayed': 'true' } };
}
