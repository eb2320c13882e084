import { z } from 'zod';
import { createTag } from '../../services/tags/create';
import { deleteTag } from '../../services/tags/delete';
import { listTags } from '../../services/tags/list';
import { updateTag } from '../../services/tags/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { pageInput, pageOf } from '../wire/query';
import { tagName, tagWire, toTagWire } from './schema';

const tag = 'Tags';

export const tagRouter = router({
  list: can('tag:read', {
    rest: { method: 'GET', path: '/tags', status: 200, tag, summary: 'List tags' },
    input: z.strictObject(pageInput),
    output: z.array(tagWire),
  }).query(async ({ ctx, input }) => (await listTags(ctx.scope, pageOf(input))).map(toTagWire)),

  create: can('tag:create', {
    rest: { method: 'POST', path: '/tags', status: 201, tag, summary: 'Create a tag' },
    input: z.strictObject({ name: tagName }),
    output: tagWire,
    audit: 'tag',
  }).mutation(async ({ ctx, input }) => toTagWire(await createTag(ctx.scope, input.name))),

  update: can('tag:update', {
    rest: { method: 'PATCH', path: '/tags/{uuid}', status: 200, tag, summary: 'Rename a tag' },
    input: z.strictObject({ uuid: pathId, name: tagName }),
    output: tagWire,
    audit: 'tag',
  }).mutation(async ({ ctx, input }) => toTagWire(await updateTag(ctx.scope, input.uuid, input.name))),

  delete: can('tag:delete', {
    rest: { method: 'DELETE', path: '/tags/{uuid}', status: 200, tag, summary: 'Delete a tag' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'tag',
  }).mutation(async ({ ctx, input }) => {
    await deleteTag(ctx.scope, input.uuid);
    return { message: 'Tag deleted.' };
  }),
});
