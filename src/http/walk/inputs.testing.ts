import { randomUUID } from 'node:crypto';
import { newUuid } from '../../lib/random';
import { generateSshKey } from '../../lib/ssh-key';
import { githubAppFields, gitlabAppBody, gitTokenBody } from './forge-kinds.testing';
import type { GoodCallOf } from './good-call.testing';
import { organizationCalls } from './inputs-organization.testing';
import { readCalls } from './inputs-reads.testing';
import { twoFactorCalls } from './inputs-two-factor.testing';
import { workloadPartCalls } from './inputs-workload-parts.testing';
import { workloadKindCalls } from './inputs-workloads.testing';
import { notificationCalls } from './notification-canaries.testing';
import {
  catalogueBody,
  certificateBody,
  configurationText,
  dnsCertificateBody,
  privateKey,
  s3StorageBody,
} from './place-kinds.testing';
import type { World } from './world.testing';

const password = (world: World) => world.server.owner.password;

/** Calls for shared variables, of each kind of owner. */
const sharedCalls: Readonly<Record<string, GoodCallOf>> = Object.fromEntries(
  ['team', 'project', 'environment', 'server'].flatMap((owner) => [
    [`${owner}Variable.createEnv`, () => ({ body: { key: 'SHARED', value: 'value' } })],
    [`${owner}Variable.updateEnv`, () => ({ body: { value: 'another' } })],
  ]),
);

/**
 * Correct calls by procedure, for those that need more than an empty body. A new mutation that needs more than the ids
 * in its path and has no entry here fails the walk with the server's response.
 */
export const goodCalls: Readonly<Record<string, GoodCallOf>> = {
  ...readCalls,
  ...workloadKindCalls,
  ...workloadPartCalls,
  'tag.create': () => ({ body: { name: `tag ${randomUUID()}` } }),
  'tag.update': () => ({ body: { name: `tag ${randomUUID()}` } }),
  'githubApp.create': async (world, by) => ({ body: await githubAppFields(world, by) }),
  'githubApp.beginCreation': () => ({ body: { name: 'App' } }),
  'githubApp.finishCreation': () => ({
    body: { code: 'unknown', state: 'unknown' },
    fails: 'GitHub sent no one back',
  }),
  'githubApp.beginInstallation': () => ({ fails: 'no such host' }),
  'githubApp.refreshInstallations': () => ({ fails: 'no such host' }),
  'githubApp.finishInstallation': () => ({ body: { installation_id: 1 }, fails: 'no such host' }),
  'gitlabApp.create': () => ({ body: gitlabAppBody }),
  'gitToken.create': () => ({ body: gitTokenBody }),
  'gitToken.update': () => ({ body: { name: 'Another name' } }),
  'gitToken.validate': () => ({ ids: { uuid: newUuid() }, fails: 'its forge is on the internet' }),
  'gitlabApp.update': () => ({ body: { name: 'Another name' } }),
  'githubApp.update': () => ({ body: { name: 'Another name' } }),
  ...sharedCalls,
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
  'server.requestDnsCertificate': async (world, by) => ({ body: await dnsCertificateBody(world, by) }),
  // The configuration in force, because there is no machine.
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
    // The host is a secret of notifications, but not here.
    body: { smtp_port: 25, smtp_password: 'password of the mail server' },
  }),
  'settings.testEmail': () => ({ body: { to: 'somebody@example.com' }, fails: 'no mail server' }),
  ...notificationCalls,
  ...organizationCalls,
  ...twoFactorCalls,
  'user.update': () => ({ body: { status: 'suspended' } }),
};
