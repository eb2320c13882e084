import { z } from 'zod';
import { type Presence, stopMs } from '../../engine/plans/presence';
import { type RemoveOptions, removePlan } from '../../engine/plans/remove';
import { stopPlan } from '../../engine/plans/stop';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import { type OperationDefinition, ofVersion } from './definition';
import type { LoadedOperation } from './load';

const VERSION = 1;
const REMOVAL_MS = 30 * 60_000;

/** What workloads of one kind have on their server. */
export type PresenceOf = (
  scope: OrganizationScope,
  operation: LoadedOperation,
) => Presence | Promise<Presence>;

const removeParameters = z.object({
  deleteVolumes: z.boolean(),
  deleteImages: z.boolean(),
  deleteNetworks: z.boolean(),
}) satisfies z.ZodType<RemoveOptions>;

/** The stop of workloads of one kind. */
export function stopOf(presenceOf: PresenceOf): OperationDefinition<Presence & { deadlineMs: number }> {
  return {
    version: VERSION,
    prepare: async (scope, operation) => ({
      ...(await presenceOf(scope, operation)),
      deadlineMs: operation.server.dynamicTimeout * 1000,
    }),
    thaw: (frozen) => ofVersion(VERSION, frozen),
    plan: (spec) => stopPlan(spec),
    secrets: () => [],
    deadlineMs: (spec) => spec.deadlineMs,
    async afterEnd(scope, { workload }, { outcome }) {
      if (outcome !== 'finished') return;
      await scope.db.workload.updateMany({ where: { id: workload.id }, data: { status: 'exited' } });
      await workloadChanged(scope, workload);
    },
  };
}

interface Removal extends Presence {
  options: RemoveOptions;
  /** Parts that are removed entirely with it; absent: none. */
  parts?: Presence[];
}

/**
 * The removal of workloads of one kind. Rows are deleted last: until then, a failed removal is requested again.
 * @param partsOf the parts that are removed with a workload
 */
export function removalOf(
  presenceOf: PresenceOf,
  partsOf?: (scope: OrganizationScope, operation: LoadedOperation) => Promise<Presence[]>,
): OperationDefinition<Removal> {
  return {
    version: VERSION,
    prepare: async (scope, operation) => ({
      ...(await presenceOf(scope, operation)),
      options: removeParameters.parse(operation.parameters),
      ...(partsOf && { parts: await partsOf(scope, operation) }),
    }),
    thaw: (frozen) => ofVersion(VERSION, frozen),
    plan: ({ options, parts, ...presence }) => removePlan(presence, options, parts),
    secrets: () => [],
    deadlineMs: (presence) => REMOVAL_MS + stopMs(presence),
    removesWorkload: true,
  };
}
