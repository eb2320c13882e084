import { z } from 'zod';
import type { Scope } from '../../services/context';
import { createStorage } from '../../services/storages/create';
import { deleteStorage } from '../../services/storages/delete';
import { listStorages } from '../../services/storages/list';
import type { Storage, StoragesOf } from '../../services/storages/storage';
import { updateStorage } from '../../services/storages/update';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { FILE_BODY_BYTES } from '../wire/body-size';
import { createStorageInput, toStorageInput, toStoragePatch, updateStorageInput } from './storage-input';
import { storageList, storageWire, toStorageList, toStorageWire } from './storage-schema';
import type { WorkloadSurface } from './surface';
import { workloadVolumes } from './volumes';

const audit = 'volume';

/** Finds the container paths and the names of volumes that a workload reserves for itself. */
type OwnStorageOf = (
  scope: Scope,
  uuid: string,
) => Promise<{ paths: readonly string[]; volumes: readonly string[] }>;

/** The procedures on the storages of a kind of workload with one component. */
export function workloadStorages(
  surface: WorkloadSurface,
  ownStorage: OwnStorageOf = async () => ({ paths: [], volumes: [] }),
) {
  const { kind, resource } = surface;
  const of: StorageOwner = async (scope, uuid) => {
    const { paths } = await ownStorage(scope, uuid);
    return { kind, uuid, reserved: () => paths };
  };
  return {
    ...storageProcedures(surface, of),
    ...workloadVolumes(surface, async (scope, uuid) => (await ownStorage(scope, uuid)).volumes),

    createStorage: can('volume:create', {
      rest: createStorageRest(surface),
      object: { type: resource, input: 'uuid' },
      input: createStorageInput,
      output: storageWire,
      audit,
    }).mutation(async ({ ctx, input }) =>
      toStorageWire(await createStorage(ctx.scope, await of(ctx.scope, input.uuid), toStorageInput(input))),
    ),
  };
}

/** Finds the workload of a storage that is changed, with what it reserves for itself. */
export type StorageOwner = (scope: Scope, uuid: string) => Promise<StoragesOf>;

/** Describe how a storage is created over REST. */
export function createStorageRest({ path, tag, noun }: WorkloadSurface) {
  const summary = `Mount a storage into ${noun}`;
  return {
    method: 'POST',
    path: `${path}/storages`,
    status: 201,
    tag,
    summary,
    bodyBytes: FILE_BODY_BYTES,
  } as const;
}

/** The procedures on the storages of any kind of workload, except their creation. */
export function storageProcedures(
  surface: WorkloadSurface,
  of: StorageOwner,
  list: (scope: Scope, uuid: string) => Promise<Storage[]> = (scope, uuid) =>
    listStorages(scope, { kind: surface.kind, uuid }),
) {
  const { resource, tag, noun } = surface;
  const path = `${surface.path}/storages` as const;
  const object = { type: resource, input: 'uuid' } as const;
  return {
    listStorages: can('volume:read', {
      rest: { method: 'GET', path, status: 200, tag, summary: `List the storages of ${noun}` },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: storageList,
    }).query(async ({ ctx, input }) => toStorageList(await list(ctx.scope, input.uuid))),

    updateStorage: can('volume:update', {
      rest: {
        method: 'PATCH',
        path,
        status: 200,
        tag,
        summary: 'Update a storage, identified by its uuid or id',
        example: { uuid: 'tg8w4sk0cs4oso8w8kc0gkos', mount_path: '/data' },
        bodyNames: { uuid: 'storage_uuid', id: 'storage_id' },
        bodyBytes: FILE_BODY_BYTES,
      },
      object,
      input: updateStorageInput,
      output: storageWire,
      audit,
    }).mutation(async ({ ctx, input }) =>
      toStorageWire(await updateStorage(ctx.scope, await of(ctx.scope, input.uuid), toStoragePatch(input))),
    ),

    deleteStorage: can('volume:delete', {
      rest: {
        method: 'DELETE',
        path: `${path}/{storage_uuid}`,
        status: 200,
        tag,
        summary: 'Delete a storage; its data stays on the server',
      },
      object,
      input: z.strictObject({ uuid: pathId, storage_uuid: pathId }),
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      await deleteStorage(ctx.scope, await of(ctx.scope, input.uuid), input.storage_uuid);
      return { message: 'Storage deleted.' };
    }),
  };
}
