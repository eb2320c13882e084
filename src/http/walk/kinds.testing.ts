import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createAuthority, issueCertificate } from '../../lib/certificate';
import { newUuid } from '../../lib/random';
import { generateSshKey } from '../../lib/ssh-key';
import { sealContent } from '../../services/proxy-configurations/stored';
import type { Person, World } from './world.testing';

/** What an id names: how one more is made, and an id of the same form that nothing has. */
export interface Kind {
  /** @param parents the ids before this one in the path, by parameter */
  make(world: World, by: Person, parents: Readonly<Record<string, string>>): Promise<string>;
  missing(): string;
  /** Why another organization's is no different from one's own; absent for what belongs to an organization. */
  isShared?: string;
}

const missing = newUuid;

/** A file with a service of its own and one that keeps data, as base64. */
export const composeFile = Buffer.from(
  'services:\n  web:\n    image: nginx\n  store:\n    image: postgres:16\n',
).toString('base64');

/** Different for every server of a test: an address is used once. */
let addresses = 0;
let pullRequests = 0;

export const project: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/projects', { name: 'Project' })).uuid ?? '',
};

export const privateKey: Kind = {
  missing,
  async make(world, by) {
    const body = { name: 'Key', private_key: generateSshKey().privateKey.reveal() };
    return (await world.made(by, '/security/keys', body)).uuid ?? '';
  },
};

/** One key for all servers of an organization: to make one takes longer than the rest of a server. */
const serverKeys = new WeakMap<World, Map<string, Promise<string>>>();

function serverKey(world: World, by: Person): Promise<string> {
  const keys = serverKeys.get(world) ?? new Map<string, Promise<string>>();
  serverKeys.set(world, keys);
  const key = keys.get(by.organizationId) ?? privateKey.make(world, by, {});
  keys.set(by.organizationId, key);
  return key;
}

export const server: Kind = {
  missing,
  async make(world, by) {
    const ip = `8.8.${addresses >> 8}.${addresses++ & 255}`;
    const body = { name: 'Server', ip, private_key_uuid: await serverKey(world, by) };
    const { uuid = '' } = await world.made(by, '/servers', body);
    const data = { state: 'usable', hostKey: 'pinned' } as const;
    await world.server.database.unscoped.server.update({ where: { uuid }, data });
    return uuid;
  },
};

export const environment: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await project.make(world, by, {}));
    return (await world.made(by, `/projects/${uuid}/environments`, { name: `e${newUuid()}` })).uuid ?? '';
  },
};

export const destination: Kind = {
  missing,
  async make(world, by) {
    const { unscoped: db } = world.server.database;
    const uuid = await server.make(world, by, {});
    return (await db.destination.findFirstOrThrow({ where: { server: { uuid } } })).uuid;
  },
};

export const s3Storage: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/s3-storages', s3StorageBody())).uuid ?? '',
};

export const catalogue: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/catalogues', catalogueBody())).uuid ?? '',
};

/** At a host that does not exist. */
export function catalogueBody() {
  return { name: `c-${newUuid()}`, url: 'https://git.invalid/a/b', format: 'coolify' };
}

export function s3StorageBody(key = 'key', secret = 'secret') {
  const endpoint = 'https://s3.invalid'; // a name that resolves nowhere
  return { name: 'S3', endpoint, bucket: 'backups', region: 'us-east-1', key, secret };
}

const cloudToken: Kind = {
  missing,
  async make(world, by) {
    const body = { provider: 'hetzner', name: 'Token', token: 'token' };
    return (await world.made(by, '/cloud-tokens', body)).uuid ?? '';
  },
};

const cloudInitScript: Kind = {
  missing,
  async make(world, by) {
    const body = { name: 'Script', script: '#!/bin/sh' };
    return (await world.made(by, '/cloud-init-scripts', body)).uuid ?? '';
  },
};

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

/** A component of the stack of the path, or of one more. */
export const component = (kind: 'application' | 'database'): Kind => ({
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await stack.make(world, by, {}));
    const { unscoped: db } = world.server.database;
    return (await db.component.findFirstOrThrow({ where: { kind, workload: { uuid } } })).uuid;
  },
});

/** Where the parts of a workload are. */
async function pathOf(world: World, uuid: string): Promise<string> {
  const workload = await world.server.database.unscoped.workload.findUnique({ where: { uuid } });
  if (workload?.kind === 'stack') return `/services/${uuid}`;
  return workload?.kind === 'database' ? `/databases/${uuid}` : `/applications/${uuid}`;
}

const environmentVariable: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    return (
      (await world.made(by, `${await pathOf(world, uuid)}/envs`, { key: 'NAME', value: 'value' })).uuid ?? ''
    );
  },
};

/** Of the project, the environment or the server of the path, or of the team. */
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

