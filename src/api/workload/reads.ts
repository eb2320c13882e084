import { z } from 'zod';
import type { JsonText } from '../../domain/json-text';
import type { Scope } from '../../services/context';
import type { WorkloadPage } from '../../services/workloads/page';
import { can } from '../authorize';
import type { ApiContext } from '../context';
import { answerText } from '../wire/answer-text';
import { pathId } from '../wire/answers';
import { filterText, nameSearch, pageInput, pageOf, queryFlag } from '../wire/query';
import type { WorkloadSurface } from './surface';

type ListContext = Pick<ApiContext, 'response'> & { scope: Scope };

/** How the workloads of a kind are read and converted to responses. */
export interface WorkloadReading<Listed, Wire> {
  /** Schema of a list, in full or as summaries. */
  listed: z.ZodType<Listed, Listed>;
  wire: z.ZodType<Wire, Wire>;
  list(ctx: ListContext, page: WorkloadPage): Promise<NoInfer<Listed>>;
  /** List only what cards and palettes show. */
  summaries(scope: Scope, page: WorkloadPage): Promise<JsonText<NoInfer<Listed>>>;
  /** @throws AppError 404 */
  get(scope: Scope, uuid: string): Promise<NoInfer<Wire>>;
}

const listInput = z.strictObject({
  ...pageInput,
  tag: filterText.optional(),
  environment_uuid: filterText.optional(),
  search: nameSearch.optional(),
  summary: queryFlag.optional(),
});

/**
 * The procedures that read the workloads of a kind. Their outputs are cast: tRPC expects a conditional type, which
 * stays unresolved for a type parameter.
 */
export function workloadReads<Listed, Wire>(
  { resource, path, tag, noun }: WorkloadSurface,
  { listed, wire, list, summaries, get }: WorkloadReading<Listed, Wire>,
) {
  const all: `/${string}` = `/${tag.toLowerCase()}`;
  return {
    list: can(`${resource}:read`, {
      rest: { method: 'GET', path: all, status: 200, tag, summary: `List ${tag.toLowerCase()}` },
      input: listInput,
      output: listed,
    }).query(async ({ ctx, input }) => {
      const { tag, environment_uuid: environmentUuid, search } = input;
      const page = { tag, environmentUuid, search, ...pageOf(input) };
      if (input.summary) return answerText(ctx, await summaries(ctx.scope, page)) as never; // see above
      return (await list(ctx, page)) as never; // see above
    }),

    get: can(`${resource}:read`, {
      rest: { method: 'GET', path, status: 200, tag, summary: `Get ${noun}` },
      object: { type: resource, input: 'uuid' },
      input: z.strictObject({ uuid: pathId }),
      output: wire,
    }).query(async ({ ctx, input }) => (await get(ctx.scope, input.uuid)) as never), // see above
  };
}
