import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../../api/root';
import { isPermission, type Permission } from '../../domain/permission/vocabulary';
import type { WorkloadKind } from '../../domain/workload/workload-ref';
import type { JobName } from '../../queue/jobs';
import { insertKey } from '../../services/tokens/insert';
import { prepareCall } from './call.testing';
import { goodCalls } from './inputs.testing';
import { type Entrance, entrances } from './router.testing';
import { send } from './send.testing';
import { openWorld, type Person, type World } from './world.testing';

/** Permissions for backups, whose files are removed with the schedule that made them. */
const ofBackups = ['backup:run', 'backup:restore', 'backup:delete'] as const satisfies readonly Permission[];

/** Permissions of which a caller needs one for an operation on a workload of a kind. */
const neededToOperate: Readonly<Record<WorkloadKind, readonly Permission[]>> = {
  application: [
    'application:deploy',
    'application:start',
    'application:restart',
    'application:stop',
    'application:delete',
    'application:exec',
    'deployment:rollback',
    'schedule:update',
    ...ofBackups,
  ],
  // Operations change the credentials and the public port of a running database.
  database: [
    ...([
      'database:start',
      'database:restart',
      'database:stop',
      'database:delete',
      'database:update',
    ] as const),
    ...ofBackups,
  ],
  stack: [
    'service:deploy',
    'service:start',
    'service:restart',
    'service:stop',
    'service:delete',
    'service:exec',
    'schedule:update',
    ...ofBackups,
  ],
};

const permissionToDelete: Readonly<Record<WorkloadKind, Permission>> = {
  application: 'application:delete',
  database: 'database:delete',
  stack: 'service:delete',
};
const kinds = Object.keys(permissionToDelete) as WorkloadKind[]; // the keys of the table above

/** Permissions of which a caller needs one for a job to be queued on its behalf; null: part of what anyone may do. */
const neededForJob: Readonly<Record<JobName, readonly Permission[] | null>> = {
  // Cancelling ends a deployment, so that the next ones can start.
  'deployment.dispatch': [...Object.values(neededToOperate).flat(), 'deployment:cancel'],
  // Cancelling also ends a group.
  'deployment.move-group': ['deployment:cancel', 'application:stop', 'application:delete'],
  'server.validate': ['server:validate'],
  'catalogue.refresh': ['template:create', 'template:update'],
  'server.restart-proxy': ['server:update'],
  'server.keep-proxy': ['server:update'],
  'server.keep-networks': [
    ...(['destination:update', 'destination:delete'] as const),
    // Connect and disconnect further environments.
    ...(['application:update', 'database:update', 'service:update'] as const),
  ],
  'server.cleanup': ['server:update'],
  'certificate.issue': ['certificate:create', 'certificate:update'],
  // Queued by the clock.
  'server.check-disk': [],
  // Jobs of the previous version, which nothing queues.
  'github.commit-status': [],
  'github.preview-comment': [],
  // Queued by a deployment while it runs.
  'forge.commit-status': null,
  // Queued when any request changes a preview.
  'forge.preview-comment': null,
  // Queued at the end of an operation, and by changes of settings.
  'notification.send': null,
  'notification.deliver': null,
  'mail.send': null,
  'passcode.issue': null,
};
let world: World;
let queued: JobName[] = [];
beforeAll(async () => {
  const queue = {
    async enqueue(name: JobName) {
      queued.push(name);
    },
  };
  world = await openWorld({ queue });
});
afterAll(() => world.stop());
/** Some calls of the walk change the installation, and would leave the API switched off for the next. */
beforeEach(() => world.server.database.unscoped.instance.updateMany({ data: { isApiEnabled: true } }));

const inputs = (appRouter as AnyTRPCRouter)._def.procedures as Record<string, AnyTRPCProcedure>; // untyped in its widest router

/** Turn on every switch of a procedure's input, because one of them may request a separate operation. */
function switchesOf({ path }: Entrance): Record<string, true> {
  const { inputs: schemas = [] } = (inputs[path]?._def ?? {}) as { inputs?: z.ZodObject[] }; // private in the types
  const members = schemas.flatMap(({ shape }) => Object.entries(shape ?? {}));
  const switches = members.filter(([, schema]) => (schema as z.ZodType).safeParse(true).success); // a shape's values
  return Object.fromEntries(switches.map(([name]) => [name, true]));
}

async function keyWith(scopes: readonly Permission[], { userId, organizationId }: Person): Promise<string> {
  const { unscoped } = world.server.database;
  const record = { userId, organizationId, scopes, abilities: [], name: crypto.randomUUID() };
  const key = await insertKey({ db: unscoped }, { ...record, createdByKeyId: null, expiresAt: null });
  return key.token.gantry.reveal();
}

/** Count the operations that were requested and the workloads that were not deleted, of each kind. */
async function countsOf({ organizationId }: Person) {
  const { unscoped: db } = world.server.database;
  const of = async (kind: WorkloadKind) => ({
    workloads: await db.workload.count({ where: { organizationId, kind } }),
    operations: await db.operation.count({ where: { workload: { organizationId, kind } } }),
  });
  return { application: await of('application'), database: await of('database'), stack: await of('stack') };
}