/** A volume of the workload of the path, with a backup schedule. */
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

/** On the workload of the path, or on none. */
const tag: Kind = {
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

/** With a backup, which a drill proves. */
export const backupSchedule: Kind = {
  missing,
  async make(world, by, parents) {
    const of = parents.uuid ?? (await database.make(world, by, {}));
    const { uuid = '' } = await world.made(by, `/databases/${of}/backups`, { frequency: 'daily' });
    await insertExecution(world, uuid);
    return uuid;
  },
};

/** Of the storage of the path, which need not be one that can have it. */
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

/** Of the schedule of the path. */
export const backupExecution: Kind = {
  missing,
  async make(world, by, parents) {
    const schedule =
      parents.scheduled_backup_uuid ??
      (await (parents.storage_uuid === undefined ? backupSchedule : volumeSchedule).make(world, by, parents));
    return insertExecution(world, schedule);
  },
};

/** A backup as a worker makes it. */
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
    // A component of the file of the walk, where there are several.
    const container = of.startsWith('/services/') ? { container: 'web' } : {};
    return (await world.made(by, `${of}/scheduled-tasks`, { ...body, ...container })).uuid ?? '';
  },
};

/** A command that waits to be run. */
const run: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    const of = await pathOf(world, uuid);
    const container = of.startsWith('/services/') ? { container: 'web' } : {};
    return (await world.made(by, `${of}/run`, { command: 'true', ...container })).run_uuid ?? '';
  },
};

const deployment: Kind = {
  missing,
  async make(world, by) {
    const uuid = await application.make(world, by, {});
    return (await world.made(by, `/applications/${uuid}/start`)).deployment_uuid ?? '';
  },
};

/** Of one deployment. */
const deploymentGroup: Kind = {
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

/** On the workload of the path. */
const operation: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await application.make(world, by, {}));
    await world.made(by, `${await pathOf(world, uuid)}/start`);
    const { unscoped: db } = world.server.database;
    const where = { workload: { uuid } };
    return (await db.operation.findFirstOrThrow({ where, orderBy: { id: 'desc' } })).uuid;
  },
};

/** About an application; made as a forge does it, without the forge. */
const webhookDelivery: Kind = {
  missing,
  async make(world, by) {
    const { unscoped: db } = world.server.database;
    const workload = await db.workload.findUniqueOrThrow({
      where: { uuid: await application.make(world, by, {}) },
    });
    const row = { provider: 'github', event: 'ping', status: 'success', reason: 'the webhook works' };
    const uuid = newUuid();
    const data = { ...row, uuid, deliveryId: uuid, content: { kind: 'ping', repository: 'acme/web' } };
    const decision = { status: 'success', message: row.reason, workloadId: workload.id };
    const { organizationId } = workload;
    await db.webhookDelivery.create({ data: { ...data, organizationId, decisions: { create: [decision] } } });
    return uuid;
  },
};

/** GitHub takes no other kind of key. */
export async function rsaKey(world: World, by: Person): Promise<string> {
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return (await world.made(by, '/security/keys', { name: 'Key', private_key: pem })).uuid ?? '';
}

/** At a host that does not exist. */
export async function githubAppFields(world: World, by: Person) {
  return {
    name: 'App',
    html_url: 'https://github.invalid',
    app_id: 1,
    installation_id: 1,
    client_id: 'client',
    client_secret: 'secret',
    private_key_uuid: await rsaKey(world, by),
  };
}

/** By its uuid, as an application names it. */
export const githubAppByUuid: Kind = {
  missing,
  make: async (world, by) =>
    (await world.made(by, '/github-apps', await githubAppFields(world, by))).uuid ?? '',
};

/** By its number, as its own paths name it. */
const githubApp: Kind = {
  missing: () => '2147483000',
  async make(world, by) {
    const uuid = await githubAppByUuid.make(world, by, {});
    return String((await world.server.database.unscoped.githubApp.findUniqueOrThrow({ where: { uuid } })).id);
  },
};

/** At a host that does not exist. */
export const gitlabAppBody = { name: 'App', html_url: 'https://gitlab.invalid' };

const gitlabAppByUuid: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/gitlab-apps', gitlabAppBody)).uuid ?? '',
};

/** By its number, as its own paths name it. */
const gitlabApp: Kind = {
  missing: () => '2147483000',
  async make(world, by) {
    const uuid = await gitlabAppByUuid.make(world, by, {});
    return String((await world.server.database.unscoped.gitlabApp.findUniqueOrThrow({ where: { uuid } })).id);
  },
};

