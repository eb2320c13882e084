import { randomUUID } from 'node:crypto';
import { databaseEngines } from '../../domain/database/engines';
import { newUuid } from '../../lib/random';
import { generateSshKey } from '../../lib/ssh-key';
import { githubAppByUuid, githubAppFields, gitlabAppBody } from './forge-kinds.testing';
import type { GoodCallOf } from './good-call.testing';
import { organizationCalls } from './inputs-organization.testing';
import { readCalls } from './inputs-reads.testing';
import { twoFactorCalls } from './inputs-two-factor.testing';
import type { Kind } from './kind.testing';
import { notificationCalls } from './notification-canaries.testing';
import {
  catalogueBody,
  certificateBody,
  configurationText,
  destination,
  environment,
  privateKey,
  project,
  s3StorageBody,
  server,
} from './place-kinds.testing';
import {
  application,
  archivedStorage,
  component,
  composeFile,
  database,
  stack,
  storage,
} from './workload-kinds.testing';
import type { Person, World } from './world.testing';

const password = (world: World) => world.server.owner.password;

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

/** Every engine can be created with nothing but a place. */
const databaseCreations: Readonly<Record<string, GoodCallOf>> = Object.fromEntries(
  Object.keys(databaseEngines).map((engine) => [
    `database.create${engine[0]?.toUpperCase()}${engine.slice(1)}`,
    async (world: World, by: Person) => {
      const { ports_exposes: _, ...body } = await place(world, by);
      return { body };
    },
  ]),
);

/** What every kind of workload has. */
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

/** Shared variables of each kind of owner. */
const sharedCalls: Readonly<Record<string, GoodCallOf>> = Object.fromEntries(
  ['team', 'project', 'environment', 'server'].flatMap((owner) => [
    [`${owner}Variable.createEnv`, () => ({ body: { key: 'SHARED', value: 'value' } })],
    [`${owner}Variable.updateEnv`, () => ({ body: { value: 'another' } })],
  ]),
);

/** What kinds have whose containers run tasks. */
const taskCalls = (name: 'application' | 'stack', container: object): Record<string, GoodCallOf> => ({
  [`${name}.createTask`]: () => ({
    body: { name: 'Task', command: 'true', frequency: 'daily', ...container },
  }),
  [`${name}.updateTask`]: () => ({ body: { enabled: false } }),
  [`${name}.run`]: () => ({ body: { command: 'true', ...container } }),
});

/** What kinds have that are moved and cloned. */
const placedCalls = (name: string): Record<string, GoodCallOf> => ({
  [`${name}.move`]: async (world, by) => ({
    body: { environment_uuid: await environment.make(world, by, {}) },
  }),
  [`${name}.clone`]: async (world, by) => ({
    body: { destination_uuid: await destination.make(world, by, {}) },
  }),
});

/** What kinds have that are given storages. */
const storageCalls = (name: 'application' | 'database', kind: Kind): Record<string, GoodCallOf> => ({
  [`${name}.createStorage`]: () => ({ body: { type: 'persistent', name: 'data', mount_path: '/data' } }),
  [`${name}.updateStorage`]: async (world, by) => {
    const uuid = await kind.make(world, by, {});
    const body = { type: 'file', mount_path: '/etc/walked', content: 'text' };
    const made = await world.made(by, `/${name}s/${uuid}/storages`, body);
    return { ids: { uuid }, body: { storage_uuid: made.uuid, type: 'file', content: 'another' } };
  },
});

/** What all kinds have whose volumes are archived. */
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

/**
 * By procedure, for those that an empty body does not satisfy. A new mutation that needs more than ids in its path and
 * has no entry here fails the walk with what the server answered.
 */
