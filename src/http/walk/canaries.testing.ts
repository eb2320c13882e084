import { randomUUID } from 'node:crypto';
import { generateSshKey } from '../../lib/ssh-key';
import { openPrivateKey } from '../../services/private-keys/sealed';
import { seedDatabases } from './database-canaries.testing';
import { githubAppFields, gitlabAppBody, preview } from './forge-kinds.testing';
import { notificationSecrets, writeDelivery } from './notification-canaries.testing';
import { catalogue, s3StorageBody, server, writeConfiguration } from './place-kinds.testing';
import { entrances } from './router.testing';
import { send } from './send.testing';
import { seedStack } from './stack-canaries.testing';
import { application, backupExecution, backupSchedule, sharedVariable, task } from './workload-kinds.testing';
import type { Person, World } from './world.testing';

/** Marked field → the text in it, which is nowhere else in the world. */
export type Canaries = Readonly<Record<string, string>>;

/** Marked fields that nothing in this release fills, or that are read from a machine during the request. */
export const emptyFields: Readonly<Record<string, string>> = {
  conflict_values: 'of a service whose template has a later version, which no service of the walk has',
  logdrain_axiom_api_key: 'there are no log drains',
  logdrain_custom_config: 'there are no log drains',
  logdrain_custom_config_parser: 'there are no log drains',
  logdrain_newrelic_license_key: 'there are no log drains',
  key: 'the id of a key of an S3 storage; other members of that name are no secrets',
  managed_configuration: 'read from the proxy of a machine',
  private_key_id: 'a number, which is no text to look for',
  sentinel_custom_url: 'there is no agent',
  sentinel_token: 'there is no agent',
  updated_compose_raw: 'of a service whose template has a later version, which no service of the walk has',
};

export interface Seeded {
  canaries: Canaries;
  /** Ids by their place in a path. */
  ids: Readonly<Record<string, string>>;
}

