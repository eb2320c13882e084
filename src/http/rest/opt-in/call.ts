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

/** The result of a call, on its way to the answer. */
export interface Result {
  data: unknown;
  /** The resource that was written, read again. */
  representation: Representation | null;
}

/** One call with wishes (coolify-api §5.7): the work before and after the call of the procedure. */
export interface OptInCall {
  /** The wishes are looked at where the body is: after the checks that come before it. */
  readInput(): Promise<unknown>;
  /** After the procedure. @param over aborts when the caller no longer waits */
  complete(data: unknown, over: AbortSignal): Promise<Result>;
  /** The earlier answer to the same request: it is the answer. */
  readonly answeredBefore: IdempotentAnswer | null;
  /** After the answer is made, a refusal's too. */
  keep(answer: PlainAnswer): Promise<void>;
  /** To be called in any case. */
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

  /** Wait for the end. A wait that fails is over: the call itself has been done. */
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
