import { z } from 'zod';
import { notFound } from '../../domain/error';
import { commitSha } from '../../domain/input/git/commit';
import { approvePreview } from '../../services/previews/approve';
import { deletePreviewOf } from '../../services/previews/delete';
import { listPreviews } from '../../services/previews/list';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { previewWire, toPreviewWire } from './preview-schema';

const tag = 'Applications';
/** Largest number that fits into the column. */
const MAX_NUMBER = 2_147_483_647;
const object = { type: 'application', input: 'uuid' } as const;

/** Parse the number of a pull request. @throws AppError 404 if the text is not one */
function numberOf(text: string): number {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  if (number === 0 || number > MAX_NUMBER) throw notFound('Preview');
  return number;
}

/** The procedures on the previews of an application: what runs for its pull requests. */
export const previewProcedures = {
  listPreviews: can('application:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/previews',
      status: 200,
      tag,
      summary: 'List previews of an application',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(previewWire),
  }).query(async ({ ctx, input }) => {
    const { publicUrl } = ctx.services.installation;
    const { application, previews } = await listPreviews(ctx.scope, input.uuid);
    return previews.map((preview) => toPreviewWire(preview, application, publicUrl));
  }),

  approvePreview: can('application:deploy', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/previews/{pull_request_id}/approve',
      status: 200,
      tag,
      summary: 'Approve and deploy the pull request of a fork',
      bodyOptional: true,
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      pull_request_id: pathId,
      commit: commitSha
        .optional()
        .meta({ description: 'Commit that was reviewed. A newer commit is refused with 409.' }),
    }),
    output: messageAnswer.extend({ pull_request_id: z.int(), deployment_uuid: z.string() }),
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    const number = numberOf(input.pull_request_id);
    const { started } = await approvePreview(ctx.scope, input.uuid, number, input.commit);
    const message = 'Preview deployment queued.';
    return { message, pull_request_id: number, deployment_uuid: started.uuid };
  }),

  deletePreview: can('application:update', {
    rest: {
      method: 'DELETE',
      path: '/applications/{uuid}/previews/{pull_request_id}',
      status: 200,
      tag,
      summary: 'Delete a preview of an application',
    },
    object,
    input: z.strictObject({ uuid: pathId, pull_request_id: pathId }),
    output: messageAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    await deletePreviewOf(ctx.scope, input.uuid, numberOf(input.pull_request_id));
    return { message: 'Preview deletion request queued.' };
  }),
};
