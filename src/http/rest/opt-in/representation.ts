import type { AnyTRPCRouter } from '@trpc/server';
import { requirePermission } from '../../../api/access-checks';
import type { ApiContext } from '../../../api/context';
import { appErrorOf } from '../../../api/errors';
import type { Principal } from '../../../auth/context';
import { errorMessage } from '../../../domain/error';
import { callOperation } from '../call-operation';
import { entityTagOf } from './entity-tag';
import type { WrittenResource } from './offers';

/** A resource as GET returns it to this caller. */
export interface Representation {
  data: Record<string, unknown>;
  tag: string;
  redactedFields: ReadonlySet<string>;
}

/** Reader of the resource of a write, on behalf of the caller. */
export interface ResourceReader {
  /** Read the resource. @throws AppError forbidden for callers who may not read it, not_found */
  read(ids: Readonly<Record<string, string>>): Promise<Representation>;
  /** Read the resource; null when that fails, because the write has already succeeded. */
  tryRead(ids: Readonly<Record<string, string>> | null): Promise<Representation | null>;
}

export function createResourceReader(
  router: AnyTRPCRouter,
  ctx: ApiContext & { principal: Principal },
  { get }: WrittenResource,
): ResourceReader {
  const { surface } = ctx.request;
  const read: ResourceReader['read'] = async (ids) => {
    // Checked here, because a refusal by the gate would add a row to the audit trail.
    if (get.permission)
      requirePermission(ctx.principal, get.permission, { surface, hasObject: get.object !== undefined });
    const redactedFields = new Set<string>();
    const request = { ...ctx.request, pathInput: ids };
    const data = await callOperation(router, get, {
      ctx: { ...ctx, request, response: { redactedFields, headers: {} } },
      readInput: async () => ids,
    });
    return { data: { ...Object(data) }, tag: entityTagOf(JSON.stringify(data)), redactedFields };
  };
  return {
    read,
    async tryRead(ids) {
      if (!ids) return null;
      try {
        return await read(ids);
      } catch (error) {
        const { code, message } = appErrorOf(error);
        if (code === 'internal')
          ctx.services.log.error(
            { requestId: ctx.request.requestId, procedure: get.procedure, error: errorMessage(error) },
            `the full representation could not be returned: ${message}`,
          );
        return null;
      }
    },
  };
}

/**
 * Get the parameters of the resource's GET from the input of the write, unless its response identifies the resource;
 * null when one is missing.
 */
export function idsOf(
  { get, identifiedBy }: WrittenResource,
  input: unknown,
  answer: unknown,
): Record<string, string> | null {
  const ids = [...get.pathParameters].map((name): [string, unknown] => {
    const given = name === identifiedBy ? identityIn(answer) : undefined;
    return [name, given ?? Reflect.get(Object(input), name)];
  });
  const isComplete = ids.every((pair): pair is [string, string] => typeof pair[1] === 'string');
  return isComplete ? Object.fromEntries(ids as [string, string][]) : null; // `every` has checked the types
}

/** Get the id in a response. A numeric `id` comes with a uuid, and no path accepts it. */
function identityIn(answer: unknown): unknown {
  const { uuid, id } = Object(answer);
  return uuid ?? (typeof id === 'string' ? id : undefined);
}
