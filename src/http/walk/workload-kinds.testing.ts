import { randomUUID } from 'node:crypto';
import { newUuid } from '../../lib/random';
import { type Kind, missing } from './kind.testing';
import { environment, project, server } from './place-kinds.testing';
import type { Person, World } from './world.testing';

/** A compose file with a stateless service and one that keeps data, as base64. */
export const composeFile = Buffer.from(
  'services:\n  web:\n    image: nginx\n  store:\n    image: postgres:16\n',
).toString('base64');

export const application: Kind = {
  missing,
  async make(world, by) {
    const body = {
      project_uuid: await project.make(world, by, {}),
      server_uuid: await server.make(world, by, {}),
      environment_name: 'production',
      docker_registry_image_name: 'nginx',
      ports_exposes: '80',
    };
    return (await world.made(by, '/applications/dockerimage', body)).uuid ?? '';
  },
};

export const database: Kind = {
  missing,
  async make(world, by) {
    const body = {
      project_uuid: await project.make(world, by, {}),
      server_uuid: await server.make(world, by, {}),
      environment_name: 'production',
    };
    return (await world.made(by, '/databases/postgresql', body)).uuid ?? '';
  },
};

export const stack: Kind = {
  missing,
  async make(world, by) {
    const body = {
      project_uuid: await project.make(world, by, {}),
      server_uuid: await server.make(world, by, {}),
      environment_name: 'production',
      docker_compose_raw: composeFile,
    };
    return (await world.made(by, '/services', body)).uuid ?? '';
  },
};

/** Component of the stack in the path, or of a new one. */
export const component = (kind: 'application' | 'database'): Kind => ({
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await stack.make(world, by, {}));
    const { unscoped: db } = world.server.database;
    return (await db.component.findFirstOrThrow({ where: { kind, workload: { uuid } } })).uuid;
  },
});

/** Get the path below which the parts of a workload are. */
async function pathOf(world: World, uuid: string): Promise<string> {
  const workload = await world.server.database.unscoped.workload.findUnique({ where: { uuid } });
  if (workload?.kind === 'stack') return `/services/${uuid}`;
  return workload?.kind === 'database' ? `/databases/${uuid}` : `/applications/${uuid}`;
}

export const environmentVariable: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    return (
      (await world.made(by, `${await pathOf(world, uuid)}/envs`, { key: 'NAME', value: 'value' })).uuid ?? ''
    );
  },
};

/** Variable of the project, the environment or the server in the path, or of the team. */
export const sharedVariable: Kind = {
  missing: () => '999999999',
  async make(world, by, { uuid, environment_name_or_uuid: environment }) {
    const { unscoped: db } = world.server.database;
    const isServer = uuid !== undefined && (await db.server.count({ where: { uuid } })) > 0;
    const place = isServer ? `/servers/${uuid}` : `/projects/${uuid}`;
    const of = uuid === undefined ? '/team' : `${place}${environment ? `/environments/${environment}` : ''}`;
    const { id } = await world.made(by, `${of}/envs`, { key: `NAME_${newUuid()}`, value: 'value' });
    return String(id);
  },
};

export const storage: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    const path = await pathOf(world, uuid);
    const of = path.startsWith('/services')
      ? { resource_uuid: await component('application').make(world, by, { uuid }) }
      : {};
    const body = { type: 'file', mount_path: `/${newUuid()}`, content: 'text', ...of };
    return (await world.made(by, `${path}/storages`, body)).uuid ?? '';
  },
};

/** Create a workload with a volume that has a backup schedule. */
export async function archivedStorage(world: World, by: Person, workload: Kind) {
  const uuid = await workload.make(world, by, {});
  const path = await pathOf(world, uuid);
  const of = path.startsWith('/services')
    ? { resource_uuid: await component('application').make(world, by, { uuid }) }
    : {};
  const body = { type: 'persistent', name: 'archived', mount_path: `/${newUuid()}`, ...of };
  const storage_uuid = (await world.made(by, `${path}/storages`, body)).uuid ?? '';
  const execution_uuid = await backupExecution.make(world, by, { uuid, storage_uuid });
  return { uuid, storage_uuid, execution_uuid };
}

/** Tag on the workload in the path, or on none. */
export const tag: Kind = {
  missing,
  async make(world, by, parents) {
    if (parents.uuid === undefined)
      return (await world.made(by, '/tags', { name: `tag ${randomUUID()}` })).uuid ?? '';
    const body = { tag_name: `tag ${randomUUID()}` };
    await world.made(by, `${await pathOf(world, parents.uuid)}/tags`, body);
    const { unscoped: db } = world.server.database;
    return (await db.tag.findFirstOrThrow({ where: { name: body.tag_name } })).uuid;
  },
};

