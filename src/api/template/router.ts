import { z } from 'zod';
import { describeTemplate } from '../../services/catalogues/describe-template';
import { listTemplates } from '../../services/catalogues/list-templates';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { listInput, templateDetails, templatePage, toTemplateDetails, toTemplateWire } from './schema';

const tag = 'Templates';

export const templateRouter = router({
  list: can('template:read', {
    rest: { method: 'GET', path: '/templates', status: 200, tag, summary: 'List templates of services' },
    input: listInput,
    output: templatePage,
  }).query(async ({ ctx, input: { cursor, limit, ...filters } }) => {
    const { templates, next } = await listTemplates(ctx.scope, { ...filters, after: cursor }, limit);
    return { items: templates.map(toTemplateWire), next_cursor: next };
  }),

  get: can('template:read', {
    rest: {
      method: 'GET',
      path: '/templates/{type}',
      status: 200,
      tag,
      summary: 'Get a template, what it creates and what host access it requests',
    },
    input: z.strictObject({ type: pathId }),
    output: templateDetails,
  }).query(async ({ ctx, input }) => toTemplateDetails(await describeTemplate(ctx.scope, input.type))),
});
