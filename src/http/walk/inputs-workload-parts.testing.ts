import type { GoodCallOf } from './good-call.testing';
import type { Kind } from './kind.testing';
import { destination, environment } from './place-kinds.testing';
import { application, archivedStorage, database, stack } from './workload-kinds.testing';

/** Make the calls that every kind of workload has. */
const workloadCalls = (name: string, kind: Kind, path = `/${name}s`): Record<string, GoodCallOf> => ({
  [`${name}.attachTags`]: () => ({ body: { tag_name: 'walked' } }),
  [`${name}.createEnv`]: () => ({ body: { key: 'NAME', value: 'value' } }),
  [`${name}.updateEnv`]: async (world, by) => {
    const uuid = await kind.make(world, by, {});
    await world.made(by, `${path}/${uuid}/envs`, { key: 'NAME', value: 'value' });
    return { ids: { uuid }, body: { key: 'NAME', value: 'another' } };
  },
  [`${name}.bulkUpdateEnvs`]: () => ({ body: { data: [{ key: 'NAME', value: 'value' }] } }),
});

/** Make the calls of kinds whose containers run tasks. */
const taskCalls = (name: 'application' | 'stack', container: object): Record<string, GoodCallOf> => ({
  [`${name}.createTask`]: () => ({
    body: { name: 'Task', command: 'true', frequency: 'daily', ...container },
  }),
  [`${name}.updateTask`]: () => ({ body: { enabled: false } }),
  [`${name}.run`]: () => ({ body: { command: 'true', ...container } }),
});

/** Make the calls of kinds that can be moved and cloned. */
const placedCalls = (name: string): Record<string, GoodCallOf> => ({
  [`${name}.move`]: async (world, by) => ({
    body: { environment_uuid: await environment.make(world, by, {}) },
  }),
  [`${name}.connectEnvironment`]: async (world, by) => ({
    body: { environment_uuid: await environment.make(world, by, {}) },
  }),
  [`${name}.clone`]: async (world, by) => ({
    body: { destination_uuid: await destination.make(world, by, {}) },
  }),
});

/** Make the calls of kinds that can have storages. */
const storageCalls = (name: 'application' | 'database', kind: Kind): Record<string, GoodCallOf> => ({
  [`${name}.createStorage`]: () => ({ body: { type: 'persistent', name: 'data', mount_path: '/data' } }),
  [`${name}.updateStorage`]: async (world, by) => {
    const uuid = await kind.make(world, by, {});
    const body = { type: 'file', mount_path: '/etc/walked', content: 'text' };
    const made = await world.made(by, `/${name}s/${uuid}/storages`, body);
    return { ids: { uuid }, body: { storage_uuid: made.uuid, type: 'file', content: 'another' } };
  },
});

/** Make the calls of kinds whose volumes can be archived. */
const archiveCalls = (name: 'application' | 'database' | 'stack', kind: Kind): Record<string, GoodCallOf> => {
  const ofStorage: GoodCallOf = async (world, by) => {
    const { execution_uuid: _, ...ids } = await archivedStorage(world, by, kind);
    return { ids };
  };
  return {
    [`${name}.runStorageBackup`]: ofStorage,
    [`${name}.deleteStorageBackup`]: ofStorage,
    [`${name}.restoreStorageBackup`]: async (world, by) => ({ ids: await archivedStorage(world, by, kind) }),
    [`${name}.setStorageBackup`]: async (world, by) => {
      const { execution_uuid: _, ...ids } = await archivedStorage(world, by, kind);
      return { ids, body: { frequency: 'hourly' } };
    },
  };
};

/** Calls that several kinds of workloads share. */
export const workloadPartCalls: Readonly<Record<string, GoodCallOf>> = {
  ...workloadCalls('application', application),
  ...workloadCalls('database', database),
  ...workloadCalls('stack', stack, '/services'),
  ...taskCalls('application', {}),
  ...taskCalls('stack', { container: 'web' }),
  ...placedCalls('application'),
  ...placedCalls('database'),
  ...placedCalls('stack'),
  ...storageCalls('application', application),
  ...storageCalls('database', database),
  ...archiveCalls('application', application),
  ...archiveCalls('database', database),
  ...archiveCalls('stack', stack),
};