const canary = () => `canary-${randomUUID()}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Put a canary into every marked field that can contain one, in the way that its owner would. */
export async function seed(world: World, by: Person): Promise<Seeded> {
  const uuid = await application.make(world, by, {});
  const secrets = {
    http_basic_auth_password: canary(),
    manual_webhook_secret_bitbucket: canary(),
    manual_webhook_secret_gitea: canary(),
    manual_webhook_secret_github: canary(),
    manual_webhook_secret_gitlab: canary(),
  };
  const [labels, dockerfile, value, smtpPassword] = [canary(), canary(), canary(), canary()];
  const content = canary();
  const app = { client_secret: canary(), webhook_secret: canary() };
  await changed(world, by, 'application.update', {
    uuid,
    ...secrets,
    custom_labels: base64(`walk=${labels}`),
  });
  const variable = await world.made(by, `/applications/${uuid}/envs`, { key: 'CANARY', value });
  const file = { type: 'file', mount_path: '/etc/canary', content };
  const storage = await world.made(by, `/applications/${uuid}/storages`, file);
  const { deployment_uuid = '' } = await world.made(by, `/applications/${uuid}/start`);
  const logs = await writeLog(world, deployment_uuid);
  await changed(world, by, 'settings.updateEmail', {
    smtp_host: 'smtp.example.com',
    smtp_password: smtpPassword,
  });

  const notifications = notificationSecrets(smtpPassword);
  for (const [procedure, body] of Object.entries(notifications)) await changed(world, by, procedure, body);

  const github = await world.made(by, '/github-apps', { ...(await githubAppFields(world, by)), ...app });
  const webhook_token = canary();
  const gitlab = await world.made(by, '/gitlab-apps', {
    ...gitlabAppBody,
    client_secret: app.client_secret,
    webhook_token,
  });
  const { unscoped: db } = world.server.database;
  await db.workload.update({
    where: { uuid },
    data: { application: { update: { dockerfile: `FROM nginx\n# ${dockerfile}` } } },
  });
  const pem = generateSshKey().privateKey.reveal();
  const key = await world.made(by, '/security/keys', { name: 'Key', private_key: pem });
  const { environment } = await db.workload.findUniqueOrThrow({
    where: { uuid },
    include: { environment: { include: { project: true } } },
  });
  const databases = await seedDatabases(world, by, environment);
  // Made now, because the walk deletes the database before it reaches its backups.
  const schedule = await backupSchedule.make(world, by, { uuid: databases.uuid });
  const execution = await backupExecution.make(world, by, { scheduled_backup_uuid: schedule });
  // Made now too: the application, the projects and the servers are deleted earlier.
  const seededTask = await task.make(world, by, { uuid });
  const seededPreview = await preview.make(world, by, { uuid });
  const shared = await sharedVariable.make(world, by, {});
  const [tag] = await tagsOf(world, by, uuid);
  const stack = await seedStack(world, by, environment);
  const secret = canary();
  const script = `#!/bin/sh # ${canary()}`;
  const cloudInit = await world.made(by, '/cloud-init-scripts', { name: 'Script', script });
  const machine = await server.make(world, by, {});
  const configuration = canary();
  const saved = await writeConfiguration(world, by, machine, `# ${configuration}`);
  const s3 = await world.made(by, '/s3-storages', s3StorageBody('key', secret));
  const payload = canary();
  const delivery = await writeDelivery(world, by, payload);
  return {
    canaries: {
      ...secrets,
      ...app,
      webhook_token,
      ...databases.canaries,
      ...stack.canaries,
      ...Object.assign({}, ...Object.values(notifications)),
      custom_labels: base64(`walk=${labels}`),
      secret,
      configuration,
      script,
      dockerfile,
      value,
      real_value: value,
      content,
      payload,
      logs,
      output: logs,
      smtp_password: smtpPassword,
      private_key: await keptKey(world, key.uuid ?? ''),
    },
    ids: {
      'applications.uuid': uuid,
      'envs.env_uuid': variable.uuid ?? '',
      'envs.env_id': shared,
      'storages.storage_uuid': storage.uuid ?? '',
      'databases.uuid': databases.uuid,
      'backups.scheduled_backup_uuid': schedule,
      'executions.execution_uuid': execution,
      'scheduled-tasks.task_uuid': seededTask,
      'previews.pull_request_id': seededPreview,
      's3-storages.uuid': s3.uuid ?? '',
      'cloud-init-scripts.uuid': cloudInit.uuid ?? '',
      'catalogues.uuid': await catalogue.make(world, by, {}),
      'deliveries.delivery_uuid': delivery,
      'services.uuid': stack.uuid,
      'applications.app_uuid': stack.application,
      'databases.database_uuid': stack.database,
      'tags.tag_uuid': tag?.uuid ?? '',
      'tags.uuid': tag?.uuid ?? '',
      'deployments.uuid': deployment_uuid,
      'keys.uuid': key.uuid ?? '',
      'github-apps.github_app_id': github.uuid ?? '',
      'gitlab-apps.gitlab_app_id': gitlab.uuid ?? '',
      'servers.uuid': machine,
      'history.configuration_uuid': saved,
      'projects.uuid': environment.project.uuid,
      'projects.environment_name_or_uuid': environment.uuid,
      'environments.environment_name_or_uuid': environment.uuid,
    },
  };
}

async function tagsOf(world: World, by: Person, uuid: string): Promise<{ uuid: string }[]> {
  await world.made(by, `/applications/${uuid}/tags`, { tag_name: 'seeded' });
  return world.server.database.unscoped.tag.findMany({
    where: { workloads: { some: { workload: { uuid } } } },
  });
}

/** Get a line of a key as it is stored, because Gantry encodes the key again. */
async function keptKey({ server: { database } }: World, uuid: string): Promise<string> {
  const row = await database.unscoped.privateKey.findUniqueOrThrow({ where: { uuid } });
  return openPrivateKey(database.sealer, row).reveal().split('\n')[3] ?? '';
}

async function changed(world: World, { token }: Person, procedure: string, input: Record<string, unknown>) {
  const entrance = entrances.find(({ path, via }) => path === procedure && via === 'rest');
  if (!entrance) throw new Error(`${procedure} is gone.`);
  const { status, text } = await send(world.server, entrance, { token, input });
  if (status >= 300) throw new Error(`${procedure} → ${status} ${text}`);
}

async function writeLog(world: World, uuid: string): Promise<string> {
  const { unscoped: db } = world.server.database;
  const { id: operationId } = await db.operation.findUniqueOrThrow({ where: { uuid } });
  const text = canary();
  await db.operationLog.create({
    data: { operationId, sequence: 1, step: 'build', stream: 'stdout', text, at: new Date() },
  });
  return text;
}
