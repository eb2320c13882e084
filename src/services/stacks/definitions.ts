import { z } from 'zod';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { type Presence, stopMs } from '../../engine/plans/presence';
import { type RemoveOptions, removePlan } from '../../engine/plans/remove';
import { planOfStack } from '../../engine/plans/stack-public-port';
import { stopPlan } from '../../engine/plans/stop';
import { workloadChanged } from '../changed';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import { deploymentNotice } from '../operations/operation-notice';
import { presenceOfPreviews } from '../previews/removal';
import { addComponents } from './add-components';
import { findStack } from './find';
import { secretsOfStack } from './plan';
import { requireStackPlanToHold } from './plan-deployment';
import { stackPresence } from './presence';
import { recordDescription } from './record-description';
import { stackSpec } from './specification';
import { refreshStack } from './status';

const VERSION = 1;
const REMOVAL_MS = 30 * 60_000;

const removeParameters = z.object({
  deleteVolumes: z.boolean(),
  deleteImages: z.boolean(),
  deleteNetworks: z.boolean(),
});

/** Bring a stack, or one component of it, to the state in its file. */
export const releaseStack: OperationDefinition<StackSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    await addComponents(scope, await findStack(scope, operation.workload.uuid));
    const spec = await stackSpec(scope, operation);
    await requireStackPlanToHold(scope, operation, spec);
    return spec;
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: planOfStack,
  secrets: secretsOfStack,
  deadlineMs: ({ deadlines }) => deadlines.totalMs,
  async beforeEnd(scope, operation, { outcome }, spec) {
    if (outcome === 'finished' && spec) await recordDescription(scope, operation, spec);
  },
  afterEnd: (scope, operation) => refreshStack(scope, operation),
  notice: (_scope, operation, result) => deploymentNotice(operation, result),
};

/** Stop a stack, or one component of it. */
export const stopStack: OperationDefinition<Presence & { deadlineMs: number }> = {
  version: VERSION,
  prepare: async (scope, operation) => ({
    ...(await stackPresence(scope, operation)),
    deadlineMs: operation.server.dynamicTimeout * 1000,
  }),
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: stopPlan,
  secrets: () => [],
  deadlineMs: (spec) => spec.deadlineMs,
  afterEnd: (scope, operation) => refreshStack(scope, operation),
};

interface Removal extends Presence {
  options: RemoveOptions;
  /** Its previews; absent in operations begun by an earlier version. */
  parts?: Presence[];
}

export const removeStack: OperationDefinition<Removal> = {
  version: VERSION,
  prepare: async (scope, operation) => ({
    ...(await stackPresence(scope, operation)),
    options: removeParameters.parse(operation.parameters),
    parts: await presenceOfPreviews(scope, operation),
  }),
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: ({ options, parts, ...presence }) => removePlan(presence, options, parts),
  secrets: () => [],
  deadlineMs: (presence) => REMOVAL_MS + stopMs(presence),
  /** Rows are deleted last: until then the stack can be requested, and a failed removal is requested again. */
  async afterEnd(scope, { workload }, { outcome }) {
    if (outcome !== 'finished') return;
    await scope.db.workload.deleteMany({ where: { id: workload.id } });
    await workloadChanged(scope, workload);
  },
};
