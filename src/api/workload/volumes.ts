import { z } from 'zod';
import type { Scope } from '../../services/context';
import { listKeptData } from '../../services/storages/data-places';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { keptDataWire, toKeptDataWire } from './kept-data-schema';
import type { WorkloadSurface } from './surface';

/**
 * The procedure that lists what a workload keeps on its server.
 * @param ownVolumes finds the volumes that a workload has besides its storages
 */
export function workloadVolumes(
  { kind, resource, path, tag, noun }: WorkloadSurface,
  ownVolumes: (scope: Scope, uuid: string) => Promise<readonly string[]> = async () => [],
) {
  return {
    listVolumes: can('volume:read', {
      rest: {
        method: 'GET',
        path: `${path}/volumes`,
        status: 200,
        tag,
        summary: `List the volumes and folders of ${noun} with their sizes`,
      },
      object: { type: resource, input: 'uuid' },
      input: z.strictObject({ uuid: pathId }),
      output: keptDataWire,
    }).query(async ({ ctx, input: { uuid } }) => {
      const volumes = await ownVolumes(ctx.scope, uuid);
      return toKeptDataWire(await listKeptData(ctx.scope, { kind, uuid }, volumes));
    }),
  };
}
