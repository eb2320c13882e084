import { z } from 'zod';
import { requiredMessage } from '../../domain/messages';
import { attachTags } from '../../services/workloads/attach-tags';
import { detachTag } from '../../services/workloads/detach-tag';
import { listWorkloadTags } from '../../services/workloads/list-tags';
import { can } from '../authorize';
import { tagName, tagWire, toTagWire } from '../tag/schema';
import { messageAnswer, pathId } from '../wire/answers';
import type { WorkloadSurface } from './surface';

const MOST_TAGS = 100;

/** The procedures on the tags of a kind of workload. */
export function workloadTags({ kind, resource, path: workload, tag, noun }: WorkloadSurface) {
  const path = `${workload}/tags` as const;
  const object = { type: resource, input: 'uuid' } as const;
  return {
    listTags: can(`${resource}:read`, {
      rest: { method: 'GET', path, status: 200, tag, summary: `List the tags of ${noun}` },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: z.array(tagWire),
    }).query(async ({ ctx, input }) =>
      (await listWorkloadTags(ctx.scope, { kind, uuid: input.uuid })).map(toTagWire),
    ),

    attachTags: can(`${resource}:update`, {
      rest: { method: 'POST', path, status: 201, tag, summary: `Give ${noun} tags` },
      object,
      input: z
        .strictObject({
          uuid: pathId,
          tag_name: tagName.optional(),
          tag_names: z.array(tagName).max(MOST_TAGS).optional(),
        })
        .superRefine((input, context) => {
          if (input.tag_name !== undefined || input.tag_names?.length) return;
          context.addIssue({ code: 'custom', path: ['tag_name'], message: requiredMessage });
        }),
      output: z.array(tagWire),
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      const { uuid, tag_name: name, tag_names: names = [] } = input;
      const wanted = name === undefined ? names : [name, ...names];
      return (await attachTags(ctx.scope, { kind, uuid }, wanted)).map(toTagWire);
    }),

    detachTag: can(`${resource}:update`, {
      rest: {
        method: 'DELETE',
        path: `${path}/{tag_uuid}`,
        status: 200,
        tag,
        summary: `Remove a tag from ${noun}`,
      },
      object,
      input: z.strictObject({ uuid: pathId, tag_uuid: pathId }),
      output: messageAnswer,
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      await detachTag(ctx.scope, { kind, uuid: input.uuid }, input.tag_uuid);
      return { message: 'Tag removed.' };
    }),
  };
}
