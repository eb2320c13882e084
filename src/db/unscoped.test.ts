import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Services that use `database.unscoped`, and how each of them checks the organization itself. */
const knownUses: Record<string, string> = {
  'services/context.ts': 'makes the scoped client from it',
  // For one user, in all their organizations.
  'services/auth-check/memberships.ts': 'memberships of the caller',
  'services/organizations/find.ts': 'memberships of the caller',
  'services/organizations/read.ts': 'memberships of the caller, and the organization found through one',
  'services/organizations/enter.ts': 'grants of the caller in the organization that is entered',
  'services/sessions/current.ts': 'memberships of the caller',
  'services/users/own-account.ts': 'memberships and keys of the caller',
  'services/passwords/reset-password.ts': 'ends every key of a person',
  'services/previews/sweep.ts': 'expired previews of every organization, each removed in its own scope',
  'services/tokens/create-for-user.ts': 'operator’s command line: the first membership of a person',
  // Creates or deletes an organization.
  'services/organizations/create.ts': 'a new organization',
  'services/organizations/remove.ts': 'the end of one, with the sessions that act in it',
  'services/providers/register.ts': 'a person with a new organization, or invited into any',
  'services/registration/register.ts': 'a person with a new organization',
  'services/setup/create-owner.ts': 'the first organization',
  'services/setup/unattended-owner.ts': 'the first organization',
  // Finds the organization from what was presented.
  'services/invitations/find.ts': 'an invitation by the digest of its token',
  'services/invitations/accept.ts': 'joins the organization of that invitation',
  'services/device-logins/collect.ts': 'the user and organization that confirmed its code',
  'services/operations/journal.ts': 'the deployment that a lease is held for',
  // For the whole installation.
  'services/applications/domain-conflicts.ts': 'a domain is unique on a machine, whatever the organization',
  'services/users/manage.ts': 'an owner of organization 0 must be left',
  'services/server-sweep/keep-proxy.ts': 'a proxy serves all applications of a machine',
  'services/server-sweep/keep-networks.ts': 'a network of a machine may be another organization’s',
  'services/server-sweep/sweep.ts': 'looks after every server',
  'services/webhooks/finish-received.ts':
    'lost deliveries of every organization, each handled in its own scope',
  'services/webhooks/root-organization.ts': 'organization 0, by its number',
  'services/servers/address.ts': 'the number of the organization that is named',
  'services/change-plans/prune.ts': 'forgets every expired plan',
  'services/deployments/prune-plans.ts': 'forgets every expired plan',
  'services/backups/run-due.ts': 'starts the backups of every organization that are due',
  'services/dns-certificates/issue-due.ts': 'queues the certificates of every organization that are due',
  'services/cleanup/pulled-images.ts': 'an image of a machine may be of another organization’s release',
  'services/cleanup/run-due.ts': 'starts the cleanups of servers of every organization that are due',
  'services/certificates/renew-due.ts': 'renews the certificates of every organization that are due',
  'services/deployment-groups/move.ts': 'goes on with every group that has not ended',
  'services/catalogues/refresh-due.ts': 'the daily sweep over all catalogues',
  'services/tasks/run-due.ts': 'starts the tasks of every organization that are due',
  'services/tokens/warn-expiring.ts': 'mails about every key',
  'services/tokens/prune.ts': 'forgets every ended key',
  'services/housekeeping/retention.ts': 'forgets what is older than the installation keeps',
};

const isTest = /(\.test|\.testing|\/testing)\.tsx?$/;

test('nothing reads across organizations but what is known to', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const uses = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('db/') && !isTest.test(file))
    .filter((file) => /\bunscoped\b/.test(readFileSync(join(root, file), 'utf8')));
  expect(uses.sort()).toEqual(Object.keys(knownUses).sort());
});
