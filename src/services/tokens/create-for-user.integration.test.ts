import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../db/database';
import { createTestDatabase } from '../../db/testing';
import { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';
import { createLogger } from '../../lib/log';
import { ensureInstance } from '../installation/instance';
import { createOwner } from '../setup/create-owner';
import { createKeyForUser } from './create-for-user';

const email = 'owner@example.com';
let database: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  await ensureInstance(database);
  const password = new Secret('correct horse battery staple');
  await createOwner(database, { name: 'Owner', email, password, organizationName: 'Root' });
});
afterAll(() => database.close());

const create = (of: string) =>
  createKeyForUser(
    { database, clock: systemClock, log: createLogger('silent') },
    { email: of, name: 'ci', abilities: ['root'], expiresInDays: null },
  );

it('leaves a row in the audit trail of the organization', async () => {
  const key = await create(email);
  const { organizationId } = await database.unscoped.apiKey.findUniqueOrThrow({ where: { id: key.id } });
  expect(await database.unscoped.auditLog.findMany()).toMatchObject([
    { action: 'apiKey.create', via: 'cli', targetUuid: key.id, organizationId, actorUserId: null },
  ]);
});

it('names the user that is not there', async () => {
  await expect(create('missing@example.com')).rejects.toThrow(
    'No user has the e-mail address missing@example.com.',
  );
});
