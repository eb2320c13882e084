import { notFound } from '../../domain/error';
import { findStack } from '../../services/stacks/find';
import { listStackStorages } from '../../services/stacks/list-storages';
import { stackStorage } from '../../services/stacks/storages';
import { createStorage } from '../../services/storages/create';
import { can } from '../authorize';
import { createComponentStorageInput, toStorageInput } from '../workload/storage-input';
import { storageWire, toStorageWire } from '../workload/storage-schema';
import { createStorageRest, storageProcedures } from '../workload/storages';
import { stackSurface } from '../workload/surface';
import { workloadVolumeBackups } from '../workload/volume-backups';

/** The procedures on the storages of a service's components, besides those that its file defines. */
export const stackStorageProcedures = {
  ...storageProcedures(stackSurface, stackStorage, listStackStorages),
  ...workloadVolumeBackups(stackSurface),

  createStorage: can('volume:create', {
    rest: createStorageRest(stackSurface),
    object: { type: 'service', input: 'uuid' },
    input: createComponentStorageInput,
    output: storageWire,
    audit: 'volume',
  }).mutation(async ({ ctx, input }) => {
    const { uuid, resource_uuid: componentUuid } = input;
    const { components } = await findStack(ctx.scope, uuid);
    const component = components.find((each) => each.uuid === componentUuid)?.name;
    if (component === undefined) throw notFound('Service resource');
    const of = await stackStorage(ctx.scope, uuid);
    return toStorageWire(await createStorage(ctx.scope, of, { ...toStorageInput(input), component }));
  }),
};
