import { z } from 'zod';
import { requestRelease } from '../../services/stacks/request';
import {
  applyTemplateUpdate,
  findTemplateUpdate,
  rollBackTemplateUpdate,
} from '../../services/stacks/template-update';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { templateUpdateWire, toTemplateUpdateWire } from './file-schema';
import { furtherPermissions } from './input';

const tag = 'Services';
const path = '/services/{uuid}/template-update';
const object = { type: 'service', input: 'uuid' } as const;
const audit = 'service';
const MAX_PATHS = 500;

const startsAtOnce = z.boolean().optional().meta({ description: 'Needs the permission service:deploy.' });
const place = z.string().max(1000);

/** The procedures on later versions of the template from which a service was created (`deployment.md` D16.9). */
export const templateUpdateProcedures = {
  templateUpdate: can('service:read', {
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag,
      summary: 'Show what a newer version of the template would change in a service',
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      take: z
        .string()
        .max(20_000)
        .optional()
        .meta({ description: 'Comma-separated list of conflicts in which the template wins.' }),
    }),
    output: templateUpdateWire,
  }).query(async ({ ctx, input: { uuid, take = '' } }) => {
    const taken = take.split(',').filter((each) => each !== '');
    return toTemplateUpdateWire(await findTemplateUpdate(ctx.scope, uuid, taken));
  }),

  applyTemplateUpdate: can('service:update', {
    rest: { method: 'POST', path, status: 200, tag, summary: 'Update a service from its template' },
    object,
    also: furtherPermissions,
    input: z.strictObject({
      uuid: pathId,
      digest: z.string().max(64),
      take: z.array(place).max(MAX_PATHS).default([]),
      instant_deploy: startsAtOnce,
    }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input: { uuid, digest, take, instant_deploy } }) => {
    await applyTemplateUpdate(ctx.scope, uuid, { digest, taken: take });
    if (instant_deploy) await requestRelease(ctx.scope, uuid, { action: 'deploy' });
    return { message: 'Service updated from its template.' };
  }),

  rollBackTemplateUpdate: can('service:update', {
    rest: {
      method: 'POST',
      path: `${path}/rollback`,
      status: 200,
      tag,
      summary: 'Undo the last update from the template',
      bodyOptional: true,
    },
    object,
    also: furtherPermissions,
    input: z.strictObject({ uuid: pathId, instant_deploy: startsAtOnce }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input: { uuid, instant_deploy } }) => {
    await rollBackTemplateUpdate(ctx.scope, uuid);
    if (instant_deploy) await requestRelease(ctx.scope, uuid, { action: 'deploy' });
    return { message: 'The template update was undone.' };
  }),
};
