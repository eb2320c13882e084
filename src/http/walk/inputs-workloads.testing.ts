import { databaseEngines } from '../../domain/database/engines';
import { githubAppByUuid } from './forge-kinds.testing';
import type { GoodCallOf } from './good-call.testing';
import { destination, privateKey, project, server } from './place-kinds.testing';
import { application, component, composeFile, database, stack, storage } from './workload-kinds.testing';
import type { Person, World } from './world.testing';

async function place(world: World, by: Person) {
  return {
    project_uuid: await project.make(world, by, {}),
    server_uuid: await server.make(world, by, {}),
    environment_name: 'production',
    ports_exposes: '80',
  };
}

const repository = {
  git_repository: 'https://github.com/example/example',
  git_branch: 'main',
  build_pack: 'nixpacks',
};

/** Calls that create a database of each engine, which needs nothing but a place. */
const databaseCreations: Readonly<Record<string, GoodCallOf>> = Object.fromEntries(
  Object.keys(databaseEngines).map((engine) => [
    `database.create${engine[0]?.toUpperCase()}${engine.slice(1)}`,
    async (world: World, by: Person) => {
      const { ports_exposes: _, ...body } = await place(world, by);
      return { body };
    },
  ]),
);

/** Calls that create, change, deploy and stop applications, databases and stacks. */
export const workloadKindCalls: Readonly<Record<string, GoodCallOf>> = {
  'application.update': () => ({ body: { name: 'Another name' } }),
  'application.addDestination': async (world, by) => ({
    body: { destination_uuid: await destination.make(world, by, {}) },
  }),
  'application.removeDestination': () => ({}),
  'application.deployDestination': () => ({ fails: 'nothing was released' }),
  'application.rollback': () => ({ body: { commit: '1.27' }, fails: 'nothing was released' }),
  'application.createPublic': async (world, by) => ({ body: { ...(await place(world, by)), ...repository } }),
  'application.createPrivateDeployKey': async (world, by) => ({
    body: {
      ...(await place(world, by)),
      ...repository,
      git_repository: 'git@github.com:example/example.git',
      private_key_uuid: await privateKey.make(world, by, {}),
    },
  }),
  'application.createPrivateGithubApp': async (world, by) => ({
    body: {
      ...(await place(world, by)),
      ...repository,
      git_repository: 'example/example',
      github_app_uuid: await githubAppByUuid.make(world, by, {}),
    },
    fails: 'no such host',
  }),
  'application.createDockerfile': async (world, by) => ({
    body: { ...(await place(world, by)), dockerfile: Buffer.from('FROM nginx').toString('base64') },
  }),
  'application.createDockerImage': async (world, by) => ({
    body: { ...(await place(world, by)), docker_registry_image_name: 'nginx' },
  }),
  'application.createDockerCompose': async (world, by) => {
    const { ports_exposes: _, ...body } = await place(world, by);
    return { body: { ...body, docker_compose_raw: composeFile } };
  },
  'database.update': () => ({ body: { name: 'Another name' } }),
  'database.createBackup': () => ({ body: { frequency: 'daily' } }),
  'database.updateBackup': () => ({ body: { enabled: false } }),
  'database.upgrade': async (world, by) => {
    const uuid = await database.make(world, by, {});
    const data = { status: 'running:healthy', database: { update: { initializedAt: new Date(0) } } };
    await world.server.database.unscoped.workload.update({ where: { uuid }, data });
    return { ids: { uuid }, body: { image: 'postgres:17-alpine' } };
  },
  'database.stop': async (world, by) => {
    const uuid = await database.make(world, by, {});
    await world.made(by, `/databases/${uuid}/start`);
    return { ids: { uuid } };
  },
  'stack.create': async (world, by) => {
    const { ports_exposes: _, ...body } = await place(world, by);
    return { body: { ...body, docker_compose_raw: composeFile } };
  },
  'stack.update': () => ({ body: { name: 'Another name' } }),
  'stackApplication.update': () => ({ body: { human_name: 'Another name' } }),
  'stackDatabase.update': () => ({ body: { human_name: 'Another name' } }),
  'stackApplication.stop': () => ({ body: {}, fails: 'it does not run' }),
  'stackDatabase.stop': () => ({ body: {}, fails: 'it does not run' }),
  'stack.stop': async (world, by) => {
    const uuid = await stack.make(world, by, {});
    await world.made(by, `/services/${uuid}/start`);
    return { ids: { uuid } };
  },
  ...databaseCreations,
  'stack.createStorage': async (world, by) => {
    const uuid = await stack.make(world, by, {});
    const resource = await component('application').make(world, by, { uuid });
    const volume = { type: 'persistent', name: 'data', mount_path: '/data' };
    return { ids: { uuid }, body: { ...volume, resource_uuid: resource } };
  },
  'stack.updateStorage': async (world, by) => {
    const uuid = await stack.make(world, by, {});
    const made = await storage.make(world, by, { uuid });
    return { ids: { uuid }, body: { storage_uuid: made, type: 'file', content: 'another' } };
  },
  'deployment.deploy': async (world, by) => ({ body: { uuid: await application.make(world, by, {}) } }),
  'deployment.plan': async (world, by) => ({ body: { uuid: await application.make(world, by, {}) } }),
  'stack.validate': () => ({ body: { docker_compose_raw: composeFile } }),
  'stack.convert': () => ({ body: { text: 'docker run nginx' } }),
  'stack.applyTemplateUpdate': () => ({ body: { digest: 'none' }, fails: 'there is no later version' }),
  'stack.rollBackTemplateUpdate': () => ({ body: {}, fails: 'there is no update to take back' }),
};
