import { z } from 'zod';
import { imageTag } from '../../domain/input/docker/image-reference';
import { commitSha } from '../../domain/input/git/commit';
import { rollbackApplication } from '../../services/deploy/rollback-application';
import { listRollbackImages } from '../../services/deployments/rollback-images';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

const tag = 'Applications';
const object = { type: 'application', input: 'uuid' } as const;

const images = z
  .object({
    current: z.string().nullable(),
    images: z.array(z.object({ tag: z.string(), created_at: timestamp, is_current: z.boolean() })),
  })
  .meta({ id: 'RollbackImages' });

const rollbackInput = z.strictObject({
  uuid: pathId,
  commit: z.union([commitSha, imageTag], 'Must be a commit, or the tag of a rollback image.'),
  deployment_uuid: pathId.optional().meta({
    description: 'Deployment that created the release, if several releases have the same image.',
  }),
});

/** The procedures that roll an application back to an earlier version. */
export const rollbackProcedures = {
  rollbackImages: can('deployment:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/rollback-images',
      status: 200,
      tag,
      summary: 'List the images available for a rollback of an application',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: images,
  }).query(async ({ ctx, input }) => {
    const found = await listRollbackImages(ctx.scope, input.uuid);
    return {
      current: found.current,
      images: found.images.map((image) => ({
        tag: image.tag,
        created_at: toTimestamp(image.createdAt),
        is_current: image.isCurrent,
      })),
    };
  }),

  rollback: can('deployment:rollback', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/rollback',
      status: 200,
      tag,
      summary: 'Roll an application back to a kept image',
    },
    object,
    input: rollbackInput,
    output: messageAnswer.extend({ deployment_uuid: z.string() }),
    audit: 'application',
  }).mutation(async ({ ctx, input }) => ({
    message: 'Rollback deployment queued.',
    deployment_uuid: await rollbackApplication(ctx.scope, {
      applicationUuid: input.uuid,
      commit: input.commit,
      deploymentUuid: input.deployment_uuid,
    }),
  })),
};