/** By the number of its pull request. */
export const preview: Kind = {
  missing: () => '2147483000',
  async make(world, by, { uuid: applicationUuid }) {
    const { database } = world.server;
    const uuid = applicationUuid ?? (await application.make(world, by, {}));
    const { id: workloadId, organizationId } = await database.unscoped.workload.update({
      where: { uuid },
      data: { application: { update: { isPreviewDeploymentsEnabled: true } } },
    });
    const pullRequestId = ++pullRequests;
    const row = { uuid: `${pullRequestId}`.padStart(24, 'p'), organizationId, workloadId, pullRequestId };
    const stranger = { isFork: true, needsApproval: true, commit: 'c'.repeat(40) };
    const data = { ...row, ...stranger, random: 'r', activeAt: new Date() };
    await database.unscoped.preview.create({ data });
    return String(pullRequestId);
  },
};

/** Parts of the name of a repository at GitHub. */
const nameAtGitHub: Kind = {
  missing: () => 'missing',
  isShared: 'GitHub says which repositories an app sees',
  make: async () => 'example',
};

const plan: Kind = {
  missing,
  async make(world, by) {
    const uuid = await application.make(world, by, {});
    return (await world.made(by, '/deployments/plan', { uuid })).plan_id ?? '';
  },
};

const token: Kind = {
  missing: () => randomBytes(6).toString('hex'),
  make: async (world, by) => (await world.made(by, '/tokens', { name: randomUUID() })).id ?? '',
};

const role: Kind = {
  missing: randomUUID,
  async make(world, by) {
    const body = { name: randomUUID(), permissions: ['project:read'], projects: [] };
    return (await world.made(by, '/roles', body)).id ?? '';
  },
};

const organization: Kind = {
  missing: randomUUID,
  make: async (_world, { organizationId }) => organizationId,
};

const member: Kind = {
  missing: randomUUID,
  make: async (world, { organizationId }) => (await world.person(organizationId, 'member')).userId,
};

const invitation: Kind = {
  missing: randomUUID,
  async make(world, by) {
    const body = { email: `${randomUUID()}@example.com`, role: 'member' };
    return (await world.made(by, `/organizations/${by.organizationId}/invitations`, body)).id ?? '';
  },
};

const invitationToken: Kind = {
  missing: () => `gnt_inv_${randomBytes(32).toString('hex').slice(0, 43)}`,
  isShared: 'the holder of the token is invited',
  async make(world, by) {
    const body = { email: `${randomUUID()}@example.com`, role: 'member' };
    return (await world.made(by, `/organizations/${by.organizationId}/invitations`, body)).token ?? '';
  },
};

/** The sign-in of a command line belongs to no one before a user confirms it. */
const begunDeviceLogin = (world: World, by: Person) => world.made(by, '/device-logins', { name: 'walk' });

const deviceLogin: Kind = {
  missing: randomUUID,
  isShared: 'only the holder of its secret can collect its token',
  make: async (world, by) => (await begunDeviceLogin(world, by)).id ?? '',
};

const userCode: Kind = {
  missing: () => 'BBBB-BBBB',
  isShared: 'any user to whom it is shown may confirm it',
  make: async (world, by) => (await begunDeviceLogin(world, by)).user_code ?? '',
};

const session: Kind = {
  missing: () => randomBytes(6).toString('hex'),
  make: (world, by) => world.session(by),
};

const user: Kind = {
  missing: randomUUID,
  isShared: 'the administrators of the installation see all its users',
  make: async (world, { organizationId }) => (await world.person(organizationId, 'member')).userId,
};

/** Operations on an account by its name or id are for its owner alone. */
const account: Kind = { missing: randomUUID, make: async (_world, { userId }) => userId };

const template: Kind = {
  missing,
  isShared: 'Gantry brings the same templates for everyone',
  make: async () => 'uptime-kuma',
};

/** A document of a project that is not there yet. */
export const configurationText =
  'version: 1\nproject: {name: From a document}\nenvironments: {production: {}}\n';

const configurationPlan: Kind = {
  missing,
  make: async (world, by) =>
    (await world.made(by, '/plans/configuration', { document: configurationText })).plan_id ?? '',
};

/** A chain of one certificate, with its key. */
export async function certificateBody() {
  const { certificate, key } = await createAuthority('Walk', { now: new Date(), days: 1 });
  const issued = await issueCertificate({ certificate, key }, [`${newUuid()}.example`], {
    now: new Date(),
    days: 1,
  });
  return { certificate: issued.certificate, private_key: issued.key.reveal() };
}

/** Given to a server without a machine. */
const certificate: Kind = {
  missing,
  async make(world, by, { uuid }) {
    const { server: table } = world.server.database.unscoped;
    // A call before this one may have removed the server, or taken its proxy away.
    const known = uuid === undefined ? null : await table.findUnique({ where: { uuid } });
    const of = known?.uuid ?? (await server.make(world, by, {}));
    await table.update({ where: { uuid: of }, data: { proxyKind: 'caddy' } });
    return (await world.made(by, `/servers/${of}/certificates`, await certificateBody())).uuid ?? '';
  },
};

