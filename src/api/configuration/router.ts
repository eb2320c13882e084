import { z } from 'zod';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { documentText, readProject } from './export';
import { applyConfiguration, planConfiguration } from './plan';
import { callerOf } from './tree';

const tag = 'Projects';

/** Configuration as code: a project as a document that can be kept, compared and applied. */
export const configurationRouter = router({
  plan: planConfiguration,
  applyPlan: applyConfiguration,

  export: can('project:read', {
    rest: {
      method: 'GET',
      path: '/projects/{uuid}/export',
      status: 200,
      tag,
      summary: 'Export a project as a YAML document, without secret values',
      answer: 'text',
      contentType: 'application/yaml',
    },
    object: { type: 'project', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.string(),
  }).query(async ({ ctx, input }) => documentText((await readProject(callerOf(ctx), input.uuid)).document)),
});
