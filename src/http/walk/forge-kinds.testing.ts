import { generateKeyPairSync } from 'node:crypto';
import { newUuid } from '../../lib/random';
import { type Kind, missing } from './kind.testing';
import { application } from './workload-kinds.testing';
import type { Person, World } from './world.testing';

let pullRequests = 0;

/** Webhook delivery of an application, stored without a call of a forge. */
export const webhookDelivery: Kind = {
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

/** Create an RSA key, because GitHub accepts no other kind. */
export async function rsaKey(world: World, by: Person): Promise<string> {
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return (await world.made(by, '/security/keys', { name: 'Key', private_key: pem })).uuid ?? '';
}

/** Make the fields of a GitHub App at a host that does not exist. */
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

/** GitHub App by its uuid, as an application names it. */
export const githubAppByUuid: Kind = {
  missing,
  make: async (world, by) =>
    (await world.made(by, '/github-apps', await githubAppFields(world, by))).uuid ?? '',
};

/** GitHub App by its number, as its own paths name it. */
export const githubApp: Kind = {
  missing: () => '2147483000',
  async make(world, by) {
    const uuid = await githubAppByUuid.make(world, by, {});
    return String((await world.server.database.unscoped.githubApp.findUniqueOrThrow({ where: { uuid } })).id);
  },
};

/** Body of a GitLab App at a host that does not exist. */
export const gitlabAppBody = { name: 'App', html_url: 'https://gitlab.invalid' };

export const gitlabAppByUuid: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/gitlab-apps', gitlabAppBody)).uuid ?? '',
};

/** GitLab App by its number, as its own paths name it. */
export const gitlabApp: Kind = {
  missing: () => '2147483000',
  async make(world, by) {
    const uuid = await gitlabAppByUuid.make(world, by, {});
    return String((await world.server.database.unscoped.gitlabApp.findUniqueOrThrow({ where: { uuid } })).id);
  },
};

/** Body of a Git token at a host that does not exist. */
export const gitTokenBody = {
  forge: 'gitea',
  name: 'Token',
  token: 'token',
  html_url: 'https://gitea.invalid',
};

export const gitToken: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/git-tokens', gitTokenBody)).uuid ?? '',
};

/** Preview by the number of its pull request. */
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

/** Part of the name of a GitHub repository. */
export const nameAtGitHub: Kind = {
  missing: () => 'missing',
  isShared: 'GitHub says which repositories an app sees',
  make: async () => 'example',
};