/** Without a machine: as if the proxy had taken it. */
export const proxyConfiguration: Kind = {
  missing,
  make: (world, by, { uuid }) => writeConfiguration(world, by, uuid, 'gantry_http: {idle_timeout: 5m}'),
};

/** Write a text as what was saved for the proxy of a server. @returns the uuid of the entry */
export async function writeConfiguration(
  { server: { database } }: World,
  { organizationId, userId }: Person,
  serverUuid: string | undefined,
  text: string,
): Promise<string> {
  const { id: serverId } = await database.unscoped.server.findUniqueOrThrow({ where: { uuid: serverUuid } });
  const uuid = newUuid();
  const contentSealed = sealContent(database.sealer, text);
  await database.unscoped.proxyConfiguration.create({
    data: { uuid, organizationId, serverId, userId, contentSealed },
  });
  return uuid;
}

/** `literal segment.parameter` of a path → the kind of its ids. A new place without an entry fails the walk. */
export const kindsInPaths: Readonly<Record<string, Kind>> = {
  'applications.uuid': application,
  'backups.scheduled_backup_uuid': backupSchedule,
  'applications.app_uuid': component('application'),
  'databases.database_uuid': component('database'),
  'databases.uuid': database,
  'executions.execution_uuid': backupExecution,
  'deployments.uuid': deployment,
  'deployment-groups.uuid': deploymentGroup,
  'codes.user_code': userCode,
  'device-logins.id': deviceLogin,
  'operations.operation_uuid': operation,
  'destinations.uuid': destination,
  'destinations.destination_uuid': destination,
  'envs.env_uuid': environmentVariable,
  'envs.env_id': sharedVariable,
  'storages.storage_uuid': storage,
  'scheduled-tasks.task_uuid': task,
  'runs.run_uuid': run,
  's3-storages.uuid': s3Storage,
  'cloud-tokens.uuid': cloudToken,
  'cloud-init-scripts.uuid': cloudInitScript,
  'catalogues.uuid': catalogue,
  'tags.tag_uuid': tag,
  'tags.uuid': tag,
  'environments.environment_name_or_uuid': environment,
  'github-apps.github_app_id': githubApp,
  'gitlab-apps.gitlab_app_id': gitlabApp,
  'certificates.certificate_uuid': certificate,
  'history.configuration_uuid': proxyConfiguration,
  'invitations.invitation_id': invitation,
  'invitations.token': invitationToken,
  'keys.id': token,
  'keys.uuid': privateKey,
  'members.user_id': member,
  'organizations.id': organization,
  'projects.environment_name_or_uuid': environment,
  'projects.uuid': project,
  'plans.uuid': configurationPlan,
  'previews.pull_request_id': preview,
  'repositories.owner': nameAtGitHub,
  'repositories.repo': nameAtGitHub,
  'roles.id': role,
  'servers.server_uuid': server,
  'servers.uuid': server,
  'services.uuid': stack,
  'sessions.id': session,
  'teams.id': organization,
  'templates.type': template,
  'tokens.id': token,
  'users.id': user,
  'users.user': account,
  'webhook-deliveries.uuid': webhookDelivery,
};

/** Ids in bodies and queries, by member or by `procedure.member`; null for what names nothing of an organization. */
export const kindsInInputs: Readonly<Record<string, Kind | null>> = {
  actor_user_id: member,
  application_uuid: application,
  custom_role_id: role,
  deployment_uuid: null, // chooses among the releases of the application of the path
  destination_uuid: destination,
  s3_storage_uuid: s3Storage,
  environment_uuid: environment,
  group_id: null, // of commands, in the rows that the caller may see anyway
  app_id: null, // numbers and names that GitHub gave
  client_id: null,
  installation_id: null,
  github_app_uuid: githubAppByUuid,
  gitlab_app_uuid: gitlabAppByUuid,
  organization_id: organization,
  private_key_uuid: privateKey,
  project_uuid: project,
  pull_request_id: null, // a number at the forge
  server_uuid: server,
  service_uuid: stack,
  target_uuid: application,
  user_id: member,
  'application.updateEnv.env_uuid': environmentVariable,
  'database.updateEnv.env_uuid': environmentVariable,
  'stack.updateEnv.env_uuid': environmentVariable,
  storage_id: null, // a number, looked for in the resource of the path alone
  'application.updateStorage.storage_uuid': storage,
  'database.updateStorage.storage_uuid': storage,
  'stack.updateStorage.storage_uuid': storage,
  'stack.createStorage.resource_uuid': component('application'),
  'deployment.deploy.plan_id': plan,
  'deployment.deploy.uuid': application,
  'deployment.plan.uuid': application,
  'privateKey.updateByBody.uuid': privateKey,
};
