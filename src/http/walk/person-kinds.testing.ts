import { randomBytes, randomUUID } from 'node:crypto';
import type { Kind } from './kind.testing';
import type { Person, World } from './world.testing';

export const token: Kind = {
  missing: () => randomBytes(6).toString('hex'),
  make: async (world, by) => (await world.made(by, '/tokens', { name: randomUUID() })).id ?? '',
};

export const role: Kind = {
  missing: randomUUID,
  async make(world, by) {
    const body = { name: randomUUID(), permissions: ['project:read'], projects: [] };
    return (await world.made(by, '/roles', body)).id ?? '';
  },
};

export const organization: Kind = {
  missing: randomUUID,
  make: async (_world, { organizationId }) => organizationId,
};

export const member: Kind = {
  missing: randomUUID,
  make: async (world, { organizationId }) => (await world.person(organizationId, 'member')).userId,
};

export const invitation: Kind = {
  missing: randomUUID,
  async make(world, by) {
    const body = { email: `${randomUUID()}@example.com`, role: 'member' };
    return (await world.made(by, `/organizations/${by.organizationId}/invitations`, body)).id ?? '';
  },
};

export const invitationToken: Kind = {
  missing: () => `gnt_inv_${randomBytes(32).toString('hex').slice(0, 43)}`,
  isShared: 'the holder of the token is invited',
  async make(world, by) {
    const body = { email: `${randomUUID()}@example.com`, role: 'member' };
    return (await world.made(by, `/organizations/${by.organizationId}/invitations`, body)).token ?? '';
  },
};

/** Begin the sign-in of a command line, which belongs to no one before a user confirms it. */
const begunDeviceLogin = (world: World, by: Person) => world.made(by, '/device-logins', { name: 'walk' });

export const deviceLogin: Kind = {
  missing: randomUUID,
  isShared: 'only the holder of its secret can collect its token',
  make: async (world, by) => (await begunDeviceLogin(world, by)).id ?? '',
};

export const userCode: Kind = {
  missing: () => 'BBBB-BBBB',
  isShared: 'any user to whom it is shown may confirm it',
  make: async (world, by) => (await begunDeviceLogin(world, by)).user_code ?? '',
};

export const session: Kind = {
  missing: () => randomBytes(6).toString('hex'),
  make: (world, by) => world.session(by),
};

export const user: Kind = {
  missing: randomUUID,
  isShared: 'the administrators of the installation see all its users',
  make: async (world, { organizationId }) => (await world.person(organizationId, 'member')).userId,
};

/** Account of a person. Operations on it by name or id are for its owner alone. */
export const account: Kind = { missing: randomUUID, make: async (_world, { userId }) => userId };
