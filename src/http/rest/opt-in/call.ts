import type { AnyTRPCRouter } from '@trpc/server';
import type { ApiContext } from '../../../api/context';
import type { Principal } from '../../../auth/context';
import { errorMessage } from '../../../domain/error';
import { organizationScopeOf } from '../../../services/context';
import type { IdempotentAnswer } from '../../../services/idempotency/claim';
import type { PlainAnswer } from '../../answer';
import type { Operation } from '../operations';
import { readCondition } from './entity-tag';
import { createIdempotentCall, type IdempotentCall, requireIdempotencyKey } from './idempotency';
import type { Offers } from './offers';
import { createPrecondition, type Precondition } from './precondition';
import { createResourceReader, idsOf, type Representation } from './representation';
import { flag, readSelection, type Selection, select } from './selection';
import { waitForEnd } from './waiting';
import type { Wishes } from './wishes';

/** Result of a call, before it becomes a response. */
export interface Result {
  data: unknown;
  /** The resource that was written, read again. */
  representation: Representation | null;
}

/** A call with wishes (coolify-api §5.7): the work before and after its procedure. */
export interface OptInCall {
  /** Read the input and check the wishes. Called after the checks that precede the body. */
  readInput(): Promise<unknown>;
  /** Apply the wishes to the result of the procedure. @param over aborts when the caller no longer waits */
  complete(data: unknown, over: AbortSignal): Promise<Result>;
  /** Response to an earlier request with the same key, which is sent again; null when there is none. */
  readonly answeredBefore: IdempotentAnswer | null;
  /** Keep the response for a repeated request. Called for a refusal too. */
  keep(answer: PlainAnswer): Promise<void>;
  /** Release the lock of the precondition. Must always be called. */
  end(): Promise<void>;
}

export interface OptInRequest {
  operation: Operation;
  offers: Offers;
  wishes: Wishes;
  ctx: ApiContext & { principal: Principal };
  readInput(): Promise<unknown>;
}

export function createOptInCall(router: AnyTRPCRouter, request: OptInRequest): OptInCall {
  const { operation, offers, wishes, ctx } = request;
  const { services, principal } = ctx;
  const { resource } = offers;
  const organizationId = principal.organization.id;
  const reader = resource && createResourceReader(router, ctx, resource);
  let idempotent: IdempotentCall | undefined;
  let precondition: Precondition | undefined;
  let selection: Selection | undefined;
  let input: unknown;
  let begun: Promise<unknown> | undefined;

  async function begin(): Promise<unknown> {
    const key = wishes.idempotencyKey === undefined ? null : requireIdempotencyKey(wishes.idempotencyKey);
    const condition = wishes.ifMatch === undefined ? null : readCondition(wishes.ifMatch);
    flag('wait', wishes.wait);
    if (wishes.selection) selection = readSelection(wishes.query, offers);
    input = await request.readInput();
    if (key !== null) {
      idempotent = createIdempotentCall(services, principal, { key, procedure: operation.procedure });
      await idempotent.begin(input);
    }
    if (condition !== null) {
      const kind = resource?.get.procedure ?? operation.procedure;
      precondition = createPrecondition({ services, organizationId, condition, kind, reader });
      await precondition.require(resource && idsOf(resource, input, null));
    }
    return input;
  }

  /** Wait for the end of what the call started. A failed wait is only logged: the call itself has succeeded. */
  async function waited(data: unknown, over: AbortSignal): Promise<unknown> {
    if (!flag('wait', wishes.wait)) return data;
    const scope = organizationScopeOf(services, organizationId);
    return waitForEnd(scope, offers.wait, { operation, input, data }, over).catch((error: unknown) => {
      services.log.error(
        { requestId: ctx.request.requestId, procedure: operation.procedure, error: errorMessage(error) },
        'wait ended by a fault',
      );
      return data;
    });
  }

  return {
    readInput() {
      begun ??= begin();
      return begun;
    },
    async complete(answered, over) {
      await precondition?.end();
      const data = await waited(answered, over);
      if (selection) return { data: select(data, offers.shape, selection), representation: null };
      if (!wishes.representation || !resource || !reader) return { data, representation: null };
      const representation = await reader.tryRead(idsOf(resource, input, data));
      return { data: representation ? { ...representation.data, ...Object(data) } : data, representation };
    },
    get answeredBefore() {
      return idempotent?.before ?? null;
    },
    keep: async (answer) => idempotent?.finish(answer),
    end: async () => precondition?.end(),
  };
}
