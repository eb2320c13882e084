import { expect, type Page } from '@playwright/test';
import type { Lab, LabHost } from '../lab/types';
import { call } from './session-call';

interface Named {
  uuid: string;
  name: string;
}

/** A machine of the lab as a usable server; made by the first test of a Gantry, found by the others. */
export async function prepareServer(
  page: Page,
  lab: Lab,
  host: LabHost,
  name = 'lab machine',
): Promise<string> {
  const existing = (await call<Named[]>(page, 'get', '/servers')).find((server) => server.name === name);
  if (existing) return existing.uuid;
  const keys = await call<Named[]>(page, 'get', '/security/keys');
  const data = { name: 'lab key', private_key: lab.clientKey.privatePem };
  const key =
    keys.find((each) => each.name === data.name) ?? (await call<Named>(page, 'post', '/security/keys', data));
  const { uuid } = await call<Named>(page, 'post', '/servers', {
    name,
    ip: host.ip,
    port: host.sshPort,
    user: host.user,
    private_key_uuid: key.uuid,
    instant_validate: true,
  });
  await expect
    .poll(async () => (await call<{ state: string }>(page, 'get', `/servers/${uuid}`)).state, {
      timeout: 60_000,
    })
    .toBe('usable');
  return uuid;
}

export interface PreparedApplication {
  project: string;
  environment: string;
  application: string;
  server: string;
  deployment: string;
}

const name = 'Prepared';

/** An application with a finished deployment, a variable and a domain; made once for each Gantry. */
export async function prepareApplication(page: Page, lab: Lab, host: LabHost): Promise<PreparedApplication> {
  const server = await prepareServer(page, lab, host);
  const existing = (await call<Named[]>(page, 'get', '/projects')).find((project) => project.name === name);
  return existing ? findPrepared(page, existing.uuid, server) : createPrepared(page, server);
}

async function findPrepared(page: Page, project: string, server: string): Promise<PreparedApplication> {
  const applications = await call<(Named & { environment_uuid: string; project_uuid: string })[]>(
    page,
    'get',
    '/applications',
  );
  const found = applications.find(({ project_uuid }) => project_uuid === project);
  if (!found) throw new Error('The prepared application is gone');
  const { deployments } = await call<{ deployments: { deployment_uuid: string }[] }>(
    page,
    'get',
    `/deployments/applications/${found.uuid}`,
  );
  const deployment = deployments[0]?.deployment_uuid ?? '';
  return { project, environment: found.environment_uuid, application: found.uuid, server, deployment };
}

async function createPrepared(page: Page, server: string): Promise<PreparedApplication> {
  const project = (await call<Named>(page, 'post', '/projects', { name })).uuid;
  const { environments } = await call<{ environments: Named[] }>(page, 'get', `/projects/${project}`);
  const environment = environments[0]?.uuid ?? '';
  const application = await createApplication(page, { project, server }, 'prepared');
  await call(page, 'post', `/applications/${application}/envs`, {
    key: 'COLOR',
    value: 'blue',
    comment: 'of the sky',
  });
  const deployment = await deploy(page, application);
  return { project, environment, application, server, deployment };
}

/** A database that was never started. @returns its uuid */
export async function createDatabase(
  page: Page,
  { project, server }: Pick<PreparedApplication, 'project' | 'server'>,
): Promise<string> {
  const { uuid } = await call<Named>(page, 'post', '/databases/postgresql', {
    project_uuid: project,
    environment_name: 'production',
    server_uuid: server,
    name: 'prepared data',
  });
  return uuid;
}

/** A service that was never started, from a template. @returns its uuid */
export async function createService(
  page: Page,
  { project, server }: Pick<PreparedApplication, 'project' | 'server'>,
): Promise<string> {
  const { uuid } = await call<Named>(page, 'post', '/services', {
    project_uuid: project,
    environment_name: 'production',
    server_uuid: server,
    name: 'prepared service',
    type: 'uptime-kuma',
  });
  return uuid;
}

/** Deploy, and wait until that has succeeded. @returns uuid of the deployment */
export async function deploy(page: Page, application: string): Promise<string> {
  const started = await call<{ deployment_uuid: string }>(page, 'post', `/applications/${application}/start`);
  const deployment = started.deployment_uuid;
  await expect
    .poll(async () => (await call<{ status: string }>(page, 'get', `/deployments/${deployment}`)).status, {
      timeout: 90_000,
    })
    .toBe('finished');
  return deployment;
}

/** An application from an image that answers `version 1` at `http://<name>.lab.test`. @returns its uuid */
export async function createApplication(
  page: Page,
  { project, server }: Pick<PreparedApplication, 'project' | 'server'>,
  name: string,
  more: object = {},
): Promise<string> {
  const { uuid } = await call<Named>(page, 'post', '/applications/dockerimage', {
    project_uuid: project,
    environment_name: 'production',
    server_uuid: server,
    name,
    docker_registry_image_name: 'gantry-test/web',
    docker_registry_image_tag: '1',
    ports_exposes: '8080',
    domains: `http://${name}.lab.test`,
    ...more,
  });
  return uuid;
}
