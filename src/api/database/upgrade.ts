import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { imageName } from '../../domain/input/docker/image-reference';
import { upgradeDatabase } from '../../services/databases/upgrade';
import { can } from '../authorize';
import { pathId } from '../wire/answers';

export const upgradeProcedures = {
  upgrade: can('database:create', {
    rest: {
      method: 'POST',
      path: '/databases/{uuid}/upgrade',
      status: 201,
      tag: 'Databases',
      summary: 'Create a database of a new major version with the data of this one',
    },
    object: { type: 'database', input: 'uuid' },
    also: () => ['database:deploy'],
    input: z.strictObject({
      uuid: pathId,
      image: imageName,
      name: displayName.nullish(),
    }),
    output: z.object({ uuid: z.string(), message: z.string() }),
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    const { uuid, image, name = null } = input;
    return {
      uuid: await upgradeDatabase(ctx.scope, uuid, { image, name }),
      message: 'Database upgrade request queued.',
    };
  }),
};