/** Get the place of an application, so that what a call deletes or validates is not empty. */
async function inhabited(by: Person): Promise<Record<string, Record<string, string>>> {
  const { unscoped: db } = world.server.database;
  const application = await db.workload.findFirstOrThrow({
    where: { organizationId: by.organizationId },
    include: { destination: { include: { server: true } }, environment: { include: { project: true } } },
    orderBy: { id: 'desc' },
  });
  const { environment, destination } = application;
  return {
    server: { uuid: destination.server.uuid },
    project: { uuid: environment.project.uuid },
    environment: { uuid: environment.project.uuid, environment_name_or_uuid: environment.uuid },
  };
}

const mutations = entrances.filter(
  ({ type, action, via, operation }) =>
    type === 'mutation' && isPermission(action) && (via === 'rest' || operation === null),
);

describe('with the permission of the procedure alone, and everything asked for that its input can ask', () => {
  it.each(mutations)('$name starts no operation of another permission', async (entrance) => {
    const by = await world.person(world.ours);
    const permission = entrance.action as Permission; // `mutations` contains no others
    await world.made(by, '/applications/dockerimage', await place(by)); // first: some calls change the organization
    const { input } = await prepareCall(world, entrance, by);
    const [domain = ''] = entrance.path.split('.');
    const full = { ...switchesOf(entrance), ...input, ...(await inhabited(by))[domain] };
    const before = await countsOf(by);
    queued = [];
    const token = await keyWith([permission], by);
    const sent = await send(world.server, entrance, { token, input: full });
    expect(sent.status).toBeLessThan(500);
    for (const job of queued) {
      const needed = neededForJob[job];
      if (needed) expect(needed, `${job} was queued`).toContain(permission);
    }
    const after = await countsOf(by);
    for (const kind of kinds) {
      if (after[kind].operations > before[kind].operations)
        expect(neededToOperate[kind]).toContain(permission);
      if (after[kind].workloads < before[kind].workloads) expect(permission).toBe(permissionToDelete[kind]);
    }
  });
});

describe('what a request asks for besides', () => {
  const image = { docker_registry_image_name: 'nginx', instant_deploy: true };

  it('is done with its permission as well, and refused before anything is done without', async () => {
    const by = await world.person(world.ours);
    const call = async (scopes: Permission[], method: string, path: string, body?: unknown) => {
      const token = await keyWith(scopes, by);
      const answer = await world.server.fetch(method, `/api/v1${path}`, { token, body });
      return {
        status: answer.status,
        missing: answer.headers.get('x-missing-permissions'),
        body: await answer.json(),
      };
    };
    const where = await place(by);
    const create = { ...where, ...image };
    const before = await countsOf(by);
    expect(await call(['application:create'], 'POST', '/applications/dockerimage', create)).toMatchObject({
      status: 403,
      missing: 'deploy',
    });
    expect(await countsOf(by)).toEqual(before);
    const made = await call(
      ['application:create', 'application:deploy'],
      'POST',
      '/applications/dockerimage',
      create,
    );
    expect(made.status).toBe(201);
    expect((await countsOf(by)).application.operations).toBe(before.application.operations + 1);

    const application = `/applications/${made.body.uuid}`;
    const update = { name: 'Another name', instant_deploy: true };
    expect((await call(['application:update'], 'PATCH', application, update)).status).toBe(403);
    expect(
      (await call(['application:update', 'application:deploy'], 'PATCH', application, update)).status,
    ).toBe(200);

    const server = `/servers/${where.server_uuid}`;
    expect((await call(['server:update'], 'PATCH', server, { instant_validate: true })).status).toBe(403);
    expect((await call(['server:delete'], 'DELETE', `${server}?force=true`)).status).toBe(403);
    const { project_uuid, server_uuid, environment_name } = where;
    const placed = { project_uuid, server_uuid, environment_name };
    expect((await call(['database:create'], 'POST', '/databases/redis', placed)).status).toBe(201);
    const applicationsOnly: Permission[] = ['server:delete', 'application:delete'];
    expect((await call(applicationsOnly, 'DELETE', `${server}?force=true`)).status).toBe(403);
    const { application: applications, database: databases } = await countsOf(by);
    expect([applications.workloads, databases.workloads]).toEqual([
      before.application.workloads + 1,
      before.database.workloads + 1,
    ]);
    const both: Permission[] = [...applicationsOnly, 'database:delete'];
    expect((await call(both, 'DELETE', `${server}?force=true`)).status).toBe(200);
    expect((await countsOf(by)).application.workloads).toBe(before.application.workloads);
    expect((await countsOf(by)).database.workloads).toBe(before.database.workloads);
  });

  it('is refused to a write key, whatever the surface', async () => {
    const by = await world.person(world.ours);
    const token = await world.server.key(['write'], by);
    const body = { ...(await place(by)), ...image };
    const rest = await world.server.fetch('POST', '/api/v1/applications/dockerimage', { token, body });
    const trpc = await world.server.fetch('POST', '/api/trpc/application.createDockerImage', { token, body });
    expect([rest.status, trpc.status]).toEqual([403, 403]);
  });
});

async function place(by: Person) {
  const good = await goodCalls['application.createDockerImage']?.(world, by);
  if (!good?.body) throw new Error('The walk no longer knows how an application is created.');
  return good.body as Record<string, string>; // that call sends only text
}
