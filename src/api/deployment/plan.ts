import { z } from 'zod';
import { planApplication } from '../../services/deploy/plan';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { planWire, toPlanWire } from './plan-schema';
import { pullRequestInput, refusePullRequest } from './target';

export const plan = can('application:deploy', {
  rest: {
    method: 'POST',
    path: '/deployments/plan',
    status: 200,
    tag: 'Deployments',
    summary: 'Plan a deployment',
  },
  object: { type: 'application', input: 'uuid' },
  input: z.strictObject({ uuid: pathId, force: queryFlag.optional(), ...pullRequestInput }),
  output: planWire,
  audit: 'application',
}).mutation(async ({ ctx, input }) => {
  refusePullRequest(input);
  const request = { applicationUuid: input.uuid, force: input.force ?? false };
  return toPlanWire(await planApplication(ctx.scope, request));
});