/** An environment that the workload of the path is connected to. */
export const connectedEnvironment: Kind = {
  missing,
  async make(world, by, parents) {
    const of = parents.uuid ?? (await application.make(world, by, {}));
    const uuid = await environment.make(world, by, {});
    const { unscoped: db } = world.server.database;
    // Not by a request, which is refused for a workload that an earlier call of the walk began to delete.
    const { id: workloadId, organizationId } = await db.workload.findUniqueOrThrow({ where: { uuid: of } });
    const { id: environmentId } = await db.environment.findUniqueOrThrow({ where: { uuid } });
    await db.connectedEnvironment.create({ data: { workloadId, environmentId, organizationId } });
    return uuid;
  },
};

/** Backup schedule with a backup, which a restore drill can test. */
export const backupSchedule: Kind = {
  missing,
  async make(world, by, parents) {
    const of = parents.uuid ?? (await database.make(world, by, {}));
    const { uuid = '' } = await world.made(by, `/databases/${of}/backups`, { frequency: 'daily' });
    await insertExecution(world, uuid);
    return uuid;
  },
};

/** Backup schedule of the storage in the path, inserted even when the storage could not have one. */
const volumeSchedule: Kind = {
  missing,
  async make(world, _by, { uuid: workload, storage_uuid: storageUuid = '' }) {
    const { unscoped: db } = world.server.database;
    const { id: workloadId, organizationId } = await db.workload.findUniqueOrThrow({
      where: { uuid: workload ?? '' },
    });
    const row = { uuid: newUuid(), organizationId, workloadId, storageUuid, frequency: 'daily' };
    const where = { workloadId_storageUuid: { workloadId, storageUuid } };
    return (await db.backupSchedule.upsert({ where, create: row, update: {} })).uuid;
  },
};

/** Backup of the schedule in the path. */
export const backupExecution: Kind = {
  missing,
  async make(world, by, parents) {
    const schedule =
      parents.scheduled_backup_uuid ??
      (await (parents.storage_uuid === undefined ? backupSchedule : volumeSchedule).make(world, by, parents));
    return insertExecution(world, schedule);
  },
};

/** Insert a backup as a worker would. */
async function insertExecution(world: World, schedule: string): Promise<string> {
  const { unscoped: db } = world.server.database;
  const { id: scheduleId, organizationId } = await db.backupSchedule.findUniqueOrThrow({
    where: { uuid: schedule },
  });
  const uuid = newUuid();
  const made = { status: 'success', bytes: 1n, file: `/backups/${uuid}`, operationUuid: uuid } as const;
  await db.backupExecution.create({ data: { uuid, scheduleId, organizationId, ...made } });
  return uuid;
}

export const task: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    const body = { name: 'Task', command: 'true', frequency: 'daily' };
    const of = await pathOf(world, uuid);
    // A stack has several containers, so the task must name one.
    const container = of.startsWith('/services/') ? { container: 'web' } : {};
    return (await world.made(by, `${of}/scheduled-tasks`, { ...body, ...container })).uuid ?? '';
  },
};

/** A command that waits to run. */
export const run: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    const of = await pathOf(world, uuid);
    const container = of.startsWith('/services/') ? { container: 'web' } : {};
    return (await world.made(by, `${of}/run`, { command: 'true', ...container })).run_uuid ?? '';
  },
};

export const deployment: Kind = {
  missing,
  async make(world, by) {
    const uuid = await application.make(world, by, {});
    return (await world.made(by, `/applications/${uuid}/start`)).deployment_uuid ?? '';
  },
};

/** Group of one deployment. */
export const deploymentGroup: Kind = {
  missing,
  async make(world, by) {
    const { unscoped: db } = world.server.database;
    const where = { uuid: await deployment.make(world, by, {}) };
    const { organizationId } = await db.operation.findUniqueOrThrow({ where });
    return (
      await db.deploymentGroup.create({
        data: { uuid: newUuid(), organizationId, operations: { connect: where } },
      })
    ).uuid;
  },
};

/** Operation on the workload in the path. */
export const operation: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    await world.made(by, `${await pathOf(world, uuid)}/start`);
    const { unscoped: db } = world.server.database;
    const where = { workload: { uuid } };
    return (await db.operation.findFirstOrThrow({ where, orderBy: { id: 'desc' } })).uuid;
  },
};

export const plan: Kind = {
  missing,
  async make(world, by) {
    const uuid = await application.make(world, by, {});
    return (await world.made(by, '/deployments/plan', { uuid })).plan_id ?? '';
  },
};