export const goodCalls: Readonly<Record<string, GoodCallOf>> = {
  ...readCalls,
  'tag.create': () => ({ body: { name: `tag ${randomUUID()}` } }),
  'tag.update': () => ({ body: { name: `tag ${randomUUID()}` } }),
  'application.update': () => ({ body: { name: 'Another name' } }),
  'application.addDestination': async (world, by) => ({
    body: { destination_uuid: await destination.make(world, by, {}) },
    fails: 'it runs at one',
  }),
  'application.removeDestination': () => ({ fails: 'it is at another' }),
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
  'githubApp.create': async (world, by) => ({ body: await githubAppFields(world, by) }),
  'githubApp.beginCreation': () => ({ body: { name: 'App' } }),
  'githubApp.finishCreation': () => ({
    body: { code: 'unknown', state: 'unknown' },
    fails: 'GitHub sent no one back',
  }),
  'githubApp.beginInstallation': () => ({ fails: 'no such host' }),
  'githubApp.finishInstallation': () => ({ body: { installation_id: 1 }, fails: 'no such host' }),
  'gitlabApp.create': () => ({ body: gitlabAppBody }),
  'gitlabApp.update': () => ({ body: { name: 'Another name' } }),
  'githubApp.update': () => ({ body: { name: 'Another name' } }),
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
  ...workloadCalls('application', application),
  ...workloadCalls('database', database),
  ...workloadCalls('stack', stack, '/services'),
  ...sharedCalls,
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
  'catalogue.create': () => ({ body: catalogueBody() }),
  'cloudToken.create': () => ({ body: { provider: 'hetzner', name: 'Token', token: 'token' } }),
  'cloudToken.update': () => ({ body: { name: 'Another name' } }),
  'cloudToken.validate': () => ({ ids: { uuid: newUuid() }, fails: 'its provider is on the internet' }),
  'cloudInitScript.create': () => ({ body: { name: 'Script', script: '#!/bin/sh' } }),
  'cloudInitScript.update': () => ({ body: { name: 'Another name' } }),
  's3Storage.create': () => ({ body: s3StorageBody() }),
  's3Storage.update': () => ({ body: { name: 'Another name' } }),
  'destination.create': () => ({ body: { network: 'second' } }),
  'destination.update': () => ({ body: { name: 'Another name' } }),
  'server.create': async (world, by) => ({
    body: { name: 'Server', ip: '9.9.9.9', private_key_uuid: await privateKey.make(world, by, {}) },
  }),
  'server.update': () => ({ body: { name: 'Another name' } }),
  'server.updateCleanup': () => ({ body: { docker_cleanup_threshold: 70 } }),
  'server.uploadCertificate': async () => ({ body: await certificateBody() }),
  // What is in force already, as there is no machine.
  'server.saveProxyConfiguration': () => ({ body: { configuration: '' } }),
  'server.validateProxyConfiguration': () => ({ body: { configuration: '' } }),
  'server.updateProxy': () => ({ body: { proxy_type: 'none' } }),
  'server.updateLogDrains': () => ({
    body: { is_logdrain_axiom_enabled: true },
    fails: 'there are no log drains',
  }),
  'server.sentinelPush': () => ({ body: { state: 'up' }, fails: 'there is no agent' }),
  'system.sendFeedback': () => ({ body: { content: 'It works as it should.' } }),
  'server.updateSentinel': () => ({ body: { is_sentinel_enabled: true }, fails: 'there is no agent' }),
  'server.scanHostKey': () => ({ body: { ip: '127.0.0.1', port: 1 }, fails: 'no machine' }),
  'server.acceptHostKey': () => ({
    body: { fingerprint: `SHA256:${'A'.repeat(43)}` },
    fails: 'nothing presented one',
  }),
  'configuration.applyPlan': () => ({}),
  'configuration.plan': () => ({ body: { document: configurationText } }),
  'project.create': () => ({ body: { name: 'Project' } }),
  'project.update': () => ({ body: { name: 'Another name' } }),
  'privateKey.create': () => ({ body: { name: 'Key', private_key: generateSshKey().privateKey.reveal() } }),
  'privateKey.update': () => ({
    body: { name: 'Another name', private_key: generateSshKey().privateKey.reveal() },
  }),
  'privateKey.updateByBody': async (world, by) => ({
    body: {
      uuid: await privateKey.make(world, by, {}),
      name: 'Another name',
      private_key: generateSshKey().privateKey.reveal(),
    },
  }),
  'environment.create': () => ({ body: { name: 'staging' } }),
  'environment.update': () => ({ body: { name: 'another' } }),
  'apiKey.create': () => ({ body: { name: 'A key of the walk' } }),
  'apiKey.update': () => ({ body: { name: 'Another name' } }),
  'apiKey.revokeCurrent': () => ({ as: 'key' }),
  'deviceLogin.begin': () => ({ as: 'anonymous', body: { name: 'laptop' } }),
  'deviceLogin.approve': () => ({ body: {} }),
  'deviceLogin.deny': () => ({ body: {} }),
  'deviceLogin.collect': async (world, by) => {
    const begun = await world.made(by, '/device-logins', { name: 'laptop' });
    await world.made(by, `/device-logins/codes/${begun.user_code}/approve`, {});
    return { as: 'anonymous', ids: { id: begun.id ?? '' }, body: { device_code: begun.device_code } };
  },
  'invitation.create': () => ({ body: { email: 'somebody-new@example.com', role: 'member' } }),
  'invitation.accept': () => ({
    as: 'anonymous',
    body: { name: 'New Person', password: 'a sentence that no one guesses' },
  }),
  'member.update': () => ({ body: { role: 'admin' } }),
  'role.create': () => ({ body: { name: 'Role', permissions: ['project:read'], projects: [] } }),
  'role.update': () => ({ body: { name: 'Another role' } }),
  'profile.update': () => ({ body: { name: 'Another name' } }),
  'profile.changePassword': (world) => ({
    body: { current_password: password(world), password: 'another sentence that no one guesses' },
  }),
  'session.login': (world, { email }) => ({ as: 'anonymous', body: { email, password: password(world) } }),
  'passcode.request': (_world, { email }) => ({ as: 'anonymous', body: { email } }),
  'settings.update': () => ({ body: { instance_name: 'Another name' } }),
  'passcode.changePassword': (_world, { email }) => ({
    body: { email, one_time_passcode: randomUUID(), password: 'another sentence that no one guesses' },
    fails: 'the passcode is in a mail',
  }),
  'registration.create': () => ({
    body: { name: 'New Person', email: 'new-person@example.com', password: 'a sentence that no one guesses' },
    fails: 'registration is closed',
  }),
  'setup.createOwner': () => ({
    body: {
      setup_token: 'x'.repeat(40),
      name: 'A',
      email: 'a@example.com',
      password: 'a sentence no one guesses',
    },
    fails: 'an owner exists',
  }),
  'coderUser.convertLogin': (world) => ({
    body: { to_type: 'github', password: password(world) },
    fails: 'no identity provider',
  }),
  'settings.updateEmail': () => ({
    // The host is a secret of notifications, and none here.
    body: { smtp_port: 25, smtp_password: 'password of the mail server' },
  }),
  'settings.testEmail': () => ({ body: { to: 'somebody@example.com' }, fails: 'no mail server' }),
  ...notificationCalls,
  ...organizationCalls,
  ...twoFactorCalls,
  'user.update': () => ({ body: { status: 'suspended' } }),
};
